"""One detector: its record by product, who fires, and what another threshold would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import LIVE, product_names
from adjoin.desk.signals import DetectorLine, line_of
from adjoin.domain.errors import ConfigurationError, nearest

SHOWN = 100
STEPS = 24
"""Thresholds between the loosest and the strictest at which it is counted who fires."""


@dataclass(frozen=True, slots=True)
class Fires:
    """An account × product at which it fires. `up_to`: the strictest threshold at which it still does. `change`
    against the threshold in force: `new`, `out` (fires no more) or None."""

    account_id: str
    account: str
    product: str
    detected_on: date
    strength: float
    says: str
    up_to: float | None
    change: str | None


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """The detector's record for one product; the fields as in `DetectorLine`."""

    product: str
    fired: int | None
    followed: int | None
    converted: int | None
    precision: float | None
    precision_low: float | None
    precision_high: float | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    lead_days: float | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DetectorView:
    """One detector. `tried`: the threshold in question; `would`: how many account × product fire at it, at
    `would_accounts` accounts; `does`, `does_accounts`: at the one in force; `added`, `dropped`: how they differ.

    `fires`: those that change first, then the strongest, `left_out` not among them. `counts`: (threshold, how many
    fire) from the lowest on; empty where nothing can be tried. `products`: its record by product.
    """

    as_of: date
    detector: DetectorLine
    tried: float | None
    does: int
    does_accounts: int
    would: int
    would_accounts: int
    added: int
    dropped: int
    fires: tuple[Fires, ...]
    left_out: int
    counts: tuple[tuple[float, int], ...]
    products: tuple[ProductRecord, ...]


@on_one_publication
def detector(desk: Desk, name: str, threshold: float | None = None) -> DetectorView:
    """One detector, at another threshold if asked. ConfigurationError for an unknown name, or a threshold that
    cannot be tried."""
    lines = {row["name"]: line_of(row) for row in desk.show("detectors").to_pylist()}
    line = lines.get(name)
    if line is None:
        raise ConfigurationError(f"There is no detector '{name}'{nearest(name, lines)}.")
    _check(line, threshold)
    tried = line.threshold if threshold is None else threshold
    rows = _sightings(desk, line)
    now, would = (_by_cell(_firing(line, rows, value)) for value in (line.threshold, tried))
    added, dropped = would.keys() - now.keys(), now.keys() - would.keys()
    changed = [*((would[c], "new") for c in added), *((now[c], "out") for c in dropped)]
    listed = [
        *sorted(changed, key=_strongest),
        *sorted(((would[c], None) for c in would.keys() - added), key=_strongest),
    ]
    return DetectorView(
        as_of=desk.publication().as_of,
        detector=line,
        tried=tried,
        does=len(now),
        does_accounts=len({account for account, _ in now}),
        would=len(would),
        would_accounts=len({account for account, _ in would}),
        added=len(added),
        dropped=len(dropped),
        fires=_named(desk, listed[:SHOWN]),
        left_out=max(0, len(listed) - SHOWN),
        counts=_counts(line, rows),
        products=_products(desk, name),
    )


def _check(line: DetectorLine, threshold: float | None) -> None:
    if threshold is None:
        return
    loosest, strictest = line.threshold_loosest, line.threshold_strictest
    if loosest is None or strictest is None:
        raise ConfigurationError(f"{line.name} has no threshold that can be tried.")
    low, high = sorted((loosest, strictest))
    if not low <= threshold <= high:
        raise ConfigurationError(
            f"{line.name} can be tried from {low:g} to {high:g} {line.threshold_unit or ''}, not at {threshold:g}."
        )


def _sightings(desk: Desk, line: DetectorLine) -> pa.Table:
    """Who would fire at the loosest threshold; where nothing can be tried, its signals that are open."""
    own = pc.field("name") == line.name
    if line.threshold is not None:
        return desk.show("tryouts").filter(own)
    signals = desk.show("signals").filter(own & pc.field("state").isin(LIVE))
    return signals.append_column("fires_up_to", pa.nulls(signals.num_rows, pa.float64()))


def _firing(line: DetectorLine, rows: pa.Table, threshold: float | None) -> pa.Table:
    if threshold is None:
        return rows
    up_to = pc.field("fires_up_to")
    return rows.filter(threshold <= up_to if _rises(line) else threshold >= up_to)


def _rises(line: DetectorLine) -> bool:
    """Whether a higher value is the stricter one."""
    return (line.threshold_loosest or 0) <= (line.threshold_strictest or 0)


def _by_cell(rows: pa.Table) -> dict[tuple[str, str], dict[str, Any]]:
    """The strongest row of each account × product."""
    weakest_first = sorted(
        rows.to_pylist(), key=lambda row: (row["strength"], row["detected_on"], row["says"])
    )
    return {(row["account_id"], row["product_id"]): row for row in weakest_first}


def _strongest(listed: tuple[Mapping[str, Any], str | None]) -> tuple[str, float, str, str]:
    row, change = listed
    return (change or "", -row["strength"], row["account_id"], row["product_id"])


def _named(desk: Desk, listed: Iterable[tuple[Mapping[str, Any], str | None]]) -> tuple[Fires, ...]:
    listed = list(listed)
    products = product_names(desk)
    here = pc.field("account_id").isin(pa.array([row["account_id"] for row, _ in listed], pa.string()))
    names = {row["account_id"]: row["name"] for row in desk.show("accounts").filter(here).to_pylist()}
    same = ("account_id", "detected_on", "strength", "says")
    return tuple(
        Fires(
            **{field: row[field] for field in same},
            account=names.get(row["account_id"]) or row["account_id"],
            product=products.get(row["product_id"], row["product_id"]),
            up_to=row["fires_up_to"],
            change=change,
        )
        for row, change in listed
    )


def _counts(line: DetectorLine, rows: pa.Table) -> tuple[tuple[float, int], ...]:
    if line.threshold is None or line.threshold_loosest is None or line.threshold_strictest is None:
        return ()
    strictest = "max" if _rises(line) else "min"
    cells = rows.group_by(["account_id", "product_id"]).aggregate([("fires_up_to", strictest)])
    up_to = cells.rename_columns(["account_id", "product_id", "fires_up_to"])
    low, high = sorted((line.threshold_loosest, line.threshold_strictest))
    steps = {round(low + (high - low) * step / STEPS, 6) for step in range(STEPS + 1)}
    inside = {line.threshold} if low <= line.threshold <= high else set()
    return tuple((value, _firing(line, up_to, value).num_rows) for value in sorted(steps | inside))


def _products(desk: Desk, name: str) -> tuple[ProductRecord, ...]:
    products = product_names(desk)
    rows = desk.show("detector_product_records").filter(pc.field("name") == name).to_pylist()
    rows.sort(key=lambda row: (-(row["fired"] or 0), row["product_id"]))
    fields = [field for field in ProductRecord.__slots__ if field != "product"]
    return tuple(
        ProductRecord(
            product=products.get(row["product_id"], row["product_id"]),
            **{field: row[field] for field in fields},
        )
        for row in rows
    )
