"""What other companies call tables, columns and values: `synonyms.yaml`, looked up by plain words."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LEAST_COMPOUND = 5
"""Letters that a word needs to be recognised at the front of a longer one (`Kundenstamm`)."""


def plain(name: str) -> str:
    """`AccountId`, `Account ID` and `account-id` are all account_id; ä is ae."""
    lower = _CAMEL.sub("_", name.strip()).lower().translate(UMLAUTS)
    return re.sub(r"[^a-z0-9]+", "_", lower).strip("_")


def squeezed(name: str) -> str:
    """Letters and digits only: `GTX Pro` and `GTXPro` are one."""
    return plain(name).replace("_", "")


@dataclass(frozen=True)
class Vocabulary:
    """The synonyms, by canonical table and column."""

    data: dict[str, Any]

    def names_table(self, table: str, stem: str) -> float:
        """How clearly a file's name says that it is that table: 1 = nothing else, 0 = not at all."""
        word = plain(stem)
        words = {table, *self._of_table(table)["words"]}
        known = words | {f"{w}s" for w in words} | {f"{w}es" for w in words} | {f"{w}n" for w in words}
        if word in known:
            return 1.0
        parts = word.split("_")
        if parts[-1] in known or "_".join(parts[-2:]) in known:
            return 0.9
        fronts = tuple(w for w in words if len(w) >= LEAST_COMPOUND)
        return 0.7 if known & set(parts) or any(part.startswith(fronts) for part in parts) else 0.0

    def rank(self, table: str, column: str, source: str) -> int | None:
        """How usual `source` is as a name of the column: 0 the name itself, higher rarer, None not at all."""
        for word, extra in ((plain(source), 0), (self._without_table(table, plain(source)), 1)):
            if word == column:
                return extra
            names = self.synonyms(table, column)
            if word in names:
                return 1 + extra + names.index(word)
        return None

    def synonyms(self, table: str, column: str) -> list[str]:
        """Other names of a canonical column, the most usual first."""
        own = self._of_table(table).get("columns", {}).get(column, [])
        return [*own, *self.data["every_table"].get(column, [])]

    def falls_back(self, table: str) -> dict[str, str]:
        """Canonical column → the one whose source feeds it too where it has none of its own."""
        return dict(self.data["falls_back"].get(table, {}))

    def paid_by(self, source: str) -> str | None:
        """`month` or `term` where a money column's name says so."""
        return next((per for per, names in self.data["paid_by"].items() if plain(source) in names), None)

    def value(self, column: str, word: str) -> str | None:
        """The canonical value that a word of the source stands for, if it is a usual one."""
        known: dict[str, list[str]] = self.data["values"].get(column, {})
        return next((value for value, words in known.items() if plain(word) in words), None)

    def flag(self, word: str) -> str | None:
        """`true` or `false` where a word of another language means it."""
        return next((value for value, words in self.data["flags"].items() if plain(word) in words), None)

    def otherwise(self, column: str) -> str | None:
        """The canonical value of words that nobody knows."""
        found: str | None = self.data["otherwise"].get(column)
        return found

    def _of_table(self, table: str) -> dict[str, Any]:
        found: dict[str, Any] = self.data["tables"][table]
        return found

    def _without_table(self, table: str, word: str) -> str:
        for front in self._of_table(table)["words"]:
            if word.startswith(f"{front}_"):
                return word.removeprefix(f"{front}_")
        return word


@cache
def vocabulary() -> Vocabulary:
    """The synonyms that ship with the package."""
    text = files("adjoin.project.drafting").joinpath("synonyms.yaml").read_text("utf-8")
    return Vocabulary(YAML(typ="safe", pure=True).load(text))
