"""Who is a unit, when its time begins and ends, and whether it converted: by hand at every boundary."""

from typing import Any

import pytest

from experiments.readouts.tried import AS_OF, BEGAN, DRAWN, Book, read, starts, unit
from worlds import day


@pytest.mark.parametrize(
    ("on", "converted"), [(BEGAN, True), (day(590), True), (day(591), False), (day(499), False)]
)
@pytest.mark.parametrize("arm", ["held", "approached"])
def test_the_first_and_the_ninetieth_day_count_and_no_other(arm: str, on: Any, converted: bool) -> None:
    book = Book()
    book.tried("a", arm, starts(on))
    found = unit(read(book.world), "a")
    assert (found["began_on"], found["matures_on"]) == (BEGAN, day(590))
    assert (found["arm"], found["is_control"]) == (arm, arm == "held")
    assert (found["converted"], found["left_out"]) == (converted, None)


def test_a_unit_matures_on_its_ninetieth_day() -> None:
    book = Book()
    book.tried("a", "held", starts(day(590)))
    young, old = (unit(read(book.world, [on]), "a") for on in (day(589), day(590)))
    assert (young["matured"], young["converted"]) == (False, None)
    assert (old["matured"], old["converted"]) == (True, True)


def test_a_trial_another_product_and_an_unknown_start_are_no_start() -> None:
    book = Book()
    book.tried("trial", "held", starts(day(510), is_trial=True))
    book.tried("other", "held", starts(day(510), "here"))
    book.tried("floor", "held", starts(day(510), start_is_floor=True))
    found = read(book.world)
    assert [unit(found, name)["converted"] for name in ("trial", "other", "floor")] == [False] * 3


def test_only_a_real_play_begins_an_approached_root_and_only_a_ghost_a_held_one() -> None:
    book = Book()
    book.tried("a", "approached", on=day(520))
    book.slot("a", on=day(510), ghost=True, product_id="here")
    book.tried("h", "held", on=day(520))
    book.slot("h", on=day(510), product_id="here")
    found = read(book.world)
    assert [unit(found, name)["began_on"] for name in ("a", "h")] == [day(520)] * 2


def test_whose_first_slot_was_that_of_a_ghost_is_not_analysed_in_either_arm() -> None:
    book = Book()
    for name, arm in (("a", "approached"), ("h", "held")):
        book.account(name)
        book.drawn(name, arm)
        book.slot(name, filler=True, ghost=arm == "held")
        book.slot(name, on=day(520), ghost=arm == "held")
    found = read(book.world)
    told = [(unit(found, name)["began_on"], unit(found, name)["left_out"]) for name in ("a", "h")]
    assert told == [(None, "filler_only")] * 2


def test_who_fills_a_slot_after_a_play_of_its_own_stays() -> None:
    book = Book()
    book.account("a")
    book.drawn("a", "approached")
    book.slot("a", on=day(450))
    book.slot("a", filler=True, on=day(520))
    assert unit(read(book.world), "a")["began_on"] == day(450)


def test_what_had_a_slot_until_the_draw_begins_anew_in_both_arms() -> None:
    book = Book()
    for name, arm in (("a", "approached"), ("h", "held")):
        book.account(name)
        book.drawn(name, arm)
        book.slot(name, on=DRAWN)
    before = read(book.world)
    assert [unit(before, name)["left_out"] for name in ("a", "h")] == ["never_proposed"] * 2
    book.slot("a", on=day(407))
    book.slot("h", on=day(407), ghost=True)
    after = read(book.world)
    assert [unit(after, name)["began_on"] for name in ("a", "h")] == [day(407)] * 2


def test_after_the_stop_nobody_begins() -> None:
    book = Book()
    book.world.rows["experiments"][0] |= {"stopped_on": BEGAN}
    book.tried("late", "approached")
    book.tried("last", "approached", on=day(499))
    found = read(book.world)
    assert unit(found, "late")["left_out"] == "never_proposed"
    assert unit(found, "last")["left_out"] is None


def test_merged_roots_keep_the_first_arm_and_any_account_of_the_root_converts() -> None:
    book = Book()
    book.account("top")
    book.account("child", starts(day(530)), parent_account_id="top")
    book.drawn("child", "held")
    book.drawn("top", "approached", on=day(410))
    book.slot("child", ghost=True)
    book.slot("top", on=day(480))
    found = read(book.world)
    assert [row["unit_id"] for row in found["experiment_units"]] == ["top"]
    assert (unit(found, "top")["arm"], unit(found, "top")["began_on"]) == ("held", BEGAN)
    assert unit(found, "top")["converted"]


def test_an_excluded_root_is_in_no_arm_and_counted() -> None:
    book = Book()
    book.account("excluded")
    book.tried("a", "held")
    book.slot("excluded")
    found = read(book.world)
    assert [row["unit_id"] for row in found["experiment_units"]] == ["a"]
    assert found["experiments"][0]["in_no_arm"] == 1


@pytest.mark.parametrize(
    ("lines", "left_out", "converted"),
    [
        ([], None, False),
        ([starts(BEGAN)], None, True),
        ([starts(day(590))], None, True),
        ([starts(day(591))], None, False),
        ([starts(day(499))], "held_it_already", None),
        ([starts(day(100), ended_on=BEGAN)], "held_it_already", None),
        ([starts(day(100), ended_on=day(499))], None, False),
        ([starts(day(100), ended_on=day(400)), starts(day(560))], None, True),
        ([starts(day(520), start_is_floor=True)], "start_unknown", None),
    ],
)
def test_elsewhere_a_product_named_counts_if_it_was_not_held(
    lines: Any, left_out: str | None, converted: bool | None
) -> None:
    book = Book()
    book.assigned("a", "email", *lines)
    book.assigned("c", "no email")
    found = unit(read(book.world), "a")
    assert (found["left_out"], found["converted"]) == (left_out, converted)


@pytest.mark.parametrize(
    ("lines", "converted"),
    [
        ([], False),
        ([starts(day(520), "here")], True),
        ([starts(day(100), ended_on=day(505)), starts(day(597))], False),
        ([starts(day(100), ended_on=BEGAN), starts(day(590), "more")], False),
        ([starts(day(100)), starts(day(590), "here")], True),
    ],
)
def test_elsewhere_without_a_product_any_new_one_counts(lines: Any, converted: bool) -> None:
    book = Book()
    book.assigned("a", "email", *lines, product_id=None)
    found = unit(read(book.world), "a")
    assert (found["left_out"], found["converted"]) == (None, converted)


def test_an_assigned_account_that_left_still_counts() -> None:
    book = Book()
    book.assigned("a", "email", starts(day(510), ended_on=day(600)))
    book.world.rows["subscriptions"][0]["ended_on"] = day(540)
    found = unit(read(book.world), "a")
    assert (found["matured"], found["converted"]) == (True, True)


def test_money_is_of_all_that_started_beside_what_was_held_before() -> None:
    book = Book()
    book.tried(
        "a",
        "approached",
        starts(day(520), acv=700.0),
        starts(day(520), "here", acv=50.0),
        starts(day(595), acv=9.0),
    )
    found = unit(read(book.world), "a")
    assert (found["money"], found["money_before"], found["unpriced"]) == (750.0, 1000.0, 0)


def test_the_horizon_elsewhere_is_a_setting() -> None:
    book = Book()
    book.assigned("a", "email", starts(day(510)))
    for days, converted in ((9, False), (10, True)):
        found = read(book.world, [AS_OF], {"experiments": {"horizon_days": days}})
        assert unit(found, "a")["converted"] is converted
