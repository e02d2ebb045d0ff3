"""Old goals, references that may compete, ways that lead nowhere, joined sentences, and gates that closed meanwhile."""

from datetime import date
from typing import Any

import pytest

from adjoin.desk.briefing import is_warm
from adjoin.desk.cited import cited_objectives, cited_references
from adjoin.desk.closed_meanwhile import closed_meanwhile
from adjoin.desk.outside import passage
from adjoin.domain.catalog import Product

AS_OF = date(2026, 9, 30)


def test_a_goal_of_more_than_eighteen_months_is_not_told_as_todays() -> None:
    rows = [
        {"objective": f"Grow in {place}", "stated_on": on}
        for place, on in (
            ("Spain", date(2025, 4, 8)),
            ("Italy", date(2025, 4, 7)),
            ("Peru", date(2022, 1, 1)),
            ("Ghana", None),
        )
    ]
    found = cited_objectives(rows, AS_OF, 540)
    assert [(one.quote, one.on) for one in found] == [
        ("Grow in Spain", date(2025, 4, 8)),
        ("Grow in Ghana", None),
    ]


def test_a_reference_that_may_compete_is_not_named() -> None:
    row: dict[str, Any] = {"reference_id": "A1", "reference": "Elm Works", "place": 1, "began_on": AS_OF}
    other = {**row, "reference_id": "A2", "reference": "Quill House", "place": 2, "caution": "same industry"}
    found = cited_references([row, other], Product(id="x", name="Next"))
    assert [one.id for one in found] == ["reference:A1"]


@pytest.mark.parametrize(("strength", "is_one"), [(None, False), (0.0, False), (0.049, False), (0.05, True)])
def test_a_way_below_the_setting_is_cold(strength: float | None, is_one: bool) -> None:
    assert is_warm({"strength": strength}, 0.05) == is_one


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "Which campaign worked?. We cannot tell which brought a deal.",
            "We cannot tell which brought a deal.",
        ),
        ("Too slow!. Every report takes an hour. We wait.", "Every report takes an hour."),
        ("Late again?. Yes", "Late again?"),
        ("We export by hand every week", "We export by hand every week"),
    ],
)
def test_a_quote_is_one_whole_sentence_without_our_full_stop(text: str, quote: str) -> None:
    assert passage(text) == quote


def gate(name: str, counts_as: str = "block", **changes: Any) -> dict[str, Any]:
    return {
        "gate": name, "counts_as": counts_as, "severity": 10, "reason_code": "x", "product_id": None,
        "base_product_id": None, "reason": "2 urgent tickets are open since 2026-09-20",
        "reopens_on": date(2026, 10, 12), **changes,
    }  # fmt: skip


def test_a_gate_that_closed_keeps_the_play_back_until_all_have_lifted() -> None:
    closed = [
        gate("escalation"),
        gate("renewal", severity=50, reason="Renews on 2026-11-12", reopens_on=date(2027, 1, 12)),
    ]
    assert closed_meanwhile(closed, "bi", "pipe", AS_OF) == (
        "2 urgent tickets are open since 20 Sep; opens on 12 Jan 2027"
    )
    unknown = gate("health", reason="Usage fell", reopens_on=None)
    assert closed_meanwhile([unknown], "bi", "pipe", AS_OF) == (
        "usage fell; the day on which it opens is not known"
    )
    assert closed_meanwhile([unknown, gate("escalation", severity=50)], "bi", "pipe", AS_OF) == (
        "usage fell; opens on 12 Oct at the earliest"
    )


def test_what_does_not_close_the_play_does_not_keep_it_back() -> None:
    rows = [
        gate("fatigue"),  # the play itself
        gate("people", "warn"),
        gate("adoption", product_id="bi", base_product_id="other"),
        gate("eligibility", product_id="other"),
    ]
    assert closed_meanwhile(rows, "bi", "pipe", AS_OF) is None
