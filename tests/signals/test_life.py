"""The life of a signal by hand: opens, grows, fades, closes, sleeps, wakes; upsells apart; missing is not silent."""

from typing import Any

import pytest

from signals.seen import PRESENT, looked
from small_world import AS_OF, SmallWorld, ago, ahead, line, weekly

ASKED = {"direction": "in", "products_mentioned": "more", "purpose": "asked"}
EVENT = {"kind": "partner_event", "product_id": "more", "partner": "Ally"}
RIVAL = {"kind": "competitor_evaluation", "product_id": "more", "vendor": "Rival"}
TOOL = {"tool": "Toolbox", "tool_category": "other", "connected_on": ago(100)}
SNOOZE = {"kind": "snooze", "entered_on": ago(20), "until": ahead(20)}
LIMIT = {"product_id": "base", "metric": "people", "limit_quantity": 100.0}
FULL = weekly("people", [50.0] * 6 + [85.0, 90.0])
CALLS = {"product_id": "base", "metric": "calls", "limit_quantity": 100.0, "period": "week"}
EARLY = {"kind": "partner_event", "product_id": "here", "occurred_on": ago(400)}

CASES: dict[str, dict[str, Any]] = {
    "open": {"interactions": ASKED | {"occurred_on": ago(45)}},
    "fading": {"interactions": ASKED | {"occurred_on": ago(46)}},
    "closed by its window": {"interactions": ASKED | {"occurred_on": ago(90)}},
    "closed long ago": {"interactions": ASKED | {"occurred_on": ago(120)}},
    "three days": {"interactions": [ASKED | {"occurred_on": ago(back)} for back in (3, 10, 10, 20)]},
    "a chain": {"interactions": [ASKED | {"occurred_on": ago(back)} for back in (10, 95, 180)]},
    "a broken chain": {"interactions": [ASKED | {"occurred_on": ago(back)} for back in (10, 101)]},
    "disconnected": {"integrations": TOOL | {"disconnected_on": ago(5)}},
    "bought the rival": {"events": [RIVAL | {"occurred_on": ago(30)},
                                    RIVAL | {"kind": "competitor_purchase", "occurred_on": ago(7)}]},
    "back under": {"limits": CALLS, "usage": weekly("people", [90.0] * 26)
                   + weekly("calls", [60.0] * 9 + [90.0, 95.0, 60.0])},
    "snoozed": {"events": EVENT | {"occurred_on": ago(30)}, "holds": SNOOZE},
    "snoozed elsewhere": {"events": EVENT | {"occurred_on": ago(30)}, "holds": SNOOZE | {"product_id": "here"}},
    "snooze over": {"events": EVENT | {"occurred_on": ago(30)}, "holds": SNOOZE | {"until": AS_OF}},
    "still snoozed by something weaker": {
        "interactions": ASKED | {"occurred_on": ago(25)}, "events": EVENT | {"occurred_on": ago(9)}, "holds": SNOOZE,
    },
    "woken": {
        "events": EVENT | {"occurred_on": ago(30)}, "interactions": ASKED | {"occurred_on": ago(9)}, "holds": SNOOZE,
    },
    "repeated, not woken": {"interactions": [ASKED | {"occurred_on": ago(back)} for back in (30, 9)], "holds": SNOOZE},
    "held": {
        "events": EVENT | {"occurred_on": ago(30)}, "interactions": ASKED | {"occurred_on": ago(9)},
        "holds": SNOOZE | {"kind": "hold"},
    },
    "upsell": {"limits": LIMIT, "usage": FULL},
    "mapped elsewhere": {"limits": CALLS, "usage": weekly("people", [90.0] * 8) + weekly("calls", [90.0] * 8)},
    "mapped to what it has": {
        "subscriptions": [line(plan="pro"), line(product_id="more")], "limits": CALLS,
        "usage": weekly("people", [90.0] * 8) + weekly("calls", [90.0] * 8),
    },
    "early": {"events": EARLY, "interactions": ASKED | {"occurred_on": ago(400)}},
}  # fmt: skip


@pytest.fixture(scope="module")
def world() -> SmallWorld:
    small = SmallWorld()
    for name, tables in CASES.items():
        small.case(name, **tables)
    return small


@pytest.fixture(scope="module")
def seen(world: SmallWorld) -> dict[str, Any]:
    with looked(world.world, [AS_OF]) as warehouse:
        names = ("signals", "upsells", "woken", "missing_kinds", "detector_weights")
        return {name: warehouse.read(name).to_pylist() for name in names}


def signal(seen: Any, account: str, kind: str) -> dict[str, Any]:
    (row,) = [r for r in seen["signals"] if (r["account_id"], r["kind"]) == (account, kind)]
    return dict(row)


@pytest.mark.parametrize(
    ("account", "kind", "state"),
    [
        ("open", "asked", "open"), ("fading", "asked", "fading"), ("closed by its window", "asked", "closed"),
        ("disconnected", "integration_activity", "closed"), ("back under", "usage_ceiling", "closed"),
        ("bought the rival", "competitive_evaluation", "closed"), ("snoozed", "partner_signal", "snoozed"),
        ("snoozed elsewhere", "partner_signal", "open"), ("snooze over", "partner_signal", "open"),
        ("still snoozed by something weaker", "partner_signal", "snoozed"), ("woken", "partner_signal", "open"),
        ("woken", "asked", "open"), ("repeated, not woken", "asked", "snoozed"), ("held", "asked", "open"),
    ],
)  # fmt: skip
def test_state(seen: Any, account: str, kind: str, state: str) -> None:
    assert signal(seen, account, kind)["state"] == state


def test_a_signal_closed_thirty_days_ago_is_gone(seen: Any) -> None:
    assert not [row for row in seen["signals"] if row["account_id"] == "closed long ago"]


def test_a_closed_signal_says_when_and_has_no_score(seen: Any) -> None:
    closed = {row["account_id"]: row for row in seen["signals"] if row["state"] == "closed"}
    assert closed["closed by its window"]["closed_on"] == AS_OF
    assert closed["disconnected"]["closed_on"] == ago(5)
    assert closed["bought the rival"]["closed_on"] == ago(7)
    assert closed["back under"]["closed_on"] == ago(1)
    assert {(row["score"], row["faded"]) for row in closed.values()} == {(0.0, 0.0)}
    assert all(row["closed_on"] is None for row in seen["signals"] if row["state"] != "closed")


def test_repetition_on_other_days_makes_it_stronger(seen: Any) -> None:
    """1 − (1 − lead) × 0.85^further days; the lead is a full one here, so a weaker kind shows it."""
    small = SmallWorld()
    events = [EVENT | {"occurred_on": ago(back)} for back in (3, 10, 10, 20)]
    small.case("met often", events=[*events, EARLY])
    with looked(small.world, [AS_OF]) as warehouse:
        (row,) = [r for r in warehouse.read("signals").to_pylist() if r["product_id"] == "more"]
    assert row["strength"] == pytest.approx(1 - 0.6 * 0.85**2)
    assert (row["sightings"], row["detected_on"], row["opened_on"]) == (4, ago(3), ago(20))
    asked = signal(seen, "three days", "asked")
    assert (asked["strength"], asked["sightings"]) == (1.0, 4)


def test_it_opened_with_the_first_of_an_unbroken_chain(seen: Any) -> None:
    assert signal(seen, "a chain", "asked")["opened_on"] == ago(180)
    assert signal(seen, "a broken chain", "asked")["opened_on"] == ago(10)


def test_only_something_stronger_wakes(seen: Any) -> None:
    (row,) = seen["woken"]
    assert (row["account_id"], row["woken_by"], row["woken_on"]) == ("woken", "asked", ago(9))


def test_a_full_meter_that_points_nowhere_else_is_an_upsell(seen: Any) -> None:
    found = {row["account_id"]: row for row in seen["upsells"]}
    assert set(found) == {"upsell", "mapped to what it has"}
    row = found["upsell"]
    assert (row["product_id"], row["metric"], row["used"], row["detected_on"]) == (
        "base",
        "people",
        0.9,
        ago(8),
    )
    assert row["full_low"] <= row["full_on"]
    assert found["mapped to what it has"]["plan"] == "pro"
    assert not [r for r in seen["signals"] if r["account_id"] in found]


def test_a_kind_is_missing_before_its_look_back(seen: Any, world: SmallWorld) -> None:
    assert not {row["name"] for row in seen["missing_kinds"]} & {"asked", "partner_signal"}
    with looked(world.world, [ago(390)]) as warehouse:
        missing = {row["name"]: row["because"] for row in warehouse.read("missing_kinds").to_pylist()}
        tells = {row["kind"]: row["silence_tells"] for row in warehouse.read("detector_weights").to_pylist()}
        signals = warehouse.read("signals").to_pylist()
    assert missing["asked"] == f"interactions begin on {ago(400)}, 30 days are needed"
    assert missing["integration_activity"] == "integrations have no dated row yet"
    assert not tells["asked"]
    assert tells["heard"], "what people enter needs no table"
    assert {row["kind"] for row in signals} == {"asked", "partner_signal"}, "what is seen counts all the same"


def test_a_kind_whose_table_is_not_mapped_tells_nothing(world: SmallWorld) -> None:
    with looked(world.world, [AS_OF], present=PRESENT - {"interactions"}) as warehouse:
        tells = {row["kind"]: row["silence_tells"] for row in warehouse.read("detector_weights").to_pylist()}
        assert not [row for row in warehouse.read("signals").to_pylist() if row["kind"] == "asked"]
    assert not tells["asked"]
    assert tells["partner_signal"]
