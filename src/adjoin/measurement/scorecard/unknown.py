"""Why a number of the scorecard cannot be told, and what to map for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from adjoin.measurement.scorecard.metric import METRICS, PRODUCT_ONLY
from adjoin.words.count import counted
from adjoin.words.days import day

Row = Mapping[str, Any]
MONEY_ONLY = ("nrr", "grr")


def why_not(row: Row, known: Row, ends_from: date | None, least: int) -> str | None:
    """The reason, None where the number stands. `known`: a row of `scorecard_known`."""
    metric = METRICS[row["metric"]]
    missing = unmapped(row, known)
    if missing is not None:
        return missing
    if metric.name.endswith(MONEY_ONLY) and ends_from is not None and row["window_from"] < ends_from:
        return f"Cannot tell: ends are recorded only since {day(ends_from)}, and the year begins before it"
    of = ("root", "roots") if metric.unit == "ratio" else metric.counts
    found = row["roots"] if metric.unit == "ratio" else row["units"]
    if found < least:
        only = f"only {counted(found, *of)}" if found else f"no {of[1]}"
        return f"Cannot tell from {only}; {least} are needed"
    return None


def unmapped(row: Row, known: Row) -> str | None:
    """What is to be mapped before anything can be counted, None where something is there: then 0 is a number."""
    return _missing(METRICS[row["metric"]].needs, known)


def _missing(needs: str, known: Row) -> str | None:
    if needs in ("touches", "aimed") and known["touches"] == 0:
        return (
            "Cannot tell: no approach, play or cross-sell deal is known; map interactions with direction and purpose,"
            " or accept plays here"
        )
    if needs == "opportunities" or (needs == "deals" and known["opportunities"] + known["deals"] == 0):
        return _no_opportunity(known)
    if needs == "deals" and known["opportunities"] > 0:
        return _no_opportunity(known) or _never_closed(known)
    if needs in ("money", "aimed", "starts") and known["with_start"] == 0:
        return "Cannot tell: no start is known; map subscriptions.started_on"
    if needs in ("money", "aimed") and known["with_price"] == 0:
        return "Cannot tell: no line has a price; map subscriptions.acv"
    return None


def _no_opportunity(known: Row) -> str | None:
    if known["opportunities"] == 0:
        return "Cannot tell: no opportunity is known; map opportunities, with product_id and created_on"
    if known["with_product"] == 0:
        return "Cannot tell: no opportunity names its product; map opportunities.product_id"
    return None


def _never_closed(known: Row) -> str | None:
    if known["closed"] == 0:
        return "Cannot tell: no opportunity is known to have closed; map opportunities.closed_on"
    return None


def on_card(metric: str, scope_kind: str, off: tuple[str, ...]) -> bool:
    """Whether a metric stands on cards of this kind. `off`: those not on a product's."""
    return metric not in off if scope_kind == "product" else metric not in PRODUCT_ONLY
