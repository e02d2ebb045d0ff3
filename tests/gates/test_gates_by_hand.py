"""Each gate on cases worked out by hand: passes, warns, blocks, cannot tell, and the day it lifts."""

from datetime import date
from typing import Any

import pytest

from gates.judged import judged
from small_world import AS_OF, SmallWorld, ago, ahead, line, weekly

Expected = tuple[str, str, date | None]
PASS: Expected = ("pass", "", None)


def usage(people: float) -> list[dict[str, Any]]:
    return weekly("people", [people] * 4)


RENEWALS: dict[str, tuple[list[dict[str, Any]], Expected]] = {
    "101 days ahead": ([line(renews_on=ahead(101))], PASS),
    "100 days ahead": ([line(renews_on=ahead(100))], ("warn", "renewal_in_sight", None)),
    "61 days ahead": ([line(renews_on=ahead(61))], ("warn", "renewal_in_sight", None)),
    "60 days ahead": ([line(renews_on=ahead(60))], ("block", "renewal_ahead", ahead(60 + 61))),
    "tomorrow": ([line(renews_on=ahead(1))], ("block", "renewal_ahead", ahead(1 + 61))),
    "today": ([line(renews_on=AS_OF)], ("block", "renewal_today", ahead(61))),
    "yesterday": ([line(renews_on=ago(1))], ("block", "renewal_just_done", ahead(60))),
    "60 days ago": ([line(renews_on=ago(60))], ("block", "renewal_just_done", ahead(1))),
    "61 days ago, same quarter": ([line(renews_on=ago(61))], ("warn", "renewed_this_quarter", None)),
    "65 days ago, the quarter before": ([line(renews_on=ago(65))], PASS),
    "a past date rolls forward": (
        [line(renews_on=ahead(30).replace(year=2021))],
        ("block", "renewal_ahead", ahead(91)),
    ),
    "only monthly": ([line(renews_on=ahead(10), term_months=1.0)], PASS),
    "unknown term": ([line(renews_on=ahead(10), term_months=None)], ("block", "renewal_ahead", ahead(71))),
    "no date": ([line(renews_on=None)], ("unknown", "renewal_unknown", None)),
    "a dear monthly one is no anchor": (
        [line(renews_on=ahead(10), term_months=1.0, acv=9e5), line(product_id="more", renews_on=ahead(200))],
        PASS,
    ),
    "the dearer is the anchor": (
        [line(renews_on=ahead(30), acv=500.0), line(product_id="more", renews_on=ahead(200))],
        ("warn", "other_renewal_near", None),
    ),
    "a price beats no price": (
        [line(renews_on=ahead(30), acv=None), line(product_id="more", renews_on=ahead(200), acv=1.0)],
        ("warn", "other_renewal_near", None),
    ),
    "on a tie the sooner": (
        [line(renews_on=ahead(30)), line(product_id="more", renews_on=ahead(200))],
        ("block", "renewal_ahead", ahead(91)),
    ),
    "without any price the sooner": (
        [line(renews_on=ahead(30), acv=None), line(product_id="more", renews_on=ahead(200), acv=None)],
        ("block", "renewal_ahead", ahead(91)),
    ),
}
OTHERS: dict[str, tuple[str, dict[str, Any], Expected]] = {
    "59 %": ("adoption", {"usage": usage(59)}, ("block", "under_used", None)),
    "60 %": ("adoption", {"usage": usage(60)}, ("warn", "barely_used", None)),
    "69 %": ("adoption", {"usage": usage(69)}, ("warn", "barely_used", None)),
    "70 %": ("adoption", {"usage": usage(70)}, PASS),
    "no seats": ("adoption", {"subscriptions": line(seats=None)}, ("unknown", "utilisation_unknown", None)),
    "old usage": (
        "adoption",
        {"usage": weekly("people", [90, None, None, None, None])},
        ("unknown", "utilisation_unknown", None),
    ),
    "red": (
        "health",
        {"health": {"measure": "overall", "day": ago(3), "score": 10.0, "colour": "red"}},
        ("block", "health_red", None),
    ),
    "yellow": (
        "health",
        {"health": {"measure": "overall", "day": ago(3), "score": 50.0, "colour": "yellow"}},
        ("block", "health_yellow", None),
    ),
    "red long ago, green now": (
        "health",
        {
            "health": [
                {"measure": "overall", "day": ago(60), "score": 10.0, "colour": "red"},
                {"measure": "overall", "day": ago(3), "score": 80.0, "colour": "green"},
            ]
        },
        PASS,
    ),
    "a bad NPS is another gate's": (
        "health",
        {
            "health": [
                {"measure": "nps", "day": ago(1), "score": 1.0, "colour": "red"},
                {"measure": "overall", "day": ago(3), "score": 80.0, "colour": "green"},
            ]
        },
        PASS,
    ),
    "no health": ("health", {}, ("unknown", "health_unknown", None)),
    "usage halved": (
        "health",
        {"usage": weekly("people", [180.0] * 8 + [90.0] * 4)},
        ("block", "usage_falling", None),
    ),
    "usage 15 % down": (
        "health",
        {"usage": weekly("people", [106.0] * 8 + [90.0] * 4)},
        ("unknown", "health_unknown", None),
    ),
    "urgent": (
        "escalation",
        {"tickets": {"opened_on": ago(300), "severity": "urgent"}},
        ("block", "escalation_open", None),
    ),
    "escalated": (
        "escalation",
        {"tickets": {"opened_on": ago(9), "severity": "low", "escalated": True, "escalated_on": AS_OF}},
        ("block", "escalation_open", None),
    ),
    "escalated tomorrow": (
        "escalation",
        {"tickets": {"opened_on": ago(9), "severity": "low", "escalated": True, "escalated_on": ahead(1)}},
        PASS,
    ),
    "closed tomorrow": (
        "escalation",
        {"tickets": {"opened_on": ago(9), "severity": "urgent", "closed_on": ahead(1)}},
        ("block", "escalation_open", None),
    ),
    "closed 14 days ago": (
        "escalation",
        {"tickets": {"opened_on": ago(30), "severity": "urgent", "closed_on": ago(14)}},
        ("warn", "escalation_just_closed", None),
    ),
    "closed 15 days ago": (
        "escalation",
        {"tickets": {"opened_on": ago(30), "severity": "urgent", "closed_on": ago(15)}},
        PASS,
    ),
    "ordinary ticket": ("escalation", {"tickets": {"opened_on": ago(3), "severity": "high"}}, PASS),
    "play open": (
        "fatigue",
        {"plays": {"product_id": "more", "accepted_on": ago(200)}},
        ("block", "play_open", None),
    ),
    "play lost 90 days ago": (
        "fatigue",
        {"plays": {"product_id": "more", "accepted_on": ago(200), "closed_on": ago(90), "outcome": "lost"}},
        ("block", "play_just_ended", ahead(1)),
    ),
    "play lost 91 days ago": (
        "fatigue",
        {"plays": {"product_id": "more", "accepted_on": ago(200), "closed_on": ago(91), "outcome": "lost"}},
        PASS,
    ),
    "play won": (
        "fatigue",
        {"plays": {"product_id": "more", "accepted_on": ago(200), "closed_on": ago(9), "outcome": "won"}},
        PASS,
    ),
    "approached 14 days ago": (
        "fatigue",
        {"interactions": {"occurred_on": ago(14), "direction": "out", "purpose": "pitch"}},
        ("warn", "just_approached", None),
    ),
    "approached 15 days ago": (
        "fatigue",
        {"interactions": {"occurred_on": ago(15), "direction": "out", "purpose": "pitch"}},
        PASS,
    ),
    "a review is no approach": (
        "fatigue",
        {"interactions": {"occurred_on": ago(1), "direction": "out", "purpose": "qbr"}},
        PASS,
    ),
    "held until tomorrow": (
        "hold",
        {"holds": {"entered_on": ago(5), "until": ahead(1), "kind": "hold"}},
        ("block", "hold", ahead(1)),
    ),
    "held until today": ("hold", {"holds": {"entered_on": ago(5), "until": AS_OF, "kind": "hold"}}, PASS),
    "snoozed": (
        "hold",
        {"holds": {"entered_on": ago(5), "until": ahead(9), "kind": "snooze"}},
        ("block", "snooze", ahead(9)),
    ),
    "snoozed, then asks": (
        "hold",
        {
            "holds": {"entered_on": ago(5), "until": ahead(9), "kind": "snooze"},
            "interactions": {
                "direction": "in",
                "products_mentioned": "more",
                "purpose": "asked",
                "occurred_on": ago(2),
            },
        },
        PASS,
    ),
    "a hold taken back": (
        "hold",
        {
            "holds": [
                {"entered_on": ago(5), "until": ahead(90), "kind": "hold"},
                {"entered_on": ago(1), "until": ago(1), "kind": "hold"},
            ]
        },
        PASS,
    ),
}
DEAL = {"product_id": "more", "created_on": ago(120), "outcome": "lost"}
ON_MORE: dict[str, tuple[str, dict[str, Any], Expected]] = {
    "deal open": (
        "eligibility",
        {"opportunities": DEAL | {"outcome": "open", "closed_on": ahead(20)}},
        ("block", "opportunity_open", None),
    ),
    "deal lost tomorrow is still open": (
        "eligibility",
        {"opportunities": DEAL | {"closed_on": ahead(1)}},
        ("block", "opportunity_open", None),
    ),
    "deal lost 90 days ago": (
        "fatigue",
        {"opportunities": DEAL | {"closed_on": ago(90)}},
        ("block", "deal_just_lost", ahead(1)),
    ),
    "deal lost 91 days ago": ("fatigue", {"opportunities": DEAL | {"closed_on": ago(91)}}, PASS),
    "held back for one product": (
        "hold",
        {"holds": {"product_id": "more", "entered_on": ago(5), "until": ahead(9), "kind": "not_now"}},
        ("block", "not_now", ahead(9)),
    ),
    "covered by the parent": (
        "eligibility",
        {"accounts": {"parent_account_id": "parent"}},
        ("block", "covered_by_parent", None),
    ),
}


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str, str | None], list[dict[str, Any]]]:
    """Gate rows by case, gate and product; the first of what the run published."""
    small = SmallWorld()
    for name, (lines, _) in RENEWALS.items():
        small.case(name, subscriptions=lines)
    for name, (_, tables, _) in {**OTHERS, **ON_MORE}.items():
        small.case(name, **tables)
    small.case("parent", subscriptions=[line(), line(product_id="more", covers_children=True)])
    small.case("abroad", accounts={"country": "FR"})
    small.case("nowhere", accounts={"country": None})
    found: dict[tuple[str, str, str | None], list[dict[str, Any]]] = {}
    with judged(small.world, [AS_OF]) as warehouse:
        for row in warehouse.read("gates").to_pylist():
            found.setdefault((row["account_id"], row["gate"], row["product_id"]), []).append(row)
    return found


def told(rows: list[dict[str, Any]], code: str) -> Expected:
    """The row that speaks of the base product, as (verdict, code, reopens_on); a pass needs no code."""
    for row in rows:
        if row["verdict"] != "pass" and (not code or row["reason_code"] == code):
            return row["verdict"], row["reason_code"], row["reopens_on"]
    return PASS


@pytest.mark.parametrize("name", RENEWALS)
def test_renewal(name: str, verdicts: Any) -> None:
    rows = verdicts[name, "renewal", None]
    assert len(rows) == 1
    assert told(rows, "") == RENEWALS[name][1]


@pytest.mark.parametrize("name", OTHERS)
def test_account(name: str, verdicts: Any) -> None:
    gate, _, expected = OTHERS[name]
    assert told(verdicts.get((name, gate, None), []), "") == expected


@pytest.mark.parametrize("name", ON_MORE)
def test_one_product(name: str, verdicts: Any) -> None:
    gate, _, expected = ON_MORE[name]
    assert told(verdicts.get((name, gate, "more"), []), expected[1]) == expected


def test_where_it_is_not_sold(verdicts: Any) -> None:
    def codes(account: str) -> set[str]:
        return {row["reason_code"] for row in verdicts[account, "eligibility", "here"]}

    assert codes("abroad") == {"not_sold_here", "prerequisite_missing", "no_longer_sold"}
    assert codes("nowhere") == {"not_sold_here", "prerequisite_missing", "no_longer_sold"}
    assert codes("101 days ahead") == {"prerequisite_missing", "no_longer_sold"}
    assert codes("parent") == {"no_longer_sold"}


def test_every_verdict_has_a_sentence(verdicts: Any) -> None:
    for rows in verdicts.values():
        for row in rows:
            assert row["reason"][:1].isupper(), row
            assert "None" not in row["reason"], row


def test_gates_without_their_tables_are_off_and_say_so() -> None:
    small = SmallWorld()
    small.case("bare")
    mapped = frozenset({"accounts", "subscriptions"})
    with judged(small.world, [AS_OF], mapped=mapped) as warehouse:
        off = {r["gate"]: r for r in warehouse.read("gates").to_pylist() if r["verdict"] == "off"}
        (more, _) = sorted(
            warehouse.read("verdicts").to_pylist(), key=lambda row: row["product_id"] != "more"
        )
    assert set(off) == {
        *("adoption", "escalation", "health", "renewal", "satisfaction", "relationship", "objectives"),
        *("competitor_bought", "people"),
    }
    assert all(row["counts_as"] == "off" for row in off.values())
    assert off["escalation"]["reason"] == "no tickets mapped"
    assert off["renewal"]["reason"] == "subscriptions.renews_on not mapped"
    assert (more["blockers"], more["play_blockers"]) == (0, 0)
