"""What an account uses, beside what it may: the metrics that the catalog watches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import Signal

MONTHS_OF_A_WEEK = 365.25 / 12 / 7
"""A week's amount times this stands beside a monthly limit, as the usage ceiling reads it."""


@dataclass(frozen=True, slots=True)
class Usage:
    """One watched metric, oldest first. `points`: (last day of the period, quantity).
    `per`: what the quantity adds up over (a week's amount beside a monthly limit is at a month's pace); None
    for a level. `marks`: (day, sentence) of the signals seen in it."""

    product: str
    metric: str
    watched_as: str
    grain: str
    per: str | None
    points: tuple[tuple[date, float], ...]
    limit: float | None
    marks: tuple[tuple[date, str], ...]


def usage_of(
    desk: Desk, account_id: str, names: Mapping[str, str], signals: tuple[Signal, ...]
) -> tuple[Usage, ...]:
    """What a signal was seen in first, then ceilings, workarounds, adoption."""
    order = ("ceiling", "workaround", "adoption")
    rows = desk.show("usage_series", account_id).to_pylist()
    seen = {(s.evidence.get("product_id"), s.evidence.get("metric")) for s in signals}
    rows.sort(
        key=lambda row: (
            (row["product_id"], row["metric"]) not in seen,
            order.index(row["watched_as"]),
            row["product_id"],
            row["metric"],
        )
    )
    found = []
    for row in rows:
        per = _adds_up_over(desk, row)
        scale = MONTHS_OF_A_WEEK if (row["grain"], per) == ("week", "month") else 1.0
        points = zip(row["period_ends"], row["quantities"], strict=True)
        found.append(
            Usage(
                product=names.get(row["product_id"], row["product_id"]),
                metric=row["metric"],
                watched_as=row["watched_as"],
                grain=row["grain"],
                per=per,
                points=tuple((on, scale * quantity) for on, quantity in points if quantity is not None),
                limit=row["limit_quantity"],
                marks=tuple((s.detected_on, s.says) for s in signals if _seen_in(s, row)),
            )
        )
    return tuple(found)


def _adds_up_over(desk: Desk, row: Mapping[str, Any]) -> str | None:
    known = desk.project.catalog.metrics.get(row["metric"])
    if known is not None and known.kind == "level":
        return None
    flow = known is None or known.kind == "flow"
    return "month" if flow and row["limit_period"] == "month" else str(row["grain"])


def _seen_in(signal: Signal, row: Mapping[str, Any]) -> bool:
    where = signal.evidence
    return (where.get("metric"), where.get("product_id")) == (row["metric"], row["product_id"])
