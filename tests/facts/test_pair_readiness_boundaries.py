"""The last day on which something still counts as met, case by case."""

from datetime import date
from typing import Any

from adjoin.domain.catalog import Catalog
from facts.as_known import facts_at
from small_world import AS_OF, CATALOG, SmallWorld, ago, ahead
from worlds import known_on

NEEDS: list[dict[str, Any]] = [
    {
        "name": "single sign-on",
        "aspect": "sign_on",
        "metrics": [{"product": "base", "metric": "sso_logins"}],
    },
    {"name": "a directory", "aspect": "shared_data", "tools": ["Directory"], "categories": ["Identity"]},
    {
        "name": "either",
        "aspect": "activation",
        "metrics": [{"product": "base", "metric": "sso_logins"}],
        "tools": ["Directory"],
    },
]


def small_world(needs: list[dict[str, Any]]) -> SmallWorld:
    entries = [p.model_dump(by_alias=True, exclude_none=True) for p in CATALOG.products]
    entries[1]["prerequisites"] = needs
    small = SmallWorld()
    small.world.catalog = Catalog.model_validate({"products": entries})
    return small


def logins(at: date, grain: str = "day", quantity: float = 3.0) -> dict[str, Any]:
    return {
        "product_id": "base", "metric": "sso_logins", "day": at, "quantity": quantity, "grain": grain,
        "known_on": known_on(at, grain),
    }  # fmt: skip


def tool(connected: date | None, disconnected: date | None = None, **rest: Any) -> dict[str, Any]:
    return {"tool": "directory", "connected_on": connected, "disconnected_on": disconnected, **rest}


def states(small: SmallWorld) -> dict[tuple[str, str], tuple[str, date | None]]:
    rows = facts_at(small.world, [AS_OF])["prerequisites_met"]
    return {(r["account_id"], r["name"]): (r["state"], r["seen_on"]) for r in rows}


def test_use_counts_for_28_days() -> None:
    small = small_world(NEEDS)
    small.case("today", usage=logins(AS_OF))
    small.case("27 days ago", usage=logins(ago(27)))
    small.case("28 days ago", usage=logins(ago(28)))
    small.case("none in it", usage=logins(ago(3), quantity=0.0))
    small.case("tomorrow", usage=logins(ahead(1)))
    small.case(
        "the week four weeks back", usage=logins(ago(28), "week")
    )  # Monday; its Sunday was 22 days ago
    small.case("the week before it", usage=logins(ago(35), "week"))  # ended 29 days ago
    small.case("the last complete month", usage=logins(date(2023, 11, 1), "month"))
    small.case("the month before it", usage=logins(date(2023, 10, 1), "month"))
    small.case("more held", subscriptions=[{"product_id": "more", "started_on": ago(400)}])
    told = {
        account: state for (account, name), (state, _) in states(small).items() if name == NEEDS[0]["name"]
    }
    assert told == {
        "today": "met",
        "27 days ago": "met",
        "28 days ago": "unmet",
        "none in it": "unmet",
        "tomorrow": "unmet",
        "the week four weeks back": "met",
        "the week before it": "unmet",
        "the last complete month": "met",
        "the month before it": "unmet",
    }


def test_a_tool_counts_from_its_day_until_the_day_it_is_disconnected() -> None:
    small = small_world(NEEDS)
    small.case("connected today", integrations=tool(AS_OF))
    small.case("connected tomorrow", integrations=tool(ahead(1)))
    small.case("disconnected today", integrations=tool(ago(9), AS_OF))
    small.case("disconnected tomorrow", integrations=tool(ago(9), ahead(1)))
    small.case("nobody knows since when", integrations=tool(None))
    small.case("by its category", integrations=tool(ago(9), tool="Any", tool_category=" identity"))
    small.case("another one", integrations=tool(ago(9), tool="Any"))
    told = {account: state for (account, name), (state, _) in states(small).items() if name == "a directory"}
    assert told == {
        "connected today": "met",
        "connected tomorrow": "unmet",
        "disconnected today": "unmet",
        "disconnected tomorrow": "met",
        "nobody knows since when": "met",
        "by its category": "met",
        "another one": "unmet",
    }


def test_what_nobody_records_is_unknown() -> None:
    small = small_world(NEEDS)
    small.case("connected", integrations=tool(ago(5)))
    small.case("not")
    told = states(small)
    assert told["not", "single sign-on"] == ("unknown", None), "no such metric anywhere"
    assert told["not", "a directory"] == ("unmet", None)
    assert told["connected", "either"] == ("met", ago(5)), "one of them is enough"
    assert told["not", "either"] == ("unknown", None), "the metric might tell, but nobody records it"


def test_no_tools_at_all_is_unknown_and_a_metric_of_what_is_not_held_tells_nothing() -> None:
    small = small_world(NEEDS)
    small.case("in use", usage=logins(ago(2)))
    small.case("without", subscriptions={"product_id": "here", "started_on": ago(400)})
    told = states(small)
    assert told["in use", "a directory"] == ("unknown", None)
    assert told["in use", "either"] == ("met", ago(2))
    assert told["without", "single sign-on"] == ("unknown", None)


def test_a_prerequisite_that_names_nothing_is_unknown() -> None:
    small = small_world([{"name": "anything", "aspect": "experience"}])
    small.case("one", usage=logins(ago(2)), integrations=tool(ago(2)))
    assert states(small) == {("one", "anything"): ("unknown", None)}


def test_one_that_is_named_twice_is_met_by_either() -> None:
    twice = [{"name": "a directory", "aspect": "sign_on", "tools": [name]} for name in ("One", "Two")]
    small = small_world(twice)
    small.case("one", integrations=tool(ago(3), tool="One"))
    small.case("two", integrations=tool(ago(3), tool="two"))
    small.case("three", integrations=tool(ago(3), tool="three"))
    rows = facts_at(small.world, [AS_OF])["prerequisites_met"]
    assert {(r["account_id"], r["state"]) for r in rows} == {
        ("one", "met"),
        ("two", "met"),
        ("three", "unmet"),
    }
    assert len(rows) == 3
