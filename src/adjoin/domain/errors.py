"""What can go wrong, said so that the reader knows what, where and what to do next."""

from collections.abc import Iterable
from difflib import get_close_matches


class AdjoinError(Exception):
    """A failure that a person can act on. `exit_code` is what the command line returns."""

    exit_code = 1


class ConfigurationError(AdjoinError):
    """The user's configuration or arguments are wrong (a missing file or column, bad YAML)."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class RefusedError(AdjoinError):
    """The data was read and refused as a whole (`expect` missed, a required table empty)."""

    exit_code = 3


class UnreachableError(AdjoinError):
    """Something outside could not be reached (a database, a server)."""

    exit_code = 4


def nearest(word: str, known: Iterable[str]) -> str:
    """ " (did you mean 'x'?)" for the nearest known spelling, or the empty string."""
    names = list(known)
    folded = {name.casefold(): name for name in names}
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.55)
    return f" (did you mean '{folded[close[0]]}'?)" if close else ""
