"""A YAML file as plain data that still knows on which line each key stands."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from adjoin.domain.errors import ConfigurationError, nearest

Path_ = tuple[int | str, ...]
_DATE = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b")


@dataclass(frozen=True)
class YamlFile:
    """The content of a YAML mapping and where its keys stand."""

    name: str
    data: dict[str, Any]
    marked: CommentedMap

    def line(self, where: Path_) -> int | None:
        """The line (from 1) of the deepest key of `where` that exists."""
        node: Any = self.marked
        line: int | None = None
        for key in where:
            try:
                if isinstance(node, CommentedMap) and key in node:
                    line = node.lc.key(key)[0] + 1
                elif isinstance(node, CommentedSeq) and isinstance(key, int):
                    line = node.lc.item(key)[0] + 1
                else:
                    break
                node = node[key]
            except (KeyError, IndexError, TypeError):
                break
        return line

    def problem(self, where: Path_, words: str) -> str:
        """ "file, line n, a.b: words."""
        line = self.line(where)
        place = f"{self.name}, line {line}" if line else self.name
        key = ".".join(str(part) for part in where)
        return f"{place}{', ' + key if key else ''}: {words}"

    def problems(
        self, error: ValidationError, known: tuple[str, ...] = (), told: tuple[str, ...] = ()
    ) -> list[str]:
        """Each problem of a pydantic error as a sentence with its line; unknown keys get the nearest spelling.

        What lies below a key of `told` is left out.
        """
        return [
            self._sentence(item, known)
            for item in error.errors()
            if not (item["loc"][1:] and item["loc"][0] in told)
        ]

    def _sentence(self, item: Any, known: tuple[str, ...]) -> str:
        where: Path_ = tuple(
            part for part in item["loc"] if part != "function-before[_column(), ColumnMapping]"
        )
        kind = item["type"]
        if kind == "extra_forbidden":
            return self.problem(where, f"there is no such key{nearest(str(where[-1]), known)}")
        if kind == "missing":
            return self.problem(where, "is missing")
        return self.problem(where, str(item["msg"]).removeprefix("Value error, "))


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML file whose top is a mapping. ConfigurationError says what is wrong and where."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no {path.name} in {path.parent}. Draft one with: adjoin init {path.parent} --from FOLDER"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"{path.name} is not UTF-8 text (byte {error.start}). Save it as UTF-8."
        ) from None
    except OSError as error:
        raise ConfigurationError(f"{path.name} cannot be read: {error.strerror}.") from None
    try:
        marked = YAML(typ="rt").load(text)
        data = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise ConfigurationError(f"{path.name}, line {line}: not valid YAML: {error.problem}.") from None
    except ValueError as error:  # what looks like a date is built as one
        raise ConfigurationError(_no_day(path.name, text) or f"{path.name}: {error}.") from None
    except YAMLError as error:
        raise ConfigurationError(f"{path.name} is not valid YAML: {error}.") from None
    if not isinstance(marked, CommentedMap):
        found = "empty" if marked is None else f"a {type(data).__name__}"
        raise ConfigurationError(
            f"{path.name} is {found}; it must be a mapping of keys such as `{_example(path)}`."
        )
    return YamlFile(path.name, data, marked)


def _no_day(name: str, text: str) -> str | None:
    """The sentence about the first date that no calendar has."""
    for number, line in enumerate(text.splitlines(), start=1):
        for written in _DATE.findall(line):
            try:
                date(*map(int, written.split("-")))
            except ValueError:
                return f"{name}, line {number}: '{written}' is no day; write a date such as 2026-09-30."
    return None


def _example(path: Path) -> str:
    return "products:" if path.name.startswith("catalog") else "tables:"
