"""All experiments, ours and those made elsewhere: what each says, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.experiments_kept import kept
from adjoin.experiments.readouts.distrust import BEYOND_CHANCE

STATES = {"running": "running", "stopped": "stopped", "over": "read", "elsewhere": "made elsewhere"}
DESIGNS = {"delayed_start": "delayed start", "holdout": "holdout until it is stopped"}
VERDICTS = {"works": "it works", "harms": "it harms", "cannot_tell": "cannot tell yet"}
OWN, ELSEWHERE = "own", "elsewhere"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What one arm says against the arm left alone, all products together. `verdict`: works, harms or cannot_tell.

    `difference`: share that started there less share that started in the control, with its interval; None and −1 to 1
    where nothing has matured.
    """

    arm: str
    verdict: str
    difference: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One experiment in the list. `state`: running, stopped, over or elsewhere.

    `held`, `approached`: units drawn, None where nobody said which arm is the control. `begun`, `matured`: units whose
    time began, and is over; None before the first run after its start. `days_to_read_on`: None where no day is given.
    `distrusted`: the arms are not as large as they were drawn. `said`: what each arm says.
    """

    experiment: str
    source: str
    state: str
    design: str | None
    started_on: date | None
    read_on: date | None
    days_to_read_on: int | None
    held: int | None
    approached: int | None
    begun: int | None
    matured: int | None
    contamination: int | None
    distrusted: bool
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Experiments:
    """All of them, those that run first. `there`: whether the run reads experiments."""

    as_of: date
    there: bool
    listed: tuple[Listed, ...]


@on_one_publication
def experiments(desk: Desk) -> Experiments:
    """Ours as the ledger keeps them, with what the run read out of them; then those made elsewhere."""
    as_of = desk.publication().as_of
    ours = {row["experiment"]: row for row in kept(desk)}
    read = {(row["experiment"], row["source"]): row for row in desk.rows("experiments")}
    said = said_by_arm(desk.rows("readouts"), as_of)
    keys = [(name, OWN) for name in ours] + [key for key in read if key[1] == ELSEWHERE]
    found = [
        _listed(key, ours.get(key[0]) if key[1] == OWN else None, read.get(key, {}), said.get(key, ()), as_of)
        for key in keys
    ]
    return Experiments(
        as_of=as_of,
        there=desk.show_if_there("experiments") is not None,
        listed=tuple(sorted(found, key=lambda one: list(STATES).index(one.state))),
    )


def _listed(key: tuple[str, str], ours: Row | None, read: Row, said: Sequence[Said], as_of: date) -> Listed:
    told = ours or read
    read_on = told.get("read_on")
    return Listed(
        experiment=key[0],
        source=key[1],
        state=told["state"],
        design=told["design"],
        started_on=told["started_on"],
        read_on=read_on,
        days_to_read_on=None if read_on is None else max((read_on - as_of).days, 0),
        held=told["held"],
        approached=told["approached"],
        begun=read.get("begun"),
        matured=read.get("matured"),
        contamination=read.get("contamination"),
        distrusted=is_distrusted(read.get("sample_ratio_p")),
        said=tuple(said),
    )


def is_distrusted(p: float | None) -> bool:
    """Whether arms as uneven as these are beyond what chance draws."""
    return p is not None and p < BEYOND_CHANCE


def said_by_arm(readouts: Sequence[Row], as_of: date) -> dict[tuple[str, str], tuple[Said, ...]]:
    """By (experiment, source): what each arm but the control says, by the method that may be read on the day."""
    found: dict[tuple[str, str], list[Said]] = {}
    for row in readouts:
        if row["product_id"] is None and not row["is_control"] and row["method"] == method_now(row, as_of):
            one = Said(row["arm"], row["verdict"], row["difference"], row["low"], row["high"])
            found.setdefault((row["experiment"], row["source"]), []).append(one)
    return {key: tuple(rows) for key, rows in found.items()}


def method_now(readout: Row, as_of: date) -> str:
    """The one look of a fixed date once it may be taken (ours on its day, elsewhere when all have matured); until then
    the interval that may be read at any time."""
    read_on = readout["read_on"]
    due = as_of >= read_on if read_on is not None else not readout["not_matured"]
    return "fixed_date" if due else "anytime"
