"""The single words of a text, as names are looked up."""

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_](?:[\w]|[&'](?=\w))*")


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """In small letters, plain apostrophes, without a possessive s; parts of hyphenated words stand alone."""
    return tuple(bare(word) for word in WORD.findall(text.replace("’", "'")))


def bare(word: str) -> str:
    """The word as it is looked up."""
    return word.casefold().removesuffix("'s").rstrip("'")
