"""Settings that the data suggest: where a history begins, and where ends begin to be recorded."""

from datetime import date, timedelta
from typing import cast

import duckdb

from adjoin.sources.mapping import TableMapping
from adjoin.sources.report import Proposal
from adjoin.sources.template import run

LEAST_SHARE, LEAST_ROWS, TIMES_MEDIAN = 0.1, 20, 10
LATE_ENDS = timedelta(days=365)


def proposals(connection: duckdb.DuckDBPyConnection, mapping: TableMapping) -> tuple[Proposal, ...]:
    """What to ask about `subscriptions` as loaded."""
    found = []
    if mapping.history_from is None:
        found.append(_history_from(connection))
    if mapping.ends_from is None:
        found.append(_ends_from(connection))
    return tuple(proposal for proposal in found if proposal)


def _history_from(connection: duckdb.DuckDBPyConnection) -> Proposal | None:
    rows = run(connection, "starts_by_day")
    if not rows:
        return None
    day, on_day, total, median = cast(tuple[date, int, int, float | None], rows[0])
    if on_day < LEAST_ROWS or on_day < LEAST_SHARE * total or on_day < TIMES_MEDIAN * (median or 1):
        return None
    why = f"{on_day} of {total} subscriptions start on {day}: likely where the records begin"
    return Proposal("subscriptions", "history_from", day, why)


def _ends_from(connection: duckdb.DuckDBPyConnection) -> Proposal | None:
    row = run(connection, "first_end")[0]
    first_start, first_end, ends, before = cast(tuple[date | None, date | None, int, int], row)
    if first_start is None or first_end is None or first_end - first_start < LATE_ENDS:
        return None
    if ends < LEAST_ROWS or before < LEAST_ROWS:
        return None
    why = f"{before} subscriptions start from {first_start} on, none ends before {first_end}"
    return Proposal("subscriptions", "ends_from", first_end, why)
