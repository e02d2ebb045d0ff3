"""What is promised to accounts at risk today, of all ages, is what the same worlds go on to do in 90 days."""

import sys

import numpy as np
import pytest

from affinity_proofs.promised import Rows, promised

OLD = 365


def ratio(rows: Rows) -> float:
    """Adoptions promised over adoptions realised."""
    return float(rows[:, 0].sum() / rows[:, 1].sum())


def test_six_worlds() -> None:
    assert ratio(promised(6, seed=3)) == pytest.approx(1, abs=0.15)


@pytest.mark.proof
def test_a_hundred_worlds() -> None:
    rows = promised(100, seed=4)
    held, on_curve, planted = rows[:, 2], rows[:, 3] > 0, rows[:, 4] > 0
    groups = {
        "all": np.full(len(rows), True),
        "held up to 90 days": held <= 90,
        "91 to 365": (held > 90) & (held <= OLD),
        "longer": held > OLD,
        "read from the curve": on_curve,
        "beyond it": ~on_curve,
        "planted pairs": planted,
    }
    for name, group in groups.items():
        told = rows[group]
        sys.stdout.write(f"\npromised ÷ realised, {name}: {ratio(told):.3f} of {told[:, 1].sum():.0f}")
    assert 0.9 <= ratio(rows) <= 1.1
    assert 0.9 <= ratio(rows[held > OLD]) <= 1.1
