"""Worlds in which it is known whether products keep accounts."""

from typing import Any

import numpy as np
import pytest

from measurement.retention.churn_worlds import frail_book, measured


def _differences(worlds: range, accounts: int, effect: float) -> list[dict[str, Any]]:
    return [
        measured(frail_book(np.random.default_rng(seed), accounts, effect))["retention_summary"][0]
        for seed in worlds
    ]


def test_without_an_effect_the_landmarks_are_flat_and_the_naive_curve_rises() -> None:
    """Four worlds; the mean of their differences has half the error of one."""
    found = _differences(range(10, 14), 3000, effect=0.0)
    assert all(one["difference_low"] <= 0 <= one["difference_high"] for one in found)
    assert abs(np.mean([one["difference"] for one in found])) < 0.06
    assert min(one["naive_difference"] for one in found) > 0.2


def test_an_effect_is_seen() -> None:
    found = _differences(range(2), 3000, effect=0.5)
    assert all(one["difference_low"] > 0 and one["verdict"] == "stays_longer" for one in found)


@pytest.mark.proof
def test_two_hundred_worlds_without_an_effect() -> None:
    covered: dict[str, list[bool]] = {}
    naive = []
    for seed in range(200):
        told = measured(frail_book(np.random.default_rng(1000 + seed), 3000))
        naive.append(told["retention_summary"][0]["naive_difference"])
        for row in told["retention"]:
            if row["kind"] == "landmark" and row["difference"] is not None:
                covers = row["difference_low"] <= 0 <= row["difference_high"]
                covered.setdefault(row["products"], []).append(covers)
    assert {len(each) for each in covered.values()} == {200}
    assert min(np.mean(each) for each in covered.values()) >= 0.93
    assert min(naive) > 0.2
