"""What people and products write about a trial: kept as data, in one line, without what no page can show."""

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import Criterion, Participant

MOST_WORDS = 500
"""Characters of one criterion, milestone or reason."""

MOST_SOURCE = 80
MOST_LISTED = 50
"""Criteria, participants or things that a trial is seeded with."""

NOTHING = "nothing"
"""The word for a trial that holds none of the customer's data."""


def in_one_line(words: str) -> str:
    """The words without control characters, with single spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def written(words: str, what: str, most: int = MOST_WORDS) -> str:
    """The words in one line. ConfigurationError, naming `what`, if there are none or more characters than `most`."""
    line = in_one_line(words)
    if not line:
        raise ConfigurationError(f"{what} is empty: say it in words.")
    if len(line) > most:
        raise ConfigurationError(f"{what} has {len(line)} characters; {most} are the most.")
    return line


def criterion(place: int, what: str, metric: str | None = None, target: float | None = None) -> Criterion:
    """The criterion of that number. ConfigurationError if it says nothing, or counts to no number."""
    name = f"Criterion {place}"
    words = written(what, name)
    if target is not None and not abs(target) < float("inf"):
        raise ConfigurationError(f"{name}: its target is no number.")
    counted = None if metric is None else written(metric, f"{name}: what it counts", 200)
    return Criterion(place, words, counted, target)


def read_criterion(place: int, line: str) -> Criterion:
    """A criterion as a person writes it in one line: `WHAT`, or `WHAT | METRIC | TARGET`."""
    what, *rest = (part.strip() for part in line.split("|"))
    if len(rest) not in (0, 2):
        raise ConfigurationError(f"Criterion {place} is written WHAT, or WHAT | METRIC | TARGET: '{line}'.")
    if not rest:
        return criterion(place, what)
    try:
        target = float(rest[1].replace(",", ""))
    except ValueError:
        raise ConfigurationError(f"Criterion {place}: its target '{rest[1]}' is no number.") from None
    return criterion(place, what, rest[0], target)


def participant(words: str) -> Participant:
    """One of theirs whom the book does not know: by e-mail, or by name."""
    line = written(words, "A participant", 200)
    return Participant(email=line) if "@" in line and " " not in line else Participant(name=line)


def seeds(given: tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """What the trial holds of the customer's own data: empty where `nothing` was said.

    ConfigurationError where nobody said anything, for a trial that shows nothing of their own proves little, and where
    `nothing` stands beside something.
    """
    things = tuple(written(one, "What the trial is seeded with") for one in given or ())
    if not things:
        raise ConfigurationError(
            "Say what customer data the trial is seeded with, such as 'deals of Pipeline', or 'nothing': a trial "
            "without their own data proves little."
        )
    if NOTHING not in {one.casefold() for one in things}:
        return things
    if len(things) > 1:
        raise ConfigurationError("A trial is seeded with something or with 'nothing', not with both.")
    return ()
