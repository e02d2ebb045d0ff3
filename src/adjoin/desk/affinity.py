"""Which product follows which: the heat map, and one pair in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.compute as pc

from adjoin.desk.after_signals import AfterSignal, after_signals
from adjoin.desk.by_group import Grouping, by_group
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.pathways import notes_about
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.chain_order import in_chains, pull_of

HORIZONS = (30, 60, 90, 180, 365)
SHOWN = 16
ACCOUNTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """What was seen of one product following another within a horizon. Probabilities are fractions.

    `probability` is shrunk, `raw` Aalen–Johansen as it stands; null for an empty cohort.
    `reason`: why it is not enough. `link`: the catalog says that one feeds the other.
    """

    from_id: str
    from_product: str
    to_id: str
    to_product: str
    horizon_days: int
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    raw: float | None
    raw_low: float | None
    raw_high: float | None
    at_risk: int
    at_risk_at_horizon: int
    adopters: int
    median_days: float | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    enough: bool
    reason: str | None
    together: int
    replaced: int
    link: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One held product and what follows it, in the order of the columns; None where row and column meet."""

    product_id: str
    product: str
    cells: tuple[Pair | None, ...]


@dataclass(frozen=True, slots=True)
class AffinityMap:
    """Held products down, the products that follow across, in one order: chains read down the diagonal.

    `products`: (id, name) of the columns; `left_out`: products beyond the largest cohorts shown.
    `hero`: the product to begin with, None where nothing is followed long enough.
    `notes`: what the run says about all pairs together.
    """

    as_of: date
    horizon: int
    horizons: tuple[int, ...]
    products: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    left_out: int
    hero: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Incidence at `day` since the start, with its 95 % interval and how many were still at risk."""

    day: int
    incidence: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that holds the one product and not the other."""

    account_id: str
    account: str
    state: str
    value: float | None


@dataclass(frozen=True, slots=True)
class PairView:
    """One pair in full. `horizons`: the pair at each horizon; `curve`: raw incidence by day.

    `candidates` accounts hold A and not B now, `open_now` of them with nothing in the way; `accounts`: the
    dearest of these by expected value. `bridge`: the catalog's sentence, if one is written.
    `groupings`: the pair by segment and by industry; `after_signals`: what changes once something was signalled.
    """

    as_of: date
    currency: str
    pair: Pair
    horizons: tuple[Pair, ...]
    curve: tuple[CurvePoint, ...]
    bridge: str | None
    candidates: int
    open_now: int
    accounts: tuple[Candidate, ...]
    groupings: tuple[Grouping, ...]
    after_signals: tuple[AfterSignal, ...]


@on_one_publication
def affinity(desk: Desk, horizon: int = 90) -> AffinityMap:
    """All pairs at one horizon. ConfigurationError if no run measures that horizon."""
    if horizon not in HORIZONS:
        raise ConfigurationError(
            f"There is no horizon of {horizon} days. Use one of: {', '.join(map(str, HORIZONS))}."
        )
    names = product_names(desk)
    rows = desk.show("affinity").filter(pc.field("horizon_days") == horizon).to_pylist()
    pairs = {(row["from_product"], row["to_product"]): _pair(row, names) for row in rows}
    order = _chained(_largest(names, pairs), pairs)
    return AffinityMap(
        as_of=desk.publication().as_of,
        horizon=horizon,
        horizons=HORIZONS,
        products=tuple((product, names[product]) for product in order),
        rows=tuple(
            Row(held, names[held], tuple(pairs.get((held, next_)) for next_ in order)) for held in order
        ),
        left_out=len(names) - len(order),
        hero=_hero(desk, names),
        notes=notes_about(desk, "affinity"),
    )


@on_one_publication
def pair(desk: Desk, from_word: str, to_word: str, horizon: int = 90) -> PairView:
    """One pair by ids or names. ConfigurationError for an unknown product, a product with itself, or a
    pair that the run did not measure (the catalog is newer than the run)."""
    held, next_ = desk.product(from_word), desk.product(to_word)
    if held.id == next_.id:
        raise ConfigurationError(f"'{held.name}' cannot follow itself; choose two products.")
    same = (pc.field("from_product") == held.id) & (pc.field("to_product") == next_.id)
    names = product_names(desk)
    horizons = tuple(_pair(row, names) for row in desk.show("affinity").filter(same).to_pylist())
    if not horizons:
        raise ConfigurationError(f"The run did not measure {held.name} → {next_.name}. Run: adjoin run")
    bridge = next_.works_with.get(held.id)
    candidates, open_now, accounts = _candidates(desk, held.id, next_.id)
    chosen = next((p for p in horizons if p.horizon_days == horizon), horizons[0])
    fields = CurvePoint.__slots__
    return PairView(
        as_of=desk.publication().as_of,
        currency=desk.project.configuration.currency,
        pair=chosen,
        horizons=horizons,
        curve=tuple(
            CurvePoint(*(row[field] for field in fields))
            for row in desk.show("affinity_curves").filter(same).to_pylist()
        ),
        bridge=bridge.bridge if bridge else None,
        candidates=candidates,
        open_now=open_now,
        accounts=accounts,
        groupings=by_group(desk, (held.id, next_.id), chosen.horizon_days),
        after_signals=after_signals(desk, (held.id, next_.id), chosen.horizon_days),
    )


def _hero(desk: Desk, names: Mapping[str, str]) -> str | None:
    heroes = (row["product_id"] for row in desk.show("hero_products").to_pylist() if row["hero"])
    return next((names.get(product, product) for product in heroes), None)


def _pair(row: Mapping[str, Any], names: Mapping[str, str]) -> Pair:
    renamed = {"from_id": "from_product", "to_id": "to_product", "raw": "probability_raw"}
    named = {side: names.get(row[side], row[side]) for side in ("from_product", "to_product")}
    rest = (field for field in Pair.__slots__ if field not in named)
    return Pair(**named, **{field: row[renamed.get(field, field)] for field in rest})


def _largest(names: Mapping[str, str], pairs: Mapping[tuple[str, str], Pair]) -> list[str]:
    """The products with the largest cohorts, in catalog order, so that a long catalog stays readable."""
    cohort = {
        product: max((p.at_risk or 0 for k, p in pairs.items() if k[0] == product), default=0)
        for product in names
    }
    kept = sorted(names, key=lambda product: -cohort[product])[:SHOWN]
    return [product for product in names if product in kept]


def _chained(products: Sequence[str], pairs: Mapping[tuple[str, str], Pair]) -> list[str]:
    def pull(held: str, following: str) -> float:
        found = pairs.get((held, following))
        return pull_of(found.probability_low, found.lift_low, enough=found.enough) if found else 0.0

    return in_chains(products, pull)


def _candidates(desk: Desk, held: str, next_: str) -> tuple[int, int, tuple[Candidate, ...]]:
    """Who holds the one and not the other: how many, how many of them open, and the dearest."""
    holders = desk.show("holdings").filter(pc.field("product_id") == held)["account_id"].combine_chunks()
    cells = desk.show("whitespace").filter(
        (pc.field("product_id") == next_)
        & (pc.field("state") != "held")
        & pc.field("account_id").isin(holders)
    )
    free = cells.filter(pc.field("state").isin(["open", "recommended"]))
    dearest = free.sort_by([("value", "descending"), ("account_id", "ascending")]).slice(0, ACCOUNTS_SHOWN)
    here = pc.field("account_id").isin(dearest["account_id"].combine_chunks())
    names = {row["account_id"]: row["name"] for row in desk.show("accounts").filter(here).to_pylist()}
    accounts = tuple(
        Candidate(
            row["account_id"], names.get(row["account_id"]) or row["account_id"], row["state"], row["value"]
        )
        for row in dearest.to_pylist()
    )
    return cells.num_rows, free.num_rows, accounts
