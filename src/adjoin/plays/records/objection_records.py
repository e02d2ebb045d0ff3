"""What came of each answer to each objection, and which answer is offered first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.domain.play import Campaign, PlayKind, PlayState, StepVerb
from adjoin.plays.objections.objection import Objection
from adjoin.statistics.share_interval import share_interval

LEAST_OVER = 10
"""Plays that are over, of each answer compared, below which the order stands as it was written."""

TEXT, COUNT, NUMBER = pa.string(), pa.int64(), pa.float64()
OBJECTION_RECORDS = pa.schema(
    [("as_of", pa.date32()), ("objection", TEXT), ("answer", TEXT), ("raised", COUNT), ("won", COUNT),
     ("lost", COUNT), ("declined", COUNT), ("win_share", NUMBER), ("win_low", NUMBER), ("win_high", NUMBER),
     ("enough", pa.bool_()), ("says", TEXT)]
)  # fmt: skip
"""Key objection, answer. `answer`: the name of the response used, see `Objection.answers`; `unknown` where the step
does not say. `raised`: plays in which it was raised and answered so last; won, lost, declined: what became of them
afterwards; `win_share` of those that are over, with its exact 95 % interval."""

OBJECTION_FIRST = pa.schema([("as_of", pa.date32()), ("objection", TEXT), ("answer", TEXT), ("says", TEXT)])
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Answered:
    objection: str
    answer: str
    state: PlayState


def objection_records(
    campaigns: Iterable[Campaign], as_of: date, held: frozenset[int] = frozenset()
) -> pa.Table:
    """`objection_records` of campaigns as they stood on `as_of`; `held`: plays at accounts that an experiment held out
    while they ran, which teach nothing."""
    found = [
        one
        for campaign in campaigns
        if campaign.play.kind is PlayKind.CROSS_SELL and campaign.play.play_id not in held
        for one in _answered(campaign)
    ]
    keys = sorted({(one.objection, one.answer) for one in found})
    rows = [_row(as_of, key, [one for one in found if (one.objection, one.answer) == key]) for key in keys]
    return pa.Table.from_pylist(rows, OBJECTION_RECORDS)


def answer_first(objection: Objection, records: Sequence[Mapping[str, Any]], turn: int) -> tuple[str, str]:
    """The name of the answer to offer first, and why, in a sentence without full stop.

    Until every answer of the objection has enough plays that are over they take turns by `turn`, the number of the
    play; from then on it is the one with the highest lower bound of the share won.
    """
    names = tuple(objection.answers)
    told = {row["answer"]: row for row in records if row["objection"] == objection.id and row["enough"]}
    if len(names) == 1:
        return names[0], "There is one answer"
    lacking = sum(name not in told for name in names)
    if lacking:
        why = f"{lacking} of {len(names)} answers lack {LEAST_OVER} plays that are over: they take turns"
        return names[turn % len(names)], why
    best = max(names, key=lambda name: (told[name]["win_low"], -names.index(name)))
    return best, f"The best of {len(names)} answers by the lower bound of its record: {told[best]['says']}"


TURNS = "take turns"


def first_answers(objections: Iterable[Objection], records: pa.Table, as_of: date) -> pa.Table:
    """`objection_first` (key objection): which answer is offered first, TURNS while their records do not decide; of
    objections with several answers only."""
    told = records.to_pylist()
    rows = []
    for objection in sorted(objections, key=lambda one: one.id):
        if len(objection.answers) > 1:
            (first, why), (other, _) = (answer_first(objection, told, turn) for turn in (0, 1))
            name = first if first == other else TURNS
            rows.append({"as_of": as_of, "objection": objection.id, "answer": name, "says": why})
    return pa.Table.from_pylist(rows, OBJECTION_FIRST)


def _answered(campaign: Campaign) -> Iterable[_Answered]:
    """The last answer to each objection of a play."""
    last: dict[str, str] = {}
    for taken in campaign.steps:
        if taken.step.verb is StepVerb.OBJECTION and taken.step.kind:
            last[taken.step.kind] = str(taken.step.data.get("answer") or UNKNOWN)
    return [_Answered(kind, answer, campaign.play.state) for kind, answer in sorted(last.items())]


def _row(as_of: date, key: tuple[str, str], found: Sequence[_Answered]) -> dict[str, Any]:
    count = {state: sum(one.state is state for one in found) for state in PlayState}
    won = count[PlayState.WON]
    over = won + count[PlayState.LOST] + count[PlayState.DECLINED]
    low, high = share_interval(won, over) if over else (None, None)
    return {
        "as_of": as_of,
        "objection": key[0],
        "answer": key[1],
        "raised": len(found),
        "won": won,
        "lost": count[PlayState.LOST],
        "declined": count[PlayState.DECLINED],
        "win_share": won / over if over else None,
        "win_low": low,
        "win_high": high,
        "enough": over >= LEAST_OVER,
        "says": f"won {won} of {over} plays that are over after it was answered so",
    }
