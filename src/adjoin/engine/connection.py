"""The engine of a run or a check: DuckDB in memory, within limits, spilling into the project's state folder."""

from pathlib import Path

import duckdb

MEMORY = "1100MB"


def in_memory(state: Path, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A new connection that takes at most MEMORY and `threads` (default: one a core); close it."""
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(state / "spill"),
        "preserve_insertion_order": True,
    }
    return duckdb.connect(":memory:", config=limits | ({"threads": threads} if threads else {}))
