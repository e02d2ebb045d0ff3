"""The expert weights say what the docstring of `Detector` promises of a cell with a chance of 2 %."""

import math

import pytest

from adjoin.signals.detector import Detector
from adjoin.signals.detectors import detectors

PROMISED = {
    "asked": 29,
    "competitive_evaluation": 23,
    "heard": 20,
    "partner_signal": 17,
    "usage_ceiling": 16,
    "workaround": 16,
    "problem_emergence": 13,
    "integration_activity": 11,
    "strategic_shift": 11,
    "team_expansion": 8,
    "stakeholder_expansion": 7,
    "outside_event": 5,
}


@pytest.mark.parametrize("detector", detectors(), ids=lambda detector: detector.kind)
def test_weight(detector: Detector) -> None:
    odds = 0.02 / 0.98 * math.exp(detector.weight)
    assert round(100 * odds / (1 + odds)) == PROMISED[detector.kind]
