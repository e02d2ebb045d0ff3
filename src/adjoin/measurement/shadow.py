"""Shadow mode: a run publishes as usual, and for its first two weeks nobody is shown what to do.

The silence counts from the first publication's date, so that a rerun of a day does not lengthen it, and ends by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

SILENT_DAYS = 14


@dataclass(frozen=True)
class Shadow:
    """`silent`: recommendations are published but not shown. `opens_on`: the first day they are; `says`: in words."""

    silent: bool
    opens_on: date | None
    says: str

    def table(self) -> pa.Table:
        """The relation `shadow`: one row of the three."""
        return pa.table(
            {
                "silent": pa.array([self.silent]),
                "opens_on": pa.array([self.opens_on], pa.date32()),
                "says": pa.array([self.says]),
            }
        )


OPEN = Shadow(False, None, "")


def shadow(mode: str, first_published: date | None, as_of: date, days: int = SILENT_DAYS) -> Shadow:
    """Whether a run for `as_of` is silent. `mode`: `shadow` or anything else; `first_published`: the earliest date a
    publication spoke for, None before the first run, which then is `as_of`."""
    if mode != "shadow":
        return OPEN
    opens_on = min(first_published or as_of, as_of) + timedelta(days=days)
    if as_of >= opens_on:
        return Shadow(False, opens_on, f"Shadow mode ended on {opens_on}.")
    return Shadow(
        True,
        opens_on,
        f"Shadow mode: recommendations are kept and compared, and stand on nobody's Today before {opens_on}.",
    )
