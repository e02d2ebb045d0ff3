"""What is known of each product's demand, in a row and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pyarrow as pa

from adjoin.statistics.price_response import Interval, PriceResponse

Basis = Literal["own", "pooled"]
DIGITS = 9

PRICE_RESPONSES = pa.schema(
    [
        *[("as_of", pa.date32()), ("product_id", pa.string()), ("deals", pa.int64()), ("basis", pa.string())],
        *[(name, pa.float64()) for name in ("slope", "slope_low", "slope_high")],
        *[(f"take_rate_at_list{end}", pa.float64()) for end in ("", "_low", "_high")],
        *[("estimated", pa.bool_()), ("says", pa.string())],
    ]
)


@dataclass(frozen=True)
class Demand:
    """`response`: None where it cannot be learned, and `says` why. `deals`: the product's own deals with an arbitrary
    reason. `basis`: whether its own deals or those of all products were asked; None without a response.
    """

    product_id: str
    response: PriceResponse | None
    deals: int
    says: str
    basis: Basis | None = None


def in_words(response: PriceResponse) -> str:
    """The response as a sentence."""
    more, least, most = (100 * (math.exp(0.1 * slope) - 1) for slope in response.slope_interval)
    at_list = response.take_rate_at_list
    return (
        f"Ten points off change the odds of a yes by {more:+.0f} % ({least:+.0f} to {most:+.0f}); at list price "
        f"{100 * at_list.value:.0f} % say yes ({100 * at_list.low:.0f} to {100 * at_list.high:.0f})."
    )


def responses_table(as_of: date, demands: Mapping[str, Demand]) -> pa.Table:
    """`price_responses`, one row a product."""
    rows = [{"as_of": as_of, **_row(demand)} for _, demand in sorted(demands.items())]
    return pa.Table.from_pylist(rows, schema=PRICE_RESPONSES)


def _row(demand: Demand) -> dict[str, object]:
    row: dict[str, object] = {
        "product_id": demand.product_id,
        "deals": demand.deals,
        "basis": demand.basis,
        "estimated": demand.response is not None,
        "says": demand.says,
    }
    if demand.response is None:
        return row
    return (
        row
        | _told("slope", demand.response.slope_interval)
        | _told("take_rate_at_list", demand.response.take_rate_at_list)
    )


def _told(name: str, interval: Interval) -> dict[str, object]:
    ends = ("", "_low", "_high")
    return {f"{name}{end}": round(number, DIGITS) for end, number in zip(ends, interval, strict=True)}
