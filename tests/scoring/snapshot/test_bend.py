"""What bends log-odds to what came true."""

import numpy as np
import pytest

from adjoin.scoring.snapshot.bend import bent, fit_bend


def test_overstated_chances_are_taken_back_and_sampling_is_taken_out() -> None:
    rng = np.random.default_rng(1)
    true = rng.normal(-2, 2, 60_000)
    held = (rng.random(len(true)) < 1 / (1 + np.exp(-true))).astype(np.float32)
    kept = (held > 0) | (rng.random(len(true)) < 0.25)
    said = (0.3 + 1.5 * true[kept]).astype(np.float32)
    found = bent(said, fit_bend(said, held[kept], float(np.log(4))))
    for low, high in ((-4, -2), (-2, 0), (0, 2)):
        here = (true[kept] > low) & (true[kept] < high)
        assert found[here].mean() == pytest.approx(true[kept][here].mean(), abs=0.12)


def test_with_nothing_seen_all_stays_and_the_order_always_does() -> None:
    nothing = fit_bend(np.zeros(0, np.float32), np.zeros(0, np.float32), 0.0)
    logit = np.linspace(-8, 8, 50, dtype=np.float32)
    np.testing.assert_allclose(bent(logit, nothing), logit, atol=1e-6)
    upside_down = fit_bend(logit.repeat(200), (logit.repeat(200) < 0).astype(np.float32), 0.0)
    assert (np.diff(bent(logit, upside_down)) > 0).all()
