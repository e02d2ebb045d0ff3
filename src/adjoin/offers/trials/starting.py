"""Starting a trial: a pure function that refuses, with every problem at once, what is missing or in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import Criterion, Participant, Trial, TrialState, TrialStep, TrialVerb
from adjoin.offers.trials.by import By, sourced, step_of, too_long, tried
from adjoin.offers.trials.terms import Terms
from adjoin.offers.trials.written import MOST_LISTED, seeds, written


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way of a trial. `says`: a sentence without a full stop.

    `opens_on`: the day it lifts, if known. `firm`: no reason of a person lifts it.
    """

    says: str
    opens_on: date | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """The trial that is asked for. `seeded_with`: None where nobody said; ("nothing",) where nothing was said to be.

    `ends_on`: None for the usual length. `anyway`: why it begins although something stands in its way; None if nobody
    said so.
    """

    account_id: str
    product_id: str
    criteria: Sequence[Criterion]
    seeded_with: Sequence[str] | None
    participants: Sequence[Participant] = ()
    ends_on: date | None = None
    play_id: int | None = None
    anyway: str | None = None


def start(
    wanted: Wanted, by: By, hindrances: Sequence[Hindrance] = (), terms: Terms | None = None
) -> tuple[Trial, TrialStep]:
    """The trial and its first step. Refused, with every problem at once, by what is missing and what hinders it."""
    terms = terms or Terms()
    problems: list[str] = []
    seeded = tried(lambda: seeds(tuple(wanted.seeded_with or ())), problems)
    source = tried(lambda: sourced(by.source), problems)
    anyway = (
        None
        if wanted.anyway is None
        else tried(lambda: written(wanted.anyway or "", "Why it begins anyway"), problems)
    )
    ends_on = wanted.ends_on or by.on + timedelta(days=terms.days)
    problems += _unsound(wanted, by.on, ends_on, terms)
    problems += [_hindered(one) for one in hindrances if one.firm or anyway is None]
    if problems or seeded is None or source is None:
        raise ConfigurationError(*problems)
    trial = Trial(
        trial_id=0,
        account_id=wanted.account_id,
        product_id=wanted.product_id,
        state=TrialState.RUNNING,
        started_on=by.on,
        ends_on=ends_on,
        person=by.person,
        criteria=tuple(wanted.criteria),
        participants=tuple(wanted.participants),
        seeded_with=seeded,
        source=source,
        play_id=wanted.play_id,
        anyway=anyway,
    )
    return trial, step_of(by, TrialVerb.START, until=ends_on, reason=anyway)


def _unsound(wanted: Wanted, on: date, ends_on: date, terms: Terms) -> list[str]:
    problems = []
    if not wanted.criteria:
        problems.append(
            "A trial needs at least one criterion: what must be true at its end for it to succeed?"
        )
    if ends_on < on:
        problems.append(f"The trial ends on {ends_on}, before it starts on {on}.")
    problems += too_long(on, ends_on, terms)
    lists = {
        "criteria": wanted.criteria,
        "participants": wanted.participants,
        "things it is seeded with": wanted.seeded_with or (),
    }
    problems += [
        f"{len(given)} {name} are too many; {MOST_LISTED} are the most."
        for name, given in lists.items()
        if len(given) > MOST_LISTED
    ]
    return problems


def _hindered(one: Hindrance) -> str:
    lifts = f" (it lifts on {one.opens_on})" if one.opens_on else ""
    anyway = "" if one.firm else " A person may say why it begins anyway: --anyway WHY."
    return f"{one.says.rstrip('.')}{lifts}.{anyway}"
