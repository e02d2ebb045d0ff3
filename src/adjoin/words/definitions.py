"""What each number on a page means; the sentences are in `definitions.md`."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ENTRY = re.compile(
    r"^## (?P<term>.+?) \{(?P<anchor>[a-z-]+)\}\n(?P<means>.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Definition:
    """One term. `anchor`: its place on the definitions page."""

    anchor: str
    term: str
    means: str


@cache
def definitions() -> dict[str, Definition]:
    """By anchor, in reading order."""
    text = files("adjoin.words").joinpath("definitions.md").read_text(encoding="utf-8")
    found = (entry.groupdict() for entry in ENTRY.finditer(text))
    return {e["anchor"]: Definition(e["anchor"], e["term"], " ".join(e["means"].split())) for e in found}
