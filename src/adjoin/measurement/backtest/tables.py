"""The numbers of a backtest as the relations that it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from adjoin.measurement.backtest.caveats import FORESIGHT_SAYS, REPLAY_SAYS
from adjoin.measurement.backtest.followed import Floats, Followed
from adjoin.measurement.backtest.grade import Grade
from adjoin.measurement.backtest.measures import FORESIGHT, REPLAY, Measured, Measures
from adjoin.measurement.backtest.policies import ADJOIN
from adjoin.measurement.backtest.published import BACKTEST, PICKS, RELIABILITY
from adjoin.measurement.backtest.reliability import Reliability

DIGITS = 10
Row = dict[str, Any]


def backtest_table(
    followed: Followed, measures: Measures, graded: Grade, curves: Sequence[Reliability]
) -> pa.Table:
    """`BACKTEST`, overall rows first, in the order of the policies."""
    rows = [
        *_overall(followed, measures, graded),
        *_gaps(measures),
        *_slopes(curves),
        *_by_date(followed, measures),
    ]
    return pa.Table.from_pylist(rows, schema=BACKTEST)


def picks_table(followed: Followed) -> pa.Table:
    """`PICKS`, by date, policy and rank."""
    table = followed.picks.table.append_column("weight", pa.array(np.round(followed.picks.weight, DIGITS)))
    order = [("as_of", "ascending"), ("policy", "ascending"), ("rank", "ascending")]
    return table.select(PICKS.names).cast(PICKS).sort_by(order)


def reliability_table(curves: Sequence[Reliability]) -> pa.Table:
    """`RELIABILITY`, by rising prediction."""
    rows = [
        {
            "of": curve.of, "bin": number, "predicted": _rounded(one.predicted), "observed": _rounded(one.observed),
            "low": _rounded(one.low), "high": _rounded(one.high), "cells": one.cells, "started": one.started,
        }
        for curve in curves
        for number, one in enumerate(curve.bins, start=1)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=RELIABILITY)


def _overall(followed: Followed, measures: Measures, graded: Grade) -> Iterator[Row]:
    for place, policy in enumerate(followed.policies):
        mine = followed.picks.policy == place
        for measure, days, says in (
            (FORESIGHT, followed.picks.waits, FORESIGHT_SAYS),
            (REPLAY, followed.picks.opens, REPLAY_SAYS),
        ):
            row = _share(policy, measure, None, measures.overall[policy, measure])
            row |= {"lead_days": _median(days[mine]), "says": says}
            if (policy, measure) == (ADJOIN, REPLAY):
                row |= {"grade": graded.letter, "says": graded.says}
            yield row


def _gaps(measures: Measures) -> Iterator[Row]:
    for (policy, other, measure), gap in measures.gaps.items():
        yield {
            "policy": policy, "measure": f"{measure}_over_{other}", "value": _rounded(gap.value),
            "low": _rounded(gap.low), "high": _rounded(gap.high),
        }  # fmt: skip


def _slopes(curves: Sequence[Reliability]) -> Iterator[Row]:
    for curve in curves:
        found = curve.slope
        yield {
            "policy": ADJOIN, "measure": f"calibration_slope_of_{curve.of}",
            "picks": sum(one.cells for one in curve.bins),
            "value": _rounded(found.slope) if found else None,
            "low": _rounded(found.low) if found else None, "high": _rounded(found.high) if found else None,
            "says": "1 is right, below 1 predictions are too extreme, above 1 too timid"
            if found else "too few starts to tell",
        }  # fmt: skip


def _by_date(followed: Followed, measures: Measures) -> Iterator[Row]:
    for policy in followed.policies:
        for number, as_of in enumerate(followed.dates):
            yield _share(policy, FORESIGHT, as_of, measures.by_date[policy, number])


def _share(policy: str, measure: str, as_of: date | None, found: Measured) -> Row:
    return {
        "policy": policy, "measure": measure, "as_of": as_of, "picks": found.picks, "value": _rounded(found.value),
        "low": _rounded(found.low), "high": _rounded(found.high), "effective_n": _rounded(found.effective_n),
    }  # fmt: skip


def _median(days: Floats) -> float | None:
    told = days[~np.isnan(days)]
    return float(np.median(told)) if len(told) else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def rows_of(table: pa.Schema, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Dictionaries as the relation of that schema."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=table)
