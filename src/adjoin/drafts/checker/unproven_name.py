"""Every person, company and rival that a draft names is in the brief."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from adjoin.drafts.checker.greetings import HONORIFICS, SIGN_OFF
from adjoin.drafts.checker.product_names import Called
from adjoin.drafts.checker.reading import Reading, sentences
from adjoin.drafts.checker.words_of_text import bare, words_of
from adjoin.words.number_words import SIZES, SMALL

_ORDINARY = Path(__file__).with_name("ordinary_words.txt")
_CAPITAL = re.compile(
    r"(?<![\w@./])(?:[^\W\d_a-z][\w&]*(?:'[^\W\d_]{2,})?|[a-z]+[A-Z]\w*)(?:'s)?", re.UNICODE
)
_ENDS_ORDINARY = (
    "ing",
    "ly",
    "ed",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "able",
    "ful",
    "less",
    "ity",
    "ous",
    "ive",
)
_GERMAN = re.compile(
    r"(?<!\w)(?:und|der|das|ist|nicht|mit|ein|eine|einen|auf|dem|für|sind|noch|wir|ihr|ihre|ihren|im|haben|wird"
    r"|werden|welche[rsmn]?|oder|von|zu|zum|seit|bei|aus)(?!\w)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?<!\w)(?:the|and|of|to|is|are|with|for|you|your|we|our|that|this|at|by|on)(?!\w)", re.IGNORECASE
)
_BEGINS = re.compile(r"(?:^|[.!?:;•–—\n(\"“‘]\s*|-\s+|^\s*\d[.)]\s*)$")


def faults(read: Reading) -> Iterator[str]:
    """A word with a capital is a name unless it is ordinary, or ordinary at the beginning of a sentence.

    In a German sentence, whose nouns have capitals, one small word with a capital is no name. Rivals are known from
    the catalog, in any case of letters; two people's names may not be mixed into a third.
    """
    lines = [
        line
        for line in (read.subject, read.greeted, *sentences(read.greetingless))
        if line and not SIGN_OFF.fullmatch(line)
    ]
    said = [_without(line, read) for line in lines]
    seen: set[str] = set()
    for line, whole in zip(said, lines, strict=True):
        title = whole == read.subject
        for name in (*_rivals(line, read), *_names(line, read, title), *_mixed(line, read)):
            if name.casefold() not in seen:
                seen.add(name.casefold())
                yield f"names “{name}” in “{whole.strip()}”, which nothing in the brief shows"


def _names(line: str, read: Reading, title: bool) -> Iterator[str]:
    facts = read.known
    at_once: list[str] = []
    end, nouns = 0, bool(_GERMAN.search(line)) and not _ENGLISH.search(line)
    for found in _CAPITAL.finditer(line):
        begins = title or nouns or bool(_BEGINS.search(line[: found.start()]))
        word = bare(found[0])
        if at_once and line[end : found.start()].strip(" -&") != "":
            yield " ".join(at_once)
            at_once = []
        unknown = word not in facts.words and word not in HONORIFICS and not _is_ordinary(word, begins)
        unknown = unknown and not (nouns and found[0][1:].islower())
        if unknown and not _only_parts(word, facts.words):
            at_once.append(found[0])
            end = found.end()
        elif at_once:
            yield " ".join(at_once)
            at_once = []
    if at_once:
        yield " ".join(at_once)


def _is_ordinary(word: str, begins: bool) -> bool:
    always, first = _ordinary()
    if word in always or word.partition("'")[0] in always:
        return True
    return begins and (
        word in first
        or word.partition("'")[0] in first
        or word.endswith(_ENDS_ORDINARY)
        or word.removesuffix("s") in first
    )


def _only_parts(word: str, words: frozenset[str]) -> bool:
    return all(part in words for part in word.split("&")) if "&" in word else False


def _rivals(line: str, read: Reading) -> Iterator[str]:
    """Tools that any product replaces. An ordinary word counts only with a capital within a sentence."""
    said = line.casefold()
    for tool in read.known.rivals:
        if tool.casefold() not in said:
            continue
        evidence = " ".join(read.known.texts).casefold()
        found = re.search(rf"(?<!\w){re.escape(tool)}(?!\w)", line, re.I)
        if found is None or re.search(rf"(?<!\w){re.escape(tool.casefold())}(?!\w)", evidence):
            continue
        ordinary = all(word in _ordinary()[1] for word in words_of(tool))
        if not ordinary or (found[0][0].isupper() and not _BEGINS.search(line[: found.start()])):
            yield found[0]


def _mixed(line: str, read: Reading) -> Iterator[str]:
    brief = read.known.brief
    people = [set(words_of(person.name or "")) for person in brief.people]
    people += [set(words_of(brief.sender.name))] if brief.sender else []
    called = {word for words in people for word in words}
    for text in read.known.evidence_texts:
        people.append(set(words_of(text)))
    for found in re.finditer(r"(?=\b([^\W\d_a-z]\w+) ([^\W\d_a-z]\w+)\b)", line):
        pair = {bare(found[1]), bare(found[2])}
        if pair <= called and len(pair) == 2 and not any(pair <= words for words in people):
            yield f"{found[1]} {found[2]}"


def _without(line: str, read: Reading) -> str:
    """The line without links, and without products: other rules judge those."""
    line = re.sub(r"\S+://\S+|\S+@\S+", " ", line)
    called: list[Called] = [*read.known.products.others]
    for other in called:
        line = other.full.sub(" ", line)
        line = other.short.sub(" ", line) if other.short else line
    return line


@cache
def _ordinary() -> tuple[frozenset[str], frozenset[str]]:
    """Words that may have a capital anywhere, and those that may at the beginning of a sentence."""
    always, _, first = _ORDINARY.read_text(encoding="utf-8").partition("[at the beginning of a sentence]")
    return frozenset(_entries(always)), frozenset((*_entries(first), *SMALL, *SIZES))


def _entries(part: str) -> Iterator[str]:
    for line in part.splitlines():
        if not line.startswith(("#", "[")):
            yield from line.split()
