"""The tables `retention` and `retention_summary`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.measurement.retention import retention_words as words
from adjoin.measurement.retention.curves import Curve, Step
from adjoin.measurement.retention.settings import Settings
from adjoin.measurement.retention.standardised import Rate

Row = dict[str, Any]
TEXT, COUNT, NUMBER = pa.string(), pa.int64(), pa.float64()

RETENTION = pa.schema(
    [
        *(("as_of", pa.date32()), ("kind", TEXT), ("place", COUNT), ("products", TEXT)),
        *(("accounts", COUNT), ("retained", COUNT), ("rate", NUMBER), ("low", NUMBER), ("high", NUMBER)),
        *(("standardised", NUMBER), ("standardised_low", NUMBER), ("standardised_high", NUMBER)),
        *(("difference", NUMBER), ("difference_low", NUMBER), ("difference_high", NUMBER)),
        *(("outside_support", NUMBER), ("follow_days", COUNT), ("says", TEXT)),
    ]
)
"""One row a kind and number of products. `kind`: landmark (age landmarks), calendar (one day for all), naive (products
ever held beside customer still) or folklore. `accounts`: root accounts, at the landmarks one of each age it reached.
`standardised`: of the landmarks, over the comparable population; `difference`: to one product, there of the
standardised rates. `outside_support`: share of the landmarks that cannot be compared."""

RETENTION_SUMMARY = pa.schema(
    [
        *(("as_of", pa.date32()), ("verdict", TEXT), ("products", TEXT)),
        *(("difference", NUMBER), ("difference_low", NUMBER), ("difference_high", NUMBER)),
        *(("naive_difference", NUMBER), ("calendar_difference", NUMBER)),
        *(("landmarks", COUNT), ("roots", COUNT), ("outside_support", NUMBER)),
        *((state, COUNT) for state in words.LEFT_OUT),
        *(("follow_days", COUNT), ("ages", TEXT), ("least_cell", COUNT)),
        *(("says", TEXT), ("says_gap", TEXT), ("says_support", TEXT)),
    ]
)
"""One row a moment. `verdict`: stays_longer, leaves_sooner, no_difference_seen or cannot_tell, of `products` beside
one. Counts are of landmarks: a root account at an age."""


def retention_rows(as_of: date, curves: Mapping[str, Curve], settings: Settings) -> Iterator[Row]:
    """The rows of a moment; `curves` by kind."""
    for kind, curve in curves.items():
        for step in curve.steps:
            yield {
                "as_of": as_of,
                "kind": kind,
                "place": step.products,
                "products": words.named(step),
                "accounts": step.accounts,
                "retained": step.retained,
                "rate": step.rate.value,
                "low": step.rate.low,
                "high": step.rate.high,
                **_three("standardised", step.standardised),
                **_three("difference", step.difference),
                "outside_support": curve.outside,
                "follow_days": None if kind == "naive" else settings.follow_days,
                "says": words.step_says(kind, step, settings.follow_days),
            }
    for products, rate in words.FOLKLORE.items():
        yield {
            **dict.fromkeys(RETENTION.names),
            "as_of": as_of,
            "kind": "folklore",
            "place": products,
            "rate": rate,
            "follow_days": 365,
            "products": f"{products}+" if products == max(words.FOLKLORE) else str(products),
            "says": words.FOLKLORE_SAYS,
        }


def summary_row(
    as_of: date, curves: Mapping[str, Curve], states: Mapping[str, int], roots: int, settings: Settings
) -> Row:
    """The row of a moment; `curves` by kind, all to the same last step; `states`: landmarks by why they count or not;
    `roots`: root accounts that count."""
    landmark = curves["landmark"]
    last = landmark.steps[-1] if landmark.steps else None
    return {
        "as_of": as_of,
        "verdict": words.verdict(landmark),
        "products": words.named(last) if last else None,
        **_three("difference", last.difference if last else None),
        "naive_difference": _last_difference(curves["naive"]),
        "calendar_difference": _last_difference(curves["calendar"]),
        "landmarks": landmark.rows,
        "roots": roots,
        "outside_support": landmark.outside if landmark.rows else None,
        **{state: states.get(state, 0) for state in words.LEFT_OUT},
        "follow_days": settings.follow_days,
        "ages": ", ".join(str(age) for age in sorted(settings.ages)),
        "least_cell": settings.least_cell,
        "says": words.curve_says(landmark, settings.follow_days),
        "says_gap": words.gap_says(curves["naive"], landmark),
        "says_support": words.support_says(landmark, states, settings.least_cell),
    }


def _last_difference(curve: Curve) -> float | None:
    last: Step | None = curve.steps[-1] if curve.steps else None
    return round(last.difference.value, 12) if last and last.difference else None


def _three(name: str, rate: Rate | None) -> dict[str, float | None]:
    names = (name, f"{name}_low", f"{name}_high")
    if rate is None:
        return dict.fromkeys(names)
    return {
        key: round(value, 12) for key, value in zip(names, (rate.value, rate.low, rate.high), strict=True)
    }
