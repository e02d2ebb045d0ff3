"""What is said of experiments: counts, verdicts, days, alarms, by hand."""

from typing import Any

import pytest

from adjoin.statistics.score_difference import score_difference
from experiments.readouts.tried import AS_OF, BEGAN, Book, only, read, starts
from worlds import day

ALL: dict[str, Any] = {"product_id": None, "method": "fixed_date"}


def arms(approached: tuple[int, int], held: tuple[int, int]) -> Book:
    """`own` with so many converted of so many in each arm."""
    book = Book()
    for arm, (converted, of) in (("approached", approached), ("held", held)):
        for number in range(of):
            book.tried(f"{arm}-{number}", arm, *([starts(day(510))] if number < converted else []))
    return book


def elsewhere(arm: str, control: str, **rest: Any) -> Book:
    """20 of 25 converted against 5 of 25."""
    book = Book()
    book.world.rows.pop("experiments")
    for name, converted in ((arm, 20), (control, 5)):
        for number in range(25):
            book.assigned(
                f"{name}-{number}", name, *([starts(day(510))] if number < converted else []), **rest
            )
    return book


def test_a_lift_beyond_doubt_works_in_both_readings() -> None:
    found = read(arms((20, 25), (5, 25)).world)["readouts"]
    for method in ("anytime", "fixed_date"):
        row = only(found, product_id=None, arm="approached", method=method)
        assert (row["roots"], row["converted"], row["rate"], row["difference"]) == (25, 20, 0.8, 0.6)
        assert (row["verdict"], row["contamination"], row["level"]) == ("works", 0, 0.95)
        control = only(found, product_id=None, arm="held", method=method)
        assert (control["roots"], control["converted"], control["difference"]) == (25, 5, None)
    fixed = only(found, arm="approached", **ALL)
    expected = score_difference(20, 25, 5, 25)
    assert (fixed["low"], fixed["high"]) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_the_other_way_round_it_harms() -> None:
    row = only(read(arms((5, 25), (20, 25)).world)["readouts"], arm="approached", **ALL)
    assert (row["verdict"], row["difference"]) == ("harms", -0.6)
    assert "60 points fewer" in row["says"]


def test_the_fixed_date_is_read_on_its_day_and_not_before() -> None:
    world = arms((20, 25), (5, 25)).world
    before, on = (only(read(world, [at])["readouts"], arm="approached", **ALL) for at in (day(649), day(650)))
    assert (before["verdict"], on["verdict"]) == ("cannot_tell", "works")
    assert str(day(650)) in before["says"]
    assert (
        only(read(world, [day(649)])["readouts"], arm="approached", product_id=None, method="anytime")[
            "verdict"
        ]
        == "works"
    )


def test_what_matures_after_the_day_does_not_change_the_fixed_reading() -> None:
    book = arms((20, 25), (5, 25))
    for number in range(5):
        book.tried(f"late-{number}", "approached", on=day(600))
    found = read(book.world)["readouts"]
    assert only(found, arm="approached", **ALL)["roots"] == 25
    assert only(found, arm="approached", product_id=None, method="anytime")["roots"] == 30


def test_few_cannot_tell_and_say_what_they_could_not_see() -> None:
    row = only(read(arms((2, 6), (1, 6)).world)["readouts"], arm="approached", **ALL)
    assert row["verdict"] == "cannot_tell"
    assert row["says"].startswith("Cannot tell yet: 2 of 6 approached started (33 %)")
    assert "cannot be seen" in row["says"]


def test_elsewhere_the_fixed_date_waits_for_every_unit() -> None:
    book = elsewhere("No E-Mail", "Mail")
    book.assigned("young", "Mail", assigned_on=day(650))
    row = only(read(book.world)["readouts"], arm="Mail", **ALL)
    assert (row["verdict"], row["not_matured"], row["roots"]) == ("cannot_tell", 1, 25)
    later = only(read(book.world, [day(740)])["readouts"], arm="Mail", **ALL)
    assert (later["verdict"], later["not_matured"], later["roots"]) == ("harms", 0, 26)


def test_without_a_known_control_nothing_is_compared_until_it_is_named() -> None:
    world = elsewhere("red", "blue").world
    row = only(read(world)["readouts"], arm="red", **ALL)
    assert (row["verdict"], row["difference"], row["is_control"]) == ("cannot_tell", None, None)
    assert "'blue', 'red'" in row["says"]
    assert "settings.experiments.control_arms" in row["says"]
    told = read(world, [AS_OF], {"experiments": {"control_arms": ["Blue"]}})
    assert only(told["readouts"], arm="red", **ALL)["verdict"] == "works"


def test_accounts_that_held_it_are_left_out_and_counted() -> None:
    book = elsewhere("mail", "control")
    book.assigned("had", "mail", starts(day(100)))
    found = read(book.world)
    row = only(found["readouts"], arm="mail", **ALL)
    assert (row["roots"], row["left_out"]) == (25, 1)
    experiment = only(found["experiments"], experiment="elsewhere")
    assert (experiment["approached"], experiment["held"], experiment["left_out"]) == (26, 25, 1)
    assert experiment["left_out_says"] == "1 held the product already"


def test_products_are_exploratory_and_their_level_is_corrected() -> None:
    book = elsewhere("mail", "control")
    book.assigned("x", "mail", product_id="here")
    row = only(read(book.world)["readouts"], arm="mail", product_id="more", method="fixed_date")
    assert (row["exploratory"], row["level"]) == (True, 0.975)
    assert "exploratory" in row["says"]


def test_arms_not_as_drawn_are_not_trusted() -> None:
    found = read(arms((15, 20), (0, 1)).world)
    row = only(found["experiments"], experiment="own")
    assert row["sample_ratio_p"] == pytest.approx(2 * (1 + 21) / 2**21)
    assert "do not trust" in row["sample_ratio_says"]
    assert {one["verdict"] for one in found["readouts"]} == {None, "cannot_tell"}


def test_who_was_left_alone_and_reached_all_the_same_is_counted_and_opened() -> None:
    book = arms((3, 5), (1, 5))
    book.add("plays", play_id="y", account_id="held-1", product_id="more", accepted_on=day(590))
    book.add("plays", play_id="z", account_id="held-2", product_id="more", accepted_on=day(591))
    book.add("plays", play_id="w", account_id="approached-1", product_id="more", accepted_on=day(510))
    book.add(
        "interactions",
        interaction_id="i",
        account_id="held-3",
        occurred_on=BEGAN,
        direction="out",
        purpose="demo",
    )
    for name, asked in (("held-0", True), ("held-4", False)):
        book.add(
            "opportunities", opportunity_id=name, account_id=name, product_id="more", created_on=day(520)
        )
        if asked:
            book.add(
                "interactions", interaction_id=name, account_id=name, occurred_on=day(506), direction="in"
            )
    found = read(book.world)
    told = [(row["account_id"], row["what"]) for row in found["contaminated"]]
    assert sorted(told) == [("held-1", "play"), ("held-3", "approach"), ("held-4", "opportunity")]
    assert only(found["readouts"], arm="approached", **ALL)["contamination"] == 3
    assert only(found["experiments"], experiment="own")["contamination"] == 3


def test_a_guard_rail_that_gets_worse_is_loud() -> None:
    book = arms((0, 30), (0, 30))
    for row in book.world.rows["subscriptions"]:
        if row["account_id"].startswith("approached"):
            row["ended_on"] = day(540)
    found = read(book.world)
    rail = only(found["guard_rails"], rail="churn", arm="approached")
    assert (rail["state"], rail["hits"], rail["roots"], rail["difference"]) == ("worse", 30, 30, 1.0)
    assert only(found["guard_rails"], rail="tickets", arm="approached")["state"] == "off"
    assert only(found["guard_rails"], rail="opt_outs", arm="approached")["state"] == "off"
    assert only(found["readouts"], arm="approached", **ALL)["says"].startswith("WORSE BEYOND DOUBT")


def test_an_end_counts_on_the_ninetieth_day_and_not_after() -> None:
    book = arms((0, 2), (0, 2))
    ends = {"approached-0": day(590), "approached-1": day(591), "held-0": day(499)}
    for row in book.world.rows["subscriptions"]:
        row["ended_on"] = ends.get(row["account_id"])
    rails = read(book.world)["guard_rails"]
    approached, held = (only(rails, rail="churn", arm=arm) for arm in ("approached", "held"))
    assert (approached["hits"], approached["roots"]) == (1, 2)
    assert (held["hits"], held["roots"]) == (0, 1)


def test_looks_add_up_week_by_week() -> None:
    book = Book()
    for number, on in enumerate((day(500), day(503), day(504), day(518))):
        book.tried(f"a{number}", "approached", *([starts(day(520))] if number else []), on=on)
        book.tried(f"h{number}", "held", on=on)
    looks = [row for row in read(book.world)["readout_looks"] if row["experiment"] == "own"]
    # day(590) is a Wednesday: 590 and 593 mature in the week ending on day(594), 594 with them, 608 two weeks on.
    assert [(row["looked_on"], row["roots"], row["converted"]) for row in looks] == [
        (day(594), 3, 2),
        (day(608), 4, 3),
    ]


def test_money_waits_for_a_hundred_in_the_smaller_arm() -> None:
    row = only(read(arms((20, 25), (5, 25)).world)["readout_money"], arm="approached", method="anytime")
    assert (row["verdict"], row["difference"], row["money"], row["mean"]) == (
        "cannot_tell",
        None,
        20000.0,
        800.0,
    )
    assert "from 100 matured" in row["says"]


def test_of_two_arms_against_one_control_each_must_be_surer() -> None:
    """8 of 25 against 2 of 25 leaves out 0 at 95 % and not at 97.5 %: one such interval in two is no proof."""
    assert score_difference(8, 25, 2, 25).low > 0 > score_difference(8, 25, 2, 25, 0.975).low
    book = elsewhere("mail", "control")
    book.world.rows["assignments"].clear()
    for name, converted in (("one", 8), ("two", 3), ("no mail", 2)):
        for number in range(25):
            lines = [starts(day(510))] if number < converted else []
            book.assigned(f"{name}-{number}", name, *lines)
    found = read(book.world)["readouts"]
    row = only(found, arm="one", **ALL)
    assert row["low"] > 0
    assert row["verdict"] == "cannot_tell"
    assert "2 arms compared" in row["says"]
