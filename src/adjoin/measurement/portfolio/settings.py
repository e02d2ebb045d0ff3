"""What may be set about losses, with its defaults: which recorded words mean which reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Words = dict[str, tuple[str, ...]]

WORDS: Words = {
    "integration": (
        *("integrat*", "connector*", "api", "apis", "sso", "single sign on", "migrat*", "compatib*", "incompatib*"),
        *("interoperab*", "technical fit", "data model", "does not connect", "not connected"),
    ),
    "price": (
        *("price*", "pricing", "expensive", "cost", "costs", "costly", "discount*"),
        *("afford*", "unaffordable", "roi", "too much money", "cheaper"),
    ),
    "rival": (
        *("competitor*", "competition", "competitive", "rival*", "incumbent", "went with", "lost to"),
        *("chose another", "another vendor", "other vendor", "alternative", "build in house", "in house"),
    ),
    "timing": (
        *("timing", "not now", "later", "postpon*", "delay*", "on hold", "freeze", "frozen", "priorit*", "too early"),
        *("budget*", "stalled", "no decision", "no response", "unresponsive", "went silent", "next year"),
        "next quarter",
    ),
    "no_need": (
        *("no need", "not needed", "do not need", "don t need", "unnecessary", "no use", "no use case"),
        *("not a fit", "no fit", "poor fit"),
        *("no interest", "not interested", "no value"),
    ),
}  # fmt: skip
"""By reason, in lower case; a star at the end stands for any ending. The longest that is found decides."""

NAME = "losses"
DEFAULTS: dict[str, dict[str, Any]] = {NAME: {reason: list(words) for reason, words in WORDS.items()}}
"""`settings.losses` of adjoin.yaml: a list of words by reason, each in place of the one here."""


def words_of(told: Mapping[str, Mapping[str, Any]]) -> Words:
    """From a project's settings by owner. ValueError says what is wrong."""
    own = told.get(NAME, {})
    for reason, words in own.items():
        if reason not in WORDS:
            raise ValueError(f"losses has no reason '{reason}'; there are {', '.join(WORDS)}")
        if isinstance(words, str):
            raise ValueError(f"losses.{reason} is a list of words, such as [{words}]")
    return {reason: tuple(str(word) for word in own.get(reason, words)) for reason, words in WORDS.items()}
