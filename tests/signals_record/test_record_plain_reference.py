"""Witness: every account, product and day counted one by one in plain Python."""

from datetime import timedelta

import numpy as np
import pytest

from signals_record.by_hand import AS_OF, BEGAN, Hand, firing, held, on, span
from signals_record.plain import cells, is_echo, is_held, mantel_haenszel

PRODUCTS = ("a", "b", "c")


def random_hand(seed: int, accounts: int = 60) -> Hand:
    """Spans with ends, floors and second starts, firings in pairs, deals, and signals older than the watch."""
    rng = np.random.default_rng(seed)
    hand = Hand([], [], products=PRODUCTS, detectors={"bell": 1.0, "horn": 2.0})
    for account in (f"n{n:02}" for n in range(accounts)):
        for product in PRODUCTS:
            early = [-900, -300, -50, 0] if product == "a" or rng.random() < 0.2 else [50]
            for began in rng.choice([*early, 30, 120, 200, 250, 330], rng.integers(0, 3), replace=False):
                ended = None if rng.random() < 0.6 else int(began) + int(rng.integers(5, 90))
                hand.spans.append(span(account, product, int(began), ended, floor=bool(rng.random() < 0.05)))
            for name in hand.detectors:
                days = np.sort(rng.choice(np.arange(1, 364), rng.integers(0, 4), replace=False))
                hand.firings += [firing(account, int(d), name, product, float(rng.random())) for d in days]
                if rng.random() < 0.1:
                    hand.standing.append(
                        {"account_id": account, "product_id": product, "name": name, "after_on": BEGAN}
                    )
            if rng.random() < 0.3:
                created = int(rng.integers(-50, 300))
                closed = None if rng.random() < 0.3 else on(created + int(rng.integers(1, 80)))
                outcome = "open" if closed is None else str(rng.choice(["won", "lost"]))
                hand.deals.append(
                    {"account_id": account, "product_id": product, "created_on": on(created), "closed_on": closed,
                     "outcome": outcome}
                )  # fmt: skip
    hand.held = [
        held(f"n{n:02}", 130 + n % 7, None if n % 3 == 0 else 220 + n) for n in range(0, accounts, 4)
    ]
    return hand


@pytest.mark.parametrize("seed", range(3))
def test_lift_is_the_plain_sum_over_days(seed: int) -> None:
    hand = random_hand(seed)
    found = hand.records()
    for name in hand.detectors:
        told = cells(hand, name)
        assert sum(a for a, _, _, _ in told.values()) >= 4
        assert found[name]["lift"] == pytest.approx(mantel_haenszel(told), rel=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_the_plain_counts(seed: int) -> None:
    hand = random_hand(seed)
    found = hand.records()
    for name in hand.detectors:
        counted = followed = converted = 0
        for row in hand.firings:
            own = [s for s in hand.spans if s["account_id"] == row["account_id"]]
            tomorrow = row["fired_on"] + timedelta(days=1)
            holds = any(s["began_on"] < tomorrow and (s["ended_on"] or tomorrow) >= tomorrow for s in own)
            begun = sorted(
                (s["began_on"], s["is_floor"]) for s in own if s["product_id"] == row["product_id"]
            )
            fired = row["fired_on"]
            holds &= not is_held(hand, row["account_id"], fired, fired)
            if row["name"] != name or not holds or is_echo(hand, row):
                continue
            if begun and (begun[0][0] <= row["fired_on"] or begun[0][1]):
                continue
            counted += 1
            until = fired + timedelta(days=90)
            is_followed = until <= AS_OF and not is_held(hand, row["account_id"], fired, until)
            followed += is_followed
            converted += is_followed and bool(begun) and begun[0][0] <= until
        told = found[name]
        assert (told["fired"], told["followed"], told["converted"]) == (counted, followed, converted)
        assert counted > 20
