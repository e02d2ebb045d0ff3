"""One page in words that goes with an answer, and what it may be made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from adjoin.domain.artefact import ArtefactKind


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines, plain text."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Artefact:
    """One page. `cites`: ids of the brief's evidence that it rests on."""

    kind: ArtefactKind
    title: str
    sections: tuple[Section, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What people know beyond the brief; what is not given is left open, and the page says for whom.

    `features`: of the base product, seen unused; the first two count. `owners`: names of ours by role (csm, ae,
    solutions, partner). `days`: by step, see the page's file. `reviewer`: who at the customer reviews it.
    """

    features: tuple[str, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    reviewer: str | None = None


NOTHING_GIVEN = Given()
