"""Witnesses: a hand calculation, Nelson's mean cumulative function, loops, a jackknife, a simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjoin.statistics.mean_cumulative import Lives, mean_cumulative, mean_interval, standardised


def lives(*accounts: tuple[int, int, bool, list[int]]) -> Lives:
    """Accounts as (entry, exit, ended, days of events)."""
    whose = [i for i, account in enumerate(accounts) for _ in account[3]]
    return Lives(
        entry=np.array([a[0] for a in accounts], dtype=np.int64),
        exit=np.array([a[1] for a in accounts], dtype=np.int64),
        ended=np.array([a[2] for a in accounts], dtype=np.bool_),
        cluster=np.arange(len(accounts)),
        event_of=np.array(whose, dtype=np.int64),
        event_day=np.array([d for a in accounts for d in a[3]], dtype=np.int64),
    )


def without(given: Lives, one: int) -> Lives:
    keep = np.arange(len(given.exit)) != one
    own = given.event_of != one
    return Lives(
        given.entry[keep], given.exit[keep], given.ended[keep], given.cluster[keep],
        given.event_of[own] - (given.event_of[own] > one), given.event_day[own],
    )  # fmt: skip


def by_loops(given: Lives, horizon: int) -> float:
    """The definition, day by day and account by account."""
    surviving, mean = 1.0, 0.0
    for t in range(horizon + 1):
        at_risk = [
            i for i in range(len(given.exit))
            if (given.entry[i] == 0 or given.entry[i] < t) and given.exit[i] >= t
        ]  # fmt: skip
        if not at_risk:
            continue
        mean += surviving * int((given.event_day == t).sum()) / len(at_risk)
        surviving *= 1 - sum(bool(given.ended[i]) and given.exit[i] == t for i in at_risk) / len(at_risk)
    return mean


def test_hand_calculation() -> None:
    # Day 1: 1 event of 4 at risk. Day 2: one of 4 ends, its own event that day counts. Day 3: 1 of 3, times 3/4.
    four = lives((0, 2, True, [2]), (0, 5, False, [1, 3]), (0, 3, False, []), (0, 5, False, [5]))
    expected = 1 / 4 + 1 / 4 + 3 / 4 * 1 / 3 + 3 / 4 * 1 / 2
    assert mean_cumulative(four, 5).mean == pytest.approx(expected)
    assert mean_cumulative(four, 900).mean == pytest.approx(expected)
    assert mean_cumulative(four, 2).mean == pytest.approx(1 / 2)


def test_without_ends_it_is_nelsons_mean_cumulative_function_with_lawless_and_nadeaus_variance() -> None:
    rng = np.random.default_rng(3)
    accounts = [(0, int(x), False, sorted(rng.integers(0, x + 1, rng.poisson(2)).tolist()))
                for x in rng.integers(5, 60, 40)]  # fmt: skip
    given, horizon = lives(*accounts), 50
    mean, variance = 0.0, 0.0
    rate = {}
    for t in range(horizon + 1):
        at_risk = sum(a[1] >= t for a in accounts)
        rate[t] = (sum(a[3].count(t) for a in accounts) / at_risk, at_risk) if at_risk else (0.0, 1)
        mean += rate[t][0]
    for _, last, _, days in accounts:
        own = sum((days.count(t) - rate[t][0]) / rate[t][1] for t in range(min(last, horizon) + 1))
        variance += own**2
    got = mean_cumulative(given, horizon)
    assert got.mean == pytest.approx(mean)
    assert (got.influence**2).sum() == pytest.approx(variance)
    assert standardised([got], [1])[1] == pytest.approx(variance * 40 / 39)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_loops_give_the_same_mean_and_what_accounts_move_adds_up_to_nothing(seed: int) -> None:
    given, horizon = small(np.random.default_rng(seed), 12), 15
    got = mean_cumulative(given, horizon)
    assert got.mean == pytest.approx(by_loops(given, horizon))
    assert got.influence.sum() == pytest.approx(0, abs=1e-9)


def small(rng: np.random.Generator, size: int, longest: int = 20) -> Lives:
    made = []
    for _ in range(size):
        entry = int(rng.integers(1, 6)) if rng.random() < 0.3 else 0
        last = entry + int(rng.integers(1, longest))
        first = entry + 1 if entry else 0
        made.append(
            (entry, last, bool(rng.random() < 0.5), rng.integers(first, last + 1, rng.poisson(1)).tolist())
        )
    return lives(*made)


def test_the_variance_is_near_the_jackknife() -> None:
    given, horizon = small(np.random.default_rng(8), 400), 15
    got = mean_cumulative(given, horizon)
    left_out = np.array([mean_cumulative(without(given, i), horizon).mean for i in range(400)])
    jackknife = 399 / 400 * float(((left_out - left_out.mean()) ** 2).sum())
    assert standardised([got], [1])[1] == pytest.approx(jackknife, rel=0.02)


def test_each_account_twice_in_one_cluster_says_no_more_than_once() -> None:
    given = small(np.random.default_rng(1), 50)
    once = mean_cumulative(given, 15)
    doubled = Lives(
        entry=np.tile(given.entry, 2),
        exit=np.tile(given.exit, 2),
        ended=np.tile(given.ended, 2),
        cluster=np.tile(given.cluster, 2),
        event_of=np.concatenate([given.event_of, given.event_of + 50]),
        event_day=np.tile(given.event_day, 2),
    )
    twice = mean_cumulative(doubled, 15)
    assert standardised([twice], [1]) == pytest.approx(standardised([once], [1]))


def test_standardising_weighs_the_parts_as_the_population_is() -> None:
    one, other = (mean_cumulative(small(np.random.default_rng(seed), 30), 15) for seed in (4, 5))
    other = type(other)(other.mean, other.influence, other.cluster + 100)
    mean, variance = standardised([one, other], [3, 1])
    assert mean == pytest.approx(0.75 * one.mean + 0.25 * other.mean)
    parts = 0.75**2 * (one.influence**2).sum() + 0.25**2 * (other.influence**2).sum()
    assert variance == pytest.approx(parts * 60 / 59)


def test_nothing_known_and_nothing_happened() -> None:
    assert np.isnan(mean_cumulative(lives(), 10).mean)
    assert np.isnan(standardised([], [])[0])
    assert all(np.isnan(mean_interval(np.nan, np.nan, 0)))
    none = mean_cumulative(lives(*[(0, 30, False, [])] * 20), 10)
    assert none.mean == 0
    assert mean_interval(0.0, 0.0, 20) == pytest.approx((0, 3.688879 / 20))
    with pytest.raises(ValueError, match="outside"):
        mean_cumulative(lives((0, 3, True, [4])), 10)
    with pytest.raises(ValueError, match="between 0 and 1"):
        mean_interval(1.0, 1.0, 1, level=95)


# A world: ends at rate q a day, events at a rate that differs by account (gamma, mean m), follow-up cut anywhere.
DAYS, RATE, END = 730, 0.002, 0.0008
TRUE_MEAN = sum(RATE * (1 - END) ** t for t in range(DAYS + 1))
"""E of the events by day 730: alive through day t with chance (1 − q)^t, events come before the day's ends."""


def planted(rng: np.random.Generator, size: int) -> Lives:
    dies = rng.geometric(END, size) - 1
    cut = rng.integers(30, 1500, size)
    last = np.minimum(dies, cut)
    rate = RATE * rng.gamma(2.0, 0.5, size)
    number = rng.poisson(rate * (last + 1))
    whose = np.repeat(np.arange(size), number)
    day = np.floor(rng.random(len(whose)) * (last[whose] + 1)).astype(np.int64)
    return Lives(np.zeros(size, dtype=np.int64), last, dies <= cut, np.arange(size), whose, day)


def coverage(worlds: int, size: int) -> tuple[float, float]:
    """Share of worlds whose interval holds the truth, and the mean of the estimates."""
    held, means = 0, []
    for seed in range(worlds):
        got = mean_cumulative(planted(np.random.default_rng(seed), size), DAYS)
        mean, variance = standardised([got], [1])
        low, high = mean_interval(mean, variance, size)
        held += low <= TRUE_MEAN <= high
        means.append(mean)
    return held / worlds, float(np.mean(means))


def test_a_planted_mean_is_found() -> None:
    held, mean = coverage(worlds=800, size=150)
    assert mean == pytest.approx(TRUE_MEAN, rel=0.03)
    assert 0.93 <= held <= 0.97


@pytest.mark.proof
@pytest.mark.parametrize("size", [60, 150, 600])
def test_the_interval_holds_a_planted_mean_in_95_percent_of_2000_worlds(size: int) -> None:
    held, mean = coverage(worlds=2000, size=size)
    assert mean == pytest.approx(TRUE_MEAN, rel=0.02)
    assert 0.93 <= held <= 0.97, held
