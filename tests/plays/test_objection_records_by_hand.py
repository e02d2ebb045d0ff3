"""Answers take turns until each has a record; then the best lower bound is offered first."""

from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.domain.play import Campaign
from adjoin.plays import steps
from adjoin.plays.objections.objection import Objection
from adjoin.plays.records.objection_records import TURNS, answer_first, first_answers, objection_records
from plays.campaigns import begun, then, who

AS_OF = date(2026, 6, 30)
ONE = Objection(
    "price", "Price", ("a", "b", "c"), "It pays for itself.", "Call", other_responses=("Begin small.",)
)
FIRST, OTHER = ONE.answers


def answered(number: int, answer: str, outcome: str | None) -> Campaign:
    said = steps.Objection("price", "Too dear.", (), {"answer": answer})
    campaign = begun()
    campaign = then(campaign, steps.objection(campaign, who(1), said, "DE"))
    if outcome:
        campaign = then(campaign, steps.close(campaign, who(2), outcome, "because"))
    return replace(campaign, play=replace(campaign.play, play_id=number))


def record(first: tuple[int, int], other: tuple[int, int]) -> pa.Table:
    """(won, over) of both answers."""
    campaigns = [
        answered(100 * place + n, name, "won" if n < won else "lost")
        for place, (name, (won, over)) in enumerate(((FIRST, first), (OTHER, other)))
        for n in range(over)
    ]
    return objection_records(campaigns, AS_OF)


def test_counts_what_became_of_plays_after_an_answer() -> None:
    campaigns = [answered(1, FIRST, "won"), answered(2, FIRST, "declined"), answered(3, FIRST, None)]
    (row,) = objection_records(campaigns, AS_OF, frozenset({9})).to_pylist()
    assert (row["raised"], row["won"], row["lost"], row["declined"], row["win_share"]) == (3, 1, 0, 1, 0.5)
    assert not row["enough"]
    assert objection_records(campaigns, AS_OF, frozenset({1, 2, 3})).num_rows == 0


def offered(found: pa.Table) -> list[str]:
    rows: list[dict[str, Any]] = found.to_pylist()
    return [answer_first(ONE, rows, turn)[0] for turn in range(3)]


def test_answers_take_turns_until_each_has_enough() -> None:
    assert offered(record((9, 10), (0, 9))) == [FIRST, OTHER, FIRST]
    (row,) = first_answers([ONE], record((9, 10), (0, 9)), AS_OF).to_pylist()
    assert row["answer"] == TURNS


def test_then_the_best_lower_bound_goes_first() -> None:
    assert offered(record((2, 10), (7, 10))) == [OTHER] * 3
    assert offered(record((2, 2 + 10), (2, 12))) == [FIRST] * 3
    (row,) = first_answers([ONE], record((2, 10), (7, 10)), AS_OF).to_pylist()
    assert row["answer"] == OTHER
    assert "won 7 of 10" in row["says"]


def test_one_answer_needs_no_record() -> None:
    alone = replace(ONE, other_responses=())
    assert answer_first(alone, [], 5)[0] == FIRST
    assert first_answers([alone], record((0, 0), (0, 0)), AS_OF).num_rows == 0
    assert ONE.answer({}, OTHER) == "Begin small."
