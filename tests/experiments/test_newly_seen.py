"""Roots that come into the book later are drawn once; those excluded before the draw never; by hand."""

from datetime import timedelta
from typing import Any

import pytest

from adjoin.domain.experiment import Design, Experiment
from adjoin.experiments.drawing import draw_arm
from adjoin.experiments.newly_seen.draw_newly_seen import draw_newly_seen
from experiments.little_book import AT, a_book, ago, arm, experiment


def kept(**rest: Any) -> Experiment:
    """As the ledger has it."""
    row = experiment(**rest) | {"approver": "Vera", "person": "sam"}
    return Experiment(**row | {"design": Design(row["design"])})


def drawn(roots: dict[str, str], arms: list[dict[str, Any]], **rest: Any) -> dict[str, str]:
    one = kept(**rest)
    told = {name: value for name, value in rest.items() if name != "excluded"}
    with a_book(roots, [experiment(**told)], arms) as (warehouse, schema):
        found = draw_newly_seen(warehouse, schema, [one], AT)
    assert all((each.experiment, each.as_of) == ("x", AT) for each in found)
    assert all(each.arm == draw_arm("x", each.root_id, one.held_share) for each in found)
    return {each.root_id: each.arm for each in found}


def test_a_new_root_is_drawn_and_an_old_one_is_not() -> None:
    book = {"a": "a", "a1": "a", "new": "new"}
    assert set(drawn(book, [arm("a")])) == {"new"}
    assert set(drawn(book, [])) == {"a", "new"}


def test_a_root_with_an_account_that_has_an_arm_is_not_drawn_again() -> None:
    assert drawn({"a": "parent", "parent": "parent"}, [arm("a")]) == {}


def test_who_was_excluded_stays_out_also_under_a_new_parent() -> None:
    assert drawn({"a": "parent", "parent": "parent"}, [], excluded=("a",)) == {}
    assert set(drawn({"a": "a", "b": "b"}, [], excluded=("a",))) == {"b"}


@pytest.mark.parametrize(
    "over",
    [
        {"stopped_on": AT},
        {"read_on": ago(1)},
        {"started_on": AT, "read_on": AT + timedelta(days=365)},
        {"started_on": AT + timedelta(days=1)},
    ],
)
def test_one_that_is_over_or_begins_today_draws_nobody(over: dict[str, Any]) -> None:
    """Who is in the book on the first day is drawn by the start itself."""
    assert drawn({"a": "a"}, [], **over) == {}


def test_a_holdout_draws_until_it_is_stopped() -> None:
    assert set(drawn({"a": "a"}, [], design="holdout", read_on=ago(1))) == {"a"}


def test_the_share_is_that_of_the_experiment() -> None:
    assert set(drawn({f"r{i}": f"r{i}" for i in range(40)}, [], held_share=0.001).values()) == {"approached"}
