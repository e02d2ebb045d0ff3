"""The words of a text that carry meaning, folded so that 'reports' meets 'report' and 'planning' meets 'plan'."""

import re

STOP_WORDS = frozenset(
    """
    a about above across after again all almost already also although always am among an and another
    any anybody anyone anything are around as ask asked asking asks at away back be became because
    become been before behind being below between both but by can cannot could day did do does doing
    done down during each either else enough ever every everybody everyone everything few first for
    from further get gets give go goes going good got great had has have having he hello help her
    here him his how however i if in instead into is isn issue issues it its itself just keep keeps
    kept know last least less let like long look made make makes making many may me might more most
    much must my need needs never new next no nobody none nor not nothing now of off often old on
    once one only onto or other others our out over own part people per perhaps please possible
    problem problems put question questions quite rather really regards same say see seem several
    shall she should since so some somebody someone something still such take takes tell than thank
    thanks that the their them then there these they thing things this those though three through
    thus time to today together too toward try two under until up upon us use used using very via
    want wants was way we well were what when where whether which while who whole whom whose why
    will with within without would yes yet you your
    """.split()  # noqa: SIM905  # a paragraph is easier to read and to edit than a list of 200 lines
)
"""English words that say nothing about a problem; words of other languages merely weigh like any other."""

_WORD = re.compile(r"[^\W_]{2,}")


def words_of(text: str) -> frozenset[str]:
    """The folded words of a text without stop words and bare numbers."""
    found = (word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS and not word.isdigit())
    return frozenset(_folded(word) for word in found)


def _folded(word: str) -> str:
    """Plural, -ing, -ed and a final e cut, a doubled consonant undone."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if word.endswith("i"):
                word = word[:-1] + "y"
            elif word[-1] == word[-2] and word[-1] not in "aeioulsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
