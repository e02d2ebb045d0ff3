"""The words for which a customer's text is not quoted: `not_quoted.txt` as one pattern for each way of finding."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from adjoin.drafts.hidden_characters import plain

_FILE = Path(__file__).with_name("not_quoted.txt")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0590-\u05ff]")
_POLITE = (
    r"(?:please|kindly|now|then|so|and|also|just|bitte|also|und|nun|jetzt|s'il vous plait|veuillez|et|por favor|y|e"
    r"|per favore|alsjeblieft|en|prosze|i|пожалуйста|и|lutfen|ve|الرجاء|من فضلك|يرجى|و)[\s,:]+"
)
_BEGINS = (
    rf"(?:(?:^|[.!?;:,—–\-\n\r\"'(]\s*)(?:{_POLITE}){{0,3}}|(?<!\w)(?:please|kindly|bitte|por favor)\s+)"
)


@dataclass(frozen=True)
class Shunned:
    """Patterns over text as `plain` leaves it."""

    anywhere: re.Pattern[str]
    unspaced: re.Pattern[str]
    beginning: re.Pattern[str]

    def find(self, text: str) -> str | None:
        """The first shunned words that the text holds, None if it holds none."""
        for pattern in (self.anywhere, self.unspaced, self.beginning):
            if found := pattern.search(text):
                return found[0].strip()
        return None


NOTHING = r"(?!)"
MACHINE = "addressed to a machine"
DEMANDING = (MACHINE, "an order about offers or prices", "an order about words")
"""Sections of the file whose words demand something."""


def shunned(section: str = "") -> Shunned:
    """Read from the file, the entries of one section or all."""
    entries = _entries(section)
    first = [entry[1:] for entry in entries if entry.startswith("^")]
    others = [entry for entry in entries if not entry.startswith("^")]
    spaced = [entry for entry in others if not _UNSPACED.search(entry)]
    unspaced = [plain(entry) for entry in others if _UNSPACED.search(entry)]
    return Shunned(
        re.compile(rf"(?<!\w)(?:{_one_of(map(_pattern, spaced))})(?!\w)"),
        re.compile(_one_of(map(re.escape, unspaced))),
        re.compile(rf"{_BEGINS}(?:{_one_of(map(_pattern, first))})(?!\w)"),
    )


def _entries(section: str) -> list[str]:
    found: dict[str, None] = {}
    at = ""
    for line in map(str.strip, _FILE.read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            at = line.strip("[]")
        elif line and not line.startswith("#") and section in ("", at):
            found[line] = None
    return list(found)


def _one_of(patterns: Iterable[str]) -> str:
    return "|".join(patterns) or NOTHING


def _pattern(entry: str) -> str:
    return re.escape(plain(entry)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
