"""Each detector on cases worked out by hand: fires, stays silent, cannot tell; windows, bulk loads, evidence."""

import json
from typing import Any

import pytest

from adjoin.signals.detectors import detectors, switched_off
from signals.seen import PRESENT, looked
from small_world import AS_OF, SmallWorld, ago, ahead, line, weekly

MEETING = {"direction": "in", "products_mentioned": "more", "occurred_on": ago(10)}
RIVAL = {"kind": "competitor_evaluation", "product_id": "more", "vendor": "Rival", "occurred_on": ago(10)}
PARTNER = {"kind": "partner_referral", "product_id": "more", "partner": "Ally", "occurred_on": ago(10)}
TOOL = {"tool": "Toolbox", "tool_category": "other", "connected_on": ago(10)}
PERSON = {"name": "Ada", "title": "Head of Reports", "first_seen_on": ago(10)}
NEED = {
    "opened_on": ago(10),
    "severity": "low",
    "body": "Our month end reports are stitched together by hand.",
}
LIMIT = {"product_id": "base", "metric": "calls", "limit_quantity": 100.0, "period": "week"}
GOAL = {
    "objective": "Our month end reports are stitched together by hand.",
    "stated_on": ago(10),
    "source": "qbr",
}
NEWS = {"kind": "hiring", "occurred_on": ago(10), "body": "is hiring"}
OLD_HANDS = [
    {"user_id": f"o{i}", "product_id": "base", "function": "Sales", "first_used_on": ago(400)}
    for i in range(4)
]
TEAM = [{"user_id": f"n{i}", "product_id": "base", "function": "Reports", "first_used_on": ago(30 - 10 * i)}
        for i in range(3)]  # fmt: skip
STEADY = weekly("people", [90.0] * 26)
FLAT = [4.0] * 22

FIRES: dict[str, tuple[str, dict[str, Any], float]] = {
    "asks": ("asked", {"interactions": MEETING | {"purpose": "asked"}}, 1.0),
    "asks for a price": ("asked", {"interactions": MEETING | {"purpose": "Pricing"}}, 1.0),
    "asks for a demo": ("asked", {"interactions": MEETING | {"purpose": "demo"}}, 1.0),
    "has a question": ("asked", {"interactions": MEETING | {"purpose": "question"}}, 0.6),
    "asks among others": ("asked", {"interactions": MEETING | {"products_mentioned": "base, more"}}, 0.6),
    "asked on the window's first day": ("asked", {"interactions": MEETING | {"occurred_on": ago(89)}}, 0.6),
    "evaluates": ("competitive_evaluation", {"events": RIVAL}, 1.0),
    "researches a category": (
        "competitive_evaluation",
        {"events": RIVAL | {"kind": "category_research", "product_id": None, "category": "Boxes"}},
        0.6,
    ),
    "evaluates a tool we replace": (
        "competitive_evaluation",
        {"events": RIVAL | {"product_id": None, "vendor": "toolbox"}},
        1.0,
    ),
    "is referred": ("partner_signal", {"events": PARTNER}, 1.0),
    "has a partner's project": ("partner_signal", {"events": PARTNER | {"kind": "partner_project"}}, 0.7),
    "met a partner": ("partner_signal", {"events": PARTNER | {"kind": "partner_event"}}, 0.4),
    "was heard": ("heard", {"events": {"kind": "heard", "product_id": "more", "occurred_on": ago(10)}}, 1.0),
    "asks by name": (
        "asked",
        {
            "interactions": {
                "occurred_on": ago(10),
                "direction": "in",
                "purpose": "asked",
                "subject": "A quote for More, please",
            }
        },
        1.0,
    ),
    "is referred in the category": (
        "partner_signal",
        {"events": NEWS | {"kind": "partner_referral", "category": "Boxes"}},
        1.0,
    ),
    "states a goal": ("strategic_shift", {"objectives": GOAL}, -1.0),
    "plans what the product is for": (
        "strategic_shift",
        {"events": NEWS | {"kind": "market_entry", "product_id": "more"}},
        0.7,
    ),
    "hires for the product": ("outside_event", {"events": NEWS | {"product_id": "more"}}, 1.0),
    "changes technology in the category": (
        "outside_event",
        {"events": NEWS | {"kind": "tech_change", "category": "Boxes"}},
        0.7,
    ),
    "has a new team": ("team_expansion", {"users": OLD_HANDS + TEAM}, 1.0),
    "connects the tool": ("integration_activity", {"integrations": TOOL}, 1.0),
    "connects one of the category": (
        "integration_activity",
        {"integrations": TOOL | {"tool": "Else", "tool_category": "BOXES"}},
        0.6,
    ),
    "will disconnect": ("integration_activity", {"integrations": TOOL | {"disconnected_on": ahead(1)}}, 1.0),
    "has a new buyer": ("stakeholder_expansion", {"contacts": PERSON}, 1.0),
    "has a new evaluator": (
        "stakeholder_expansion",
        {"contacts": PERSON | {"title": "Senior Report Engineer"}},
        0.6,
    ),
    "promotes": (
        "stakeholder_expansion",
        {"contacts": PERSON | {"first_seen_on": ago(500), "title_since": ago(10)}},
        1.0,
    ),
    "writes of the problem": ("problem_emergence", {"tickets": NEED}, -1.0),
    "is at 80 %": (
        "usage_ceiling",
        {"limits": LIMIT, "usage": STEADY + weekly("calls", [60.0] * 9 + [80.0])},
        0.5,
    ),
    "is full": (
        "usage_ceiling",
        {"limits": LIMIT, "usage": STEADY + weekly("calls", [60.0] * 9 + [100.0])},
        1.0,
    ),
    "will be full": (
        "usage_ceiling",  # 5 a week from 70: full in 42 days
        {"limits": LIMIT, "usage": STEADY + weekly("calls", [35.0, 40, 45, 50, 55, 60, 65, 70])},
        0.5 * (1 - 42 / 46),
    ),
    "has a monthly limit": (
        "usage_ceiling",  # 23 a week are 100 a month
        {"limits": LIMIT | {"period": "month"}, "usage": STEADY + weekly("calls", [23.0] * 10)},
        1.0,
    ),
    "has a daily limit": (
        "usage_ceiling",
        {"limits": LIMIT | {"period": "day"}, "usage": STEADY + weekly("calls", [700.0] * 10)},
        1.0,
    ),
    "exports more": ("workaround", {"usage": STEADY + weekly("exports", [*FLAT, 29, 29, 29, 29])}, 0.9),
    "begins to export": (
        "workaround",
        {"usage": STEADY + weekly("exports", [*[None] * 20, 10, 10, 10, 10, 10, 10])},
        0.8,
    ),
}

SILENT: dict[str, tuple[str, dict[str, Any]]] = {
    "says an everyday word": (
        "asked",
        {
            "interactions": {
                "occurred_on": ago(10),
                "direction": "in",
                "purpose": "qbr",
                "subject": "No more questions",
            }
        },
    ),
    "we asked": ("asked", {"interactions": MEETING | {"direction": "out"}}),
    "names another product": ("asked", {"interactions": MEETING | {"products_mentioned": "moreover"}}),
    "asked the day before the window": ("asked", {"interactions": MEETING | {"occurred_on": ago(90)}}),
    "asks tomorrow": ("asked", {"interactions": MEETING | {"occurred_on": ahead(1)}}),
    "asks for what it holds": (
        "asked",
        {"subscriptions": [line(), line(product_id="more")], "interactions": MEETING},
    ),
    "bought a rival": ("competitive_evaluation", {"events": RIVAL | {"kind": "competitor_purchase"}}),
    "evaluates something else": (
        "competitive_evaluation",
        {"events": RIVAL | {"product_id": None, "vendor": "X", "category": "y"}},
    ),
    "evaluated long ago": ("competitive_evaluation", {"events": RIVAL | {"occurred_on": ago(60)}}),
    "referred for nothing in particular": ("partner_signal", {"events": PARTNER | {"product_id": None}}),
    "states another goal": ("strategic_shift", {"objectives": GOAL | {"objective": "Grow in the north."}}),
    "hires for nothing in particular": ("outside_event", {"events": NEWS}),
    "news of the press": ("outside_event", {"events": NEWS | {"kind": "news", "product_id": "more"}}),
    "a team of two": ("team_expansion", {"users": OLD_HANDS + TEAM[:2]}),
    "the first team": ("team_expansion", {"users": TEAM}),
    "a team of those who were there": (
        "team_expansion",
        {"users": [*OLD_HANDS, {**TEAM[0], "user_id": "long", "first_used_on": ago(390)}, *TEAM]},
    ),
    "people of another trade": (
        "team_expansion",
        {"users": OLD_HANDS + [user | {"function": "Kitchen"} for user in TEAM]},
    ),
    "connects another tool": ("integration_activity", {"integrations": TOOL | {"tool": "Else"}}),
    "disconnected": ("integration_activity", {"integrations": TOOL | {"disconnected_on": ago(1)}}),
    "connected nobody knows when": ("integration_activity", {"integrations": TOOL | {"connected_on": None}}),
    "left": ("stakeholder_expansion", {"contacts": PERSON | {"left_on": ago(1)}}),
    "opted out": ("stakeholder_expansion", {"contacts": PERSON | {"opted_out": True}}),
    "another title": ("stakeholder_expansion", {"contacts": PERSON | {"title": "Head of Reportsmanship"}}),
    "writes of something else": (
        "problem_emergence",
        {"tickets": NEED | {"body": "The page loads slowly today."}},
    ),
    "at 79 %": ("usage_ceiling", {"limits": LIMIT, "usage": STEADY + weekly("calls", [79.0] * 10)}),
    "full in 49 days": (
        "usage_ceiling",  # 5 a week from 65
        {"limits": LIMIT, "usage": STEADY + weekly("calls", [30.0, 35, 40, 45, 50, 55, 60, 65])},
    ),
    "limited in total": (
        "usage_ceiling",
        {"limits": LIMIT | {"period": "total"}, "usage": STEADY + weekly("calls", [99.0] * 10)},
    ),
    "no limit": ("usage_ceiling", {"usage": STEADY + weekly("calls", [99.0] * 10)}),
    "no reading last week": (
        "usage_ceiling",
        {"limits": LIMIT, "usage": STEADY + weekly("calls", [99.0, None])},
    ),
    "exports as ever": ("workaround", {"usage": STEADY + weekly("exports", [20.0] * 26)}),
    "exports a little more": ("workaround", {"usage": STEADY + weekly("exports", [20.0] * 22 + [29.0] * 4)}),
    "begins with a handful": ("workaround", {"usage": STEADY + weekly("exports", [4.0] * 4)}),
    "one week only": ("workaround", {"usage": STEADY + weekly("exports", [15.0])}),
    "began to use all of it lately": (
        "workaround",
        {"usage": weekly("people", [90.0] * 10) + weekly("exports", [50.0] * 4)},
    ),
}


@pytest.fixture(scope="module")
def fired() -> dict[str, dict[str, dict[str, Any]]]:
    """Signals on `more` by case and kind."""
    small = SmallWorld()
    for name, (_, tables, _) in FIRES.items():
        small.case(name, **tables)
    for name, (_, tables) in SILENT.items():
        small.case(name, **tables)
    for place in range(60):
        crowd = {
            "contacts": PERSON | {"first_seen_on": ago(20)},
            "integrations": TOOL | {"connected_on": ago(20)},
        }
        small.case(f"loaded {place}", **crowd)
    small.case("twice", interactions=[MEETING | {"purpose": "asked"}, MEETING | {"occurred_on": ago(2)}],
               tickets=[NEED, NEED | {"opened_on": ago(3)}])  # fmt: skip
    found: dict[str, dict[str, dict[str, Any]]] = {}
    with looked(small.world, [AS_OF]) as warehouse:
        for row in warehouse.read("signals").to_pylist():
            assert row["product_id"] == "more"
            if row["state"] == "closed":
                continue
            found.setdefault(row["account_id"], {})[row["kind"]] = row
    return found


@pytest.mark.parametrize("name", FIRES)
def test_fires(name: str, fired: Any) -> None:
    kind, _, strength = FIRES[name]
    assert set(fired[name]) == {kind}
    row = fired[name][kind]
    if strength >= 0:
        assert row["strength"] == pytest.approx(strength, abs=1e-6)
    assert 0 < row["strength"] <= 1
    assert row["detected_on"] <= AS_OF < row["expires_on"]
    half = {d.kind: d.half_life_days for d in detectors()}[kind]
    age = (AS_OF - row["detected_on"]).days
    assert row["faded"] == pytest.approx(row["strength"] * 0.5 ** (age / half))
    assert row["score"] == pytest.approx(row["weight"] * row["faded"])
    assert row["state"] == ("fading" if age > half else "open")
    assert json.loads(row["evidence"])["table"] in PRESENT
    assert row["says"][0].isupper()
    assert "None" not in row["says"]
    assert "  " not in row["says"]


@pytest.mark.parametrize("name", SILENT)
def test_stays_silent(name: str, fired: Any) -> None:
    assert SILENT[name][0] not in fired.get(name, {})


def test_a_bulk_load_fires_nothing(fired: Any) -> None:
    assert not any(name.startswith("loaded") for name in fired)


def test_repeats_are_one_signal(fired: Any) -> None:
    asked, problem = fired["twice"]["asked"], fired["twice"]["problem_emergence"]
    assert (asked["strength"], asked["detected_on"]) == (1.0, ago(10)), "the most direct one counts"
    assert json.loads(asked["evidence"])["repeats"] == 2
    once = fired["writes of the problem"]["problem_emergence"]
    assert problem["strength"] == pytest.approx(1 - (1 - once["strength"]) * 0.85)
    assert (problem["detected_on"], problem["opened_on"]) == (ago(3), ago(10))


def test_when_a_shift_began(fired: Any) -> None:
    assert fired["exports more"]["workaround"]["detected_on"] == ago(1 + 21)
    assert fired["begins to export"]["workaround"]["detected_on"] == ago(1 + 35)
    assert fired["is at 80 %"]["usage_ceiling"]["detected_on"] == ago(1)


def test_a_signal_is_kept_for_two_half_lives() -> None:
    """But for a full meter, which is kept while it is full."""
    for detector in detectors():
        half_lives = 3 if detector.kind == "usage_ceiling" else 2
        assert detector.window_days == half_lives * detector.half_life_days, detector.name


def test_a_window_that_is_set_keeps_its_signals_as_long() -> None:
    small = SmallWorld()
    small.case("asks", interactions=MEETING | {"purpose": "asked"})
    with looked(small.world, [AS_OF], settings={"asked": {"window_days": 30}}) as warehouse:
        (row,) = warehouse.read("signals").to_pylist()
    assert row["expires_on"] == ahead(20)


def test_what_is_not_mapped_or_not_built_is_said() -> None:
    off = switched_off(PRESENT - {"tickets", "limits"})
    assert off["usage_ceiling"] == "no limits mapped"
    assert set(off) == {"usage_ceiling"}
    off = switched_off(PRESENT - {"tickets", "interactions"})
    assert off["problem_emergence"] == "no tickets and no interactions mapped"
    assert set(off) == {"problem_emergence", "asked"}
