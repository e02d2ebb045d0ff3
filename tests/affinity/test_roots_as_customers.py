"""Parents and children as one customer, by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.build import Settings
from affinity.measured import Measured, held, measured

A0, AS_OF = date(2024, 1, 1), date(2025, 12, 31)
Lines = dict[str, list[tuple[Any, ...]]]
ROOT: Settings = {"units": {"unit": "root"}}


def on(offset: int) -> date:
    return A0 + timedelta(days=offset)


def family(parents: dict[str, str], lines: Lines, settings: Settings = ROOT) -> Measured:
    """The accounts with these lines and parents, measured as roots unless `settings` say otherwise."""
    world = held(**lines, **{name: [] for name in parents.values() if name not in lines})
    for account in world.rows["accounts"]:
        account["parent_account_id"] = parents.get(account["account_id"])
    return measured(world, AS_OF, settings=settings)


def exits(found: Measured) -> dict[str, int]:
    """Of p0 → p1: the cohort, and the day of its only exit by kind."""
    counts = found.told.counts
    days = {
        name: int(values[0].nonzero()[0][0])
        for name in ("events", "competing", "censored")
        if (values := getattr(counts, name))[0].any()
    }
    return {"size": found.row("p0", "p1")["at_risk"], **days}


def test_a_child_follows_its_parent() -> None:
    lines: Lines = {"parent": [("p0", on(0), None)], "child": [("p1", on(40), None)]}
    assert exits(family({"child": "parent"}, lines)) == {"size": 1, "events": 40}
    alone = exits(family({"child": "parent"}, lines, settings={}))
    assert alone == {"size": 1, "censored": (AS_OF - A0).days}


def test_a_grandchild_and_a_root_that_holds_nothing_are_one_customer_too() -> None:
    lines: Lines = {"son": [("p0", on(0), None)], "grandson": [("p1", on(40), None)]}
    found = family({"grandson": "son", "son": "head"}, lines)
    assert exits(found) == {"size": 1, "events": 40}


def test_a_child_that_ends_while_its_parent_goes_on_ends_nothing() -> None:
    found = family({"child": "parent"}, {"parent": [("p0", on(5), None)], "child": [("p0", on(0), on(60))]})
    assert exits(found) == {"size": 1, "censored": (AS_OF - A0).days}


@pytest.mark.parametrize(("starts", "course"), [(151, {"events": 300}), (152, {"competing": 60})])
def test_a_gap_of_ninety_days_between_accounts_goes_on_and_of_ninety_one_ends(
    starts: int, course: dict[str, int]
) -> None:
    found = family(
        {"child": "parent"},
        {
            "parent": [("p0", on(0), on(60))],
            "child": [("p0", on(starts), None), ("p1", on(300), None)],
        },
    )
    assert exits(found) == {"size": 1, **course}


def test_the_gap_that_closes_lines_closes_accounts() -> None:
    lines: Lines = {"parent": [("p0", on(0), on(60))], "child": [("p0", on(151), None)]}
    found = family({"child": "parent"}, lines, {**ROOT, "spans": {"gap_days": 80}})
    assert exits(found) == {"size": 1, "competing": 60}


@pytest.mark.parametrize(("floor_on", "size"), [(0, 0), (10, 1)])
def test_a_floor_at_the_beginning_is_a_floor(floor_on: int, size: int) -> None:
    """Whoever of the two held it first, since an unknown day, decides; one that joins later does not."""
    found = family(
        {"child": "parent"},
        {"parent": [("p0", on(0), None)], "child": [("p0", on(floor_on), None, True)]},
    )
    assert found.row("p0", "p1")["at_risk"] == size


def test_both_on_one_day_by_two_accounts_are_together() -> None:
    found = family({"child": "parent"}, {"parent": [("p0", on(0), None)], "child": [("p1", on(0), None)]})
    row = found.row("p0", "p1")
    assert (row["at_risk"], row["together"]) == (0, 1)


def test_one_that_gives_up_while_its_sister_goes_on_has_not_migrated() -> None:
    lines: Lines = {"one": [("p0", on(0), on(60)), ("p1", on(50), None)], "two": [("p0", on(10), None)]}
    assert family({"one": "head", "two": "head"}, lines).row("p0", "p1")["replaced"] == 0
    assert family({"one": "head", "two": "head"}, lines, settings={}).row("p0", "p1")["replaced"] == 1


def test_parents_in_a_circle_are_customers_of_their_own() -> None:
    lines: Lines = {"one": [("p0", on(0), None)], "two": [("p1", on(40), None)]}
    assert "events" not in exits(family({"one": "two", "two": "one"}, lines))


def test_accounts_without_kin_are_measured_the_same_either_way() -> None:
    lines: Lines = {f"a{n}": [("p0", on(n), None), ("p1", on(2 * n + 1), None)] for n in range(30)}
    assert family({}, lines).tables == family({}, lines, settings={}).tables


def test_a_unit_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"unit is 'roots' \(did you mean 'root'\?\)"):
        family({}, {"a": [("p0", on(0), None)]}, {"units": {"unit": "roots"}})
