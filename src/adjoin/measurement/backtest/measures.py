"""Foresight and replay of every policy, with intervals by root, and how far Adjoin lies from the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.measurement.backtest.followed import Floats, Followed
from adjoin.statistics.cluster_bootstrap import ClusterSums, cluster_draws, cluster_sums, percentile_limits
from adjoin.statistics.share_interval import share_interval

DRAWS = 1000
FORESIGHT, REPLAY = "foresight", "replay"
MEASURES = (FORESIGHT, REPLAY)


@dataclass(frozen=True)
class Measured:
    """A share with 95 % limits; None where it cannot be told. `picks`: what it is a share of, counted; `effective_n`:
    of replay, how many equally weighted approaches would say as much."""

    value: float | None
    low: float | None
    high: float | None
    picks: int
    effective_n: float | None = None


@dataclass(frozen=True)
class Gap:
    """How much higher one policy's share is than another's, paired by root; None where it cannot be told."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Measures:
    """`overall` by (policy, measure), `by_date` foresight by (policy, date's number), `gaps` by (policy, other,
    measure)."""

    overall: dict[tuple[str, str], Measured]
    by_date: dict[tuple[str, int], Measured]
    gaps: dict[tuple[str, str, str], Gap]


def measure_policies(
    followed: Followed, against: tuple[str, ...], rng: np.random.Generator, draws: int = DRAWS
) -> Measures:
    """Every share and gap. `against`: the policies that all others are held against."""
    policies, dates = len(followed.policies), len(followed.dates)
    columns = policies * (dates + 2)
    sums = _sums(followed, columns)
    drawn = cluster_draws(sums, rng, draws) if sums.numerator.shape[0] else np.full((draws, columns), np.nan)
    told = [_measured(followed, sums, drawn, column) for column in range(columns)]
    names = list(followed.policies)
    overall = {
        (name, measure): told[_overall(followed, place, measure)]
        for place, name in enumerate(names)
        for measure in MEASURES
    }
    by_date = {
        (name, day): told[(2 + day) * policies + place]
        for place, name in enumerate(names)
        for day in range(dates)
    }
    gaps = {
        (name, other, measure): _gap(
            told,
            drawn,
            _overall(followed, names.index(name), measure),
            _overall(followed, names.index(other), measure),
        )
        for name in names
        for other in against
        for measure in MEASURES
        if other in names and other != name
    }
    return Measures(overall, by_date, gaps)


def _overall(followed: Followed, place: int, measure: str) -> int:
    return MEASURES.index(measure) * len(followed.policies) + place


def _sums(followed: Followed, columns: int) -> ClusterSums:
    """Ratios: foresight by policy, replay by policy, then foresight by date and policy."""
    picks, policies = followed.picks, len(followed.policies)
    # Roots that nobody picked add nothing: number the others.
    root = np.unique(picks.root, return_inverse=True)[1].astype(np.int64)
    started, ones = picks.started.astype(np.float64), np.ones(len(root))
    column = [picks.policy, policies + picks.policy, (2 + picks.day) * policies + picks.policy]
    return cluster_sums(
        np.tile(root, 3),
        np.concatenate(column),
        np.concatenate([started, started * picks.weight, started]),
        np.concatenate([ones, picks.weight, ones]),
        columns,
    )


def _measured(followed: Followed, sums: ClusterSums, drawn: Floats, column: int) -> Measured:
    policies = len(followed.policies)
    replay = policies <= column < 2 * policies
    picks = followed.picks
    mine = picks.policy == column % policies
    if replay:
        mine = mine & (picks.weight > 0)
    elif column >= 2 * policies:
        mine = mine & (picks.day == column // policies - 2)
    count = int(mine.sum())
    size = _effective_n(followed, mine) if replay else None
    if count == 0:
        return Measured(None, None, None, 0, size)
    value = min(max(float(sums.ratio[column]), 0.0), 1.0)
    limits = percentile_limits(drawn[:, column])
    if value in (0.0, 1.0):
        # No draw can differ from none or all: the exact limits of as many independent roots.
        roots = len(np.unique(picks.root[mine]))
        roots = min(roots, max(int(size), 1)) if size is not None else roots
        limits = share_interval(round(value) * roots, roots)
    low, high = limits or (None, None)
    return Measured(value, low, high, count, size)


def _effective_n(followed: Followed, mine: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """(Σw)² ÷ Σw² over distinct approaches: one that several dates see counts once (Kish 1965)."""
    picks = followed.picks
    if not mine.any():
        return 0.0
    place = np.unique(picks.sole[mine], return_inverse=True)[1]
    weight = np.bincount(place, weights=picks.weight[mine])
    return float(weight.sum() ** 2 / (weight**2).sum())


def _gap(told: list[Measured], drawn: Floats, mine: int, other: int) -> Gap:
    one, two = told[mine], told[other]
    if one.value is None or two.value is None:
        return Gap(None, None, None)
    value = one.value - two.value
    if {one.value, two.value} & {0.0, 1.0}:
        return _square_and_add(one, two)
    limits = percentile_limits(drawn[:, mine] - drawn[:, other])
    return Gap(value, *limits) if limits else Gap(value, None, None)


def _square_and_add(one: Measured, two: Measured) -> Gap:
    """A share of none or all does not vary between draws: limits from those of both shares (Newcombe 1998, Statistics
    in Medicine 17, 873–890, method 10), as if their roots were different ones."""
    if one.value is None or two.value is None:
        return Gap(None, None, None)
    value = one.value - two.value
    if one.low is None or one.high is None or two.low is None or two.high is None:
        return Gap(value, None, None)
    below = ((one.value - one.low) ** 2 + (two.high - two.value) ** 2) ** 0.5
    above = ((one.high - one.value) ** 2 + (two.value - two.low) ** 2) ** 0.5
    return Gap(value, value - below, value + above)
