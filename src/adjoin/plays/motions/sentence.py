"""Why a motion was chosen, in one sentence with the numbers that decided."""

from dataclasses import dataclass

from adjoin.plays.motions.rules import Motions, When
from adjoin.words.count import counted
from adjoin.words.money import money

IMPLEMENTATIONS = {
    "none": "nothing to implement",
    "guided": "guided implementation",
    "project": "a project of its own to implement",
}
UNKNOWN = {
    "complexity": "complexity",
    "implementation": "implementation",
    "expected_acv": "price",
    "departments": "buying departments",
    "segments": "segment",
    "industries": "industry",
    "countries": "country",
}
"""What a rule asks about, as it is named where it is not known."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One combination of facts; None is not known, or asked by no rule."""

    expected_acv: float | None
    complexity: str | None
    implementation: str | None
    departments: int | None
    segment: str | None
    industry: str | None
    country: str | None

    def knows(self, name: str) -> bool:
        """Whether the fact is known that a rule asks about under that name."""
        own = {"segments": self.segment, "industries": self.industry, "countries": self.country}
        return (own[name] if name in own else getattr(self, name)) is not None


def sentence(facts: Facts, motions: Motions, chosen: int, currency: str) -> str:
    """`Low complexity and $4k a year, under $10k: they can try it alone`, without a full stop.

    `chosen`: index of the rule that fits. What it, or a rule before it, asked and nobody knows is said at the end.
    """
    rule = motions.rules[chosen]
    told = _told(facts, rule.when, currency)
    because = rule.because.strip().rstrip(".")
    said = f"{_listed(told)}: {because}" if told else because
    asked = {name for earlier in motions.rules[: chosen + 1] for name in earlier.when.asks}
    unknown = [words for name, words in UNKNOWN.items() if name in asked and not facts.knows(name)]
    missing = f"; not known: {', '.join(unknown)}" if unknown else ""
    return said[0].upper() + said[1:] + missing


def _told(facts: Facts, when: When, currency: str) -> list[str]:
    """Each fact that the rule asked for."""
    told = {
        "complexity": f"{facts.complexity} complexity",
        "implementation": IMPLEMENTATIONS.get(facts.implementation or "", ""),
        "expected_acv": f"{money(facts.expected_acv, currency)} a year, {_bounds(when, currency)}",
        "departments": f"{counted(facts.departments or 0, 'buying department')} with this one",
        "segments": f"segment {facts.segment}",
        "industries": f"industry {facts.industry}",
        "countries": f"country {(facts.country or '').upper()}",
    }
    return [told[name] for name in when.asks]


def _bounds(when: When, currency: str) -> str:
    """What the sum is held against: `under $10k`, `at least $100k`, `from $10k to under $100k`."""
    span = when.expected_acv
    if span is None:
        return ""
    if span.least is None:
        return f"under {money(span.below, currency)}"
    least = money(span.least, currency)
    return (
        f"at least {least}" if span.below is None else f"from {least} to under {money(span.below, currency)}"
    )


def _listed(parts: list[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else ", ".join(parts[:-1]) + " and " + parts[-1]
