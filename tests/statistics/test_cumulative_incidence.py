"""Witnesses: a plain per-account reference with ties and late entry, lifelines, statsmodels, hand figures."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter
from statsmodels.duration.survfunc import CumIncidenceRight

from adjoin.statistics.cumulative_incidence import (
    NOT_FOLLOWED_THAT_LONG,
    Incidence,
    Incidences,
    cumulative_incidence,
)

Account = tuple[int, int, int]
"""Entry day, exit day, how it left: 0 censored, 1 adopted B, 2 competing."""


def histograms(accounts: list[Account], days: int) -> list[npt.NDArray[np.float64]]:
    counts = np.zeros((4, days))
    for entry, leave, how in accounts:
        counts[0, entry] += 1
        counts[(3, 1, 2)[how], leave] += 1
    return list(counts)


def one(accounts: list[Account], days: int = 40) -> Incidence:
    return cumulative_incidence(*histograms(accounts, days)).pair(0)


def plain(accounts: list[Account], horizon: int) -> tuple[float, float, float]:
    """F, competing F and S at `horizon`, account by account: the textbook, with ties and late entry."""
    free, adopted, competed = 1.0, 0.0, 0.0
    for day in sorted({leave for _, leave, how in accounts if how and leave <= horizon}):
        risk = [a for a in accounts if (a[0] == 0 or a[0] < day) and a[1] >= day]
        first = sum(a[1] == day and a[2] == 1 for a in risk)
        second = sum(a[1] == day and a[2] == 2 for a in risk)
        adopted += free * first / len(risk)
        competed += free * second / len(risk)
        free *= 1 - (first + second) / len(risk)
    return adopted, competed, free


@st.composite
def cohorts(draw: st.DrawFn) -> list[Account]:
    size = draw(st.integers(1, 40))
    entry = st.one_of(st.just(0), st.integers(0, 15))
    accounts = []
    for _ in range(size):
        start = draw(entry)
        accounts.append((start, draw(st.integers(start + 1 if start else 0, 39)), draw(st.integers(0, 2))))
    return accounts


@given(cohorts())
@settings(max_examples=150, deadline=None)
def test_every_day_equals_the_plain_reference_with_ties_and_late_entry(accounts: list[Account]) -> None:
    curves = one(accounts)
    for day in range(40):
        adopted, competed, free = plain(accounts, day)
        assert curves.at(day) == pytest.approx(adopted, abs=1e-9)
        assert curves.row.competing_incidence[0, day] == pytest.approx(competed, abs=1e-9)
        assert curves.event_free[day] == pytest.approx(free, abs=1e-9)


@given(cohorts())
@settings(max_examples=50, deadline=None)
def test_law_the_three_shares_add_up_and_move_one_way(accounts: list[Account]) -> None:
    row = one(accounts).row
    total = row.incidence + row.competing_incidence + row.event_free
    np.testing.assert_allclose(total, 1.0, atol=1e-12)
    assert (np.diff(row.incidence) >= 0).all()
    assert (np.diff(row.event_free) <= 0).all()
    assert (row.variance >= 0).all()


@given(cohorts(), st.integers(2, 5))
@settings(max_examples=50, deadline=None)
def test_law_copies_of_a_cohort_keep_the_curve_and_divide_the_variance(
    accounts: list[Account], copies: int
) -> None:
    single, many = one(accounts).row, one(accounts * copies).row
    np.testing.assert_allclose(many.incidence, single.incidence, atol=1e-12)
    np.testing.assert_allclose(many.variance * copies, single.variance, atol=1e-12)


@given(st.lists(cohorts(), min_size=4, max_size=4), st.permutations(range(4)))
@settings(max_examples=30, deadline=None)
def test_law_a_batch_is_its_pairs_in_any_order(groups: list[list[Account]], order: list[int]) -> None:
    stacked = [np.stack(counts) for counts in zip(*(histograms(g, 40) for g in groups), strict=True)]
    batch = cumulative_incidence(*(counts[order] for counts in stacked))
    for row, group in enumerate(order):
        alone = one(list(reversed(groups[group])))
        np.testing.assert_array_equal(batch.pair(row).incidence, alone.incidence)
        np.testing.assert_array_equal(batch.pair(row).variance, alone.variance)


def untied_draw() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Incidence]:
    rng = np.random.default_rng(3)
    times = rng.permutation(np.arange(1, 400))[:80]
    how = rng.integers(0, 3, 80)
    how[times == times.max()] = 0  # both libraries divide by zero when the last account leaves by an event
    return times, how, one([(0, int(t), int(k)) for t, k in zip(times, how, strict=True)], 400)


def test_untied_draw_equals_lifelines_in_curve_and_variance() -> None:
    times, how, curves = untied_draw()
    fitter = AalenJohansenFitter(calculate_variance=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        fitter.fit(times, how, event_of_interest=1)
    days = fitter.cumulative_density_.index.to_numpy().astype(int)
    np.testing.assert_allclose(curves.incidence[days], fitter.cumulative_density_.iloc[:, 0], atol=1e-12)
    np.testing.assert_allclose(curves.variance[days], fitter.variance_.to_numpy().ravel(), atol=1e-12)


def test_late_entry_untied_equals_lifelines() -> None:
    rng = np.random.default_rng(8)
    times = rng.permutation(np.arange(40, 400))[:60]
    entry = np.where(np.arange(60) % 3 == 0, rng.integers(1, 39, 60), 0)
    how = rng.integers(0, 3, 60)
    fitter = AalenJohansenFitter(calculate_variance=False).fit(times, how, 1, entry=entry)
    curves = one([(int(e), int(t), int(k)) for e, t, k in zip(entry, times, how, strict=True)], 400)
    table = fitter.cumulative_density_.iloc[:, 0]
    for day in sorted(set(times)):
        assert curves.at(int(day)) == pytest.approx(float(table[day]), abs=1e-12)


def test_tied_draw_equals_statsmodels_in_curve_and_standard_error() -> None:
    rng = np.random.default_rng(5)
    times, how = rng.integers(1, 20, 90), rng.integers(0, 3, 90)
    how[times == times.max()] = 0
    curves = one([(0, int(t), int(k)) for t, k in zip(times, how, strict=True)])
    witness = CumIncidenceRight(times, how)
    days = witness.times.astype(int)
    np.testing.assert_allclose(curves.incidence[days], witness.cinc[0], atol=1e-12)
    np.testing.assert_allclose(np.sqrt(curves.variance[days]), witness.cinc_se[0], atol=1e-12)


def test_hand_calculation_of_five_accounts() -> None:
    """Day 1: 1 of 5 adopts. Day 2: 1 adopts, 1 competes, 1 censored of 4. Day 4: the last adopts."""
    curves = one([(0, 1, 1), (0, 2, 1), (0, 2, 2), (0, 2, 0), (0, 4, 1)])
    # F: 1/5, then + 4/5 · 1/4 = 2/5, then S = 4/5 · 1/2 = 2/5 all adopt: 4/5.
    assert [curves.at(h) for h in (0, 1, 2, 3, 4, 39, 5000)] == pytest.approx(
        [0, 0.2, 0.4, 0.4, 0.8, 0.8, 0.8]
    )
    assert curves.at_risk[:6].tolist() == [5, 5, 4, 1, 1, 0]
    # Var F(2) = 0.2² · 1/(5·4) + 1·4/125 + 0.8² · 3/64 − 2 · 0.2 · 1/25
    assert curves.variance[2] == pytest.approx(0.04 / 20 + 4 / 125 + 0.64 * 3 / 64 - 0.4 / 25)


def test_without_censoring_the_variance_is_binomial() -> None:
    curves = one([(0, 1 + i % 7, 1 + i % 3 % 2) for i in range(50)])
    for day in range(40):
        share = curves.incidence[day]
        assert curves.variance[day] == pytest.approx(share * (1 - share) / 50, abs=1e-12)


def test_late_entry_is_at_risk_only_after_its_day() -> None:
    curves = one([(0, 3, 1), (0, 9, 0), (3, 5, 1), (2, 9, 0)])
    assert curves.at_risk[:7].tolist() == [2, 2, 2, 3, 3, 3, 2]
    assert curves.at(3) == pytest.approx(1 / 3)


def test_interval_is_the_complementary_log_log_of_the_delta_method() -> None:
    curves = one([(0, 5, 1)] * 30 + [(0, 20, 0)] * 70)
    low, high = curves.interval(10) or (0, 0)
    # By hand: F = 0.3, σ = √(0.21/100) = 0.045826, sd = σ / (0.7 · 0.356675) = 0.183545,
    # e^(1.96 sd) = 1.43298.
    assert low == pytest.approx(1 - 0.7 ** (1 / 1.43298), abs=1e-5)
    assert high == pytest.approx(1 - 0.7**1.43298, abs=1e-5)


@pytest.mark.parametrize("size", [1, 7, 200])
def test_nobody_adopts_and_everybody_adopts_have_mirrored_exact_limits(size: int) -> None:
    limit = 1 - 0.025 ** (1 / size)
    assert one([(0, 30, 0)] * size).interval(30) == pytest.approx((0.0, limit))
    assert one([(0, 30, 1)] * size).interval(35) == pytest.approx((1 - limit, 1.0))
    assert one([(0, 30, 0)] * size).interval(31) == (0.0, 1.0)  # nobody was followed that long


def test_only_those_followed_to_the_horizon_count_where_nobody_adopts() -> None:
    curves = one([(0, 10, 0)] * 50 + [(0, 30, 0)] * 4)
    assert curves.interval(20) == pytest.approx((0.0, 1 - 0.025**0.25))


def test_an_empty_cohort_has_no_answer() -> None:
    curves = one([])
    assert (curves.size, curves.at(30), curves.interval(30), curves.median_days()) == (0, None, None, None)
    assert curves.reason(30) == NOT_FOLLOWED_THAT_LONG


def test_enough_needs_ten_still_at_risk() -> None:
    curves = one([(0, 20, 0)] * 10 + [(0, 19, 0)])
    assert curves.enough(20)
    assert curves.reason(20) is None
    assert not curves.enough(21)
    assert curves.reason(21) == NOT_FOLLOWED_THAT_LONG
    assert not curves.enough(4000)


def test_median_wait_is_where_half_of_the_first_years_adoption_is_reached() -> None:
    adopters: list[Account] = [(0, 10 * (i + 1), 1) for i in range(10)]
    followed: list[Account] = [(0, 365, 0)] * 5
    assert one([*adopters, *followed], 800).median_days() == 50
    assert one([*adopters[:9], *followed], 800).median_days() is None  # nine adopters
    assert one([*adopters, (0, 364, 0)], 800).median_days() is None  # nobody followed a year
    late: list[Account] = [(0, 500, 1)] * 20
    assert one([*adopters, *late], 800).median_days() == 50  # what comes after the year does not count


def test_counts_that_cannot_be_are_refused_with_pair_and_day() -> None:
    entered, events, competing, censored = histograms([(0, 3, 1)], 5)
    events[4] = 1
    with pytest.raises(ValueError, match="pair 0, day 4: 1 leave but 0 are at risk"):
        cumulative_incidence(entered, events, competing, censored)
    with pytest.raises(ValueError, match="share one shape"):
        cumulative_incidence(entered, events[:3], competing, censored)
    with pytest.raises(ValueError, match="negative"):
        cumulative_incidence(-entered, events, competing, censored)
    with pytest.raises(ValueError, match="0 or more"):
        one([(0, 3, 1)]).at(-1)
    with pytest.raises(ValueError, match="level"):
        one([(0, 3, 1)]).interval(3, 95)


def test_limits_cover_the_truth_about_nineteen_times_in_twenty() -> None:
    """600 cohorts of 150 with competing ends and censoring; true F(180) known in closed form."""
    rng = np.random.default_rng(11)
    cohorts_, size, days, adopt, end = 600, 150, 366, 0.0012, 0.001
    wait = rng.geometric(adopt + end, (cohorts_, size))
    first = rng.random((cohorts_, size)) < adopt / (adopt + end)
    stop = rng.integers(60, days, (cohorts_, size))
    counts = np.zeros((4, cohorts_, days))
    counts[0, :, 0] = size
    pair = np.broadcast_to(np.arange(cohorts_)[:, None], wait.shape)
    how = np.where(wait > stop, 3, np.where(first, 1, 2))
    np.add.at(counts, (how, pair, np.minimum(wait, stop)), 1)
    low, high = cumulative_incidence(*counts).interval(180)
    truth = adopt / (adopt + end) * (1 - (1 - adopt - end) ** 180)
    covered = float(((low <= truth) & (truth <= high)).mean())
    assert 0.93 <= covered <= 0.975


def test_a_whole_catalog_is_one_fast_call() -> None:
    counts = np.zeros((4, 380, 3600))
    counts[0, :, 0] = 200
    counts[1, :, 100:150], counts[3, :, 3599] = 1, 150
    begin = time.perf_counter()
    curves = cumulative_incidence(*counts)
    curves.interval(365)
    assert isinstance(curves, Incidences)
    assert time.perf_counter() - begin < 3  # measured 0.2–0.6 s; the rest is room for a busy machine
