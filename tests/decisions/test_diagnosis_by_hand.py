"""The three questions on cases worked out by hand: what the data say, what people verified, what is left open."""

import json
from datetime import date
from typing import Any

import pytest

from adjoin.domain.catalog import Catalog
from decisions.diagnosing import diagnosed
from small_world import AS_OF, CATALOG, SmallWorld, ago, ahead, line

Row = dict[str, Any]
WITH_BUDGET = Catalog.model_validate(
    {
        **CATALOG.model_dump(by_alias=True),
        "products": [
            product.model_dump(by_alias=True)
            | (
                {"buyers": {"titles": ["Head of Reports"], "budget": "operations"}}
                if product.id == "more"
                else {}
            )
            for product in CATALOG.products
        ],
    }
)


def answer(kind: str, days: int = 3, product: str | None = "more", person: str = "dave") -> Row:
    return {
        "occurred_on": ago(days), "kind": kind, "product_id": product, "body": "yes, by May",
        "source": f"heard from {person}",
    }  # fmt: skip


ASKS = {
    "direction": "in",
    "purpose": "asked",
    "products_mentioned": "more",
    "occurred_on": ago(2),
    "channel": "call",
}
HIRES = {"occurred_on": ago(5), "kind": "hiring", "product_id": "more", "body": "hires"}
PLAN = {"occurred_on": ago(5), "kind": "strategic", "product_id": "more", "body": "a plan"}
HEARD = answer("heard", person="carol")
NEED: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "only predicted": ({}, "projected", None),
    "asks": ({"interactions": ASKS}, "observed", None),
    "hires": ({"events": HIRES}, "projected", None),
    "plans": ({"events": PLAN}, "projected", None),
    "plans and asks": ({"events": [HIRES, PLAN], "interactions": ASKS}, "observed", None),
    "heard": ({"events": HEARD}, "verified", "carol"),
    "asked somebody": (
        {"interactions": ASKS | {"channel": "heard", "rep": "erin", "body": "wants it"}},
        "verified",
        "erin",
    ),
    "answered": ({"events": answer("answer_need")}, "verified", "dave"),
    "answered for any product": ({"events": answer("answer_need", product=None)}, "verified", "dave"),
    "answered for another": ({"events": answer("answer_need", product="here")}, "projected", None),
    "the newest answer": (
        {"events": [answer("answer_need", 9), answer("answer_need", 2, person="fay")]},
        "verified",
        "fay",
    ),
    "answered tomorrow": ({"events": answer("answer_need", -1)}, "projected", None),
    "answered 365 days ago": ({"events": answer("answer_need", 365)}, "verified", "dave"),
    "answered 366 days ago": ({"events": answer("answer_need", 366)}, "projected", None),
}
HEAD = {"contact_id": "h", "name": "Hana", "title": "Head of Reports", "first_seen_on": ago(100)}
BUDGET: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "nobody pays": ({}, "unanswered", None),
    "a head": ({"contacts": HEAD}, "answered", None),
    "a head to come": ({"contacts": HEAD | {"first_seen_on": ahead(1)}}, "unanswered", None),
    "a head who left": ({"contacts": HEAD | {"left_on": ago(1)}}, "unanswered", None),
    "the budget told": ({"events": answer("answer_budget")}, "verified", "dave"),
}


def fiscal(month: int | None, industry: str | None = None, renews: int = 200) -> dict[str, Any]:
    return {
        "accounts": {"fiscal_year_start": month, "industry": industry},
        "subscriptions": line(renews_on=ahead(renews)),
    }


TIMING: dict[str, tuple[dict[str, Any], str, bool | None]] = {
    "no month": (fiscal(None), "unanswered", None),
    "a month that is none": (fiscal(13), "unanswered", None),
    "planned now": (fiscal(1), "answered", True),
    "this budget": (fiscal(2), "answered", True),
    "just begun": (fiscal(12), "answered", True),
    "a bank too slow for this budget": (fiscal(5, "Retail Banking"), "answered", False),
    "as fast as any": (fiscal(5, "Retail"), "answered", True),
    "in the quiet, 60 days before": (fiscal(2, renews=101), "answered", False),
    "61 days before": (fiscal(2, renews=102), "answered", True),
    "verified": (fiscal(5, "Insurance") | {"events": answer("answer_timing")}, "verified", None),
}
CASES = {name: case[0] for cases in (NEED, BUDGET, TIMING) for name, case in cases.items()}


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Row]:
    small = SmallWorld()
    small.world.catalog = WITH_BUDGET
    recommended = []
    for name, tables in CASES.items():
        small.case(name, **tables)
        recommended.append(
            {"as_of": AS_OF, "account_id": name, "product_id": "more", "action": "discover", "owner": "R1"}
        )
    recommended[0]["owner"] = None
    recommended += [
        {"as_of": AS_OF, "account_id": small.case(action), "product_id": "more", "action": action}
        for action in ("wait", "holdout", "none")
    ]
    small.world.rows["team"] = [{"rep_id": "R1", "name": "Rosa"}]
    with diagnosed(small.world, [AS_OF], recommended) as built:
        rows = built["diagnosis"]
    assert len(rows) == 3 * len(CASES), "three questions of each account that is played or explored"
    return {(row["account_id"], row["question"]): row for row in rows}


@pytest.mark.parametrize("name", NEED)
def test_need(name: str, found: Any) -> None:
    row, (_, standing, person) = found[name, "need"], NEED[name]
    assert (row["standing"], row["verified_by"]) == (standing, person)
    assert (row["task"] is None) == (standing != "projected"), "what is only projected is a task"
    assert row["answer"]


@pytest.mark.parametrize("name", BUDGET)
def test_budget(name: str, found: Any) -> None:
    row, (_, standing, person) = found[name, "budget"], BUDGET[name]
    assert (row["standing"], row["verified_by"]) == (standing, person)
    assert (row["task"] is None) == (row["answer"] is not None) == (standing != "unanswered")


@pytest.mark.parametrize("name", TIMING)
def test_timing(name: str, found: Any) -> None:
    row, (_, standing, suits) = found[name, "timing"], TIMING[name]
    assert row["standing"] == standing
    if suits is not None:
        assert json.loads(row["evidence"])["suits"] is suits
        assert ("it suits" in row["answer"]) is suits
        assert (row["task"] is None) is suits
    if standing == "unanswered":
        assert row["answer"] is None
        assert row["task"]


def test_the_words(found: Any) -> None:
    need, budget = found["asks", "need"], found["a head", "budget"]
    assert need["answer"] == "Asked about More on 2023-12-02"
    assert json.loads(need["evidence"])["table"] == "interactions"
    assert budget["answer"] == "Hana (Head of Reports) would pay, by title, from the budget of operations"
    assert found["nobody pays", "budget"]["task"] == (
        "Rosa asks the customer who would pay for More (it is often the budget of operations)"
    )
    assert found["only predicted", "need"]["task"].startswith(
        "The owner of the account asks the customer what More"
    )
    assert found["planned now", "timing"]["answer"] == (
        "A play begun now is signed about 2024-01-14 (41 days); their next budget year begins on 2024-01-01: "
        "it suits, for the next budget is being planned now"
    )
    told = found["answered", "need"]
    assert told["answer"] == "Verified by dave on 2023-12-01: yes, by May"
    assert told["verified_on"] == date(2023, 12, 1)
    assert json.loads(told["evidence"]) == {"table": "events", "row_id": "answered-0"}


def test_lead_times_are_settings() -> None:
    small = SmallWorld()
    small.case("bank", **fiscal(5, "Bank"))
    row = {"as_of": AS_OF, "account_id": "bank", "product_id": "more", "action": "play"}
    quick = {"suiting_times": {"financial_days": 60}}
    with diagnosed(small.world, [AS_OF], [row], settings=quick) as built:
        (time,) = built["suiting_times"]
    assert (time["lead_days"], time["signed_on"], time["suits"]) == (60, ahead(60), True)
