"""The record of small worlds worked out by hand: who counts, on which days, and what is said of too little."""

from datetime import date, timedelta
from typing import Any

import pytest

from signals_record.by_hand import AS_OF, MOMENTS, Hand, firing, on, span

FIRED_ON = 100


def many(starts: dict[int, int], quiet: int = 0) -> Hand:
    """12 accounts that hold `a` and hear the bell on day 100, some starting `b` so many days later; and quiet ones."""
    ids = [f"n{n}" for n in range(12)] + [f"q{n}" for n in range(quiet)]
    spans = [span(account, "a", -1000) for account in ids]
    spans += [span(f"n{n}", "b", FIRED_ON + after) for n, after in starts.items()]
    return Hand(spans, [firing(f"n{n}", FIRED_ON) for n in range(12)])


def bell(hand: Hand) -> dict[str, Any]:
    return hand.records()["bell"]


def test_counts_precision_and_lead_time() -> None:
    hand = many({0: 10, 1: 20, 2: 40, 3: 200}, quiet=12)
    hand.spans.append(span("q0", "b", FIRED_ON + 30))
    told = bell(hand)
    assert (told["fired"], told["followed"], told["converted"]) == (12, 12, 3)
    assert told["precision"] == pytest.approx(3 / 12)
    assert told["precision_low"] == pytest.approx(0.054861, abs=1e-6)  # Clopper–Pearson, 3 of 12
    assert told["precision_high"] == pytest.approx(0.571858, abs=1e-6)
    assert (told["lead_low"], told["lead_days"], told["lead_high"]) == (15, 20, 30)
    assert (told["watched_from"], told["prior_weight"], told["reason"]) == (on(1), 1.0, None)


def test_lift_of_one_stratum() -> None:
    """Every day in one quarter, one band, one product held: 2 starts after the bell against 1.

    The bell rings for 12 accounts 61 days before the end; 12 others are quiet. All in the second quarter of 2026.
    """
    at = (AS_OF - on(0)).days - 61
    spans = [span(f"{side}{n}", "a", -1000) for side in "nq" for n in range(12)]
    spans += [span("n0", "b", at + 10), span("n1", "b", at + 30), span("q0", "b", at + 20)]
    told = bell(Hand(spans, [firing(f"n{n}", at) for n in range(12)]))
    exposed = 10 + 30 + 10 * 61
    before = (on(at) - date(2026, 3, 31)).days
    unexposed = 12 * before + 11 * (before + 61) + before + 20
    assert told["lift"] == pytest.approx((2 / exposed) / (1 / unexposed))
    assert told["lift_low"] < told["lift"] < told["lift_high"]
    assert told["reason"] == "no firing is 90 days old yet"
    assert told["precision"] is None


@pytest.mark.parametrize(("after", "converted"), [(1, 1), (90, 1), (91, 0)])
def test_a_start_counts_from_the_day_after_to_the_ninetieth(after: int, converted: int) -> None:
    hand = many({0: after}, quiet=12)
    hand.spans.append(span("q0", "b", FIRED_ON + after))
    told = bell(hand)
    assert (told["fired"], told["converted"]) == (12, converted)
    assert (told["lift"] is None) == (not converted)
    if not converted:
        assert told["reason"] == "no product was started within 90 days of a firing"
        assert told["lift_high"] > 0


def test_who_starts_on_the_day_was_not_at_risk() -> None:
    assert bell(many({0: 0}))["fired"] == 11


def test_who_held_it_or_holds_nothing_was_not_at_risk() -> None:
    hand = many({})
    hand.spans += [span("n0", "b", -500, -400), span("n1", "b", 300, floor=True)]
    hand.spans = [row for row in hand.spans if row["account_id"] != "n2"] + [span("n2", "a", -1000, FIRED_ON)]
    hand.firings.append(firing("never heard of", FIRED_ON))
    assert bell(hand)["fired"] == 9


def test_a_firing_is_followed_once_ninety_days_have_passed() -> None:
    last = (AS_OF - on(0)).days - 90
    hand = many({})
    hand.firings = [firing(f"n{n}", last + (n >= 5)) for n in range(12)]
    assert (bell(hand)["fired"], bell(hand)["followed"]) == (12, 5)


@pytest.mark.parametrize(
    ("created", "closed", "outcome", "fired"),
    [
        (-1, None, "open", 11),
        (0, None, "open", 12),
        (1, None, "open", 12),
        (-50, 0, "lost", 11),
        (-50, -1, "lost", 12),
        (-50, -1, "won", 11),
        (-150, -90, "won", 11),
        (-150, -91, "won", 12),
    ],
)
def test_a_firing_while_a_deal_is_open_is_its_echo(
    created: int, closed: int | None, outcome: str, fired: int
) -> None:
    hand = many({})
    end = None if closed is None else on(FIRED_ON + closed)
    deal = {"account_id": "n0", "created_on": on(FIRED_ON + created), "closed_on": end, "outcome": outcome}
    hand.deals = [deal | {"product_id": "b"}, deal | {"product_id": None}, deal | {"product_id": "a"}]
    assert bell(hand)["fired"] == fired


def test_an_echo_is_as_if_nothing_had_fired() -> None:
    hand = many({n: 10 + n for n in range(6)}, quiet=12)
    opened = {
        "account_id": "n0",
        "product_id": "b",
        "created_on": on(1),
        "closed_on": None,
        "outcome": "open",
    }
    hand.deals = [opened]
    silent = many({n: 10 + n for n in range(6)}, quiet=12)
    silent.firings = silent.firings[1:]
    assert bell(hand) == bell(silent)


def test_too_little_is_said() -> None:
    hand = many({})
    hand.firings = hand.firings[:3]
    told = bell(hand)
    assert (told["fired"], told["reason"]) == (3, "fired 3 times so far; a record needs 10")
    assert all(
        told[name] is None for name in ("precision", "lift", "lift_low", "lead_days", "learned_weight")
    )
    hand.firings = []
    assert bell(hand)["reason"] == "has not fired so far"


def test_what_was_never_watched_says_why() -> None:
    hand = many({})
    hand.missing = frozenset((moment.as_of, "bell") for moment in MOMENTS)
    hand.firings = []
    told = bell(hand)
    assert (told["watched_from"], told["reason"], told["fired"]) == (None, "too young", 0)


def test_days_before_the_watch_are_no_days_without_a_firing() -> None:
    """Two detectors, one watched only for the second half: starts of the first half say nothing about it."""
    half = MOMENTS[7]
    hand = many(dict.fromkeys(range(6), 20), quiet=12)
    hand.detectors = {"bell": 1.0, "late": 1.0}
    hand.missing = frozenset((moment.as_of, "late") for moment in MOMENTS if moment.as_of < half.as_of)
    at = (half.after_on - on(0)).days + 5
    hand.firings += [firing(f"q{n}", at, "late") for n in range(12)]
    told = hand.records()
    assert told["late"]["watched_from"] == half.after_on + timedelta(days=1)
    assert told["late"]["reason"] == "no product was started on days that can be compared"
    assert told["bell"]["converted"] == 6


def test_by_product() -> None:
    hand = many(dict.fromkeys(range(6), 20))
    hand.products = ("a", "b", "c")
    hand.firings += [firing(f"n{n}", FIRED_ON, product="c") for n in range(4)]
    with hand.recorded() as warehouse:
        rows = warehouse.read("detector_product_records", ("product_id",)).to_pylist()
    assert [(row["product_id"], row["fired"], row["converted"]) for row in rows] == [
        ("b", 12, 6),
        ("c", 4, 0),
    ]
    assert rows[1]["reason"] == "fired 4 times so far; a record needs 10"
