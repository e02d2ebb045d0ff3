"""Witnesses: a geometric waiting time (memoryless), the plain ratio, the constant rate beyond the curve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjoin.statistics.chance_from_now import Floats, chance_from_now, last_day_of_curve

ONE = np.ones(1)


def geometric(adopt: float, end: float, days: int) -> tuple[Floats, Floats]:
    """F and S where each day adopts with `adopt` and ends with `end`; day 0 has neither."""
    free: Floats = (1 - adopt - end) ** np.arange(days, dtype=np.float64)
    incidence: Floats = adopt / (adopt + end) * (1 - free)
    return incidence[None, :], free[None, :]


def test_memoryless_waiting_time_has_one_chance_at_every_age() -> None:
    incidence, free = geometric(0.002, 0.001, 800)
    chance = chance_from_now(incidence, free, 90, ONE * 0.5, ONE, ONE * 700)
    np.testing.assert_allclose(chance[0, :701], incidence[0, 90], atol=1e-12)


def test_old_accounts_of_an_early_adopted_product_have_far_less_than_the_fresh_curve() -> None:
    incidence, free = np.zeros((1, 500)), np.ones((1, 500))
    incidence[0, 30:], free[0, 30:] = 0.4, 0.6
    incidence[0, 400:], free[0, 400:] = 0.43, 0.57
    chance = chance_from_now(incidence, free, 365, ONE, ONE, ONE * 499)
    assert chance[0, 0] == pytest.approx(0.40)
    assert chance[0, 40] == pytest.approx(0.03 / 0.6)


def test_beyond_the_curve_the_rate_takes_over() -> None:
    incidence, free = geometric(0.002, 0.001, 400)
    chance = chance_from_now(incidence, free, 90, ONE * 1e-4, ONE, ONE * 200)
    assert chance[0, 200] == pytest.approx(incidence[0, 90])
    np.testing.assert_allclose(chance[0, 201:], 1 - np.exp(-0.009), atol=1e-12)
    unknown = chance_from_now(incidence, free, 90, ONE * np.nan, ONE, ONE * 200)
    assert np.isnan(unknown[0, 201:]).all()
    assert not np.isnan(unknown[0, :201]).any()


@given(st.floats(0.0, 1.0))
def test_law_a_smaller_scale_is_a_lower_bound_everywhere(scale: float) -> None:
    incidence, free = geometric(0.002, 0.001, 400)
    whole = chance_from_now(incidence, free, 90, ONE * 1e-4, ONE, ONE * 200)
    part = chance_from_now(incidence, free, 90, ONE * 1e-4, ONE * scale, ONE * 200)
    assert (part <= whole).all()
    np.testing.assert_allclose(part[0, :201], whole[0, :201] * scale, atol=1e-12)


def test_chances_stay_within_zero_and_one_and_are_zero_when_nobody_is_left() -> None:
    incidence, free = np.array([[0.0, 0.5, 1.0, 1.0]]), np.array([[1.0, 0.5, 0.0, 0.0]])
    chance = chance_from_now(incidence, free, 2, ONE, ONE * 3, ONE * 3)
    assert chance.tolist() == [[1.0, 1.0, 0.0, 0.0]]
    with pytest.raises(ValueError, match="0 or more"):
        chance_from_now(incidence, free, -1, ONE, ONE, ONE)


def test_last_day_of_curve_is_the_last_with_twenty_at_risk_also_after_late_entry() -> None:
    at_risk = np.array([[30, 30, 19, 20, 5], [19, 19, 19, 1, 0], [20, 20, 20, 20, 20]], dtype=float)
    assert last_day_of_curve(at_risk).tolist() == [3, -1, 4]
