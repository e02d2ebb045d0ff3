"""Witnesses: a hand calculation leaving one out, and the consistency of pooled probability with E."""

from __future__ import annotations

import numpy as np
import pytest

from adjoin.statistics.cumulative_incidence import cumulative_incidence
from adjoin.statistics.expected_adopters import band_starts, expected_adopters


def test_bands_are_a_month_a_quarter_a_half_and_then_years() -> None:
    assert band_starts(1500).tolist() == [0, 31, 91, 181, 366, 731, 1096, 1461]
    assert band_starts(100).tolist() == [0, 31, 91, 181, 366]


def test_hand_calculation_of_three_owners_of_one_product_and_a_stranger() -> None:
    """Pairs A1→B, A2→B, A3→B and A1→C; two bands of two days."""
    at_risk = np.array([[10, 10, 8, 8], [20, 20, 10, 10], [40, 30, 30, 0], [99, 99, 99, 99]], dtype=float)
    events = np.array([[0, 2, 0, 1], [1, 3, 0, 2], [2, 0, 3, 0], [50, 0, 0, 0]], dtype=float)
    got = expected_adopters([0, 0, 0, 1], at_risk, events, np.zeros_like(events), np.array([0, 2]))
    # For A1: days 0–1: (4 + 2) / (40 + 70), days 2–3: (2 + 3) / (20 + 30).
    first, second = 6 / 110, 5 / 50
    assert got.rate[0].tolist() == pytest.approx([first, first, second, second])
    assert got.adopters[0, 3] == pytest.approx(20 * first + 16 * second)
    assert got.incidence[0, 3] == pytest.approx(1 - (1 - first) ** 2 * (1 - second) ** 2)
    assert np.isnan(got.rate[3]).all()  # nobody else's owners could adopt C: nothing to pool
    assert np.isnan(got.incidence[3]).all()


def test_a_band_nobody_else_was_followed_in_takes_the_nearest_earlier_rate_else_a_later_one() -> None:
    at_risk = np.array([[5, 5, 5], [0, 10, 0]], dtype=float)
    events = np.array([[0, 0, 0], [0, 1, 0]], dtype=float)
    got = expected_adopters([0, 0], at_risk, events, np.zeros_like(events), np.array([0, 1, 2]))
    assert got.rate[0].tolist() == pytest.approx([0.1, 0.1, 0.1])


def test_raw_over_pooled_is_adopters_over_expected_while_few_adopt() -> None:
    """Eight products' owners without noise: hazards 0.4 to 2.2 times 1e-4, own competing ends, drop-out."""
    pairs, days = 8, 400
    adopt, end = 1e-4 * np.linspace(0.4, 2.2, pairs), 1e-3 * (1 + np.arange(pairs) % 3)
    counts = np.zeros((4, pairs, days))
    counts[0, :, 0] = left = np.full(pairs, 1e5)
    for day in range(1, days):
        counts[1:, :, day] = np.array([adopt * left, end * left, 0.002 * left])
        left = left - counts[1:, :, day].sum(axis=0)
    curves = cumulative_incidence(*counts)
    got = expected_adopters(np.zeros(pairs, dtype=int), curves.at_risk, counts[1], counts[2])
    theta = curves.adopters_by(365) / got.adopters[:, 365]
    np.testing.assert_allclose(curves.at(365) / got.incidence[:, 365], theta, rtol=0.025)
    # Leaving itself out, each pair's θ is its hazard over the others' mean, weighted by their follow-up.
    others = [
        np.average(np.delete(adopt, i), weights=np.delete(curves.at_risk.sum(1), i)) for i in range(pairs)
    ]
    np.testing.assert_allclose(theta, adopt / others, rtol=0.05)


def test_bands_that_do_not_start_on_day_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="the first of them 0"):
        expected_adopters([0], np.ones((1, 5)), np.zeros((1, 5)), np.zeros((1, 5)), np.array([1, 3]))


def test_a_band_is_drawn_to_the_overall_rate_by_half_an_adopter() -> None:
    """Others: 4 adopters in 100 account-days, then none in 300, then nobody followed; overall 4 in 400."""
    at_risk = np.array([[5, 5, 5], [100, 300, 0]], dtype=float)
    events = np.array([[0, 0, 0], [4, 0, 0]], dtype=float)
    got = expected_adopters([0, 0], at_risk, events, np.zeros_like(events), np.array([0, 1, 2]))
    assert got.smoothed[0].tolist() == pytest.approx([4.5 / 150, 0.5 / 350, 0.01])
    assert got.rate[0].tolist() == pytest.approx([0.04, 0.0, 0.0])
    assert got.smoothed[1].tolist() == [0, 0, 0]  # nobody else adopted: nothing is expected
