"""A title in two parts: how senior, and in which function of the company."""

import re
from dataclasses import dataclass

CHIEF, VICE_PRESIDENT, DIRECTOR, MANAGER, MEMBER = 5, 4, 3, 2, 1

_LEVELS = {
    "chief": CHIEF, "president": CHIEF, "founder": CHIEF, "owner": CHIEF, "partner": CHIEF,
    "vp": VICE_PRESIDENT, "svp": VICE_PRESIDENT, "evp": VICE_PRESIDENT, "avp": VICE_PRESIDENT,
    "head": VICE_PRESIDENT, "director": DIRECTOR,
    "manager": MANAGER, "lead": MANAGER, "leader": MANAGER, "supervisor": MANAGER,
}  # fmt: skip
_CHIEFS = {
    "ceo": "", "cto": "technology", "cio": "information technology", "cfo": "finance", "cmo": "marketing",
    "coo": "operations", "chro": "human resources", "cdo": "data", "cro": "revenue", "ciso": "information security",
    "cso": "security", "cpo": "product", "clo": "legal", "cco": "commercial", "cxo": "",
}  # fmt: skip
_SAME = (
    (re.compile(r"\bvice[\s-]+president\b"), "vp"),
    (re.compile(r"\bmanaging director\b|\bgeneral manager\b"), "chief"),
    (re.compile(r"\bteam[\s-]?lead(er)?\b"), "lead"),
)
_OFFICER = re.compile(r"\bchief\b(.*)\bofficer\b")
_ABOUT = frozenset(
    """
    of the and for in at to a an global regional group corporate international national senior sr junior jr interim
    acting deputy assistant associate executive staff principal officer north south east west emea apac americas us uk
    eu europe asia europa head specialist professional
    """.split()  # noqa: SIM905  # a paragraph is easier to read and to edit
)
_ASSISTS = re.compile(r"\b(assistant|secretary|intern|trainee|student|apprentice)\b")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")


@dataclass(frozen=True)
class Parsed:
    """`level`: CHIEF to MEMBER. `function`: the words that say what for; empty where the title has none."""

    level: int
    function: str


def parsed(title: str) -> Parsed:
    """The parts of a title; the highest level it names counts, but an assistant's is a member's."""
    words = title.lower().replace("&", " and ")
    for pattern, word in _SAME:
        words = pattern.sub(word, words)
    words = _OFFICER.sub(r"chief \1", words)
    level, function = MEMBER, list[str]()
    for word in _WORD.findall(words):
        if word in _CHIEFS:
            level = CHIEF
            function += _CHIEFS[word].split()
        elif word in _LEVELS:
            level = max(level, _LEVELS[word])
        elif word not in _ABOUT:
            function.append(word)
    return Parsed(MEMBER if _ASSISTS.search(words) else level, " ".join(function))


def alike(title: Parsed, wanted: Parsed, role: str) -> bool:
    """Whether the levels go together: at most one step apart, and nobody without a team buys for one who has."""
    if role == "buyer" and title.level == MEMBER != wanted.level:
        return False
    return abs(title.level - wanted.level) <= 1
