"""What gives the chances: the model in use or the prior, by how much it beats it, and the weights of the signals."""

from dataclasses import dataclass
from datetime import date

from adjoin.desk.desk import Desk, on_one_publication

YES_OR_NO = ("in use", "hidden selection")
"""Measures whose number is a yes (1) or a no (0)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about the model and what it means; `yes` where it is a yes or a no."""

    measure: str
    value: float | None
    yes: bool | None
    says: str | None


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of one kind of signal, in log-odds at full strength: the experts', and what outcomes taught, give or
    take `deviation` (one standard deviation)."""

    kind: str
    prior_weight: float | None
    learned_weight: float | None
    deviation: float | None


@dataclass(frozen=True, slots=True)
class Model:
    """`there`: whether the publication says anything about a model. `sources`: (what gave it, how many of the scored
    cells, share of them)."""

    as_of: date
    there: bool
    measures: tuple[Measure, ...]
    weights: tuple[Weight, ...]
    sources: tuple[tuple[str, int, float], ...]


@on_one_publication
def model(desk: Desk) -> Model:
    """What the current publication says of its model."""
    report, weights = desk.show_if_there("model_report"), desk.show_if_there("model_weights")
    counts = desk.show("scores").group_by("source").aggregate([("account_id", "count")]).to_pylist()
    total = sum(row["account_id_count"] for row in counts)
    sources = sorted(
        ((row["source"], row["account_id_count"]) for row in counts), key=lambda one: (-one[1], one[0])
    )
    return Model(
        as_of=desk.publication().as_of,
        there=report is not None,
        measures=tuple(
            Measure(
                measure=row["measure"],
                value=row["value"],
                yes=bool(row["value"]) if row["measure"] in YES_OR_NO else None,
                says=row["says"],
            )
            for row in (report.to_pylist() if report is not None else [])
        ),
        weights=tuple(
            Weight(row["kind"], row["prior_weight"], row["learned_weight"], row["deviation"])
            for row in (weights.to_pylist() if weights is not None else [])
        ),
        sources=tuple((source, number, number / total) for source, number in sources),
    )
