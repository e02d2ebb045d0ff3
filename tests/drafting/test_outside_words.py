"""Hostile texts in single fields: none of their words is left in a brief. The whole company is a proof of its own."""

import json
from datetime import date

import pytest

from adjoin.desk.cited import cited_objectives, cited_signals
from adjoin.desk.outside import named, names_of, passage
from adjoin.drafts.customer_text import clean_name
from drafting.planting import injections

HOSTILE = [text for text in injections() if clean_name(text) is None]


def signal(kind: str, says: str, **evidence: str) -> dict[str, object]:
    told = json.dumps(evidence)
    return {"kind": kind, "says": says, "evidence": told, "score": 1.0, "detected_on": None, "strength": 1.0}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_in_no_evidence(text: str) -> None:
    rows = [
        signal("competitive_evaluation", f"Evaluating {text} since 2026-09-07", vendor=text),
        signal("integration_activity", f"Connected {text} on 2026-09-07", tool=text),
        signal("partner_signal", f"{text} referred the need on 2026-09-07", partner=text),
        signal("stakeholder_expansion", f"{text} {text}, new since 2026-09-07", title=text, contact_id="c"),
        signal("outside_event", f"Hiring on 2026-09-07: {text[:120]}", quote=text[:120]),
        signal("heard", f"Heard on 2026-09-07: {text[:120]}"),
        signal("a_kind_of_their_own", f"Noted {text}"),
        signal("problem_emergence", 'A ticket of 2026-09-07 on "exports"', quote=text),
    ]
    found = cited_signals(rows, {"c": text})
    assert not [one for one in found if text in one.says]
    assert found[-1].quote is None or found[-1].quote != text
    (goal,) = cited_objectives([{"objective": text, "stated_on": None}], date(2026, 9, 30), 540)
    assert goal.quote is None


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_in_no_introduction(text: str) -> None:
    people = names_of([{"name": text, "title": "CFO"}, {"name": "Ann Lee", "title": text}])
    says = named(f"Ask {text} (CFO) to introduce Ann Lee ({text})", people)
    assert says == "Ask somebody (CFO) to introduce Ann Lee (somebody of theirs)" or text not in says


def test_names_and_passages_that_are_sound_stay_to_the_letter() -> None:
    people = names_of([{"name": "Zoë O'Neill", "title": "VP R&D"}])
    assert named("Ask Zoë O'Neill (VP R&D)", people) == "Ask Zoë O'Neill (VP R&D)"
    assert passage("We export by hand every week;") == "We export by hand every week"
    cut = "We export the list of all customers by hand every week and then we put it together again " * 2
    assert passage(cut[:120]) == f"{cut[:120].rpartition(' ')[0]} …"
