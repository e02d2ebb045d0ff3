"""What was learned: what it changed, and the records of plays, objections, losses and feedback that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.learned_changes import Changed, learned_changes
from adjoin.desk.portfolio_rows import LOST_TO
from adjoin.desk.recommendation import product_names
from adjoin.words.names import MOTIONS, SIGNALS, spoken

CHANGES = {
    "detector weight": "What signals weigh",
    "feedback tilt": "What people's answers moved",
    "model weight": "Weights of the model",
    "model": "The model",
    "motion record": "Motions",
    "objection answer": "Answers to objections",
}
"""What changed → words, in the order of the page."""
SCOPES = {
    "motion": "Motion",
    "pair": "Pair",
    "motion and pair": "Motion and pair",
    "signal": "Signal cited",
    "all": "All plays",
}
"""Whose record it is → words."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of one sort. `title`: in words; `names`: what changed by its code in words."""

    what: str
    title: str
    changed: tuple[Changed, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """What came of something. `won` of `over`; `share` with its exact 95 % interval, None while none is over; `days`
    from acceptance to the end, the median; `enough`: it may decide something."""

    scope: str
    name: str
    times: int
    won: int
    over: int
    share: float | None
    low: float | None
    high: float | None
    days: float | None
    enough: bool
    says: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Feedback on what one kind of signal brought up; `tilt` in log-odds, None where nothing moves it."""

    signal: str
    helpful: int
    not_helpful: int
    too_early: int
    people: int
    tilt: float | None


@dataclass(frozen=True, slots=True)
class Lost:
    """Deals lost for one reason, all pairs together. `share` of the closed deals, with its exact interval."""

    reason: str
    deals: int
    closed: int
    share: float
    low: float
    high: float
    money: float | None


@dataclass(frozen=True, slots=True)
class Learned:
    """`there`: whether the run tells of learning at all. `since`: the publication that before is of. `plays`: by scope;
    `objections`: by objection and answer, `first`: the answer offered first, by objection."""

    as_of: date
    there: bool
    since: date | None
    changes: tuple[Changes, ...]
    plays: Mapping[str, tuple[Record, ...]]
    objections: tuple[Record, ...]
    first: Mapping[str, str]
    feedback: tuple[Answers, ...]
    losses: tuple[Lost, ...]


@on_one_publication
def learned(desk: Desk) -> Learned:
    """Everything of it in the current publication."""
    products = product_names(desk)
    changed = learned_changes(desk)
    return Learned(
        as_of=desk.publication().as_of,
        there=desk.show_if_there("learning_changes") is not None,
        since=max((one.since for one in changed if one.since), default=None),
        changes=_changes(changed),
        plays=_plays(desk, products),
        objections=tuple(_objection(row) for row in desk.rows("objection_records")),
        first={row["objection"]: row["answer"] for row in desk.rows("objection_first")},
        feedback=tuple(_answers(row) for row in desk.rows("feedback_records")),
        losses=_losses(desk),
    )


def _changes(changed: tuple[Changed, ...]) -> tuple[Changes, ...]:
    return tuple(
        Changes(what, title, found, {one.name: _said(one.name) for one in found})
        for what, title in CHANGES.items()
        if (found := tuple(one for one in changed if one.what == what))
    )


def _said(name: str) -> str:
    return spoken(name, {**SIGNALS, **MOTIONS})


def _plays(desk: Desk, products: Mapping[str, str]) -> dict[str, tuple[Record, ...]]:
    rows = desk.rows("play_records")
    return {
        scope: tuple(
            _play(row, products) for row in sorted(found, key=lambda row: (-row["plays"], row["name"]))
        )
        for scope in SCOPES
        if (found := [row for row in rows if row["scope"] == scope])
    }


def _play(row: Mapping[str, Any], products: Mapping[str, str]) -> Record:
    pair = [products.get(one, one) for one in (row["base_product_id"], row["product_id"]) if one]
    parts = [_said(row[one]) for one in ("motion", "signal_kind") if row[one]]
    parts += [" → ".join(pair)] if pair else []
    return _record(row, row["scope"], ": ".join(parts) or "All", row["plays"])


def _objection(row: Mapping[str, Any]) -> Record:
    return _record(row, row["objection"], row["answer"], row["raised"])


def _record(row: Mapping[str, Any], scope: str, name: str, times: int) -> Record:
    over = row["won"] + row["lost"] + row["declined"]
    ends = (row["win_share"], row["win_low"], row["win_high"])
    return Record(
        scope, name, times, row["won"], over, *ends, row.get("median_days"), row["enough"], row["says"]
    )


def _answers(row: Mapping[str, Any]) -> Answers:
    kind = "No signal cited" if row["signal_kind"] == "none" else _said(row["signal_kind"])
    return Answers(
        kind, row["helpful"], row["not_helpful"], row["too_early"], row["people"], row["tilt"]
    )  # fmt: skip


def _losses(desk: Desk) -> tuple[Lost, ...]:
    rows = [row for row in desk.rows("losses") if not row["base_product_id"] and not row["product_id"]]
    plain = ("deals", "closed", "share", "low", "high", "money")
    return tuple(
        Lost(LOST_TO.get(row["reason"], row["reason"]), **{name: row[name] for name in plain})
        for row in sorted(rows, key=lambda row: (-row["deals"], row["reason"]))
    )
