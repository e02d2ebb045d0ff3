"""What a recorded reason for a loss means: the reason whose longest word is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

OTHER = "other"
REASONS = ("integration", "price", "rival", "timing", "no_need", OTHER, "unknown")
"""All that `losses` tells, in the order of a tie between words of one length."""

_BETWEEN = re.compile(r"[\W_]+")


def reason_meant(recorded: str, words: Mapping[str, Sequence[str]]) -> str:
    """One of REASONS for the text as recorded; `other` where no word is found."""
    text = f" {_plain(recorded)} "
    found = [
        (-len(word), place, reason)
        for place, (reason, of_reason) in enumerate(words.items())
        for word in of_reason
        if _in(word, text)
    ]
    return min(found)[2] if found else OTHER


def reasons_meant(recorded: Iterable[str], words: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Rows of `loss_reasons`: each text with what it means."""
    return [{"recorded": text, "reason": reason_meant(text, words)} for text in recorded]


def _in(word: str, text: str) -> bool:
    stem = _plain(word.removesuffix("*"))
    return bool(stem) and (f" {stem}" in text if word.endswith("*") else f" {stem} " in text)


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold()).strip()
