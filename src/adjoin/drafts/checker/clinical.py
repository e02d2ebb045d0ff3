"""To a healthcare customer a draft speaks of operations, never of clinical work."""

import re
from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.industry import clinical_words, near_patients


def faults(read: Reading) -> Iterator[str]:
    """Names and titles of the brief are names, whatever words they are made of."""
    brief = read.known.brief
    if not near_patients(brief.industry, brief.segment):
        return
    names = [brief.account, brief.product.name, *brief.uses, *(other for _, other in _called(read))]
    for line in read.lines:
        said = line
        for name in filter(None, names):
            said = re.sub(re.escape(name), " ", said, flags=re.I)
        for found in clinical_words(said):
            yield f"says “{found}” in “{line.strip()}”, which is clinical"


def _called(read: Reading) -> Iterator[tuple[str, str]]:
    for person in read.known.brief.people:
        yield from (("name", person.name or ""), ("title", person.title or ""))
