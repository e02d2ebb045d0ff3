"""Witness: statsmodels' logistic regression of the outcome on the forecast's log-odds."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import special

from adjoin.statistics.calibration import calibration_line, log_odds


def test_line_is_the_logistic_regression_on_log_odds() -> None:
    rng = np.random.default_rng(2)
    odds = rng.normal(-1, 1, 3000)
    outcome = (rng.random(3000) < special.expit(0.4 + 0.7 * odds)).astype(float)
    expected = sm.Logit(outcome, sm.add_constant(odds)).fit(disp=0, tol=1e-12).params
    assert calibration_line(special.expit(odds), outcome) == pytest.approx(tuple(expected), abs=1e-5)


def test_one_class_or_one_forecast_cannot_be_told() -> None:
    assert calibration_line([0.1, 0.4], [0, 0]) is None
    assert calibration_line([0.4, 0.4], [0, 1]) is None
    assert np.isfinite(log_odds([0.0, 1.0])).all()
