"""What people and products do with trials: start one, report on it, end it. Each step is kept once by its key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.person import Person
from adjoin.desk.stepping import account_said
from adjoin.desk.trial_asked import Asked, begun, terms_in
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import KeptStep, TrialChange, TrialHistory
from adjoin.offers.trials import steps
from adjoin.offers.trials.by import By

__all__ = [
    "Asked",
    "Reporter",
    "Trialled",
    "convert",
    "end",
    "extend",
    "met",
    "milestone",
    "start_trial",
    "stop",
]

Decide = Callable[[TrialHistory, By], TrialChange]
ASKED = "asked"
"""Where a step keeps what was sent with its key, so that a key used for something else is noticed."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: `source` is "person", or as a product names itself. `asked`: a digest of what was sent with the key
    (the person's token), None where there is none to compare."""

    person: Person
    source: str = "person"
    on: date | None = None
    asked: str | None = None

    @property
    def token(self) -> str | None:
        """The key, apart from those of plays."""
        return f"trial:{self.person.token}" if self.person.token else None

    def by(self, earliest: date) -> By:
        """Who steps on which day; `earliest`: the day where none is given."""
        data: Mapping[str, Any] = {ASKED: self.asked} if self.asked else {}
        return By(self.person.name, self.person.day(self.on, earliest), self.token, self.source, data)


@dataclass(frozen=True, slots=True)
class Trialled:
    """What was done with a trial, said back. `again`: the same key had done it before, and nothing was done now."""

    history: TrialHistory
    entry_id: int
    says: str
    again: bool = False


@on_one_publication
def start_trial(desk: Desk, asked: Asked, who: Reporter) -> Trialled:
    """Begin a trial, if nothing stands in its way, or somebody says why it begins anyway.

    ConfigurationError with every problem; ConflictError if one of that product runs at that account.
    """
    before = desk.ledger.trial_begun_with(who.token) if who.token else None
    if before is not None:
        return _started(desk, before, who, again=True)
    publication = desk.publication()
    trial, step = begun(desk, asked, who.by(publication.as_of))
    history = desk.ledger.start_trial(trial, step, who.person.at, publication.run_id)
    return _started(desk, history, who)


def milestone(desk: Desk, trial_id: int, text: str, who: Reporter) -> Trialled:
    """Something was reached."""
    return _take(desk, trial_id, who, lambda h, by: steps.milestone(h, by, text), "Milestone kept")


def met(desk: Desk, trial_id: int, which: str, who: Reporter) -> Trialled:
    """A criterion is met; `which`: its number, or its words."""
    return _take(
        desk, trial_id, who, lambda h, by: steps.met(h, by, _place(h, which)), f"Criterion {which} is met"
    )


def extend(desk: Desk, trial_id: int, until: date, reason: str | None, who: Reporter) -> Trialled:
    """A later end, once, and why."""
    terms = terms_in(desk)
    return _take(
        desk,
        trial_id,
        who,
        lambda h, by: steps.extend(h, by, until, reason, terms),
        f"Extended until {until}",
    )


def end(desk: Desk, trial_id: int, reason: str | None, who: Reporter) -> Trialled:
    """It is over."""
    return _take(desk, trial_id, who, lambda h, by: steps.end(h, by, reason), "Ended")


def stop(desk: Desk, trial_id: int, reason: str | None, who: Reporter) -> Trialled:
    """It is broken off, and why."""
    return _take(desk, trial_id, who, lambda h, by: steps.stop(h, by, reason), "Stopped")


def convert(desk: Desk, trial_id: int, reason: str | None, who: Reporter) -> Trialled:
    """They buy, and by what one knows it."""
    return _take(desk, trial_id, who, lambda h, by: steps.convert(h, by, reason), "Converted")


def _started(desk: Desk, history: TrialHistory, who: Reporter, *, again: bool = False) -> Trialled:
    kept = history.steps[0]
    _refuse_another_request(kept, who)
    trial = history.trial
    empty = "" if trial.seeded_with else " It is seeded with nothing of theirs, which is a weakness."
    says = (
        f"Trial {trial.trial_id} of {desk.product(trial.product_id).name} at {account_said(desk, trial.account_id)} "
        f"runs until {trial.ends_on}, by {trial.person}.{empty}"
    )
    return Trialled(history, kept.entry_id, says, again)


def _take(desk: Desk, trial_id: int, who: Reporter, decide: Decide, says: str) -> Trialled:
    publication = desk.publication()
    before = desk.ledger.trial(trial_id).kept(who.token)

    def decided(history: TrialHistory) -> TrialChange:
        latest = max((kept.step.effective_on for kept in history.steps), default=publication.as_of)
        return decide(history, who.by(max(publication.as_of, latest)))

    history = desk.ledger.step_trial(trial_id, decided, who.person.at, publication.run_id, who.token)
    kept = history.kept(who.token) or history.steps[-1]
    _refuse_another_request(kept, who)
    where = account_said(desk, history.trial.account_id)
    said = f"{says}: trial {trial_id} at {where}, by {who.person.name}."
    return Trialled(history, kept.entry_id, said, again=before is not None)


def _refuse_another_request(kept: KeptStep, who: Reporter) -> None:
    if who.asked and kept.step.data.get(ASKED) not in (None, who.asked):
        raise ConfigurationError(
            f"The key '{who.person.token}' was sent with something else before. Send a new key with every new request."
        )


def _place(history: TrialHistory, which: str) -> int:
    if which.strip().isdecimal():
        return int(which)
    meant = [one for one in history.trial.criteria if which.strip().casefold() in one.what.casefold()]
    if len(meant) == 1:
        return meant[0].place
    listed = ", ".join(f"{one.place} ({one.what})" for one in meant or history.trial.criteria)
    several = "Several criteria say" if meant else "No criterion says"
    raise ConfigurationError(f"{several} '{which}'. Use a number: {listed}.")
