"""Witnesses: a geometric waiting time (memoryless), the textbook ratio on plentiful data, simulated worlds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from adjoin.statistics.chance_from_now import (
    Floats,
    FromNow,
    chance_from_now,
    last_day_of_curve,
    window_concentration,
)
from adjoin.statistics.cumulative_incidence import Incidences, cumulative_incidence
from adjoin.statistics.expected_adopters import expected_adopters
from adjoin.statistics.shrinkage import fit_concentration

ONE = np.ones(1)
H = 90


def textbook(curves: Incidences) -> Floats:
    """(F(u + h) − F(u)) / S(u)."""
    later = np.minimum(np.arange(curves.incidence.shape[1]) + H, curves.incidence.shape[1] - 1)
    gain, free = curves.incidence[:, later] - curves.incidence, curves.event_free
    return np.divide(gain, free, out=np.zeros_like(gain), where=free > 0)


def test_memoryless_waiting_time_has_one_chance_at_every_age() -> None:
    rate, ends = 0.002, 0.001
    at_risk = 1e4 * (1 - rate - ends) ** np.arange(800, dtype=np.float64)[None, :]
    found = chance_from_now(
        at_risk, at_risk * rate, at_risk * ends, np.full((1, 800), rate), ONE * 50, 5.0, H
    )
    truth = rate / (rate + ends) * (1 - (1 - rate - ends) ** H)
    np.testing.assert_allclose(found.chance[0, :710], truth, rtol=1e-9)


def test_hand_figures_of_one_window() -> None:
    """Forty at risk, one expected in 100 days, three adopted in the window, nobody ends."""
    at_risk, rate, events = np.full((1, 101), 40.0), np.full((1, 101), 1 / 4000), np.zeros((1, 101))
    events[0, [10, 50, 100]] = 1
    found = chance_from_now(at_risk, events, np.zeros_like(events), rate, ONE * 6, 2.0, 100)
    base = 1 - (1 - 1 / 4000) ** 100
    assert found.chance[0, 0] == pytest.approx(1 - (1 - base) ** (5 / 3))
    shape = 1 / (1 / 5 + (2 / 3) ** 2 / 6)
    for bound, share in ((found.low, 0.025), (found.high, 0.975)):
        times = stats.gamma.ppf(share, shape, scale=1 / shape)
        assert bound[0, 0] == pytest.approx(1 - (1 - base) ** (5 / 3 * times), rel=1e-4)
    # From day 10 on the adopter of day 10 is past: two of 0.9 expected.
    assert found.chance[0, 10] == pytest.approx(1 - (1 - 1 / 4000) ** (90 * 4 / 2.9))


def test_plentiful_data_give_the_textbook_ratio_though_the_rate_expected_is_wrong() -> None:
    days = np.arange(900)
    adopt, ends = np.where(days < 200, 1.5e-3, 2e-4), np.where(days % 180 == 30, 0.05, 5e-4)
    counts, left = np.zeros((4, 1, 900)), 1e6
    counts[0, 0, 0] = left
    for day in days[1:]:
        counts[1:, 0, day] = left * adopt[day], left * ends[day], left * 1e-3
        left -= counts[1:, 0, day].sum()
    curves = cumulative_incidence(*counts)
    rate = np.full((1, 900), 4e-4)
    found = chance_from_now(curves.at_risk, counts[1], counts[2], rate, ONE * 10, 4.0, H)
    exact, smooth = textbook(curves)[0, :810], (days[:810] < 110) | (days[:810] >= 200)
    np.testing.assert_allclose(found.chance[0, :810][smooth], exact[smooth], rtol=0.01)
    # Windows across the day on which the hazard falls by 87 %, unforeseen by the rate.
    np.testing.assert_allclose(found.chance[0, :810], exact, rtol=0.035)
    assert (found.high[0, :810] / found.low[0, :810] < 1.5).all()


@given(
    st.floats(0.5, 200), st.integers(20, 500), st.integers(1, 300), st.floats(1e-6, 1e-2), st.integers(0, 3)
)
def test_law_one_adopter_moves_a_window_by_less_than_its_weight(
    k: float, size: int, day: int, pace: float, others: int
) -> None:
    at_risk, events = np.full((1, 400), float(size)), np.zeros((1, 400))
    events[0, 350] = others
    rate = np.full((1, 400), pace)
    before = chance_from_now(at_risk, events, np.zeros_like(events), rate, ONE * 5, k, H)
    events[0, day] += 1
    after = chance_from_now(at_risk, events, np.zeros_like(events), rate, ONE * 5, k, H)
    assert (after.chance >= before.chance).all()
    assert (after.chance <= before.chance * (k + 1) / k * (1 + 1e-9)).all()
    in_window = (np.arange(400) < day) & (np.arange(400) >= day - H)
    assert (after.chance[0, ~in_window] == before.chance[0, ~in_window]).all()
    for found in (before, after):
        assert (found.low >= 0).all()
        assert (found.low <= found.chance).all()
        assert (found.chance <= found.high).all()
        assert (found.high <= 1).all()


def test_one_account_that_leaves_while_few_are_at_risk_ends_nobody_elses_future() -> None:
    """Late entry: the only account at risk on day 5 ends; hundreds enter on day 50."""
    at_risk, ends = np.full((1, 400), 300.0), np.zeros((1, 400))
    at_risk[0, :6], at_risk[0, 6:51], ends[0, 5] = 1, 0, 1
    rate = np.full((1, 400), 1e-3)
    found = chance_from_now(at_risk, np.zeros_like(ends), ends, rate, ONE, 200.0, H)
    assert (found.chance[0, 60:300] > 0.05).all()


def test_no_rate_is_no_chance_and_a_negative_horizon_is_refused() -> None:
    none = np.zeros((1, 5))
    assert not chance_from_now(none + 30, none, none, none, ONE, 1.0, 2).chance.any()
    with pytest.raises(ValueError, match="0 or more"):
        chance_from_now(none, none, none, none, ONE, 1.0, -1)


def test_last_day_of_curve_is_the_last_with_twenty_at_risk_also_after_late_entry() -> None:
    at_risk = np.array([[30, 30, 19, 20, 5], [19, 19, 19, 1, 0], [20, 20, 20, 20, 20]], dtype=float)
    assert last_day_of_curve(at_risk).tolist() == [3, -1, 4]


@pytest.mark.parametrize("truth", [1.0, 5.0])
def test_concentration_of_windows_is_recovered(truth: float) -> None:
    rng = np.random.default_rng(5)
    at_risk, rate = np.full((300, 901), 200.0), np.full((300, 901), 2e-4)
    paces = np.repeat(rng.gamma(truth, 1 / truth, (300, 10)), H, axis=1)
    events = np.concatenate([np.zeros((300, 1)), rng.poisson(0.04 * paces)], axis=1).astype(float)
    assert window_concentration(at_risk, events, rate, H) == pytest.approx(truth, rel=0.15)


DAYS = 1500
EARLY = np.where(np.arange(DAYS) < 180, 4e-4, 6e-5)
FLAT = np.full(DAYS, 1.3e-4)
ENDS = 3e-4


class Simulated:
    """64 pairs into 8 products, 30 to 400 accounts each, entered over four years; hazards are known."""

    def __init__(self, rng: np.random.Generator, shapes: tuple[Floats, ...]) -> None:
        self.into = np.repeat(np.arange(8), 8)
        levels = rng.gamma(3, 1 / 3, 64) * (0.5 + self.into % 3)
        self.hazard = levels[:, None] * np.array([shapes[rng.integers(len(shapes))] for _ in range(64)])
        self.hazard[:, 0] = 0
        self.counts, self.waiting = np.zeros((4, 64, DAYS)), np.zeros((64, DAYS))
        for row in range(64):
            size = int(np.exp(rng.uniform(np.log(30), np.log(400))))
            adopts = np.searchsorted(np.cumsum(self.hazard[row]), rng.exponential(1, size))
            exits = np.array([adopts, rng.geometric(ENDS, size), rng.integers(1, DAYS, size)])
            kind = exits.argmin(axis=0)
            self.counts[0, row, 0] = size
            for place in range(3):
                np.add.at(self.counts[place + 1, row], exits[place, kind == place], 1)
        self.waiting = self.counts[3]
        self.curves = cumulative_incidence(*self.counts)

    def truth(self) -> Floats:
        free = np.cumprod(1 - self.hazard - ENDS, axis=1)
        incidence = np.cumsum(np.concatenate([np.ones((64, 1)), free[:, :-1]], axis=1) * self.hazard, axis=1)
        later = np.minimum(np.arange(DAYS) + H, DAYS - 1)
        truth: Floats = (incidence[:, later] - incidence) / free
        return truth

    def found(self) -> FromNow:
        at_risk, adopters = self.curves.at_risk, self.curves.adopters[:, -1]
        expected = expected_adopters(self.into, at_risk, self.counts[1], self.counts[2])
        a = fit_concentration(adopters, expected.adopters[:, -1])
        level = (a + adopters) / (a + (at_risk * expected.smoothed).sum(axis=1))
        rate = level[:, None] * expected.smoothed
        k = window_concentration(at_risk, self.counts[1], rate, H)
        return chance_from_now(at_risk, self.counts[1], self.counts[2], rate, a + adopters, k, H)

    def now(self) -> Floats:
        """Accounts that hold on, by days held, where the curve is read."""
        last = last_day_of_curve(self.curves.at_risk) - H
        waiting: Floats = self.waiting * (np.arange(DAYS)[None, :] <= last[:, None])
        return waiting


@pytest.mark.parametrize(("shapes", "better"), [((EARLY,), 0.3), ((EARLY, FLAT), 0.5), ((FLAT,), 0.2)])
def test_simulated_chances_are_nearer_the_truth_than_the_textbook_ratio_and_right_on_average(
    shapes: tuple[Floats, ...], better: float
) -> None:
    """Hazards that fall after half a year for all pairs, for half of them, for none."""
    rng = np.random.default_rng(1)
    errors, means = np.zeros(2), np.zeros((2, 2))
    for _ in range(4):
        world = Simulated(rng, shapes)
        now, truth, found, raw = world.now(), world.truth(), world.found().chance, textbook(world.curves)
        errors += [float((now * (chance - truth) ** 2).sum()) for chance in (found, raw)]
        old = now * (np.arange(DAYS) > 365)
        means += [[float((who * chance).sum()) for chance in (found, truth)] for who in (now, old)]
    assert errors[0] < better * errors[1]
    assert means[0, 0] == pytest.approx(means[0, 1], rel=0.08)
    assert means[1, 0] < 1.12 * means[1, 1]
