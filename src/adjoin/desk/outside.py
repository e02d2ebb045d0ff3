"""What people outside wrote, before a brief takes it: names that look like names, quotes that may be quoted."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from adjoin.drafts.customer_text import clean_name, quotable, whole_sentences

_JOINED = re.compile(r"([?!…])\s?\.(?=\s|$)")
QUOTE_ENDS = " ;,:–-"
"""Marks on which a passage may have been cut off."""

CUT_AT = 120
"""Characters that signals keep of a text."""

WHOLE_WORDS = 4
"""Words from which one sentence says enough to stand alone."""

UNNAMED = {"name": "somebody", "title": "somebody of theirs"}
"""What stands in our own sentences for a name or a title that does not look like one."""


def passage(text: str | None) -> str | None:
    """What may be quoted of a text, to the letter; None where nothing may be.

    One whole sentence where there is one that says enough. Marks at its end are left off; where it was cut within a
    word, that word is, and an ellipsis says so. The full stop with which a subject was joined to what follows is ours.
    """
    whole = _JOINED.sub(r"\1", " ".join((text or "").split())).rstrip(QUOTE_ENDS)
    found = quotable(whole)
    if found is None:
        return None
    for sentence in whole_sentences(found):
        if len(sentence.split()) >= WHOLE_WORDS and quotable(sentence) == sentence:
            return sentence
    if len(text or "") >= CUT_AT and found[-1].isalnum() and whole.endswith(found):
        return f"{found.rpartition(' ')[0].rstrip(QUOTE_ENDS)} …"
    return found


def named(says: str, fields: Iterable[tuple[str | None, str]]) -> str:
    """Our sentence with what does not look like a name replaced: each field's value, and what stands for it."""
    for value, instead in sorted(fields, key=lambda field: (-len(field[0] or ""), field)):
        if value and clean_name(value) is None:
            begins = r"(?<!\w)" if value[0].isalnum() else ""
            ends = r"(?!\w)" if value[-1].isalnum() else ""
            says = re.sub(f"{begins}{re.escape(value)}{ends}", instead, says)
    return says


def names_of(people: Iterable[Mapping[str, Any]]) -> tuple[tuple[str | None, str], ...]:
    """Names and titles of people as a CRM has them, each with what stands for it where it is none."""
    return tuple({(person[field], instead) for person in people for field, instead in UNNAMED.items()})
