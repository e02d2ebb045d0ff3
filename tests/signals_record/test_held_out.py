"""The law of the experiment: whatever held-out accounts do while held, no record and no learned weight moves."""

import numpy as np
import pytest

from signals_record.by_hand import AS_OF, Hand, firing, held, on, span
from signals_record.test_record_plain_reference import PRODUCTS, random_hand

HELD_FROM = 150


def standing_out(seed: int) -> Hand:
    """A random history in which every fifth account is held out from a day on, and not released."""
    hand = random_hand(seed)
    hand.held = [held(f"n{n:02}", HELD_FROM) for n in range(0, 60, 5)]
    # A floor says that it was held at some time before, so it speaks of the days before the draw.
    for row in hand.spans:
        row["is_floor"] &= row["began_on"] < on(HELD_FROM)
    return hand


@pytest.mark.parametrize("seed", range(2))
def test_what_held_out_accounts_do_while_held_moves_nothing(seed: int) -> None:
    hand, rng = standing_out(seed), np.random.default_rng(seed)
    out = {row["account_id"] for row in hand.held}
    before = hand.records()
    late = [s for s in hand.spans if s["account_id"] in out and s["began_on"] >= on(HELD_FROM)]
    fired = [f for f in hand.firings if f["account_id"] in out and f["fired_on"] >= on(HELD_FROM)]
    assert len(late) > 5
    assert len(fired) > 10
    known = {row["account_id"] for row in hand.spans if row not in late}
    hand.spans = [row for row in hand.spans if row not in late]
    hand.firings = [row for row in hand.firings if row not in fired]
    assert hand.records() == before, "what they did is taken away"
    for account in sorted(out & known):
        hand.spans.append(span(account, str(rng.choice(PRODUCTS)), int(rng.integers(HELD_FROM, 360))))
        hand.firings.append(firing(account, int(rng.integers(HELD_FROM, 360)), "bell", "b"))
    assert hand.records() == before, "they did something else"


def test_what_others_do_and_what_they_did_before_counts() -> None:
    hand = standing_out(0)
    before = hand.records()
    hand.held = []
    assert hand.records() != before
    hand = standing_out(0)
    hand.spans = [s for s in hand.spans if s["account_id"] not in {row["account_id"] for row in hand.held}]
    assert hand.records() != before


def test_days_after_the_release_count_again() -> None:
    spans = [span(f"{side}{n}", "a", -1000) for side in "nq" for n in range(12)]
    spans += [span(f"n{n}", "b", 300 + 10) for n in range(4)] + [span("q0", "b", 320)]
    firings = [firing(f"n{n}", 300) for n in range(12)]
    for until, converted in ((300, 4), (301, 0), (None, 0)):
        out = [held(f"n{n}", 100, until) for n in range(12)]
        assert (AS_OF - on(300)).days < 90
        told = Hand(spans, firings, held=out).records()["bell"]
        assert told["fired"] == (12 if until == 300 else 0)
        assert (told["lift"] is not None and told["lift"] > 1) == bool(converted), until
