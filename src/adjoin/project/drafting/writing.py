"""Lines of YAML, each with its reason beside it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap

REASON_AT, WIDTH = 48, 120
"""The column where reasons begin; a reason that does not fit beside its line stands above it."""
_PLAIN = re.compile(r"[A-Za-z_./][\w ./*ÄÖÜäöüß-]*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "none"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a drafted file. `where`: the key (`tables.accounts.name`), empty without a choice."""

    text: str
    reason: str = ""
    where: str = ""


def written(lines: Iterable[Line]) -> str:
    """The file's text."""
    return "\n".join(part for line in lines for part in _told(line)) + "\n"


def _told(line: Line) -> list[str]:
    if not line.reason:
        return [line.text]
    beside = f"{line.text:<{REASON_AT - 2}}  # {line.reason}"
    if len(beside) <= WIDTH:
        return [beside]
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    return [*(f"{indent}# {part}" for part in wrap(line.reason, WIDTH - len(indent) - 2)), line.text]


def scalar(value: str | None) -> str:
    """A text as YAML, quoted where it would be read as something else."""
    if value is None:
        return "null"
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and value == value.strip():
        return value
    return json.dumps(value, ensure_ascii=False)


def flow(values: Mapping[str, str | None]) -> str:
    """A mapping on one line."""
    return "{" + ", ".join(f"{scalar(key)}: {scalar(value)}" for key, value in values.items()) + "}"


def sequence(values: Iterable[str]) -> str:
    """A list on one line."""
    return "[" + ", ".join(scalar(value) for value in values) + "]"


def block(indent: str, key: str, text: str, reason: str, where: str) -> list[Line]:
    """A text of several lines under a key, folded."""
    first = Line(f"{indent}{key}: >-", reason, where)
    return [first, *(Line(f"{indent}  {part}") for part in text.splitlines())]
