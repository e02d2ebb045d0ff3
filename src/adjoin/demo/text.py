"""What customers write, from `project/phrases.json`: each need in several people's words, and all else.

Sentences about a need are paraphrases, some far from the catalog's words; none repeats a sentence of it.
"""

import json
from importlib.resources import files
from typing import Final

_PHRASES = json.loads(files("adjoin.demo").joinpath("project/phrases.json").read_text(encoding="utf-8"))


def _pairs(told: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((subject, body) for subject, body in told)


NEED_WORDS: Final = {product: _pairs(told) for product, told in _PHRASES["needs"].items()}
VAGUE: Final = _pairs(_PHRASES["vague"])
UNRELATED: Final = _pairs(_PHRASES["unrelated"])
ESCALATIONS: Final = _pairs(_PHRASES["escalations"])
CHATS: Final = _pairs(_PHRASES["chats"])
ASKS: Final[tuple[str, ...]] = tuple(_PHRASES["asks"])
NEWS: Final[dict[str, str]] = _PHRASES["news"]
OBJECTIVES: Final[tuple[str, ...]] = tuple(_PHRASES["objectives"])
