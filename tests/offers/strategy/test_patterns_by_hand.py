"""The three patterns in companies made to follow one of them, and in those that are too small or say too little."""

from typing import Any

import numpy as np
import pytest

from offers.strategy.books import AS_OF, Rows, began, book, catalog, fitted, random_book, random_cells
from worlds import day

CHAIN: dict[str, Any] = {
    "one": {"gives": ["leads"], "pays": "Sales"},
    "two": {"takes": ["leads"], "gives": ["deals"], "pays": "Sales"},
    "three": {"takes": ["deals"], "pays": "Sales"},
    "four": {"pays": "Sales"},
    "five": {"pays": "Sales"},
}
PAYERS: dict[str, Any] = {
    "one": {"pays": "Sales"},
    "two": {"pays": "Sales"},
    "three": {"pays": "Support"},
    "four": {"pays": "Support"},
}


def strategy(lines: Rows, products: dict[str, Any], **rest: Any) -> dict[str, dict[str, Any]]:
    rows = fitted(book(catalog(products), lines), **rest)["strategy"]
    assert [row["place"] for row in rows] == [1, 2, 3]
    return {row["pattern"]: row for row in rows}


def chain(accounts: int) -> Rows:
    """Half begin one, then two, then three; a quarter begins four and then five, or five and then four."""
    return [
        began(f"a{number}", product, 3 * number + 100 * step)
        for number in range(accounts)
        for step, product in enumerate(
            [("one", "two", "three"), ("four", "five"), ("one", "two"), ("five", "four")][number % 4]
        )
    ]


def test_products_that_follow_their_workflow() -> None:
    found = strategy(chain(120), CHAIN)
    workflow = found["workflow_driven"]
    assert (workflow["place"], workflow["fits"], workflow["leads"]) == (1, "yes", True)
    # 30 accounts took two links, 30 one; 60 went from four to five or back.
    assert (workflow["numerator"], workflow["denominator"], workflow["further"]) == (90, 150, 150)
    # Of 60 starts each of two, 30 of three, 30 of four and 30 of five, by what was held.
    by_mix = (60 * 60 / 150 + 30 * 30 / 90) / 150
    assert workflow["expected_by_chance"] == pytest.approx(by_mix, abs=1e-9)
    assert found["platform_bundle"]["fits"] == "no"
    assert found["stakeholder_expansion"]["fits"] == "no"
    assert "followed a workflow link" in workflow["says"]
    assert workflow["says"].endswith("It explains more than the others beyond doubt")


def test_an_order_that_is_a_rule_of_sale_proves_no_workflow() -> None:
    """Whoever holds one can buy two only; that two follows is no more than chance."""
    ruled = {
        "one": {"gives": ["leads"]},
        "two": {"takes": ["leads"]},
        "three": {"sold": {"requires": ["two"]}},
    }
    lines = [
        began(f"a{number}", product, 3 * number + 100 * step)
        for number in range(60)
        for step, product in enumerate(("one", "two", "three"))
    ]
    workflow = strategy(lines, ruled)["workflow_driven"]
    # After one only two could come, after both only three.
    assert (workflow["numerator"], workflow["expected_by_chance"]) == (60, 0.5)
    assert workflow["fits"] not in ("yes", "partly")


def test_with_the_same_starts_against_the_links_nothing_follows() -> None:
    turned = {
        "three": {"gives": ["leads"]}, "two": {"takes": ["leads"], "gives": ["deals"]}, "one": {"takes": ["deals"]},
        "four": {}, "five": {},
    }  # fmt: skip
    workflow = strategy(chain(120), turned)["workflow_driven"]
    assert workflow["numerator"] == 0
    assert workflow["fits"] in ("no", "cannot_tell")


def test_products_that_come_together() -> None:
    lines = [
        began(f"a{number}", product, 5 * number)
        for number in range(60)
        for product in ("one", "two", "three")[: 2 + number % 2]
    ]
    bundle = strategy(lines, CHAIN)["platform_bundle"]
    assert (bundle["place"], bundle["fits"], bundle["leads"]) == (1, "yes", True)
    assert (bundle["numerator"], bundle["denominator"]) == (90, 90)
    assert bundle["expected_by_chance"] == 0
    assert "60 of 60 accounts that began several products began some together" in bundle["beside"]


def test_a_bundle_may_be_begun_in_steps_and_a_day_on_which_all_begin_proves_nothing() -> None:
    stepped = [
        began(f"a{number}", product, 5 * number + 2 * step, bundle_id="suite")
        for number in range(60)
        for step, product in enumerate(("one", "two"))
    ]
    assert strategy(stepped, CHAIN)["platform_bundle"]["numerator"] == 60
    for apart, together in ((31, 60), (32, 0)):
        later = [
            began(f"a{number}", product, 5 * number + apart * step, bundle_id="suite")
            for number in range(60)
            for step, product in enumerate(("one", "two"))
        ]
        assert strategy(later, CHAIN)["platform_bundle"]["numerator"] == together
    one_day = [began(f"a{number}", product, 50) for number in range(60) for product in ("one", "two")]
    bundle = strategy(one_day, CHAIN)["platform_bundle"]
    assert (bundle["expected_by_chance"], bundle["fits"]) == (1.0, "cannot_tell")


def test_products_that_go_to_another_department() -> None:
    lines = [
        began(f"a{number}", product, 5 * number + 100 * step)
        for number in range(80)
        for step, product in enumerate(("one", "three") if number % 2 else ("four", "two"))
    ]
    found = strategy(lines, PAYERS)
    expansion = found["stakeholder_expansion"]
    assert (expansion["numerator"], expansion["denominator"]) == (80, 80)
    # Whoever holds one could have taken two, of the same department, or three; the mix gives each as often.
    assert (expansion["expected_by_chance"], expansion["fits"], expansion["place"]) == (0.5, "yes", 1)
    assert found["workflow_driven"]["says"] == "The catalog names no product whose output another takes in"
    assert found["workflow_driven"]["what_it_means"].startswith("Say in catalog.yaml")


def test_departments_spoken_to_stand_beside() -> None:
    lines = [began("a", "one", 0), began("a", "three", 100), began("b", "one", 0)]
    people = [("a", "c1", "Sales"), ("a", "c2", "support "), ("a", "c3", "Support"), ("b", "c4", "Sales")]
    world = book(
        catalog(PAYERS),
        lines,
        contacts=[
            {"contact_id": contact, "account_id": account, "name": contact, "department": department}
            for account, contact, department in people
        ],
        interactions=[
            {"interaction_id": contact, "account_id": account, "contact_id": contact, "occurred_on": day(800),
             "direction": "in"}
            for account, contact, _ in people
        ],
    )  # fmt: skip
    beside = {row["pattern"]: row["beside"] for row in fitted(world)["strategy"]}["stakeholder_expansion"]
    assert beside == (
        "The catalog names 2 departments that pay; within a year 2.0 departments were spoken to at accounts that hold"
        " several products, 1.0 at those that hold one"
    )


def test_what_was_replaced_led_to_nothing() -> None:
    lines = [
        row
        for number in range(40)
        for row in (
            began(f"a{number}", "one", number, ended_on=day(number + 150)),
            began(f"a{number}", "two", number + 100),
        )
    ]
    found = strategy(lines, CHAIN)
    assert {row["further"] for row in found.values()} == {0}
    assert {row["fits"] for row in found.values()} == {"cannot_tell"}


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [began(f"a{number}", "one", number) for number in range(50)],
        [
            began(f"a{number}", product, 0, started_on=None)
            for number in range(50)
            for product in ("one", "two")
        ],
        [
            began(f"a{number}", product, 9, start_is_floor=True)
            for number in range(50)
            for product in ("one", "two")
        ],
        chain(8),
    ],
    ids=["empty book", "one product", "no start dates", "starts before the records", "few"],
)
def test_too_little_cannot_tell(lines: Rows) -> None:
    found = strategy(lines, CHAIN)
    assert {row["fits"] for row in found.values()} == {"cannot_tell"}
    assert not any(row["leads"] for row in found.values())
    assert all(row["says"] and row["what_it_means"] for row in found.values())


def test_how_much_must_be_seen_is_a_setting() -> None:
    found = strategy(chain(120), CHAIN, settings={"pattern_counts": {"least": 1000}})
    assert {row["fits"] for row in found.values()} == {"cannot_tell"}
    assert found["workflow_driven"]["says"].endswith("Too few to tell: 1000 are needed")


def test_starts_after_the_moment_change_nothing() -> None:
    before = fitted(book(catalog(CHAIN), chain(120)))
    later = chain(120) + [
        began(f"a{number}", "five", 901 + number) for number in range(40) if number % 4 in (0, 2)
    ]
    assert fitted(book(catalog(CHAIN), later)) == before


def test_many_moments_are_the_union_of_single_ones() -> None:
    rng = np.random.default_rng(3)
    world = random_book(rng)
    dates = [day(600), AS_OF]
    cells = random_cells(rng, world, dates)
    together = fitted(world, cells, dates)
    for name in ("strategy", "penetration", "further_products", "portfolio"):
        apart = [
            row for at in dates for row in fitted(world, [c for c in cells if c["as_of"] == at], [at])[name]
        ]
        assert together[name] == apart, name
