"""Who does what with a trial, on which day, and the step that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import TrialStep, TrialVerb
from adjoin.offers.trials.terms import Terms
from adjoin.offers.trials.written import MOST_SOURCE, written

T = TypeVar("T")

OF_SUBSCRIPTIONS = "subscriptions"
"""The source of trials that are read from subscriptions; nobody else may call itself so."""


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step, and the day from which it counts. `token`: the same token twice is the same step.

    `source`: "person", or as the product that reports it names itself. `data`: what the step keeps beside it.
    """

    person: str
    on: date
    token: str | None = None
    source: str = "person"
    data: Mapping[str, Any] = field(default_factory=dict)


def step_of(by: By, verb: TrialVerb, **rest: Any) -> TrialStep:
    """A step of that person on that day, with who reported it; `rest`: fields of the step."""
    data = {**by.data, "source": sourced(by.source)}
    return TrialStep(verb, by.person, by.on, token=by.token, data=data, **rest)


def sourced(source: str) -> str:
    """The source in one line. ConfigurationError if it is empty, long, or the name of trials in subscriptions."""
    name = written(source, "The source", MOST_SOURCE)
    if name.casefold() == OF_SUBSCRIPTIONS:
        raise ConfigurationError(
            f"'{name}' is the source of trials in subscriptions; name the product itself."
        )
    return name


def too_long(started_on: date, ends_on: date, terms: Terms) -> list[str]:
    """What is wrong with the length of a trial, as sentences."""
    latest = started_on + timedelta(days=terms.most_days)
    if ends_on <= latest:
        return []
    return [f"A trial runs {terms.most_days} days at most: until {latest}, not until {ends_on}."]


def tried(read: Callable[[], T], problems: list[str]) -> T | None:
    """What is read; None, with its problems added to `problems`, where it is refused."""
    try:
        return read()
    except ConfigurationError as error:
        problems += error.problems
        return None
