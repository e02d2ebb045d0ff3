"""Witnesses: a published cohort (Rothman & Greenland), hand figures, brute-force binomials, the bootstrap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from adjoin.statistics.cluster_variance import cluster_variance
from adjoin.statistics.mid_p_limits import mid_p_limits
from adjoin.statistics.rate_ratio import LimitsFrom, clustered_rate_ratio, rate_ratio
from adjoin.statistics.strata import Contributions, Strata


def strata(*rows: tuple[float, float, float, float]) -> Strata:
    """Rows of (events exposed, days exposed, events unexposed, days unexposed)."""
    return Strata(*(np.array(column, dtype=float) for column in zip(*rows, strict=True)))


def contributions(*columns: npt.ArrayLike) -> Contributions:
    """Columns in the order of the class: stratum, cluster, events and days exposed, events and days not."""
    stratum, cluster = (np.asarray(column, dtype=np.int64) for column in columns[:2])
    return Contributions(stratum, cluster, *(np.asarray(column, dtype=float) for column in columns[2:]))


DOCTORS = strata(
    (32, 52_407, 2, 18_790),
    (104, 43_248, 12, 10_673),
    (206, 28_612, 28, 5_710),
    (186, 12_663, 28, 2_585),
    (102, 5_317, 31, 1_462),
)
"""British doctors, coronary deaths by age, smokers against non-smokers (Doll & Hill 1966): the worked example
of Rothman's textbooks and of Breslow & Day II. Six-digit figures: Stata's manual, `ir`, [R] epitab."""


def test_british_doctors_have_the_published_crude_and_adjusted_ratio() -> None:
    crude = rate_ratio(strata((630, 142_247, 101, 39_220)))
    assert crude.ratio == pytest.approx(1.72, abs=0.005)
    adjusted = rate_ratio(DOCTORS)
    assert (adjusted.ratio, adjusted.low, adjusted.high) == pytest.approx(
        (1.424682, 1.154703, 1.757784), abs=1e-6
    )
    assert adjusted.limits_from is LimitsFrom.GREENLAND_ROBINS
    assert DOCTORS.rate() == pytest.approx(630 / 142_247)


def test_hand_calculation_of_two_strata() -> None:
    got = rate_ratio(strata((10, 100, 5, 100), (8, 50, 12, 150)))
    above, under = 10 * 100 / 200 + 8 * 150 / 200, 5 * 100 / 200 + 12 * 50 / 200
    assert got.ratio == pytest.approx(above / under)
    variance = (15 * 100 * 100 / 200**2 + 20 * 50 * 150 / 200**2) / (above * under)
    assert got.log_variance == pytest.approx(variance)
    assert got.low == pytest.approx(above / under * np.exp(-1.959964 * np.sqrt(variance)), rel=1e-6)


def test_one_stratum_variance_is_one_over_each_count() -> None:
    assert rate_ratio(strata((20, 1000, 30, 5000))).log_variance == pytest.approx(1 / 20 + 1 / 30)


def one_stratum_witness(a: int, b: int, odds: float) -> tuple[float, float]:
    """Mid-P limits of one stratum from scipy's binomial alone."""

    def upper_tail(share: float) -> float:
        return float(stats.binom.sf(a, a + b, share) + stats.binom.pmf(a, a + b, share) / 2)

    shares = [
        optimize.brentq(lambda p, t=t: upper_tail(p) - t, 1e-12, 1 - 1e-12, xtol=1e-14)
        for t in (0.025, 0.975)
    ]
    low, high = (share / (1 - share) / odds for share in shares)
    return low, high


@pytest.mark.parametrize(("a", "b"), [(1, 3), (3, 1), (4, 90), (90, 4), (2, 2), (10, 5000)])
def test_mid_p_limits_of_one_stratum_equal_those_of_scipys_binomial(a: int, b: int) -> None:
    got = mid_p_limits(strata((a, 700, b, 2100)))
    assert got == pytest.approx(one_stratum_witness(a, b, 700 / 2100), rel=1e-6)


def brute_force(rows: list[tuple[float, float, float, float]], ratio: float) -> tuple[float, float]:
    """P(A < a) + ½ P(A = a) and its complement, by convolving scipy's binomials."""
    chances: npt.NDArray[np.float64] = np.ones(1)
    for a, exposed, b, unexposed in rows:
        total = int(a + b)
        share = ratio * exposed / (ratio * exposed + unexposed)
        chances = np.convolve(chances, stats.binom.pmf(np.arange(total + 1), total, share))
    seen = int(sum(row[0] for row in rows))
    below = float(chances[:seen].sum() + chances[seen] / 2)
    return below, 1 - below


ROW = st.tuples(st.integers(0, 3), st.integers(1, 5000), st.integers(0, 60), st.integers(1, 5000))


@given(st.lists(ROW, min_size=1, max_size=8), st.booleans())
@settings(max_examples=80, deadline=None)
def test_mid_p_limits_across_strata_solve_the_convolved_binomials(
    drawn: list[tuple[float, float, float, float]], swap: bool
) -> None:
    rows = [(r[2], r[3], r[0], r[1]) if swap else r for r in drawn]
    a, b = sum(r[0] for r in rows), sum(r[2] for r in rows)
    assume(min(a, b) <= 10 and a + b > 0)
    low, high = mid_p_limits(strata(*rows))
    assert low < high
    if a > 0:
        assert brute_force(rows, low)[1] == pytest.approx(0.025, abs=1e-7)
    if b > 0:
        assert brute_force(rows, high)[0] == pytest.approx(0.025, abs=1e-7)
    assert (low == 0) == (a == 0)
    assert np.isinf(high) == (b == 0)


def test_mid_p_limits_hold_where_strata_differ_a_billionfold() -> None:
    rows = [(1.0, 5e6, 0.0, 5.0), *[(1.0, 1.0, 30.0, 5e5)] * 3, (0.0, 2.0, 40.0, 1e6)]
    low, high = mid_p_limits(strata(*rows))
    assert brute_force(rows, low)[1] == pytest.approx(0.025, abs=1e-9)
    assert brute_force(rows, high)[0] == pytest.approx(0.025, abs=1e-9)


def test_few_events_on_either_side_take_exact_limits() -> None:
    for row in ((4, 700, 90, 2100), (90, 700, 4, 2100)):
        got = rate_ratio(strata(row))
        assert got.limits_from is LimitsFrom.EXACT
        assert (got.low, got.high) == pytest.approx(mid_p_limits(strata(row)))
    assert rate_ratio(strata((5, 700, 90, 2100))).limits_from is LimitsFrom.GREENLAND_ROBINS


def test_limits_hold_their_own_ratio_even_where_strata_contradict_each_other() -> None:
    contrary = strata((3, 10, 0, 10_000), (0, 10_000, 400, 10))
    got = rate_ratio(contrary)
    assert got.ratio is not None
    assert got.high is not None
    assert mid_p_limits(contrary)[1] < got.ratio
    assert got.low <= got.ratio <= got.high


def test_no_events_on_one_side_or_both() -> None:
    none_exposed = rate_ratio(strata((0, 500, 40, 1000)))
    # By hand: ½ (1 − p)^40 = 0.025, p = 1 − 0.05^(1/40), ratio = p / (1 − p) · 1000 / 500.
    share = 1 - 0.05 ** (1 / 40)
    assert (none_exposed.ratio, none_exposed.low) == (0.0, 0.0)
    assert none_exposed.high == pytest.approx(share / (1 - share) * 2)
    none_unexposed = rate_ratio(strata((40, 500, 0, 1000)))
    assert (none_unexposed.ratio, none_unexposed.high) == (None, None)
    assert none_unexposed.low == pytest.approx((1 - share) / share * 2)
    nothing = rate_ratio(strata((0, 500, 0, 1000)))
    assert (nothing.ratio, nothing.low, nothing.high) == (None, 0.0, None)
    assert nothing.limits_from is LimitsFrom.NOTHING


def test_strata_with_one_side_only_compare_nothing() -> None:
    assert rate_ratio(strata((9, 100, 0, 0), (0, 0, 7, 80), (20, 1000, 30, 5000))) == rate_ratio(
        strata((20, 1000, 30, 5000))
    )
    assert rate_ratio(strata((9, 100, 0, 0))).limits_from is LimitsFrom.NOTHING


@given(st.lists(ROW, min_size=1, max_size=8), st.integers(2, 50))
@settings(max_examples=60, deadline=None)
def test_law_days_or_weeks_split_or_whole_swapped_or_not(
    rows: list[tuple[float, float, float, float]], unit: int
) -> None:
    whole = rate_ratio(strata(*rows))
    longer = rate_ratio(strata(*((a, t * unit, b, s * unit) for a, t, b, s in rows)))
    shuffled = rate_ratio(strata(*reversed(rows)))
    for other in (longer, shuffled):
        assert other.low == pytest.approx(whole.low, rel=1e-6)
        for name in ("ratio", "high", "log_variance"):
            mine, theirs = getattr(whole, name), getattr(other, name)
            assert (mine is None) == (theirs is None)
            assert mine is None or theirs == pytest.approx(mine, rel=1e-6)
    swapped = rate_ratio(strata(*((b, s, a, t) for a, t, b, s in rows)))
    if whole.ratio and swapped.ratio:
        assert swapped.ratio == pytest.approx(1 / whole.ratio)
        assert swapped.high is not None
        assert swapped.high == pytest.approx(1 / whole.low, rel=1e-6)


def clustered(rng: np.random.Generator, roots: int, frailty: float) -> Contributions:
    """Roots with a shared gamma factor, two strata, both sides; true ratio 2."""
    factor = rng.gamma(1 / frailty, frailty, roots) if frailty else np.ones(roots)
    root, stratum = (grid.ravel() for grid in np.meshgrid(np.arange(roots), [0, 1], indexing="ij"))
    exposed = rng.uniform(0, 400, 2 * roots) * rng.integers(0, 2, 2 * roots)
    unexposed = 400 - exposed
    rate = np.array([0.001, 0.003])[stratum] * factor[root]
    return contributions(
        stratum, root, rng.poisson(2 * rate * exposed), exposed, rng.poisson(rate * unexposed), unexposed
    )


def test_independent_events_have_the_same_variance_from_clusters() -> None:
    rows = clustered(np.random.default_rng(1), 20_000, 0.0)
    got = rate_ratio(rows.by_stratum)
    assert got.ratio == pytest.approx(2, rel=0.05)
    assert cluster_variance(rows, got.ratio or 0) == pytest.approx(got.log_variance, rel=0.05)


def test_clusters_that_move_together_have_the_variance_seen_across_samples() -> None:
    rng = np.random.default_rng(2)
    draws = [clustered(rng, 300, 3.0) for _ in range(400)]
    results = [clustered_rate_ratio(rows) for rows in draws]
    logs = [np.log(r.ratio) for r in results if r.ratio]
    claimed = float(np.mean([r.log_variance for r in results if r.log_variance]))
    assert claimed == pytest.approx(float(np.var(logs)), rel=0.15)
    covered = np.mean([r.low <= 2 <= r.high for r in results if r.high is not None])
    assert 0.91 <= covered <= 0.98
    naive = [rate_ratio(rows.by_stratum).log_variance or 0 for rows in draws]
    assert float(np.mean(naive)) < 0.9 * claimed


def test_copies_within_a_root_leave_the_clusters_variance_while_the_naive_one_shrinks() -> None:
    rows = clustered(np.random.default_rng(3), 60, 1.0)
    names = ("events_exposed", "days_exposed", "events_unexposed", "days_unexposed")
    fourfold = Contributions(rows.stratum, rows.cluster, **{name: getattr(rows, name) * 4 for name in names})
    once, more = clustered_rate_ratio(rows), clustered_rate_ratio(fourfold)
    assert more.limits_from is LimitsFrom.CLUSTERS
    assert cluster_variance(fourfold, more.ratio or 0) == pytest.approx(
        cluster_variance(rows, once.ratio or 0)
    )
    assert (more.log_variance or 0) > (rate_ratio(fourfold.by_stratum).log_variance or 0)


@given(st.permutations(range(40)))
@settings(max_examples=20, deadline=None)
def test_law_rows_in_any_order_and_any_numbering_of_roots(order: list[int]) -> None:
    rows = clustered(np.random.default_rng(4), 20, 1.0)
    names = ("events_exposed", "days_exposed", "events_unexposed", "days_unexposed")
    other = Contributions(
        rows.stratum[order] + 7, rows.cluster[order] * 1000 + 3, **{n: getattr(rows, n)[order] for n in names}
    )
    assert cluster_variance(other, 2.0) == pytest.approx(cluster_variance(rows, 2.0))
    assert clustered_rate_ratio(other).low == pytest.approx(clustered_rate_ratio(rows).low)


def test_few_events_in_one_root_widen_the_exact_limits_where_clusters_are_wider() -> None:
    rows = contributions([0] * 4, [0, 1, 2, 3], [4, 0, 0, 0], [50] * 4, [0, 20, 20, 20], [100] * 4)
    got, exact = clustered_rate_ratio(rows), mid_p_limits(rows.by_stratum)
    assert got.low <= exact[0]
    assert got.high is not None
    assert got.high >= exact[1]
    alone = contributions([0], [0], [4], [50], [20], [100])
    assert clustered_rate_ratio(alone) == rate_ratio(alone.by_stratum)  # one root tells nothing of variance


def test_a_row_of_events_apart_is_as_many_rows_of_a_cluster_each() -> None:
    days = ([0, 1, 0], [0, 0, 1], [0, 0, 3], [900, 400, 0], [0, 0, 1], [800, 700, 0])
    told = ([0, 0, 1], [5, 3, 2], [2, 1, 4])
    together = [
        [*one, *other]
        for one, other in zip(days, (told[0], [0] * 3, told[1], [0] * 3, told[2], [0] * 3), strict=True)
    ]
    single = [
        (stratum, int(side == 1), int(side == 2))
        for stratum, *events in zip(*told, strict=True)
        for side, count in enumerate(events, start=1)
        for _ in range(count)
    ]
    strata, exposed, unexposed = ([row[n] for row in single] for n in range(3))
    none, own = [0] * len(single), list(range(2, 2 + len(single)))
    one_by_one = [
        [*one, *other] for one, other in zip(days, (strata, own, exposed, none, unexposed, none), strict=True)
    ]
    apart = replace(contributions(*together), apart=np.array([False] * 3 + [True] * 3))
    for ratio in (0.5, 1.0, 3.0):
        assert cluster_variance(apart, ratio) == pytest.approx(
            cluster_variance(contributions(*one_by_one), ratio), rel=1e-12
        )
    with pytest.raises(ValueError, match="bring no days"):
        replace(apart, apart=np.array([True] * 6))


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        Strata(np.ones(2), np.ones(1), np.ones(1), np.ones(1))
    with pytest.raises(ValueError, match="events_exposed holds a negative"):
        strata((-1, 1, 1, 1))
    with pytest.raises(ValueError, match="no days_unexposed"):
        strata((1, 1, 1, 0))
    with pytest.raises(ValueError, match="limits from the variance"):
        mid_p_limits(DOCTORS)
    with pytest.raises(ValueError, match="level"):
        rate_ratio(DOCTORS, 95)
