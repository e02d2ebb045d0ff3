"""One account a case, at the edge of what one gate says; what it says was worked out by hand.

A case: gate, product (None: the account's row), the rows that make it, (verdict, reason code, day it lifts).
"""

from datetime import date
from typing import Any

from small_world import AS_OF, ago, ahead, line, weekly

Row = dict[str, Any]
Told = tuple[str, str | None, date | None]
PASS: Told = ("pass", None, None)
UNDER_USED: Told = ("block", "under_used", None)
FALLING: Told = ("block", "usage_falling", None)
HOT: Told = ("block", "escalation_open", None)


def parts(*quantities: float) -> list[Row]:
    return weekly("people", quantities)


def ticket(**rest: Any) -> Row:
    return {"opened_on": ago(30), "severity": "low", "escalated": False, **rest}


def play(**rest: Any) -> Row:
    return {"product_id": "more", "accepted_on": ago(100), **rest}


def purchase(**rest: Any) -> Row:
    return {"kind": "competitor_purchase", "vendor": "toolbox", **rest}


CASES: dict[str, tuple[str, str | None, dict[str, Any], Told]] = {
    # 60 % exactly is enough; whole people over whole seats.
    "29 of 50": (
        "adoption",
        None,
        {"usage": parts(29, 29, 29, 29), "subscriptions": line(seats=50.0)},
        UNDER_USED,
    ),
    "60 % on average": ("adoption", None, {"usage": parts(57, 63, 58, 62)}, ("warn", "barely_used", None)),
    "a hair under 60 %": ("adoption", None, {"usage": parts(60, 60, 60, 59)}, UNDER_USED),
    "the week five ago does not count": ("adoption", None, {"usage": parts(200, 59, 59, 59, 59)}, UNDER_USED),
    "the running week does not count": (
        "adoption",
        None,
        {
            "usage": [
                *parts(59, 59, 59, 59),
                {
                    "product_id": "base",
                    "metric": "people",
                    "day": AS_OF,
                    "quantity": 100.0,
                    "grain": "day",
                    "known_on": AS_OF,
                },
            ]
        },
        UNDER_USED,
    ),
    "two lines share their seats": (
        "adoption",
        None,
        {"usage": parts(90, 90, 90, 90), "subscriptions": [line(), line(subscription_id="second")]},
        UNDER_USED,
    ),
    "seats of a line that ended yesterday": (
        "adoption",
        None,
        {
            "usage": parts(90, 90, 90, 90),
            "subscriptions": [line(), line(subscription_id="second", ended_on=ago(1))],
        },
        PASS,
    ),
    "seats of a line that ends today": (
        "adoption",
        None,
        {
            "usage": parts(90, 90, 90, 90),
            "subscriptions": [line(), line(subscription_id="second", ended_on=AS_OF)],
        },
        UNDER_USED,
    ),
    "no seats at all": (
        "adoption",
        None,
        {"subscriptions": line(seats=0.0)},
        ("unknown", "utilisation_unknown", None),
    ),
    "urgent, opened and closed today": (
        "escalation",
        None,
        {"tickets": ticket(opened_on=AS_OF, closed_on=AS_OF, severity="urgent")},
        ("warn", "escalation_just_closed", None),
    ),
    "urgent, opened today": (
        "escalation",
        None,
        {"tickets": ticket(opened_on=AS_OF, severity="urgent")},
        HOT,
    ),
    "urgent, opened tomorrow": (
        "escalation",
        None,
        {"tickets": ticket(opened_on=ahead(1), severity="urgent")},
        PASS,
    ),
    "escalated on a day nobody noted": ("escalation", None, {"tickets": ticket(escalated=True)}, HOT),
    "escalated tomorrow, closed long after": (
        "escalation",
        None,
        {"tickets": ticket(escalated=True, escalated_on=ahead(1), closed_on=ahead(50))},
        PASS,
    ),
    "one closed, one open": (
        "escalation",
        None,
        {
            "tickets": [
                ticket(severity="urgent", closed_on=ago(1)),
                ticket(severity="urgent", opened_on=ago(400)),
            ]
        },
        HOT,
    ),
    "a term of five months is none": (
        "renewal",
        None,
        {"subscriptions": line(renews_on=AS_OF, term_months=5.0)},
        PASS,
    ),
    "a term of six months is one": (
        "renewal",
        None,
        {"subscriptions": line(renews_on=AS_OF, term_months=6.0)},
        ("block", "renewal_today", ahead(61)),
    ),
    # From 31 August 2023 every six months: 29 February 2024 is 87 days ahead, 31 August 95 days ago.
    "half a year from the 31st": (
        "renewal",
        None,
        {"subscriptions": line(renews_on=date(2022, 8, 31), term_months=6.0)},
        ("warn", "renewal_in_sight", None),
    ),
    "the start is no renewal": (
        "renewal",
        None,
        {"subscriptions": line(started_on=ago(30), renews_on=ahead(336))},
        PASS,
    ),
    "renewed after a first term": (
        "renewal",
        None,
        {"subscriptions": line(started_on=date(2022, 11, 4), renews_on=date(2024, 11, 4))},
        ("block", "renewal_just_done", ahead(31)),
    ),
    "a new line after a gap is a start": (
        "renewal",
        None,
        {
            "subscriptions": [
                line(started_on=ago(500), ended_on=ago(130)),
                line(subscription_id="b", started_on=ago(30), renews_on=ahead(336)),
            ]
        },
        PASS,
    ),
    "a new line without a gap is a renewal": (
        "renewal",
        None,
        {
            "subscriptions": [
                line(started_on=ago(395), ended_on=ago(31), renews_on=ago(30)),
                line(subscription_id="b", started_on=ago(30), renews_on=date(2024, 11, 4), term_months=12.0),
            ]
        },
        ("block", "renewal_just_done", ahead(31)),
    ),
    "an ended line has no renewal": (
        "renewal",
        None,
        {"subscriptions": [line(ended_on=ago(1), renews_on=ahead(10), acv=9e9), line(subscription_id="b")]},
        PASS,
    ),
    "a trial has no renewal": (
        "renewal",
        None,
        {"subscriptions": [line(), line(subscription_id="b", is_trial=True, renews_on=ahead(10), acv=9e9)]},
        PASS,
    ),
    "bought on the last of August": (
        "competitor_bought",
        "more",
        {"events": purchase(occurred_on=date(2022, 8, 31))},
        ("block", "rival_bought", date(2024, 2, 29)),
    ),
    "bought today": (
        "competitor_bought",
        "more",
        {"events": purchase(occurred_on=AS_OF)},
        ("block", "rival_bought", date(2025, 6, 4)),
    ),
    "bought, its end long past": (
        "competitor_bought",
        "more",
        {"events": purchase(occurred_on=ago(9), due_on=ago(1))},
        PASS,
    ),
    "declined today": (
        "fatigue",
        None,
        {"plays": play(closed_on=AS_OF, outcome="declined")},
        ("block", "play_just_ended", ahead(91)),
    ),
    "lost tomorrow is open today": (
        "fatigue",
        None,
        {"plays": play(closed_on=ahead(1), outcome="lost")},
        ("block", "play_open", None),
    ),
    "won today": ("fatigue", None, {"plays": play(closed_on=AS_OF, outcome="won")}, PASS),
    "accepted today": ("fatigue", None, {"plays": play(accepted_on=AS_OF)}, ("block", "play_open", None)),
    "accepted tomorrow": ("fatigue", None, {"plays": play(accepted_on=ahead(1))}, PASS),
    "a deal lost today": (
        "fatigue",
        "more",
        {
            "opportunities": {
                "product_id": "more",
                "created_on": ago(9),
                "closed_on": AS_OF,
                "outcome": "lost",
            }
        },
        ("block", "deal_just_lost", ahead(91)),
    ),
    "a deal won today": (
        "eligibility",
        "more",
        {"opportunities": {"product_id": "more", "created_on": ago(9), "closed_on": AS_OF, "outcome": "won"}},
        ("block", "just_won", ahead(91)),
    ),
    "an open deal planned to have closed": (
        "eligibility",
        "more",
        {
            "opportunities": {
                "product_id": "more",
                "created_on": ago(90),
                "closed_on": ago(20),
                "outcome": "open",
            }
        },
        ("block", "opportunity_open", None),
    ),
    "a deal of tomorrow": (
        "eligibility",
        "more",
        {"opportunities": {"product_id": "more", "created_on": ahead(1), "outcome": "open"}},
        PASS,
    ),
    "red today": (
        "health",
        None,
        {"health": {"measure": "overall", "day": AS_OF, "score": 1.0, "colour": "red"}},
        ("block", "health_red", None),
    ),
    "red tomorrow": (
        "health",
        None,
        {
            "health": [
                {"measure": "overall", "day": ahead(1), "score": 1.0, "colour": "red"},
                {"measure": "overall", "day": ago(9), "score": 90.0, "colour": "green"},
            ]
        },
        PASS,
    ),
    "20 % down is not more than 20 %": (
        "health",
        None,
        {"usage": parts(*[1000] * 8, *[800] * 4), "subscriptions": line(seats=1000.0)},
        ("unknown", "health_unknown", None),
    ),
    "20.1 % down": (
        "health",
        None,
        {"usage": parts(*[1000] * 8, *[799] * 4), "subscriptions": line(seats=1000.0)},
        FALLING,
    ),
    "silent for four weeks": ("health", None, {"usage": weekly("people", [100] * 8 + [None] * 4)}, FALLING),
}
