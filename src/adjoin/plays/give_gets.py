"""Give-gets: what we give and what we get for it, chosen by rules in a file; always exactly one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field, ValidationError

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.own_file import OwnFile, ShippedFile, Written, no_such
from adjoin.domain.play import GiveGet
from adjoin.plays.motions import MOTIONS
from adjoin.words.hidden_discount import hidden_discount

FILE = "plays/give_gets.yaml"
CAP = 0.25
"""The most off the price that nobody has to approve."""


class Days(Written):
    """Days until the next renewal, from the first, which is included, to the second, which is not."""

    least: int | None = Field(default=None, alias="from")
    below: int | None = Field(default=None, alias="to")

    def holds(self, days: int | None) -> bool:
        return (
            days is not None
            and (self.least is None or days >= self.least)
            and (self.below is None or days < self.below)
        )


class Suits(Written):
    """When it suits; all of it must hold, and what is not known suits none."""

    motions: tuple[str, ...] | None = Field(default=None, min_length=1)
    industries: tuple[str, ...] | None = Field(default=None, min_length=1)
    implementation: tuple[Literal["none", "guided", "project"], ...] | None = Field(
        default=None, min_length=1
    )
    renewal: Days | None = None


class Offered(Written):
    """One give-get as written; `because` says why it suits."""

    name: str = Field(min_length=1)
    gives: str = Field(min_length=1)
    gets: str = Field(min_length=1)
    because: str = Field(min_length=1)
    discount: float = Field(default=0.0, ge=0, le=1)
    suits: Suits | None = None


class GiveGets(Written):
    """All of them in order; the last suits always."""

    give_gets: tuple[Offered, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The one, and why, as a sentence without a full stop."""

    give_get: GiveGet
    why: str


@cache
def shipped_give_gets() -> GiveGets:
    """Those that ship with Adjoin."""
    return give_gets_from(ShippedFile("adjoin.plays", "give_gets.yaml"))


def give_gets_from(file: OwnFile, cap: float = CAP) -> GiveGets:
    """Those of a file. `cap`: no discount may be larger. ConfigurationError lists every problem at once."""
    try:
        found = GiveGets.model_validate(file.data)
    except ValidationError as error:
        known = (*GiveGets.model_fields, *Offered.model_fields, *Suits.model_fields, "from", "to")
        raise ConfigurationError(*file.problems(error, known)) from None
    problems = _problems(found, file, cap)
    if problems:
        raise ConfigurationError(*problems)
    return found


def _problems(found: GiveGets, file: OwnFile, cap: float) -> list[str]:
    problems, last = [], len(found.give_gets) - 1
    for place, offered in enumerate(found.give_gets):
        where: tuple[int | str, ...] = ("give_gets", place)
        problems += [
            file.problem((*where, "suits", "motions"), no_such(motion, MOTIONS, "motion"))
            for motion in (offered.suits.motions if offered.suits else None) or ()
            if motion not in MOTIONS
        ]
        if offered.discount > cap:
            words = f"{offered.discount:.0%} off is more than the cap of {cap:.0%}; offer less"
            problems.append(file.problem((*where, "discount"), words))
        problems += [file.problem((*where, "gives"), words) for words in _hidden(offered)]
        if place == last and _asks(offered.suits):
            problems.append(
                file.problem(where, "the last one must suit always (no `suits`), so that there is one")
            )
        if place < last and not _asks(offered.suits):
            words = "this one suits always, so that those after it are never chosen; put it last"
            problems.append(file.problem(where, words))
    for name, times in Counter(offered.name for offered in found.give_gets).items():
        if times > 1:
            problems.append(file.problem(("give_gets",), f"the name '{name}' is there {times} times"))
    return problems


def _hidden(offered: Offered) -> Iterator[str]:
    """Words that take more off the price than `discount` says."""
    found = hidden_discount(offered.gives, offered.gets)
    if found is not None and not found.fits(offered.discount):
        share = "something" if found.share is None else f"{found.share:.0%}"
        yield f"“{found.said}” takes {share} off the price; say it with `discount`"


def choose(
    give_gets: GiveGets,
    motion: str | None,
    industry: str | None = None,
    implementation: str | None = None,
    days_to_renewal: int | None = None,
) -> Chosen:
    """The first that suits. `industry`: the customer's, as written; `days_to_renewal`: None where none is known."""
    for offered in give_gets.give_gets:
        if _suits(offered.suits or Suits(), motion, industry, implementation, days_to_renewal):
            return _chosen(offered)
    raise ConfigurationError(f"No give-get suits: end {FILE} with one that has no `suits`.")


def named(give_gets: GiveGets, name: str) -> Chosen | None:
    """The one of that name; None if there is none."""
    return next((_chosen(offered) for offered in give_gets.give_gets if offered.name == name), None)


def _chosen(offered: Offered) -> Chosen:
    give_get = GiveGet(offered.name, offered.gives, offered.gets, offered.discount)
    return Chosen(give_get, offered.because.rstrip("."))


def _asks(suits: Suits | None) -> bool:
    return suits is not None and any(getattr(suits, name) is not None for name in Suits.model_fields)


def _suits(
    suits: Suits,
    motion: str | None,
    industry: str | None,
    implementation: str | None,
    days_to_renewal: int | None,
) -> bool:
    written = (industry or "").casefold()
    return all(
        (
            suits.motions is None or motion in suits.motions,
            suits.industries is None or any(word.casefold() in written for word in suits.industries),
            suits.implementation is None or implementation in suits.implementation,
            suits.renewal is None or suits.renewal.holds(days_to_renewal),
        )
    )
