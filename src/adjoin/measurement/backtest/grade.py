"""The grade: how far Adjoin's picks beat popularity and the calendar among those that were approached.

A: they convert more often than both, beyond doubt (the lower limit of each difference lies above 0).
B: more often than one of them beyond doubt, and no less often than the other.
C: neither is beyond doubt.
Cannot tell: fewer than 50 effective approaches on a side that is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adjoin.measurement.backtest.measures import REPLAY, Gap, Measured, Measures
from adjoin.measurement.backtest.policies import ADJOIN, GRADED_AGAINST
from adjoin.words.count import count
from adjoin.words.share import interval, percent

LEAST = 50
CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Grade:
    """`letter`: A, B, C or cannot tell; `says`: why, in a sentence or two."""

    letter: str
    says: str


def grade(measures: Measures, called: Mapping[str, str], least: int = LEAST) -> Grade:
    """From replay alone. `called`: the policies' names in words, those that ran."""
    others = [name for name in GRADED_AGAINST if name in called]
    replays = {name: measures.overall[name, REPLAY] for name in (ADJOIN, *others)}
    thin = _too_thin(replays, called, least)
    if thin:
        return Grade(CANNOT_TELL, thin)
    absent = [name for name in GRADED_AGAINST if name not in others]
    gaps = {name: measures.gaps[ADJOIN, name, REPLAY] for name in others}
    beyond = [name for name in others if _above(gaps[name])]
    behind = [name for name in others if (gaps[name].value or 0) < 0]
    shares = "; ".join(f"{called[name]} {_share(replays[name])}" for name in others)
    told = f"Of its picks that were approached {_share(replays[ADJOIN])} started the product; {shares}."
    if absent:
        told += f" The {' and '.join(absent)} policy did not run, so an A cannot be given."
    if len(beyond) == len(GRADED_AGAINST):
        return Grade("A", f"Better than both beyond doubt. {told}")
    if beyond and not behind:
        return Grade("B", f"Better than {' and '.join(called[n] for n in beyond)} beyond doubt. {told}")
    worse = [called[name] for name in others if _below(gaps[name])]
    start = f"Worse than {' and '.join(worse)}." if worse else "Not shown to be better."
    return Grade("C", f"{start} {told}")


def _too_thin(replays: Mapping[str, Measured], called: Mapping[str, str], least: int) -> str:
    """Which side has too few approaches, in a sentence; empty if none."""
    if len(replays) == 1:
        return "Neither popularity nor the calendar could run beside it."
    thin = [
        f"{called[name]} {count(replay.effective_n or 0)}"
        for name, replay in replays.items()
        if (replay.effective_n or 0) < least
    ]
    if not thin:
        return ""
    return (
        f"Too few of the picks were approached to know what an approach brings: effectively {', '.join(thin)}, where "
        f"{least} are needed on each side. More dates (--from), a higher --capacity, or time will tell."
    )


def _share(measured: Measured) -> str:
    return f"{percent(measured.value)} ({interval(measured.low, measured.high) or 'interval unknown'})"


def _above(gap: Gap) -> bool:
    return gap.low is not None and gap.low > 0


def _below(gap: Gap) -> bool:
    return gap.high is not None and gap.high < 0
