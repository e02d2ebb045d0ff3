"""The tasks of a campaign as they are written in a file, and what is wrong with them."""

from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Literal

from pydantic import Field, ValidationError

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.own_file import OwnFile, ShippedFile, Written, no_such
from adjoin.domain.play import Phase
from adjoin.plays.motions import MOTIONS
from adjoin.plays.phases import PHASE_DAYS

FILE = "plays/campaigns.yaml"
PLACEHOLDERS = (
    "account",
    "product",
    "base_product",
    "buyer",
    "user",
    "evaluator",
    "partner",
    "feature",
    "give",
    "get",
    "introduction",
    "acquainted",
)
Known = Literal["known", "unknown"]
Question = Literal["need", "budget", "timing"]


class OnlyIf(Written):
    """When a task is needed; all of it must hold. `open`, `answered`: how a question of the diagnosis stands.

    `industry`: a name of the file's `industries`.
    """

    open: Question | None = None
    answered: Question | None = None
    partner: Known | None = None
    buyer: Known | None = None
    evaluator: Known | None = None
    introduction: Known | None = None
    acquainted: Known | None = None
    single_thread: bool | None = None
    industry: str | None = None
    implementation: tuple[Literal["none", "guided", "project"], ...] | None = None


class TaskLine(Written):
    """One task as written. `day`: from acceptance."""

    phase: Phase
    day: int = Field(ge=0)
    role: Literal["csm", "ae", "solutions", "partner"]
    what: str = Field(min_length=1)
    asks: Question | None = None
    hand_off_days: int | None = Field(default=None, ge=1)
    each_feature: bool = False
    only_if: OnlyIf = OnlyIf()


class Campaigns(Written):
    """The tasks of every motion, of each, and of a fix of adoption. `industries`: words that tell each."""

    every_motion: tuple[TaskLine, ...] = ()
    motions: dict[str, tuple[TaskLine, ...]] = Field(default_factory=dict)
    fix_adoption: tuple[TaskLine, ...] = Field(min_length=1)
    industries: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def of(self, motion: str | None) -> tuple[TaskLine, ...]:
        """The tasks of a motion, those of every motion first; of an unknown motion only these."""
        return (*self.every_motion, *self.motions.get(motion or "", ()))

    def industry_of(self, written: str | None) -> str | None:
        """The industry whose word the customer's contains; None if there is none."""
        folded = (written or "").casefold()
        found = (
            name
            for name, words in self.industries.items()
            if any(word.casefold() in folded for word in words)
        )
        return next(found, None)


@cache
def shipped_campaigns() -> Campaigns:
    """The tasks that ship with Adjoin."""
    return campaigns_from(ShippedFile("adjoin.plays", "campaigns.yaml"))


def campaigns_from(file: OwnFile) -> Campaigns:
    """The tasks of a file. ConfigurationError lists every problem at once, each with its line."""
    try:
        campaigns = Campaigns.model_validate(file.data)
    except ValidationError as error:
        known = (*Campaigns.model_fields, *TaskLine.model_fields, *OnlyIf.model_fields)
        raise ConfigurationError(*file.problems(error, known)) from None
    problems = [
        file.problem(("motions", motion), no_such(motion, MOTIONS, "motion"))
        for motion in campaigns.motions
        if motion not in MOTIONS
    ]
    problems += [
        file.problem(("motions",), f"'{motion}' has no task, nor has every motion")
        for motion in MOTIONS
        if not campaigns.of(motion)
    ]
    for where, line in _lines(campaigns):
        problems += [file.problem((*where, key), words) for key, words in _faults(line, campaigns.industries)]
    if problems:
        raise ConfigurationError(*problems)
    return campaigns


def _lines(campaigns: Campaigns) -> Iterator[tuple[tuple[int | str, ...], TaskLine]]:
    """Each task and where it stands in the file."""
    named: dict[tuple[int | str, ...], tuple[TaskLine, ...]] = {
        ("every_motion",): campaigns.every_motion,
        ("fix_adoption",): campaigns.fix_adoption,
        **{("motions", motion): lines for motion, lines in campaigns.motions.items()},
    }
    for where, lines in named.items():
        for place, line in enumerate(lines):
            yield (*where, place), line


def _faults(line: TaskLine, industries: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """What is wrong with a task: the key, and the words for it."""
    first, last = PHASE_DAYS[line.phase]
    if (line.phase is not Phase.DISCOVERY and line.day < first) or line.day > last:
        yield "day", f"day {line.day} is not in {line.phase}, which lasts from day {first} to day {last}"
    industry = line.only_if.industry
    if industry is not None and industry not in industries:
        yield "only_if", no_such(industry, tuple(industries), "industry")
    if line.only_if.implementation == ():
        yield "only_if", "`implementation` lists nothing, so that the task is never needed"
    try:
        named = [name for _, name, _, _ in Formatter().parse(line.what) if name is not None]
    except ValueError:
        yield "what", "a curly bracket is not closed; write a placeholder such as {account}"
        return
    for name in named:
        if name not in PLACEHOLDERS:
            yield "what", no_such(name, PLACEHOLDERS, "placeholder")
