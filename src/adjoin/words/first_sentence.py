"""The beginning of a description, short enough to stand in a list."""

import re

AT_MOST = 160
PAUSE = re.compile(r"[:;]\s")


def first_sentence(text: str, at_most: int = AT_MOST) -> str:
    """The first sentence without its full stop; cut at its first colon or semicolon where it is longer than
    `at_most` characters. Code marks are left out."""
    sentence = text.replace("`", "").split(". ")[0].strip().removesuffix(".")
    return sentence if len(sentence) <= at_most else PAUSE.split(sentence)[0]
