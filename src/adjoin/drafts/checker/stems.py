"""The words that carry a sentence, cut to their beginnings, so that `exported` and `exports` are the same."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{3,}|(?<!\w)\d+(?![kKmM]\b|\d)")
_LENGTH = 5
_EMPTY = frozenset(
    """the and for with that this these those there here from into your you our are was were have has had will would can
    could should may might must not but its their they them his her she who whom whose which what when where why how all
    any each every more most much many some such than then also just only very about over under out per one been being
    does did done get gets got make makes made one's let lets we're it's i'm i'd we'd we'll us off too nor yet because
    while after before during between within without since until through both few own same so if as at by in is it of on
    or to up be do no he me my we""".split()  # noqa: SIM905
)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The first five letters of every word with content, and every number."""
    return frozenset(word[:_LENGTH] for word in _WORD.findall(text.casefold()) if word not in _EMPTY)
