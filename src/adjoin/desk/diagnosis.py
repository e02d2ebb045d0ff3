"""The three questions before a pitch: is the need real, whose budget is it, does the timing suit both?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk

QUESTIONS = {
    "need": "Is the need real?",
    "budget": "Who owns this budget?",
    "timing": "Does the timing suit both?",
}
STANDINGS = {
    "projected": "projected: nobody here has said so",
    "observed": "observed in their data",
    "verified": "verified with them",
    "answered": "answered",
    "unanswered": "not answered yet",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the recommended product. `standing`: projected, observed, verified, answered or unanswered;
    `answer`: what is known, from `evidence`; `task`: what to do to know."""

    question: str
    standing: str
    answer: str | None
    evidence: Mapping[str, Any]
    verified_by: str | None
    verified_on: date | None
    task: str | None

    @property
    def asks(self) -> str:
        """The question in words."""
        return QUESTIONS.get(self.question, self.question.replace("_", " ").capitalize())

    @property
    def stands(self) -> str:
        """How far it is answered, in words."""
        return STANDINGS.get(self.standing, self.standing)


def diagnosis(desk: Desk, account_id: str) -> tuple[Question, ...]:
    """The questions of one account in the order in which they are asked; none where the run asked none."""
    order = list(QUESTIONS)
    rows = desk.rows("diagnosis", account_id)
    rows.sort(key=lambda row: order.index(row["question"]) if row["question"] in order else len(order))
    return tuple(_question(row) for row in rows)


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        question=row["question"],
        standing=row["standing"],
        answer=row["answer"],
        evidence=_evidence(row["evidence"]),
        verified_by=row["verified_by"],
        verified_on=row["verified_on"],
        task=row["task"],
    )


def _evidence(written: str | None) -> Mapping[str, Any]:
    """Name → value; rows in a list are numbered, each as one line."""
    found = json.loads(written or "{}")
    if isinstance(found, dict):
        return found
    rows = found if isinstance(found, list) else [found]
    return {f"row {place}": _in_a_line(row) for place, row in enumerate(rows, 1)}


def _in_a_line(row: Any) -> str:
    if not isinstance(row, dict):
        return str(row)
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in row.items() if value is not None)
