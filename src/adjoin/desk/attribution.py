"""What further products began after, by trigger, motion and partner; and what an experiment says of it, if one does."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names
from adjoin.words.count import count, counted
from adjoin.words.share import interval, percent

DIMENSIONS = ("trigger", "motion", "partner")
MODELS = ("first", "last", "linear")
NO_EXPERIMENT = (
    "No experiment has been read out, so it is not known how many of them would have come anyway."
    " Run: adjoin experiment start"
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one trigger, motion or partner is given by each model. `deals`, `money` by model; money a year.

    `money` is None where no deal has a price. `name`: none for deals without any. `touched`: deals with at least one
    such touch.
    """

    name: str
    touched: int
    deals: Mapping[str, float]
    money: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Touch:
    """One touch that counts, from the trigger on."""

    on: date
    kind: str
    name: str
    ref: str | None


@dataclass(frozen=True, slots=True)
class AttributedDeal:
    """A further product and what led to it. `state`: attributed, organic or below_floor."""

    account_id: str
    account: str
    product_id: str
    product: str
    started_on: date
    opened_on: date
    money: float | None
    state: str
    organic: bool
    trigger: str | None
    trigger_on: date | None
    motions: int
    touches: tuple[Touch, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Causal:
    """What an experiment says of deals touched: the share that would have come anyway, with bounds of 0 to 1."""

    experiment: str
    method: str
    anyway: float | None
    low: float | None
    high: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """`attributed`, `organic`: by dimension, the parts that add up to the deals told. `causal`: a row an experiment;
    `says_causal`: what they come to, or that there is none. `deals`: newest first."""

    as_of: date
    there: bool
    currency: str
    told: Mapping[str, Any]
    attributed: Mapping[str, tuple[Part, ...]]
    organic: Mapping[str, tuple[Part, ...]]
    causal: tuple[Causal, ...]
    says_causal: str
    deals: tuple[AttributedDeal, ...]


@on_one_publication
def attribution(desk: Desk) -> Attribution:
    """Everything of it in the current publication."""
    rows = desk.rows("attribution")
    told = next(iter(desk.rows("attribution_summary")), {})
    touched = told.get("attributed", 0)
    causal = tuple(
        _causal(row, touched)
        for row in sorted(desk.rows("readouts"), key=lambda row: (row["experiment"], row.get("arm") or ""))
        if row.get("product_id") is None and row.get("difference") is not None and row.get("rate")
    )
    return Attribution(
        as_of=desk.publication().as_of,
        there=bool(told),
        currency=desk.project.configuration.currency,
        told=told,
        attributed=_by_dimension(row for row in rows if not row["organic"]),
        organic=_by_dimension(row for row in rows if row["organic"]),
        causal=causal,
        says_causal=" ".join(f"{one.says}." for one in causal) or NO_EXPERIMENT,
        deals=_deals(desk),
    )


def _by_dimension(rows: Any) -> dict[str, tuple[Part, ...]]:
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["dimension"], row["name"]), []).append(row)
    parts: dict[str, list[Part]] = {dimension: [] for dimension in DIMENSIONS}
    for (dimension, name), found in grouped.items():
        parts[dimension].append(_part(name, found))
    return {
        dimension: tuple(sorted(found, key=lambda one: (one.name == "none", -one.deals["linear"], one.name)))
        for dimension, found in parts.items()
    }


def _part(name: str, rows: Sequence[Mapping[str, Any]]) -> Part:
    return Part(
        name=name,
        touched=max(row["touched"] for row in rows),
        deals={model: sum(row["deals"] for row in rows if row["model"] == model) for model in MODELS},
        money={model: _priced([row["money"] for row in rows if row["model"] == model]) for model in MODELS},
    )


def _priced(amounts: Sequence[float | None]) -> float | None:
    priced = [amount for amount in amounts if amount is not None]
    return sum(priced) if priced else None


def _causal(row: Mapping[str, Any], touched: int) -> Causal:
    """The share that would have come anyway is 1 − difference ÷ rate of those approached, kept within 0 and 1."""
    rate, method = row["rate"], str(row.get("method") or "")
    ends = [row["difference"], row.get("high"), row.get("low")]
    anyway, low, high = (None if end is None else min(1.0, max(0.0, 1 - end / rate)) for end in ends)
    said = f"{counted(touched, 'deal')} touched; experiment {row['experiment']} says"
    if row.get("verdict") == "cannot_tell" or anyway is None:
        said += f" it cannot tell yet how many would have come anyway ({interval(low, high)} %)"
    else:
        said += (
            f" {percent(anyway)} ({interval(low, high)} %) of such deals would have come anyway,"
            f" about {count(anyway * touched)}"
        )
    return Causal(row["experiment"], method, anyway, low, high, said)


def _deals(desk: Desk) -> tuple[AttributedDeal, ...]:
    rows = desk.rows("attributed_deals")
    names = product_names(desk)
    accounts = {row["account_id"]: row["name"] for row in desk.rows("accounts")} if rows else {}
    plain = (
        *("account_id", "product_id", "started_on", "opened_on", "money", "state", "organic"),
        *("trigger", "trigger_on", "motions", "why"),
    )
    deals = [
        AttributedDeal(
            account=accounts.get(row["account_id"]) or row["account_id"],
            product=names.get(row["product_id"], row["product_id"]),
            touches=_touches(row["touches"]),
            **{name: row[name] for name in plain},
        )
        for row in rows
    ]
    return tuple(sorted(deals, key=lambda d: (-d.started_on.toordinal(), d.account_id, d.product_id)))


def _touches(text: str) -> tuple[Touch, ...]:
    return tuple(
        Touch(date.fromisoformat(one["on"]), one["kind"], one["name"], one.get("ref"))
        for one in json.loads(text)
    )
