"""What is told of a pattern, on counts that can be checked on paper."""

from dataclasses import replace

import numpy as np
import pytest

from adjoin.offers.strategy.judging import Counted, Fits, Judged, Why, judge_patterns
from adjoin.statistics.share_interval import share_interval


def counts(
    numerator: int, denominator: int, expected: float | None, pattern: str = "workflow_driven"
) -> Counted:
    """Every start is a root of its own."""
    return Counted(
        pattern=pattern, further=denominator, numerator=numerator, denominator=denominator, expected=expected,
        roots=denominator, hits_squared=numerator, hits_by_size=numerator, sizes_squared=denominator,
        least=30, matters=0.1,
    )  # fmt: skip


def judged(told: Counted) -> Judged:
    (found,) = judge_patterns([told])
    return found


def test_starts_that_are_alone_have_the_exact_interval_of_their_share() -> None:
    found = judged(counts(60, 100, 0.3))
    # n − 1 in the variance costs one start.
    low, high = share_interval(59, 99)
    assert found.share == pytest.approx((0.6, low, high), abs=1e-3)
    assert found.explained == pytest.approx((0.3, low - 0.3, high - 0.3), abs=1e-3)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected", "fits", "why"),
    [
        (600, 1000, 0.3, Fits.YES, Why.MATTERS),
        (450, 1000, 0.35, Fits.PARTLY, Why.ABOVE),
        (340, 1000, 0.3, Fits.NO, Why.LITTLE),
        (100, 1000, 0.3, Fits.NO, Why.NOTHING),
        (20, 50, 0.3, Fits.CANNOT_TELL, Why.NOISE),
        (29, 29, 0.1, Fits.CANNOT_TELL, Why.FEW),
        (990, 1000, 0.95, Fits.CANNOT_TELL, Why.NO_ROOM),
        (0, 1000, 0.0, Fits.CANNOT_TELL, Why.NO_LINK),
        (0, 0, None, Fits.CANNOT_TELL, Why.FEW),
    ],
)
def test_what_is_told(numerator: int, denominator: int, expected: float | None, fits: Fits, why: Why) -> None:
    found = judged(counts(numerator, denominator, expected))
    assert (found.fits, found.why) == (fits, why)


def test_nothing_together_is_an_answer_where_nothing_linked_is_none() -> None:
    assert judged(counts(0, 1000, 0.0, "platform_bundle")).fits is Fits.NO


def test_most_products_paid_by_others_is_to_be_planned_for_whatever_drives_it() -> None:
    assert judged(counts(810, 1000, 0.81, "stakeholder_expansion")).why is Why.NEEDED
    assert judged(counts(990, 1000, 0.95, "stakeholder_expansion")).fits is Fits.PARTLY
    assert judged(counts(300, 1000, 0.3, "stakeholder_expansion")).fits is Fits.NO
    assert judged(counts(10, 12, 0.8, "stakeholder_expansion")).fits is Fits.CANNOT_TELL


def test_a_pattern_is_weighed_by_what_it_could_explain_of_all_further_products() -> None:
    told = replace(counts(90, 100, 0.1), further=2000)
    found = judged(told)
    assert found.explained is not None
    assert found.explained[0] == pytest.approx(0.04)
    assert found.fits is Fits.NO


def test_roots_of_one_mind_count_once() -> None:
    """A hundred roots with ten starts each, all ten alike: as good as a hundred starts."""
    told = replace(
        counts(600, 1000, 0.3),
        roots=100,
        hits_squared=60 * 100,
        hits_by_size=60 * 100,
        sizes_squared=100 * 100,
    )
    found = judged(told)
    low, high = share_interval(59, 99)
    assert found.share == pytest.approx((0.6, low, high), abs=1e-3)


def test_one_root_alone_or_all_alike_are_taken_to_be_of_one_mind() -> None:
    one = replace(counts(40, 40, 0.3), roots=1, hits_squared=1600, hits_by_size=1600, sizes_squared=1600)
    assert judged(one).share == (1.0, *share_interval(1, 1))
    assert judged(one).fits is Fits.CANNOT_TELL


def test_the_first_leads_only_beyond_the_noise_between_it_and_the_next() -> None:
    strong, weak = counts(800, 1000, 0.3), counts(500, 1000, 0.3, "platform_bundle")
    near = counts(790, 1000, 0.3, "platform_bundle")
    assert [found.leads for found in judge_patterns([weak, strong])] == [True, False]
    assert judge_patterns([weak, strong])[0].counted is strong
    assert [found.leads for found in judge_patterns([strong, near])] == [False, False]


@pytest.mark.parametrize("alike", [0.0, 0.8])
def test_the_interval_covers_the_share_of_roots_that_are_alike(alike: float) -> None:
    """Beta-binomial starts: 95 % of 400 worlds at least 92 % of the time, whether or not a root's starts are alike."""
    rng, true, covered = np.random.default_rng(7), 0.35, 0
    for _ in range(400):
        sizes = rng.integers(1, 6, 120)
        minds = np.where(rng.random(120) < alike, rng.random(120) < true, -1)
        hits = np.where(minds >= 0, minds * sizes, rng.binomial(sizes, true))
        told = replace(
            counts(int(hits.sum()), int(sizes.sum()), 0.2),
            roots=120,
            hits_squared=int((hits * hits).sum()),
            hits_by_size=int((hits * sizes).sum()),
            sizes_squared=int((sizes * sizes).sum()),
        )
        share = judged(told).share
        assert share is not None
        covered += share[1] <= true <= share[2]
    assert covered >= 0.92 * 400
