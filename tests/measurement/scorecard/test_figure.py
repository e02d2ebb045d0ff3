"""Values and bounds against hand calculations and textbook ranks."""

from math import sqrt

import pytest
from scipy import stats

from adjoin.measurement.scorecard.figure import median, ratio, share


def test_the_median_of_twenty_is_bounded_by_ranks_6_and_15() -> None:
    """Conover (1999), table of the binomial: P(B(20, ½) ≤ 5) = 0.0207, P(≤ 6) = 0.0577."""
    found = median([(days, 1) for days in range(1, 21)])
    assert (found.value, found.low, found.high) == (10.5, 6.0, 15.0)


@pytest.mark.parametrize("total", [1, 5, 6, 37, 400])
def test_the_ranks_are_those_of_the_binomial(total: int) -> None:
    found = median([(days, 1) for days in range(1, total + 1)])
    rank = int(stats.binom.ppf(0.025, total, 0.5))
    rank -= int(stats.binom.cdf(rank - 1, total, 0.5) > 0.025)
    assert (found.low, found.high) == ((float(rank), float(total + 1 - rank)) if rank else (None, None))


def test_equal_days_count_as_often_as_they_are() -> None:
    assert median([(10, 3), (50, 2)]).value == 10
    assert median([(10, 2), (50, 2)]).value == 30
    assert median([]).value is None


def test_a_ratio_is_linearised_over_roots() -> None:
    a, b = [120.0, 80.0, 0.0, 260.0], [100.0, 100.0, 50.0, 200.0]
    sums = {
        "amount": sum(a), "base": sum(b), "roots": 4, "amount_squared": sum(x * x for x in a),
        "crossed": sum(x * y for x, y in zip(a, b, strict=True)), "base_squared": sum(y * y for y in b),
    }  # fmt: skip
    value = sum(a) / sum(b)
    residuals = [x - value * y for x, y in zip(a, b, strict=True)]
    error = sqrt(sum(r * r for r in residuals) / 3 * 4) / sum(b)
    found = ratio(sums)
    assert found.value == pytest.approx(value)
    assert found.high == pytest.approx(value + stats.t.ppf(0.975, 3) * error)
    assert found.low == pytest.approx(max(0.0, value - stats.t.ppf(0.975, 3) * error))


def test_a_share_of_nothing_has_no_value() -> None:
    assert share(0.0, 0).value is None
    assert share(0.0, 10).low == 0.0
