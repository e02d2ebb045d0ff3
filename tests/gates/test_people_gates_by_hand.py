"""Satisfaction, relationship, objectives, rivals bought and people, on cases worked out by hand."""

from datetime import date
from typing import Any

import pytest

from gates.judged import HAPPENINGS, MAPPED, judged
from small_world import AS_OF, SmallWorld, ago, ahead, line

Row = dict[str, Any]
Said = tuple[str, str, date | None]
PASS: Said = ("pass", "", None)


def asked(measure: str, score: float, days: int = 10, colour: str | None = None) -> Row:
    return {"measure": measure, "day": ago(days), "score": score, "colour": colour}


def spoke(days: int, sentiment: float | None = None, **rest: Any) -> Row:
    return {"occurred_on": ago(days), "direction": "in", "channel": "call", "sentiment": sentiment, **rest}


def left(days: int, title: str | None = "Clerk") -> Row:
    return {
        "contact_id": "p",
        "name": "Pat",
        "title": title,
        "first_seen_on": ago(600),
        "left_on": ago(days),
    }


def bought(days: int, **rest: Any) -> Row:
    return {"occurred_on": ago(days), "kind": "competitor_purchase", "vendor": "Toolbox", **rest}


MET = spoke(1)
CALM = [spoke(day, 0.5) for day in (100, 110, 120)]
SOUR = [spoke(day, 0.0) for day in (10, 20, 30)]
RELATIONSHIP: dict[str, tuple[dict[str, Any], Said]] = {
    "met yesterday": ({"interactions": MET}, PASS),
    "met 89 days ago": ({"interactions": spoke(89)}, PASS),
    "met 90 days ago": ({"interactions": spoke(90)}, ("warn", "no_meeting", None)),
    "only mails": ({"interactions": spoke(3, channel="E-Mail")}, ("warn", "no_meeting", None)),
    "a channel nobody named": ({"interactions": spoke(3, channel=None)}, PASS),
    "never met": ({}, ("warn", "no_meeting", None)),
    "a customer for 89 days": ({"subscriptions": line(started_on=ago(89))}, PASS),
    "a customer for 90 days": ({"subscriptions": line(started_on=ago(90))}, ("warn", "no_meeting", None)),
    "met tomorrow": ({"interactions": spoke(-1)}, ("warn", "no_meeting", None)),
    "tone falls": ({"interactions": [*CALM, *SOUR]}, ("warn", "tone_falling", None)),
    "tone falls on two calls": ({"interactions": [*CALM, *SOUR[:2]]}, PASS),
    "tone falls tomorrow": ({"interactions": [*CALM, *SOUR[:2], spoke(-1, -1.0)]}, PASS),
    "tone falls a little": ({"interactions": [*CALM, *(spoke(d, 0.26) for d in (10, 20, 30))]}, PASS),
    "tone falls by the least": (
        {"interactions": [*CALM, *(spoke(d, 0.25) for d in (10, 20, 30))]},
        ("warn", "tone_falling", None),
    ),
    "tone falls within its noise": (
        {
            "interactions": [
                *(spoke(day, tone) for day, tone in ((100, 1.0), (110, 0.5), (120, -0.3))),
                *(spoke(day, tone) for day, tone in ((10, 0.9), (20, -0.5), (30, -0.1))),
            ]
        },
        PASS,
    ),
    "a buyer left 89 days ago": (
        {"interactions": MET, "contacts": left(89, "Head of Reports, EMEA")},
        PASS,  # "reports," is not the word "reports"
    ),
    "a head left 89 days ago": (
        {"interactions": MET, "contacts": left(89, "Interim Head of Reports")},
        ("warn", "champion_left", None),
    ),
    "a head left 90 days ago": ({"interactions": MET, "contacts": left(90, "Head of Reports")}, PASS),
    "a head leaves tomorrow": ({"interactions": MET, "contacts": left(-1, "Head of Reports")}, PASS),
    "a clerk left": ({"interactions": MET, "contacts": left(9)}, PASS),
    "somebody without a title left": ({"interactions": MET, "contacts": left(9, None)}, PASS),
    "a clerk we knew left": (
        {"interactions": [MET, *(spoke(d, contact_id="p") for d in (20, 60, 188))], "contacts": left(9)},
        ("warn", "champion_left", None),
    ),
    "a clerk we once knew left": (
        {"interactions": [MET, *(spoke(d, contact_id="p") for d in (20, 60, 189))], "contacts": left(9)},
        PASS,
    ),
}
OBJECTIVES: dict[str, tuple[dict[str, Any], Said]] = {
    "a goal": ({"objectives": {"objective": "grow", "stated_on": ago(900)}}, PASS),
    "a goal without a day": ({"objectives": {"objective": "grow"}}, PASS),
    "a goal heard today": (
        {"objectives": {"objective": "grow", "stated_on": AS_OF, "source": "heard from carol"}},
        PASS,
    ),
    "a goal tomorrow": (
        {"objectives": {"objective": "grow", "stated_on": ahead(1)}},
        ("block", "no_objective", None),
    ),
    "no goal": ({}, ("block", "no_objective", None)),
}
RIVALS: dict[str, tuple[dict[str, Any], Said]] = {
    "bought yesterday": ({"events": bought(1)}, ("block", "rival_bought", date(2025, 6, 3))),
    "bought 18 months ago, the last day": (
        {"events": bought(0, occurred_on=date(2022, 6, 5))},
        ("block", "rival_bought", ahead(1)),
    ),
    "bought 18 months ago": ({"events": bought(0, occurred_on=date(2022, 6, 4))}, PASS),
    "bought tomorrow": ({"events": bought(-1)}, PASS),
    "ends in 121 days": ({"events": bought(9, due_on=ahead(121))}, ("block", "rival_bought", ahead(1))),
    "ends in 120 days": ({"events": bought(9, due_on=ahead(120))}, PASS),
    "bought long ago for long": (
        {"events": bought(690, due_on=ahead(300))},
        ("block", "rival_bought", ahead(180)),
    ),
    "only looked at": ({"events": bought(9, kind="competitor_evaluation")}, PASS),
    "something else": ({"events": bought(9, vendor="Abacus")}, PASS),
    "by category": (
        {"events": bought(1, vendor=None, category="Boxes")},
        ("block", "rival_bought", date(2025, 6, 3)),
    ),
    "by product": (
        {"events": bought(1, vendor="Abacus", product_id="more")},
        ("block", "rival_bought", date(2025, 6, 3)),
    ),
    "two of them": (
        {"events": [bought(1), bought(2, due_on=ahead(130))]},
        ("block", "rival_bought", date(2025, 6, 3)),
    ),
    "held already": (
        {"events": bought(1), "subscriptions": [line(), line(product_id="more")]},
        PASS,
    ),
}


def person(name: str, title: str | None = None, **rest: Any) -> Row:
    return {"contact_id": name, "name": name, "title": title, "first_seen_on": ago(100), **rest}


PEOPLE: dict[str, tuple[dict[str, Any], str | None, Said]] = {
    "nobody": ({}, None, ("warn", "nobody_known", None)),
    "one": ({"contacts": person("a")}, None, ("warn", "one_contact_only", None)),
    "one left": (
        {"contacts": [person("a"), person("b", left_on=AS_OF)]},
        None,
        ("warn", "one_contact_only", None),
    ),
    "one leaves tomorrow": ({"contacts": [person("a"), person("b", left_on=ahead(1))]}, None, PASS),
    "one to come": (
        {"contacts": [person("a"), person("b", first_seen_on=ahead(1))]},
        None,
        ("warn", "one_contact_only", None),
    ),
    "two": ({"contacts": [person("a"), person("b")]}, None, PASS),
    "no buyer": ({"contacts": person("a", "Clerk")}, "more", ("warn", "buyer_unknown", None)),
    "a buyer": ({"contacts": person("a", "Head of Reports")}, "more", PASS),
    "a product without titles": ({}, "here", PASS),
}


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str, str | None], list[Row]]:
    small = SmallWorld()
    for cases in (RELATIONSHIP, OBJECTIVES, RIVALS):
        for name, (tables, _) in cases.items():
            small.case(name, **tables)
    for name, (tables, _, _) in PEOPLE.items():
        small.case(name, **tables)
    found: dict[tuple[str, str, str | None], list[Row]] = {}
    with judged(small.world, [AS_OF]) as warehouse:
        for row in warehouse.read("gates").to_pylist():
            found.setdefault((row["account_id"], row["gate"], row["product_id"]), []).append(row)
        for row in warehouse.read("verdicts").to_pylist():
            found[row["account_id"], "verdicts", row["product_id"]] = [row]
    return found


def told(rows: list[Row]) -> Said:
    said = [(r["verdict"], r["reason_code"], r["reopens_on"]) for r in rows if r["verdict"] != "pass"]
    assert len(said) <= 1, said
    return said[0] if said else PASS


@pytest.mark.parametrize("name", RELATIONSHIP)
def test_relationship(name: str, verdicts: Any) -> None:
    assert told(verdicts[name, "relationship", None]) == RELATIONSHIP[name][1]


@pytest.mark.parametrize("name", OBJECTIVES)
def test_objectives(name: str, verdicts: Any) -> None:
    (row,) = verdicts[name, "objectives", None]
    assert row["scope"] == "play"
    assert told([row]) == OBJECTIVES[name][1]


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_bought(name: str, verdicts: Any) -> None:
    assert told(verdicts.get((name, "competitor_bought", "more"), [])) == RIVALS[name][1]


@pytest.mark.parametrize("name", PEOPLE)
def test_people(name: str, verdicts: Any) -> None:
    _, product, expected = PEOPLE[name]
    assert told(verdicts.get((name, "people", product), [])) == expected


def test_a_gate_of_plays_leaves_asking_open(verdicts: Any) -> None:
    (without,) = verdicts["no goal", "verdicts", "more"]
    assert without["blockers"] == 0
    assert without["blocked_by"] is None
    assert (without["play_blockers"], without["play_blocked_by"]) == (1, "objectives")
    assert without["play_reason_code"] == "no_objective"
    assert without["play_reason"].startswith("No goal of theirs is known")
    (stated,) = verdicts["a goal", "verdicts", "more"]
    assert (stated["play_blockers"], stated["play_reason"]) == (0, None)


def test_one_gate_may_warn_of_several_things(verdicts: Any) -> None:
    (row,) = verdicts["nobody", "verdicts", "more"]
    assert "Nobody is known who would pay for More" in row["warnings"]
    assert "Nobody at the account is known" in row["warnings"]


SATISFIED: dict[str, tuple[list[Row], Said]] = {
    "a detractor": ([asked("nps", 6.0)], ("block", "dissatisfied", None)),
    "a passive": ([asked("nps", 7.0)], PASS),
    "csat 2 of 5": ([asked("csat", 2.9)], ("block", "dissatisfied", None)),
    "csat 3 of 5": ([asked("csat", 3.0)], PASS),
    "csat top": ([asked("csat", 5.0)], PASS),
    "good and poor": ([asked("csat", 5.0), asked("nps", 0.0, 200)], ("block", "dissatisfied", None)),
    "poor once, good now": ([asked("nps", 0.0, 90), asked("nps", 10.0, 9)], PASS),
    "poor tomorrow": ([asked("nps", 10.0, 9), asked("nps", 0.0, -1)], PASS),
    "365 days ago": ([asked("nps", 9.0, 365)], PASS),
    "366 days ago": ([asked("nps", 9.0, 366)], ("warn", "not_asked_lately", None)),
    "poor, but long ago": ([asked("nps", 1.0, 366)], ("warn", "not_asked_lately", None)),
    "one of them lately": ([asked("nps", 9.0, 366), asked("csat", 4.0)], PASS),
    "coloured red": ([asked("nps", 9.0, colour="red")], ("block", "dissatisfied", None)),
    "coloured yellow": ([asked("nps", 3.0, colour="yellow")], PASS),
    "only overall": ([asked("overall", 90.0, colour="green")], ("unknown", "never_asked", None)),
    "nothing": ([], ("unknown", "never_asked", None)),
}


def satisfaction(cases: dict[str, list[Row]], **settings: Any) -> dict[str, Row]:
    small = SmallWorld()
    for name, rows in cases.items():
        small.case(name, health=rows)
    with judged(small.world, [AS_OF], settings={"satisfaction": settings}) as warehouse:
        rows = warehouse.read("gates").to_pylist()
    return {row["account_id"]: row for row in rows if row["gate"] == "satisfaction"}


@pytest.fixture(scope="module")
def satisfied() -> dict[str, Row]:
    return satisfaction({name: rows for name, (rows, _) in SATISFIED.items()})


@pytest.mark.parametrize("name", SATISFIED)
def test_satisfaction(name: str, satisfied: dict[str, Row]) -> None:
    assert told([satisfied[name]]) == SATISFIED[name][1]


def test_the_scale_is_told_by_the_book() -> None:
    """NPS from -100 to 100 and CSAT in per cent: 5 is no detractor, 50 % is poor."""
    found = satisfaction(
        {
            "low": [asked("nps", -1.0)],
            "plain": [asked("nps", 5.0)],
            "high": [asked("nps", 60.0)],
            "half": [asked("csat", 50.0)],
            "most": [asked("csat", 60.0)],
        }
    )
    verdicts = {name: row["verdict"] for name, row in found.items()}
    assert verdicts == {"low": "block", "plain": "pass", "high": "pass", "half": "block", "most": "pass"}
    said = satisfaction(
        {"five": [asked("csat", 5.0)], "nps": [asked("nps", 5.0)]}, csat_top=10, nps_answers="no"
    )
    assert {name: row["verdict"] for name, row in said.items()} == {"five": "block", "nps": "pass"}


def test_satisfaction_is_off_where_nobody_was_asked() -> None:
    found = satisfaction({"one": [asked("overall", 10.0, colour="red")], "tomorrow": [asked("nps", 1.0, -1)]})
    assert {row["verdict"] for row in found.values()} == {"off"}


def test_what_unknown_counts_as_is_a_setting_of_the_gate() -> None:
    small = SmallWorld(used=False)
    small.case("silent", health=asked("nps", 9.0))
    settings = {"adoption": {"unknown": "warn"}, "health": {"unknown": "block"}}
    default: dict[str, str] = {}
    for wished in ({}, settings):
        with judged(small.world, [AS_OF], settings=wished, mapped=MAPPED - {"objectives"}) as warehouse:
            rows = [r for r in warehouse.read("gates").to_pylist() if r["verdict"] == "unknown"]
            counted = {row["gate"]: row["counts_as"] for row in rows}
            (more,) = [r for r in warehouse.read("verdicts").to_pylist() if r["product_id"] == "more"]
        default = default or counted
        assert more["blocked_by"] == ("health" if wished else "adoption")
        assert more["blockers"] == 1
    assert default == {"adoption": "block", "health": "warn"}
    assert counted == {"adoption": "warn", "health": "block"}


def test_the_rest_of_the_quarter_may_block() -> None:
    small = SmallWorld()
    small.case("just renewed", subscriptions=line(renews_on=ago(61)))
    small.case("well ahead", subscriptions=line(renews_on=ahead(101)))
    small.case("best", subscriptions=line(renews_on=ahead(120)))
    small.case("early", subscriptions=line(renews_on=ahead(121)))
    with judged(small.world, [AS_OF], settings={"renewal": {"same_quarter": "block"}}) as warehouse:
        rows = {r["account_id"]: r for r in warehouse.read("gates").to_pylist() if r["gate"] == "renewal"}
    assert told([rows["just renewed"]]) == ("block", "renewed_this_quarter", date(2024, 1, 1))
    assert "preferred time to start" in rows["well ahead"]["reason"]
    assert "preferred time to start" in rows["best"]["reason"]
    assert "preferred" not in rows["early"]["reason"]
    assert {rows[name]["verdict"] for name in ("well ahead", "best", "early")} == {"pass"}


def test_without_their_tables_they_are_off() -> None:
    small = SmallWorld()
    small.case("bare")
    with judged(small.world, [AS_OF], mapped=MAPPED - {*HAPPENINGS, "health"}) as warehouse:
        off = {r["gate"]: r["reason"] for r in warehouse.read("gates").to_pylist() if r["verdict"] == "off"}
    assert off["satisfaction"] == "no health mapped"
    assert off["relationship"] == "no interactions and no contacts mapped"
    assert off["objectives"] == "no objectives mapped"
    assert off["competitor_bought"] == "no events mapped"
    assert off["people"] == "no contacts mapped"


def test_relationship_without_interactions_judges_departures_only() -> None:
    small = SmallWorld()
    small.case("a head left", contacts=left(10, "Head of Reports"), interactions=spoke(100))
    small.case("quiet")
    with judged(small.world, [AS_OF], mapped=MAPPED - {"interactions"}) as warehouse:
        rows = {
            r["account_id"]: r["reason_code"]
            for r in warehouse.read("gates").to_pylist()
            if r["gate"] == "relationship"
        }
    assert rows == {"a head left": "champion_left", "quiet": "in_touch"}
