"""Every number and day in a draft is one that the brief shows."""

import re
from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.shown import is_shown
from adjoin.words.figures import figures_in

_TOKEN = re.compile(r"(?<![\w.,/-])(?=\w*\d)(?=\w*[^\W\d_])\w+(?:-\d\w*)?(?![\w])")
_FIGURE_LIKE = re.compile(
    r"\d[\d.,]*(?:k|m|mn|mio|bn|x|st|nd|rd|th|pc|pct|bps|tb|gb|mb|pb|kb|kwh|mwh|kw|mw|km|kg|ms|min|h|s)"
    r"|[QH][1-4]|FY\d+",
    re.I,
)


def faults(read: Reading) -> Iterator[str]:
    """Numbers stand in the subject and the body; the sender's own link and address are no claim."""
    facts = read.known
    for line in _without_sender(read):
        figures, moments = figures_in(line)
        for figure in figures:
            if not is_shown(figure, facts):
                yield f"says “{figure.said}” in “{line.strip()}”, which nothing in the brief shows"
        for moment in moments:
            year_now = moment.day is None and moment.month is None and moment.part is None
            if year_now and moment.year == facts.brief.as_of.year:
                continue
            if not any(moment.shown_by(shown) for shown in facts.moments):
                yield f"says “{moment.said}” in “{line.strip()}”, a day that nothing in the brief shows"
        for token in _TOKEN.findall(line):
            if not _FIGURE_LIKE.fullmatch(token) and token.casefold() not in facts.words:
                yield f"says “{token}” in “{line.strip()}”, which nothing in the brief shows"


def _without_sender(read: Reading) -> list[str]:
    sender = read.known.brief.sender
    own = [part for part in (sender.calendar_url, sender.email) if part] if sender else []
    lines = []
    for line in read.lines:
        said = line
        for part in own:
            said = said.replace(part, " ")
        lines.append(said)
    return lines
