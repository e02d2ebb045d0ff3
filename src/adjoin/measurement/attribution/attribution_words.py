"""What attribution comes to, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from adjoin.words.count import count, counted
from adjoin.words.share import percent


def summary_says(row: Mapping[str, Any]) -> str:
    """How many further products began, and how many of them after a motion of ours."""
    told = row["attributed"] + row["organic"]
    if not told:
        return f"No further product began in the last {row['window_days']} days"
    if not row["motions"]:
        return (
            f"{counted(told, 'further product')} began in the last {row['window_days']} days. Cannot tell after what:"
            " no approach, play or motion of an opportunity is known; map interactions or opportunities.motion, or"
            " accept plays here"
        )
    said = (
        f"{counted(told, 'further product')} began in the last {row['window_days']} days:"
        f" {count(row['attributed'])} ({percent(row['attributed'] / told)}) after a motion of ours,"
        f" {count(row['organic'])} by themselves"
    )
    if row["below_floor"]:
        said += f"; {count(row['below_floor'])} more are too small to be told"
    return said


def caution(row: Mapping[str, Any], seen_from: date | None) -> str:
    """What touching a deal does not say, and since when triggers can be known."""
    known = f"Triggers are known from {seen_from} on" if seen_from else "No trigger was ever seen"
    return (
        "Touched is not caused: who was about to buy is also whom we spoke to. Only an experiment tells."
        f" {known}; only what happened from the trigger on counts, at most {row['look_back_days']} days back"
    )
