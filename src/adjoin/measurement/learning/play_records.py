"""Plays and what became of them, with the share won, its interval, and what it is worth beside few others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from adjoin.statistics.share_interval import share_interval

LEAST_OVER = 10
"""Plays that are over, below which a record decides nothing."""
DRAWN = 10
"""So many plays of the common share are added to each record: a few wins are not a talent."""

TEXT, COUNT, NUMBER, DATE = pa.string(), pa.int64(), pa.float64(), pa.date32()
PLAY_RECORDS = pa.schema(
    [("as_of", DATE), ("scope", TEXT), ("name", TEXT), ("motion", TEXT), ("base_product_id", TEXT),
     ("product_id", TEXT), ("signal_kind", TEXT), ("plays", COUNT), ("won", COUNT), ("lost", COUNT),
     ("declined", COUNT), ("win_share", NUMBER), ("win_low", NUMBER), ("win_high", NUMBER),
     ("drawn_share", NUMBER), ("median_days", NUMBER), ("enough", pa.bool_()), ("says", TEXT)]
)  # fmt: skip
"""Key scope, name. `win_share`: won of those that are over, with its exact 95 % interval; `drawn_share`: the same with
DRAWN plays of the common share added; `median_days` from acceptance to the end; `enough`: at least LEAST_OVER are over.
An association: who gets which motion is chosen."""


def play_records(counts: Sequence[Mapping[str, Any]]) -> pa.Table:
    """From the rows of play_counts.sql."""
    common = {row["as_of"]: _share(row) for row in counts if row["scope"] == "all"}
    rows = [_record(row, common.get(row["as_of"])) for row in counts]
    rows.sort(key=lambda row: (row["as_of"], row["scope"], row["name"]))
    return pa.Table.from_pylist(rows, PLAY_RECORDS)


def _record(row: Mapping[str, Any], common: float | None) -> dict[str, Any]:
    over = _over(row)
    low, high = share_interval(row["won"], over) if over else (None, None)
    share = _share(row)
    drawn = None if common is None else round((row["won"] + DRAWN * common) / (over + DRAWN), 12)
    named = [row[part] for part in ("motion", "base_product_id", "product_id", "signal_kind") if row[part]]
    return {
        **row,
        "name": " → ".join(named) or "all",
        "win_share": share,
        "win_low": None if low is None else round(low, 12),
        "win_high": None if high is None else round(high, 12),
        "drawn_share": drawn,
        "enough": over >= LEAST_OVER,
        "says": _says(row, over),
    }


def _over(row: Mapping[str, Any]) -> int:
    return int(row["won"] + row["lost"] + row["declined"])


def _share(row: Mapping[str, Any]) -> float | None:
    over = _over(row)
    return round(row["won"] / over, 12) if over else None


def _says(row: Mapping[str, Any], over: int) -> str:
    """In counts, for there are never many."""
    running = row["plays"] - over
    said = f"won {row['won']} of {over} that are over" if over else "none is over yet"
    said += f", {running} running" if running else ""
    return said if over >= LEAST_OVER else f"{said}; a record decides from {LEAST_OVER} on"
