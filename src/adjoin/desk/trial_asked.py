"""A trial as it is asked for, in words: what they mean in this book, and every problem with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from adjoin.desk.contact import contact_meant
from adjoin.desk.desk import Desk
from adjoin.desk.trial_hindrances import hindrances
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import Criterion, Participant, Trial, TrialStep
from adjoin.offers.trials.by import By, tried
from adjoin.offers.trials.starting import Wanted, start
from adjoin.offers.trials.terms import Terms, terms_of
from adjoin.offers.trials.written import criterion, participant, read_criterion

Counted = tuple[str, str | None, float | None]
"""A criterion as what it says, what it counts and the number to reach."""

_UNREAD = [Criterion(1, "not read")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A trial as asked for, in words: accounts, products and people by id or name, or people by e-mail.

    `criteria`: in one line each (`WHAT`, or `WHAT | METRIC | TARGET`) or as what, metric and target. `seeded_with`:
    ("nothing",) where it is said to be empty.
    """

    account: str
    product: str
    criteria: Sequence[str | Counted]
    seeded_with: Sequence[str] | None
    participants: Sequence[str] = ()
    ends_on: date | None = None
    play_id: int | None = None
    anyway: str | None = None


@dataclass
class _Meant:
    """What the words of a request mean, and every problem with them."""

    problems: list[str] = field(default_factory=list)
    account_id: str | None = None
    product_id: str | None = None
    criteria: list[Criterion] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)


def begun(desk: Desk, asked: Asked, by: By) -> tuple[Trial, TrialStep]:
    """The trial and its first step. ConfigurationError with every problem of the words and of the rules."""
    meant = _read(desk, asked)
    account_id, product_id = meant.account_id, meant.product_id
    found = hindrances(desk, account_id, product_id) if account_id and product_id else ()
    wanted = Wanted(
        account_id or "",
        product_id or "",
        meant.criteria or _UNREAD[: len(asked.criteria)],  # what was wrong with them is said already
        asked.seeded_with,
        meant.participants,
        asked.ends_on,
        asked.play_id,
        asked.anyway,
    )
    begun = tried(lambda: start(wanted, by, found, terms_in(desk)), meant.problems)
    if meant.problems or begun is None:
        raise ConfigurationError(*meant.problems)
    return begun


def terms_in(desk: Desk) -> Terms:
    """What the project sets about trials. ConfigurationError if that cannot be."""
    try:
        return terms_of(desk.project.configuration.settings)
    except (TypeError, ValueError) as error:
        raise ConfigurationError(f"settings of trials in adjoin.yaml: {error}.") from None


def _read(desk: Desk, asked: Asked) -> _Meant:
    meant = _Meant()
    meant.account_id = tried(lambda: _account(desk, asked.account), meant.problems)
    meant.product_id = tried(lambda: _product(desk, asked.product), meant.problems)
    for place, given in enumerate(asked.criteria, 1):
        one = tried(partial(_criterion, place, given), meant.problems)
        meant.criteria += [one] if one else []
    people = desk.rows("people_there", meant.account_id) if meant.account_id else []
    for words in asked.participants:
        person = tried(partial(_participant, words, people, asked.account), meant.problems)
        meant.participants += [person] if person else []
    return meant


def _account(desk: Desk, word: str) -> str:
    if not word.strip():
        raise ConfigurationError("Say at which account the trial runs, by id or name.")
    return desk.reader.account_id(word.strip())


def _product(desk: Desk, word: str) -> str:
    if not word.strip():
        raise ConfigurationError("Say which product is tried, by id or name.")
    return desk.product(word.strip()).id


def _criterion(place: int, given: str | Counted) -> Criterion:
    return read_criterion(place, given) if isinstance(given, str) else criterion(place, *given)


def _participant(words: str, people: Sequence[Mapping[str, Any]], account: str) -> Participant:
    """Whom the book knows by id or name, else the e-mail or name as given. Two of one name must be told apart."""
    plain = participant(words)
    called = (plain.name or "").casefold()
    known = {str(row[key] or "").strip().casefold() for row in people for key in ("contact_id", "name")}
    if not called or called not in known:
        return plain
    contact_id = contact_meant(plain.name or "", people, account)
    name = next((row["name"] for row in people if str(row["contact_id"]) == contact_id), None)
    return Participant(name=name, contact_id=contact_id)
