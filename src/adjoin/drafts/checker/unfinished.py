"""A draft that is done: no placeholder, no markup, nothing hidden in it, and not empty."""

import re
from collections.abc import Iterator

from adjoin.drafts.checker.reading import MESSAGES, Reading
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.hidden_characters import has_hidden, mixes_scripts

FEWEST_WORDS = 4
_PLACEHOLDER = re.compile(
    r"\{[^}]*\}|\[[^\]]*\]|<[^>]*>|\$\{?\w+\}|%\(\w+\)s|%s\b|\$[A-Za-z_]{2,}|_{2,}|(?<!\w)(?:x{3,}|\?{2,}|#{2,}"
    r"|\.{4,})(?!\w)"
    r"|(?:^|\s)(?:XX|NN|YY)(?=[\s.,]|$)"
    r"|\b(?:todo|tbd|tba|tbc|fixme|lorem|ipsum|placeholder|undefined|nan|null|n/a)\b|(?-i:\bNone\b(?!\s+of))"
    r"|\binsert (?:\w+ ){0,3}here\b|\b(?:your|first|last|company|customer|contact|recipient|product|sender)[_ ]name\b"
    r"|\b(?:add|fill in|enter) (?:\w+ ){0,4}here\b|\bsample text\b",
    re.I,
)
_MARKUP = re.compile(
    r"\*\*|(?<!\w)\*\w|__\w|`|~~|^\s{0,3}#{1,6}\s|^\s*>\s|!?\[[^\]]*\]\(|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});"
    r"|</?\w|\\[nrtu]"
    r"|^\s*\|.*\||^\s*[-=*]{3,}\s*$|^\s*\*\s|\{%|%\}|\bhttps?%3a|=\\?\"",
    re.I | re.M,
)
_CHATTER = re.compile(
    r"\bas an? (?:ai|artificial|large|language model|assistant)\b|\b(?:ai|language) model\b|^(?:sure|certainly"
    r"|of course|absolutely)[,!.]? (?:here|i(?:'ve| have| can))"
    r"|\bhere(?:'s| is) (?:the|your|a|my) (?:\w+ )?(?:draft|message|e-?mail|version|text|response)"
    r"|^\s*subject\s*:|\blet me know if you(?:'d| would)? like (?:me to|any changes)|\bi (?:cannot|can't"
    r"|am unable to) (?:help|assist|comply|write)\b",
    re.I,
)
_TORN = re.compile(
    r"(?:[,;:–—(-]|\b(?:and|or|the|a|an|of|to|with|for|by|because|that|which|your|our|in|is|are))\s*$", re.I
)


def faults(read: Reading) -> Iterator[str]:
    """A subject belongs to messages alone; a question asks."""
    draft = read.draft
    yield from _hidden(read)
    for line in read.lines:
        for found in (_PLACEHOLDER.search(line), _MARKUP.search(line), _CHATTER.search(line)):
            if found:
                yield f"holds “{found[0].strip()}” in “{line.strip()}”"
                break
    words = sum(len(sentence.split()) for sentence in read.content)
    if words < FEWEST_WORDS:
        yield "says nothing" if not words else f"says no more than “{' '.join(read.content)}”"
    elif _TORN.search(read.content[-1]) and not read.content[-1].rstrip().endswith(","):
        yield f"breaks off in “{read.content[-1].strip()[-80:]}”"
    if draft.kind in MESSAGES and not (draft.subject or "").strip():
        yield "has no subject"
    if draft.kind not in MESSAGES and draft.subject:
        yield f"has the subject “{draft.subject}”, which belongs to messages alone"
    if draft.kind == DraftKind.OPENING_QUESTION and words >= FEWEST_WORDS and "?" not in read.body:
        yield "asks no question"


def _hidden(read: Reading) -> Iterator[str]:
    for name, text in (("subject", read.draft.subject or ""), ("body", read.draft.body)):
        if has_hidden(text):
            yield f"the {name} holds characters that a reader does not see or takes for others"
        elif mixes_scripts(text):
            yield f"the {name} mixes letters of two scripts that look alike in one word"
    if "\n" in (read.draft.subject or ""):
        yield "the subject has more than one line"
