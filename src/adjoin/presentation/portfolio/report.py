"""What the portfolio report says, everything in words: one report, two renderings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `number`: stands to the right; `wide`: sentences, which take what width is left."""

    title: str
    number: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One question and its answer. `says`: the answer in sentences; `means`: what the numbers are. Where there are no
    rows, `none` says why and what would give some. Each row has as many cells as there are columns."""

    title: str
    means: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str
    says: tuple[str, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one audience needs. `key`: product, pricing or gtm; `answers`: the few sentences that matter most."""

    key: str
    title: str
    answers: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole. `about`: what it rests on, in a sentence; `as_of`: the day, in words and as ISO text."""

    company: str
    title: str
    as_of: str
    as_of_iso: str
    about: str
    parts: tuple[Part, ...]
