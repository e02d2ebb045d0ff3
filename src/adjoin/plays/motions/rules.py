"""The rules of the motions: what each asks, in which order, and whether each can ever fire."""

from functools import cache

from pydantic import Field, ValidationError

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.own_file import OwnFile, ShippedFile, Written, no_such
from adjoin.plays.business_days import spellings

FILE = "plays/motions.yaml"
MOTIONS = ("product_led_trial", "csm_led_introduction", "solutions_demonstration", "executive_platform_deal")
COMPLEXITIES, IMPLEMENTATIONS = ("low", "medium", "high"), ("none", "guided", "project")
LISTS = ("complexity", "implementation", "segments", "industries", "countries")


class Span(Written):
    """Money a year, from the first, which is included, to the second, which is not."""

    least: float | None = Field(default=None, alias="from", ge=0)
    below: float | None = Field(default=None, alias="to", gt=0)


class When(Written):
    """The conditions of a rule; all must hold, and a fact that is not known meets none."""

    complexity: tuple[str, ...] | None = None
    implementation: tuple[str, ...] | None = None
    expected_acv: Span | None = None
    departments: int | None = Field(default=None, ge=1)
    segments: tuple[str, ...] | None = None
    industries: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None

    def words(self, name: str) -> frozenset[str] | None:
        """The words of a list as they are compared; None where the rule does not ask."""
        listed: tuple[str, ...] | None = getattr(self, name)
        if listed is None:
            return None
        if name == "countries":
            return frozenset(spelling for word in listed for spelling in spellings(word))
        return frozenset(word.strip().lower() for word in listed)

    @property
    def asks(self) -> tuple[str, ...]:
        """The facts that the rule asks about."""
        return tuple(name for name in When.model_fields if getattr(self, name) is not None)


class Rule(Written):
    """One rule. `because`: the end of the sentence. `cost`: of our people's time for one such play, in money."""

    motion: str
    when: When = When()
    because: str = Field(min_length=1)
    cost: float = Field(default=0.0, ge=0)


class Motions(Written):
    """The rules in order; the last fits always."""

    rules: tuple[Rule, ...] = Field(min_length=1)


@cache
def shipped_motions() -> Motions:
    """The rules that ship with Adjoin."""
    return motions_from(ShippedFile("adjoin.plays", "motions.yaml"))


def motions_from(file: OwnFile) -> Motions:
    """The rules of a file. ConfigurationError lists every problem at once, each with its line."""
    try:
        motions = Motions.model_validate(file.data)
    except ValidationError as error:
        known = (*Motions.model_fields, *Rule.model_fields, *When.model_fields, "from", "to")
        raise ConfigurationError(*file.problems(error, known)) from None
    problems = [*_unknown(motions, file), *_never(motions, file)]
    if problems:
        raise ConfigurationError(*problems)
    return motions


def _unknown(motions: Motions, file: OwnFile) -> list[str]:
    """Words that no motion, complexity or implementation has."""
    problems = []
    for place, rule in enumerate(motions.rules):
        where: tuple[int | str, ...] = ("rules", place)
        if rule.motion not in MOTIONS:
            problems.append(file.problem((*where, "motion"), no_such(rule.motion, MOTIONS, "motion")))
        for name, known in (("complexity", COMPLEXITIES), ("implementation", IMPLEMENTATIONS)):
            words: tuple[str, ...] = getattr(rule.when, name) or ()
            problems += [
                file.problem((*where, "when", name), no_such(word, known, name))
                for word in words
                if word.strip().lower() not in known
            ]
    return problems


def _never(motions: Motions, file: OwnFile) -> list[str]:
    """Rules that can never fire, and a last rule that does not fit always."""
    problems = []
    for place, rule in enumerate(motions.rules):
        if (why := _contradiction(rule.when)) is not None:
            problems.append(file.problem(("rules", place, "when"), f"this rule can never fire: {why}"))
            continue
        for before, earlier in enumerate(motions.rules[:place]):
            if _covers(earlier.when, rule.when):
                words = f"this rule can never fire: rule {before + 1} fits wherever it does; move it before that one"
                problems.append(file.problem(("rules", place), words))
                break
    if motions.rules[-1].when.asks:
        last = len(motions.rules) - 1
        words = "the last rule must have no condition (no `when`), so that every account gets a motion"
        problems.append(file.problem(("rules", last), words))
    return problems


def _contradiction(when: When) -> str | None:
    empty = [name for name in LISTS if getattr(when, name) == ()]
    if empty:
        return f"`{empty[0]}` lists nothing"
    span = when.expected_acv
    if span is not None and span.least is None and span.below is None:
        return "`expected_acv` has neither `from` nor `to`"
    if span is not None and span.least is not None and span.below is not None and span.below <= span.least:
        return f"`expected_acv` begins at {span.least:g} and ends before it, at {span.below:g}"
    return None


def _covers(earlier: When, later: When) -> bool:
    """Whether the earlier rule fits wherever the later one does."""
    for name in LISTS:
        theirs, ours = earlier.words(name), later.words(name)
        if theirs is not None and (ours is None or not ours <= theirs):
            return False
    if earlier.departments is not None and (later.departments or 0) < earlier.departments:
        return False
    return _span_within(earlier.expected_acv, later.expected_acv)


def _span_within(outer: Span | None, inner: Span | None) -> bool:
    if outer is None:
        return True
    if inner is None:
        return False
    begins = outer.least is None or (inner.least is not None and inner.least >= outer.least)
    ends = outer.below is None or (inner.below is not None and inner.below <= outer.below)
    return begins and ends
