"""Every id that a draft cites, and every passage that it puts in quotation marks, is in the brief."""

import re
from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.words_of_text import words_of

_QUOTED = re.compile(r"[“„\"«]([^“”„\"«»]+)[”“\"»]|(?<!\w)'([^'\n]{12,}?)'(?!\w)")
FEWEST_WORDS = 3


def faults(read: Reading) -> Iterator[str]:
    """A passage counts from three words on: fewer may be a term."""
    ids = [found.id for found in read.known.brief.evidence]
    for cited in read.draft.cites:
        if cited not in ids:
            yield f"cites “{cited}”, which is not in the brief; it has {', '.join(ids) or 'no evidence'}"
    shown = [words_of(text) for text in read.known.texts]
    for found in _QUOTED.finditer(read.text):
        passage = words_of(found[1] or found[2])
        if len(passage) >= FEWEST_WORDS and not any(_holds(text, passage) for text in shown):
            yield f"quotes “{(found[1] or found[2]).strip()}”, which nobody said in the brief"


def _holds(text: tuple[str, ...], passage: tuple[str, ...]) -> bool:
    return f" {' '.join(passage)} " in f" {' '.join(text)} "
