"""No link or address but the sender's own, and nothing that a customer's text demanded."""

import re
from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.stems import stems
from adjoin.drafts.checker.words_of_text import words_of
from adjoin.words.moments import moments_in

RUN = 4
FEWEST_WORDS = 2
SHARE = 0.5
ALL = 0.8
_LINK = re.compile(
    r"\b(?:https?|ftp|mailto|tel|data|javascript|hxxps?)\s?:\S*|\bwww\.\S+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|ai|app|dev|co|eu|de|fr|es|it|nl|pl|ru|cn|jp|tr|br|uk|us|ca|ch|at|be"
    r"|se|no|dk|fi|in|info|biz|xyz|shop|site|online|link|top|me|ly|to|gl|example|test|invalid|local|cloud|page"
    r"|club|click|zip|mov|live|store|tech)\b(?:[/?#]\S*)?"
    r"|\b[a-z0-9-]+\s?(?:\[\.\]|\(dot\)|\[dot\]|\sdot\s)\s?(?:com|net|org|io|example|co|info)\b"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b",
    re.I,
)
_MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\[at\]|\(at\)|\sat\s(?=[\w-]+\sdot\s))\s?[\w-]+(?:(?:\.|\s?dot\s)[\w-]+)*|@\w+", re.I
)
_PHONE = re.compile(
    r"\+\d[\d\s().\-/]{6,}\d|\(\d{2,5}\)\s?\d[\d\s.\-/]{4,}\d|\b0\d[\d\s().\-/]{6,}\d"
    r"|\b\d{3}[-.\s]\d{3,4}[-.]\d{3,4}\b|\b\d{3}-\d{4}\b|\b\d{9,}\b"
    r"|\b(?:tel|phone|mobile|whatsapp|fax|dial)\b\D{0,12}\d[\d\s-]{4,}"
)
_MACHINE = re.compile(
    r"\bsystem prompt\b|\bprompt injection\b|\bchatgpt\b|\bopenai\b"
    r"|\b(?:ignor|disregard|forget|overrid)\w*\s+(?:all |any |the |your |my |previous |prior |above |earlier "
    r"|these )*(?:instruction|rule|prompt|guard|guideline|direction)\w*"
    r"|\b(?:as|per|following|according to) (?:the |your |its |their |these )?(?:instruct(?:ed|ions?)"
    r"|ticket's (?:request|instructions?))|\b(?:was|were|been|am) (?:told|instructed|ordered"
    r"|asked) (?:by (?:the |a )?(?:ticket|text|note|system)|to (?:say|write|include|mention|offer|tell|add|state))"
    r"|\b(?:instructions? (?:received|followed|overridden)|jailbreak|developer mode|system (?:message|override"
    r"|note))\b|\b(?:pwned|hacked|owned by)\b|^\s*(?:b?cc|to|from|reply-to)\s*:",
    re.I | re.M,
)


def faults(read: Reading) -> Iterator[str]:
    """A demand counts as followed where a sentence takes four of its words in a row, or most of its own words."""
    rest = _without_sender(read)
    for what, pattern in (("the link", _LINK), ("the address", _MAIL), ("the telephone number", _PHONE)):
        said = rest if pattern is not _PHONE else _without_days(rest)
        for found in dict.fromkeys(match[0].strip() for match in pattern.finditer(said)):
            yield f"holds {what} “{found}”, which is not the sender's"
    if told := _MACHINE.search(read.text):
        yield f"speaks as if told by a text: “{told[0].strip()}”"
    for demand in read.known.demands:
        for line in read.lines:
            if _follows(line, demand, read):
                yield f"does in “{line.strip()}” what a customer's text demands: “{demand.strip()[:120]}”"
                break


def _follows(line: str, demand: str, read: Reading) -> bool:
    """Measured on the words that nothing else in the brief says."""
    new = stems(demand) - read.known.stems
    said = stems(line)
    if not new & said:
        return False
    if len(new & said) >= ALL * len(said):
        return True
    theirs, ours = words_of(demand), f" {' '.join(words_of(line))} "
    runs = (theirs[at : at + RUN] for at in range(len(theirs) - RUN + 1))
    if any(stems(" ".join(run)) & new and f" {' '.join(run)} " in ours for run in runs):
        return True
    return len(new & said) >= max(FEWEST_WORDS, SHARE * min(len(new), 6))


def _without_sender(read: Reading) -> str:
    """The text without the sender's own link and address; both must end where they end."""
    said, sender = read.text, read.known.brief.sender
    for own in (sender.calendar_url, sender.email) if sender else ():
        if own:
            said = re.sub(rf"(?<![\w.@/-]){re.escape(own)}(?![\w@/?&=#%-]|\.\w)", " ", said)
    return said


def _without_days(text: str) -> str:
    for moment in reversed(moments_in(text)):
        text = f"{text[: moment.start]} {text[moment.end :]}"
    return text
