"""A plain reference: every account, product and day one by one, and the textbook's Mantel–Haenszel sum."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from signals_record.by_hand import AS_OF, BEGAN, Hand
from worlds import Rows

Cell = tuple[Any, ...]
WITHIN = timedelta(days=90)


def _held(own: Rows, at: date) -> int:
    """Spans that hold on a day, from the day after they began."""
    return sum(s["began_on"] < at and (s["ended_on"] is None or s["ended_on"] >= at) for s in own)


def _band(days: int) -> int:
    return sum(days >= edge for edge in (90, 180, 365, 730))


def is_echo(hand: Hand, row: dict[str, Any]) -> bool:
    for deal in hand.deals:
        if deal["account_id"] != row["account_id"] or deal["product_id"] != row["product_id"]:
            continue
        over = deal["closed_on"]
        if over is not None and deal["outcome"] == "won":
            over += timedelta(days=90)
        if deal["created_on"] < row["fired_on"] and (over is None or over >= row["fired_on"]):
            return True
    return False


def is_held(hand: Hand, account: str, first: date, last: date) -> bool:
    """Whether the account is held out of plays on any of the days."""
    return any(
        h["account_id"] == account
        and h["from_on"] <= last
        and (h["until_on"] is None or h["until_on"] > first)
        for h in hand.held
    )


def cells(hand: Hand, name: str) -> dict[Cell, list[float]]:
    """Stratum → starts and days after a firing, starts and days not; one segment of watch."""
    told: dict[Cell, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    counted = [f for f in hand.firings if f["name"] == name and not is_echo(hand, f)]
    for account in sorted({s["account_id"] for s in hand.spans}):
        own = [s for s in hand.spans if s["account_id"] == account]
        first = min(s["began_on"] for s in own)
        for product in hand.products:
            begun = sorted((s["began_on"], s["is_floor"]) for s in own if s["product_id"] == product)
            start, floor = begun[0] if begun else (None, False)
            fired = {
                f["fired_on"] for f in counted if (f["account_id"], f["product_id"]) == (account, product)
            }
            unsure = [
                s["after_on"] for s in hand.standing
                if (s["account_id"], s["product_id"], s["name"]) == (account, product, name)
            ]  # fmt: skip
            for offset in range(1, (AS_OF - BEGAN).days + 1):
                at = BEGAN + timedelta(days=offset)
                held = _held(own, at)
                if is_held(hand, account, at, at):
                    continue
                if not held or floor or (start is not None and start < at):
                    continue
                exposed = any(f < at <= f + WITHIN for f in fired)
                last = max((f for f in fired if f < at), default=None)
                if any(u < at <= u + WITHIN and not (last and last >= u) for u in unsure):
                    continue
                # The day after the interval began says the quarter, the day before says the tenure.
                stratum = (product, at.year, (at.month - 1) // 3, _band((at - first).days - 1), held)
                side = 0 if exposed else 2
                told[stratum][side + 1] += 1
                told[stratum][side] += start == at
    return told


def mantel_haenszel(told: dict[Cell, list[float]]) -> float | None:
    above = sum(a * t0 / (t1 + t0) for a, t1, _, t0 in told.values() if t1 and t0)
    under = sum(b * t1 / (t1 + t0) for _, t1, b, t0 in told.values() if t1 and t0)
    return above / under if under else None
