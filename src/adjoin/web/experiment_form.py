"""What the form of an experiment sends, and how the desk's refusals read beside it."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from pydantic import BaseModel

from adjoin.desk.experimenting import Wanted
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.experiment import Design

Value = TypeVar("Value")
COMMAND = re.compile(r" (?:Run|First see what it could show): adjoin .*|: --(?:approver|why) .*")
ANYWAY = re.compile(r" Whoever has to goes on with --anyway WHY; the account .*")
OPTIONS = {
    "--held-share is a share between 0 and 1, such as 0.5": "Held out is a percentage between 0 and 100, such as 50",
    "leave --delay out": "leave the days until release empty",
    "--delay": "Release after",
    "--horizon": "What counts",
    "--read-on": "Read on",
}
"""Options of the command line, and what the form calls them."""


class PlanSent(BaseModel):
    """What the form sent; empty where nothing was written. `held_share`: per cent. `exclude`: one account a line."""

    name: str = ""
    design: str = str(Design.DELAYED_START)
    held_share: str = ""
    delay_days: str = ""
    horizon_days: str = ""
    read_on: str = ""
    exclude: str = ""


class StartSent(PlanSent):
    """The same with who approves."""

    approver: str = ""


class StopSent(BaseModel):
    """Which one ends, and why."""

    experiment: str = ""
    why: str = ""


def wanted_of(sent: PlanSent) -> Wanted:
    """What was asked for. ConfigurationError with every field that cannot be read."""
    problems: list[str] = []

    def read(words: str, reader: Callable[[str], Value], says: str) -> Value | None:
        try:
            return reader(words.strip()) if words.strip() else None
        except ValueError:
            problems.append(f"'{words.strip()}' is not {says}.")
            return None

    share = read(sent.held_share.removesuffix("%"), float, "a percentage; write it as 50")
    delay = read(sent.delay_days, int, "a number of days; write it as 90")
    horizon = read(sent.horizon_days, int, "a number of days; write it as 90")
    read_on = read(sent.read_on, date.fromisoformat, "a day; write it as 2026-09-30")
    if problems:
        raise ConfigurationError(*problems)
    excluded = tuple(line.strip() for line in sent.exclude.splitlines() if line.strip())
    share = None if share is None else round(share / 100, 9)
    return Wanted(sent.name, sent.design, share, delay, horizon, read_on, excluded)


def in_words(problems: Sequence[str]) -> tuple[str, ...]:
    """The sentences as the form has them: without options and commands, for which there are fields here."""
    told = []
    for problem in problems:
        said = ANYWAY.sub("", COMMAND.sub("", problem))
        for option, words in OPTIONS.items():
            said = said.replace(option, words)
        said = said[:1].upper() + said[1:]
        told.append(said if said.endswith((".", "…")) else f"{said}.")
    return tuple(told)
