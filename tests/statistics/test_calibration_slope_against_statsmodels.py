"""Witness: statsmodels' logistic regression with its cluster-robust variance."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import special

from adjoin.statistics.calibration_slope import calibration_slope


def test_slope_and_limits_are_those_of_statsmodels() -> None:
    rng = np.random.default_rng(3)
    cluster = rng.integers(0, 80, 900)
    odds = rng.normal(-1, 1, 900)
    happened = rng.random(900) < special.expit(0.3 + 0.7 * odds + rng.normal(0, 0.5, 80)[cluster])
    found = calibration_slope(special.expit(odds), happened, cluster)
    fitted = sm.Logit(happened.astype(float), sm.add_constant(odds)).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False}
    )
    assert found is not None
    assert (found.intercept, found.slope) == pytest.approx(tuple(fitted.params), abs=1e-5)
    wide = 1.959964 * fitted.bse[1] * (80 / 79) ** 0.5
    assert (found.low, found.high) == pytest.approx(
        (fitted.params[1] - wide, fitted.params[1] + wide), abs=1e-4
    )


@pytest.mark.parametrize("happened", [[True, True, True], [False, False, False]])
def test_one_outcome_cannot_tell(happened: list[bool]) -> None:
    assert calibration_slope(np.array([0.1, 0.2, 0.3]), np.array(happened), np.arange(3)) is None


def test_one_cluster_cannot_tell() -> None:
    happened = np.array([True, False, True])
    assert calibration_slope(np.array([0.1, 0.2, 0.3]), happened, np.zeros(3, dtype=np.int64)) is None
