"""How far the book holds several products, and what closing the gap to the target is worth.

Worth = accounts short of the target, as far as accounts with one product can buy another, × the mean price of the best
next product of these. Which of them come is open: the bounds are those of the sum of so many prices drawn without
replacement, n (mean ± 1.96 sd √((1 − n/N) / n)). Source: Cochran (1977), Sampling Techniques, 2.5 and 2.8. Beside it
what is likely: chance × price, summed over all accounts with one product, with each chance at its bounds. Worth is what
a year would bring, likely what the horizon holds at today's chances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from typing import Any

import pyarrow as pa

from adjoin.statistics.share_interval import share_interval
from adjoin.words.count import count, counted
from adjoin.words.share import interval, percent

Row = dict[str, Any]
Z = 1.959964
"""Standard normal quantile of 0.975."""

PENETRATION = pa.schema(
    [
        *(("as_of", pa.date32()), ("scope", pa.string()), ("accounts", pa.int64()), ("multi", pa.int64())),
        *(("penetration", pa.float64()), ("low", pa.float64()), ("high", pa.float64())),
        *(("target", pa.float64()), ("typical_low", pa.float64()), ("typical_high", pa.float64())),
        *(("gap_accounts", pa.int64()), ("reachable", pa.int64())),
        *(("worth", pa.float64()), ("worth_low", pa.float64()), ("worth_high", pa.float64())),
        *(("likely", pa.float64()), ("likely_low", pa.float64()), ("likely_high", pa.float64())),
        *(("likely_accounts", pa.float64()), ("horizon_days", pa.int64()), ("says", pa.string())),
    ]
)
"""The columns of `penetration`; key as_of, scope (all, a segment's name, or no segment). `multi`: hold two products
or more; `low`, `high`: exact 95 % bounds of the share. `gap_accounts`: short of the target; `reachable`: of them,
as many as hold one product and could buy another. Money is a year's; null without a price."""


def penetration_table(counts: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The table from the rows of `penetration_counts`."""
    return pa.Table.from_pylist([_row(told) for told in counts], schema=PENETRATION)


def _row(told: Mapping[str, Any]) -> Row:
    accounts, multi = told["accounts"], told["multi"]
    low, high = share_interval(multi, accounts) if accounts else (None, None)
    # 0.55 × 100 is 55.000000000000007 and must not ask for a 56th account.
    gap = max(0, ceil(told["target"] * accounts - 1e-9) - multi)
    reachable = min(gap, told["able"])
    row = {
        **{name: told[name] for name in PENETRATION.names if name in told},
        "penetration": multi / accounts if accounts else None,
        "low": low,
        "high": high,
        "gap_accounts": gap,
        "reachable": reachable,
        **_worth(reachable, told),
    }
    return {**row, "says": _says(row)}


def _worth(drawn: int, told: Mapping[str, Any]) -> dict[str, float | None]:
    """The money of so many accounts, drawn from those that have a price."""
    if drawn == 0:
        return {"worth": 0.0, "worth_low": 0.0, "worth_high": 0.0}
    if told["acv"] is None:
        return {"worth": None, "worth_low": None, "worth_high": None}
    worth = drawn * told["acv"]
    left = max(0.0, 1 - drawn / told["priced"])
    reach = Z * (told["acv_sd"] or 0.0) * sqrt(left * drawn)
    return {
        "worth": round(worth, 2),
        "worth_low": round(max(0.0, worth - reach), 2),
        "worth_high": round(worth + reach, 2),
    }


def _says(row: Row) -> str:
    if not row["accounts"]:
        return "No account holds a product"
    stands = (
        f"{count(row['multi'])} of {counted(row['accounts'], 'account')} hold two products or more:"
        f" {percent(row['penetration'])} ({interval(row['low'], row['high'])} %);"
        f" typical is {interval(row['typical_low'], row['typical_high'])} %, the target {percent(row['target'])}"
    )
    if not row["gap_accounts"]:
        return f"{stands}. The target is reached"
    lacks = f"{stands}. {count(row['gap_accounts'])} more would reach it"
    if row["reachable"] == row["gap_accounts"]:
        return lacks
    return f"{lacks}, of which only {count(row['reachable'])} could buy another product now"
