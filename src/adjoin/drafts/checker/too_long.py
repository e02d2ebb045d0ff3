"""A draft is no longer than its reader would read."""

from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.draft import MOST_WORDS

SUBJECT_CHARACTERS = 78  # RFC 5322, 2.1.1: a line should not be longer


def faults(read: Reading) -> Iterator[str]:
    """Words between spaces of the body, greeting and signature included; characters of the subject."""
    words, most = len(read.draft.body.split()), MOST_WORDS[read.draft.kind]
    if words > most:
        yield f"has {words} words; at most {most} for a {read.draft.kind.replace('_', ' ')}"
    if len(read.subject) > SUBJECT_CHARACTERS:
        yield f"the subject has {len(read.subject)} characters; at most {SUBJECT_CHARACTERS}"
