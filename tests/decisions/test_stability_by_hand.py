"""The two axes on accounts worked out by hand."""

import json
from typing import Any

import pytest

from decisions.diagnosing import diagnosed
from small_world import AS_OF, SmallWorld, ago, ahead, line, weekly

Row = dict[str, Any]
GREEN = {"measure": "overall", "day": ago(3), "score": 90.0, "colour": "green"}
ASKS = {"direction": "in", "purpose": "asked", "products_mentioned": "more", "occurred_on": AS_OF}
LOST = {"product_id": "more", "created_on": ago(20), "outcome": "open"}
CASES: dict[str, tuple[dict[str, Any], float, float, str]] = {
    # adoption, health, escalation, relationship and renewal judge; probabilities are .1, .2, … in this order
    "fine": ({"health": GREEN}, 1.0, 0.3 * 1 / 7, "listen"),
    "asks": ({"health": GREEN, "interactions": ASKS}, 1.0, 0.7 + 0.3 * 2 / 7, "talk now"),
    "silent about health": ({}, 4.5 / 5, 0.3 * 3 / 7, "listen"),
    "burns and asks": (
        {"health": GREEN, "interactions": ASKS, "tickets": {"opened_on": ago(2), "severity": "urgent"}},
        4 / 5 / 2,
        0.7 + 0.3 * 4 / 7,
        "fix first",
    ),
    "burns": (
        {"health": GREEN, "tickets": {"opened_on": ago(2), "severity": "urgent"}},
        4 / 5 / 2,
        0.3 * 5 / 7,
        "steady",
    ),
    "renews": ({"health": GREEN, "subscriptions": line(renews_on=ahead(9))}, 4 / 5, 0.3 * 6 / 7, "listen"),
    "unused": ({"health": GREEN, "usage": weekly("people", [10.0] * 4)}, 4 / 5 / 2, 0.3, "steady"),
    "asks for what is sold already": (
        {"health": GREEN, "interactions": ASKS, "opportunities": LOST},
        1.0,
        0.0,
        "listen",
    ),
}


@pytest.fixture(scope="module")
def placed() -> dict[str, Row]:
    small = SmallWorld()
    scored = []
    for number, (name, (tables, *_)) in enumerate(CASES.items()):
        small.case(name, **tables)
        if number < 7:
            scored += [
                {"as_of": AS_OF, "account_id": name, "product_id": "more", "probability": (number + 1) / 10},
                {"as_of": AS_OF, "account_id": name, "product_id": "here", "probability": 0.01},
            ]
    with diagnosed(small.world, [AS_OF], [], scored=scored) as built:
        return {row["account_id"]: row for row in built["stability"]}


@pytest.mark.parametrize("name", CASES)
def test_where_it_stands(name: str, placed: dict[str, Row]) -> None:
    _, stability, readiness, quadrant = CASES[name]
    row = placed[name]
    assert row["stability"] == pytest.approx(stability, abs=1e-6)
    assert row["readiness"] == pytest.approx(readiness, abs=1e-6)
    assert row["quadrant"] == quadrant


def test_the_parts_explain_it(placed: dict[str, Row]) -> None:
    parts = json.loads(placed["burns and asks"]["parts"])
    judged = {name: parts[name] for name in ("adoption", "health", "escalation", "relationship", "renewal")}
    assert judged == {"adoption": 1.0, "health": 1.0, "escalation": 0.0, "relationship": 1.0, "renewal": 1.0}
    assert parts["satisfaction"] is None
    assert parts["troubled"] is True
    assert parts["signal"] == 1.0
    assert parts["signal_says"] == "Asked about More on 2023-12-04"
    assert (parts["likeliest_product"], parts["probability"]) == ("more", 0.4)


def test_without_any_gate_nothing_is_said() -> None:
    small = SmallWorld(used=False)
    small.case("bare")
    with diagnosed(small.world, [AS_OF], [], mapped=frozenset({"accounts", "subscriptions"})) as built:
        (row,) = built["stability"]
    assert (row["stability"], row["readiness"], row["quadrant"]) == (None, 0.0, None)
