"""Sentences that ship with the package, invented: what a catalog's sentences are held against."""

from functools import cache
from importlib.resources import files


@cache
def background() -> tuple[str, ...]:
    """Ordinary business text that asks for no product: sign-in, invoices, thanks, outages, how-to, corrections."""
    return _lines("background.txt")


@cache
def needs_said() -> tuple[str, ...]:
    """How people speak when they describe a need, of whatever kind, in many trades."""
    return _lines("needs_said.txt")


@cache
def functions() -> tuple[tuple[str, ...], ...]:
    """Words for one and the same function of a company, a group a line."""
    return tuple(tuple(word.strip() for word in line.split(",")) for line in _lines("functions.txt"))


def _lines(name: str) -> tuple[str, ...]:
    text = files("adjoin.language").joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line)
