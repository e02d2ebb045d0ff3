"""From counts and thresholds to a state: ok, watch, bad, or cannot tell.

The share's interval is exact (Clopper & Pearson 1934), accounts taken as independent. Bad: the share reaches the bad
threshold and its lower bound the one to watch. Watch: the share reaches the threshold to watch. Ok: it does not, and
its upper bound stays under the bad one. All else cannot be told, nor can anything of under `least` accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from adjoin.statistics.share_interval import share_interval


class State(StrEnum):
    """What is told of a pitfall, the worst first."""

    BAD = "bad"
    WATCH = "watch"
    OK = "ok"
    CANNOT_TELL = "cannot_tell"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares of accounts, 0–1, and how many accounts it takes to tell anything."""

    least: int
    watch: float
    bad: float


@dataclass(frozen=True, slots=True)
class Judged:
    """`share` and its bounds of 95 %; None where no account could be judged."""

    state: State
    share: float | None
    low: float | None
    high: float | None


def judge(accounts: int, of_accounts: int, thresholds: Thresholds) -> Judged:
    """The state of a symptom that `accounts` of `of_accounts` show."""
    if of_accounts == 0:
        return Judged(State.CANNOT_TELL, None, None, None)
    share = accounts / of_accounts
    low, high = share_interval(accounts, of_accounts)
    return Judged(_state(share, low, high, of_accounts, thresholds), share, low, high)


def _state(share: float, low: float, high: float, of_accounts: int, thresholds: Thresholds) -> State:
    if of_accounts < thresholds.least:
        return State.CANNOT_TELL
    if share >= thresholds.bad and low >= thresholds.watch:
        return State.BAD
    if share >= thresholds.watch:
        return State.WATCH
    return State.OK if high < thresholds.bad else State.CANNOT_TELL
