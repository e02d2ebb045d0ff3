"""The definitions of affinity as plain loops over accounts and days: slow, sharing no code with it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
Spans = dict[str, dict[str, list[Row]]]
DAY = timedelta(days=1)


@dataclass
class Cohort:
    """One pair A → B: (entry, exit, kind) of each account in the risk set, and who is counted apart."""

    followed: list[tuple[int, int, str]] = field(default_factory=list)
    together: int = 0
    replaced: int = 0


def by_account(rows: Iterable[Row]) -> Spans:
    """The spans of each account by product, in order of time."""
    spans: Spans = defaultdict(lambda: defaultdict(list))
    for row in sorted((r for r in rows if r["began_on"]), key=lambda r: r["began_on"]):
        spans[row["account_id"]][row["product_id"]].append(row)
    return spans


def cohort(spans: Spans, a: str, b: str, as_of: date, ends_from: date | None = None) -> Cohort:
    made = Cohort()
    for products in spans.values():
        made.replaced += a in products and b in products and gave_up(products[a], products[b][0])
        if a not in products or products[a][0]["is_floor"]:
            continue
        first, other = products[a][0], products[b][0] if b in products else None
        start, end = first["began_on"], first["ended_on"]
        entry = max(0, (ends_from - start).days) if ends_from else 0
        if other and (other["is_floor"] or other["began_on"] < start):
            continue
        if other and other["began_on"] == start:
            made.together += 1
            continue
        leaves, kind = _way_out(first, other, as_of)
        if entry > 0 and (leaves - start).days <= entry:
            continue
        made.followed.append((entry, (leaves - start).days, "competing" if kind == "replaced" else kind))
        assert end is None or end <= as_of
    return made


def _way_out(first: Row, other: Row | None, as_of: date) -> tuple[date, str]:
    end = first["ended_on"]
    if other:
        begins, outlasts = other["began_on"], end and (other["ended_on"] is None or other["ended_on"] > end)
        if end and begins - 30 * DAY <= end <= begins + 90 * DAY and outlasts:
            return begins, "replaced"
        if end is None or begins <= end:
            return begins, "event"
    return (end, "competing") if end else (as_of, "censored")


def aalen_johansen(followed: list[tuple[int, int, str]], horizon: int) -> float | None:
    """F(horizon) over the distinct days, one day's exits sharing one risk set; None for an empty cohort."""
    if not followed:
        return None
    free, incidence = 1.0, 0.0
    for t in sorted({day for _, day, _ in followed if day <= horizon}):
        at_risk = at_risk_on(followed, t)
        events = sum(day == t and kind == "event" for _, day, kind in followed)
        ends = sum(day == t and kind == "competing" for _, day, kind in followed)
        incidence += free * events / at_risk
        free *= 1 - (events + ends) / at_risk
    return incidence


def at_risk_on(followed: list[tuple[int, int, str]], t: int) -> int:
    return sum((entry == 0 or entry < t) and day >= t for entry, day, _ in followed)


def held_on(spans: list[Row], day: date) -> bool:
    """Held, having begun before the day."""
    return any(s["began_on"] < day and (s["ended_on"] is None or s["ended_on"] >= day) for s in spans)


def migrated(spans: list[Row], other: Row) -> bool:
    """Whether one of the spans, begun before, was given up for the other product."""
    return any(
        s["began_on"] < other["began_on"]
        and s["ended_on"] is not None
        and other["began_on"] - 30 * DAY <= s["ended_on"] <= other["began_on"] + 90 * DAY
        and (other["ended_on"] is None or other["ended_on"] > s["ended_on"])
        for s in spans
    )


def gave_up(spans: list[Row], other: Row) -> bool:
    """The same of an account, which may have held the first since who knows when, up to the very day."""
    floors = [{**s, "began_on": s["began_on"] - DAY} if s["is_floor"] else s for s in spans]
    return not other["is_floor"] and migrated(floors, other)


Sums = dict[tuple[str, int, int, int], list[int]]


def person_days(
    spans: Spans, segments: dict[str, str | None], a: str, b: str, as_of: date, ends_from: date | None = None
) -> Sums:
    """(segment, held, band, year) → events and days with A, events and days without, day by day."""
    sums: Sums = defaultdict(lambda: [0, 0, 0, 0])
    for account, products in spans.items():
        first = min(rows[0]["began_on"] for rows in products.values())
        other = products[b][0] if b in products else None
        if other and other["is_floor"]:
            continue
        day = max(first, ends_from or first) + DAY
        while day <= min(as_of, other["began_on"] if other else as_of):
            held = [p for p, rows in products.items() if held_on(rows, day)]
            if held:
                tenure = (day - first).days
                band = sum(tenure > edge for edge in (90, 180, 365, 730))
                side = 0 if a in held else 2
                cell = sums[(segments.get(account) or "", len(held), band, day.year)]
                cell[side] += (
                    other is not None
                    and day == other["began_on"]
                    and not migrated(products.get(a, []), other)
                )
                cell[side + 1] += 1
            day += DAY
    return sums
