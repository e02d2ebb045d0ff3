"""Each change is shown before and after; what did not change is not."""

from datetime import date
from typing import Any

from adjoin.measurement.learning.changes import Earlier, learning_changes

AS_OF, BEFORE = date(2026, 6, 30), date(2026, 6, 23)


def tables(learned: float | None, tilt: float, drawn: float, answer: str) -> dict[str, list[dict[str, Any]]]:
    return {
        "detectors": [
            {"kind": "asked", "name": "asked", "prior_weight": 3.0, "learned_weight": learned, "converted": 4,
             "followed": 20}
        ],
        "feedback_records": [
            {"signal_kind": "asked", "tilt": tilt, "helpful": 3, "not_helpful": 1, "people": 1, "outcomes": 7}
        ],
        "play_records": [
            {"scope": "motion", "name": "led", "drawn_share": drawn, "enough": True, "says": "won 6 of 12"},
            {"scope": "pair", "name": "a → b", "drawn_share": 0.9, "enough": True, "says": "won 9 of 10"},
        ],
        "model_report": [{"measure": "in use", "value": 0.0, "says": "Nothing was learned yet."}],
        "objection_first": [{"objection": "budget_later", "answer": answer, "says": "won 9 of 12"}],
    }  # fmt: skip


def told(now: Any, earlier: Earlier | None = None) -> dict[str, tuple[Any, ...]]:
    rows = learning_changes(now, AS_OF, earlier).to_pylist()
    names = ("before", "after", "before_says", "after_says", "since")
    return {row["what"]: tuple(row[name] for name in names) for row in rows}


def test_the_first_time_it_is_held_against_the_expert() -> None:
    assert told(tables(2.4, 0.1, 0.5, "x")) == {
        "detector weight": (3.0, 2.4, None, None, None),
        "feedback tilt": (0.0, 0.1, None, None, None),
        "motion record": (None, 0.5, None, None, None),
    }


def test_then_against_the_publication_before() -> None:
    earlier = Earlier(BEFORE, tables(2.4, 0.1, 0.5, "x"))
    assert told(tables(2.6, 0.1, 0.55, "y"), earlier) == {
        "detector weight": (2.4, 2.6, None, None, BEFORE),
        "motion record": (0.5, 0.55, None, None, BEFORE),
        "objection answer": (None, None, "x", "y", BEFORE),
    }
    assert told(tables(2.4, 0.1, 0.5, "x"), earlier) == {}


def test_it_says_because_of_what() -> None:
    because = {
        row["what"]: row["because"] for row in learning_changes(tables(2.4, 0.1, 0.5, "x"), AS_OF).to_pylist()
    }
    assert because["detector weight"] == "4 of 20 firings of asked were followed by a start"
    assert because["feedback tilt"] == "3 times helpful, 1 times not, by 1 person; 7 outcomes known"
