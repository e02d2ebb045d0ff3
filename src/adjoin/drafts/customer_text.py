"""Customer text is data, never an instruction: what of it may be quoted, and which names look like names.

There is no list of every attack. Therefore a text that holds anything doubtful is not quoted at all: what is lost is
one quotation. Words to shun, by language, are knowledge and stand in `not_quoted.txt`.
"""

import codecs
import re
import unicodedata
from functools import cache, lru_cache

from adjoin.drafts.hidden_characters import has_hidden, mixes_scripts, plain
from adjoin.drafts.shunned_words import DEMANDING, MACHINE, Shunned, shunned

LONGEST = 200
LONGEST_READ = 20_000
FEWEST_WORDS = 2
LONGEST_NAME = 60

_LINK = re.compile(
    r"://|www\.|\b(?:https?|mailto|ftp|tel|javascript|data):|\b[\w-]+\.[a-z]{2,}\b(?!\.)|\bdot com\b", re.I
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|a\.m|p\.m|z\.B|d\.h|u\.a|p\.ex|p\.es)\b", re.I)
_PHONE = re.compile(r"\+?\d(?:[\s().\-/]?\d){6,}")
_MARKUP = re.compile(
    r"[<>`{}\[\]|\\~^@*]|&#?\w+;|__|^\s*#|^\s*(?:---|===)|=>|->|\(\)|\$\(|%[0-9a-f]{2}|%s|\b\w+=\S|;\s*$"
    r"|\b(?:select|insert|update|delete|drop)\b.*\b(?:from|into|table|where)\b",
    re.I | re.M,
)
_ROLE = re.compile(
    r"(?:^|[\s\"'(])(?:system|user|human|assistant|developer|admin|model|inst|im_start)\s*[:：]", re.I
)
_SIGNS = re.compile(r"[%‰€$£¥₹₽₺]|\b(?:AI|A\.I\.|KI|IA|I\.A\.|ИИ)(?!\w)")
_SPACED = re.compile(r"(?:\b\w[\s.\-_*]+){4,}\w\b")
_LEET = re.compile(r"[^\W\d_]\d+[^\W\d_]{2}|[^\W\d_]{2}\d+[^\W\d_]|[^\W\d_]{2}[$!][^\W\d_]{2}")
_SECRET = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{16,}\b|\b\w{40,}\b|\b[A-Za-z0-9+/]{24,}={0,2}")
_SENTENCE = re.compile(r"[^.!?。！？؟\n\r]+(?:[.!?。！？؟]+|(?=[\n\r])|$)(?=\s|$|[^\d\W])")
_QUOTED = re.compile('["“”„«»「」『』]')
_LINES = re.compile(r"[\n\r]+")
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you|many thanks|regards|best|kind"
    r"|cheers"
    r"|hallo|guten tag|liebe\w*|danke|viele gruße|mit freundlichen|bonjour|merci|cordialement|hola|gracias|saludos"
    r"|ciao|buongiorno|grazie|ola|obrigad\w+|bom dia|dag|beste|bedankt|czesc|dzien dobry|pozdrawiam"
    r"|здравствуйте|привет|спасибо|merhaba|tesekkur\w*)\b",
    re.I,
)
_NAME = re.compile(r"[^\W_][\w .,'’&\-–()/+]*[\w.)]", re.UNICODE)


@lru_cache(maxsize=4096)
def quotable(text: str | None) -> str | None:
    """The first whole sentences of the text, word for word, together at most 200 characters, on one line.

    None where any part of the text is addressed to a machine, orders words, offers or prices, or holds a link, an
    address, a telephone number, code, markup, invisible characters, or what looks personal or secret.
    """
    if not text or len(text) > LONGEST_READ or not _harmless(text):
        return None
    taken = ""
    for line in _LINES.split(text):
        for sentence in (found[0].strip() for found in _SENTENCE.finditer(line)):
            longer = f"{taken} {sentence}"
            if taken and (
                longer not in line or len(longer.strip()) > LONGEST or not _worth_quoting(sentence)
            ):
                return taken
            if taken:
                taken = longer
            elif _worth_quoting(sentence):
                taken = sentence
        if taken:
            return taken
    return None


def whole_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text that have their mark at the end."""
    found = (sentence[0].strip() for line in _LINES.split(text) for sentence in _SENTENCE.finditer(line))
    return tuple(sentence for sentence in found if sentence.endswith(tuple(".!?。！？؟")))


@lru_cache(maxsize=4096)
def clean_name(text: str | None) -> str | None:
    """The name of a person or company with its spaces in order, where it looks like one; None else."""
    if not text or len(text) > LONGEST_NAME * 2 or has_hidden(text) or mixes_scripts(text):
        return None
    name = " ".join(unicodedata.normalize("NFC", text).split())
    words = name.split()
    if len(name) > LONGEST_NAME or not 1 <= len(words) <= 7 or not _NAME.fullmatch(name):
        return None
    letters = sum(letter.isalpha() for letter in name)
    digits = sum(letter.isdigit() for letter in name)
    if letters < 2 or digits > 4 or _LINK.search(name.removesuffix(".")) or _ROLE.search(name):
        return None
    said = _listed(MACHINE).find(plain(name))
    return None if said is not None and (len(words) > 3 or " " in said) else name


@lru_cache(maxsize=4096)
def harmless_part(text: str | None) -> str | None:
    """What may be believed of a text: the sentences before the first demand that could each be quoted."""
    if not text or len(text) > LONGEST_READ:
        return None
    parts = [found[0].strip() for line in _LINES.split(text) for found in _SENTENCE.finditer(line)]
    last = parts.index(found[0]) if (found := demands(text)) and found[0] in parts else len(parts)
    return " ".join(part for part in parts[:last] if _harmless(part)) or None


@lru_cache(maxsize=4096)
def demands(text: str) -> tuple[str, ...]:
    """The sentences of a text that order something or are addressed to a machine, and all that follow one of them.

    A sentence that is merely not fit to be quoted (a password, a per cent) demands nothing.
    """
    if quotable(text) is not None:
        return ()
    parts = [found[0].strip() for line in _LINES.split(text) for found in _SENTENCE.finditer(line)] or [text]
    for at, part in enumerate(parts):
        read = unicodedata.normalize("NFKC", part)
        said = plain(read)
        orders = any(_listed(section).find(said) for section in DEMANDING)
        if orders or has_hidden(part) or _ROLE.search(read) or _LINK.search(_ABBREVIATION.sub("", read)):
            return tuple(parts[at:])
    return ()


def _harmless(text: str) -> bool:
    if has_hidden(text) or mixes_scripts(text):
        return False
    read = unicodedata.normalize("NFKC", text)
    without = _ABBREVIATION.sub("", read)
    if any(
        found.search(read) for found in (_SIGNS, _PHONE, _MARKUP, _ROLE, _SPACED, _LEET, _SECRET)
    ) or _LINK.search(without):
        return False
    words = plain(read)
    # Turned texts are an old way around word lists, and nobody writes them about a need.
    return not any(_listed().find(way) for way in (words, codecs.encode(words, "rot13"), words[::-1]))


def _worth_quoting(sentence: str) -> bool:
    if len(sentence) > LONGEST or _QUOTED.search(sentence) or _GREETING.match(plain(sentence)):
        return False
    unspaced = sum(1 for letter in sentence if "\u3040" <= letter <= "\u9fff")
    return len(sentence.split()) >= FEWEST_WORDS or unspaced >= 3 * FEWEST_WORDS


@cache
def _listed(section: str = "") -> Shunned:
    return shunned(section)
