"""Characters that a reader does not see, or sees as others: invisible, reordering, look-alike."""

import re
import unicodedata

_ORDINARY = frozenset("\n\r\t")
_SIGNS = frozenset("ªº™№℃…½¼¾²³")
_VARIATION = re.compile("[\ufe00-\ufe0f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]")
_HIDDEN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
_LOOK_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def has_hidden(text: str) -> bool:
    """Whether any character is a control, format, private or unassigned one, or a disguised letter (𝐛, ｆ)."""
    if text.isascii():
        return bool(_CONTROL.search(text))
    if _VARIATION.search(text):
        return True
    return any(_hidden(letter) for letter in set(text)) or _piled(text)


def mixes_scripts(text: str) -> bool:
    """Whether one word mixes letters that look alike in two scripts, such as a Cyrillic о in a Latin word."""
    if text.isascii():
        return False
    return any(len(_scripts(word)) > 1 for word in _WORD.findall(text) if not word.isascii())


def plain(text: str) -> str:
    """As words are compared: compatibility forms resolved, small, without accents, one kind of apostrophe."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").casefold()
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFD", folded)
    kept = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", kept.replace("ı", "i").replace("ł", "l").replace("ø", "o"))


def _hidden(letter: str) -> bool:
    if letter in _ORDINARY:
        return False
    if unicodedata.category(letter) in _HIDDEN:
        return True
    if letter.isascii() or letter in _SIGNS:
        return False
    return any(part.isascii() and part.isalpha() for part in unicodedata.normalize("NFKC", letter))


def _piled(text: str) -> bool:
    """Marks upon marks on Latin letters: no orthography does that once composed."""
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.category(letter) == "Mn" else 0
        if marks > 2:
            return True
    return False


def _scripts(word: str) -> set[str]:
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
    return {name for name in names if name in _LOOK_ALIKE}
