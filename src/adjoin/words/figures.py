"""Numbers as people write them: 48k and 48,000, 94 % and 0.94, twenty, a third, twice, dozens, 8 weeks, £84,000."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from adjoin.words.moments import MONTHS, Moment, moments_in
from adjoin.words.number_words import SIZES, SMALL, WORDS, number_of

MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_CODES = "USD|EUR|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CAD|AUD|BRL|MXN|TRY|ZAR|SGD|HKD|CZK"
_NAMED = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "franc": "CHF"}
_SIZE = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
_DAYS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.44,
    "quarter": 91.31,
    "year": 365.25,
}
_FOREIGN = {
    "tag": 1.0,
    "woc": 7.0,
    "mon": 30.44,
    "jah": 365.25,
    "jou": 1.0,
    "sem": 7.0,
    "moi": 30.44,
    "ans": 365.25,
} | {"día": 1.0, "dia": 1.0, "mes": 30.44}
_DIGITS = r"\d{1,3}(?:[,.'\u2009\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w.])(?P<before>[$€£¥₹]\s?|(?:{_CODES})\s?)?"
    rf"(?P<number>{_DIGITS}|(?:{WORDS})(?!(?!fold\b)[a-z]))"
    r"(?:\s?(?P<size>k|K|thousand|mn|mio|M|m(?![a-z])|million|bn|billion)(?!\w))?"
    r"(?:\s?-?(?P<percent>%|‰|percent(?:age points?)?|prozent|per\s?-?cent|pct|pc\b|p\.c\.|basis points|bps)"
    rf"|[\s-]?(?P<after>[$€£¥₹]|(?:{_CODES}|dollars?|euros?|pounds?|yen|francs?)\b)"
    r"|[\s-]*(?:(?:business|working|calendar|full|more|further|short)\s)?(?P<time>minute|hour|day|week|month"
    r"|quarter|year)s?\b|[\s-]+(?P<zeit>Tage?n?|Wochen?|Monate?n?|Jahre?n?|jours?|semaines?|mois|ans|días?"
    r"|semanas?|meses)\b"
    r"|\s?(?P<ratio>x|×|-?fold|times(?!\s+(?:an?|per|each|every|in|over|since|last|this)\b))(?!\w)"
    r"|(?P<ordinal>st|nd|rd|th)\b)?",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"\b(?P<half>half(?!\s*-?(?:hearted|finished|way|life|term))|halv(?:e|es|ed|ing))\b"
    r"|\b(?:(?P<thirds>a|one|two)[\s-]+thirds?\b(?!\s*-?part))|\b(?P<quarters>a|one"
    r"|three)[\s-]+quarters?\s+(?:of|off|less|more|fewer|faster|cheaper)\b"
    r"|\b(?P<fifths>a|one|two|three|four)[\s-]+(?:fifth|tenth)s?\b"
    r"|\b(?P<two>twice|doubl(?:e|es|ed|ing))\b|\b(?P<three>thrice|tripl(?:e|es|ed|ing)|treble[sd]?)\b"
    r"|\b(?P<four>quadrupl(?:e|es|ed|ing))\b|\b(?P<vague>dozens|scores of|hundreds|thousands|millions|billions)\b",
    re.IGNORECASE,
)
_JOINS = (
    "-",
    "–",
    "—",
    "to",
    "or",
    "and",
    "and up to",
    "instead of",
    "rather than",
    "not",
    "down from",
    "up from",
    "from",
    "statt",
    "bis",
)
_NO_CLAIM = re.compile(r"(?:the|these|those|your|our|you|any|all|between|of)\s+$", re.I)
_MAY_HOLD = re.compile(
    rf"\d|\b(?:{'|'.join((*SMALL, *SIZES, *MONTHS))}|hal[fv]|twice|doubl|thrice|tripl|treble|quadrupl|scores"
    rf"|third|quarter|fifth|tenth)"
    r"|(?-i:\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)",
    re.IGNORECASE,
)
_OF_SPEECH = re.compile(
    r"\s+(?:things?|questions?|points?|reasons?|ways?|parts?|options?|sentences?|lines?|ideas?|topics?|groups"
    r"|sides|words)\b",
    re.I,
)
_LISTED = re.compile(r"^\s*\d[.)]\s", re.M)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `values`: what it may mean (1.240 is 1.24 or 1,240). `unit`: empty, %, days, ratio, vague or a
    currency's code. `grain`: half its last digit where it is written short, so that 48k shows 48,210; else 0.
    `plain`: the values before the unit; `counts`: a word follows, which they count."""

    said: str
    start: int
    end: int
    values: tuple[float, ...]
    unit: str = ""
    grain: float = 0.0
    plain: tuple[float, ...] = ()
    counts: bool = False


@lru_cache(maxsize=4096)
def figures_in(text: str) -> tuple[tuple[Figure, ...], tuple[Moment, ...]]:
    """The numbers of a text without those of its days, and the days."""
    if not _MAY_HOLD.search(text):
        return (), ()
    moments = moments_in(text)
    rest = _LISTED.sub(lambda found: " " * len(found[0]), text)
    for moment in moments:
        rest = rest[: moment.start] + " " * (moment.end - moment.start) + rest[moment.end :]
    found = [_figure(match) for match in _FIGURE.finditer(rest) if _claims(match, rest)]
    taken = [(figure.start, figure.end) for figure in found]
    for special in _SPECIAL.finditer(rest):
        if not any(special.start() < end and start < special.end() for start, end in taken):
            found.append(_special(special))
    found.sort(key=lambda figure: figure.start)
    return _ranges(found, rest), moments


def _claims(match: re.Match[str], text: str) -> bool:
    """Whether the match says a number: `one` is mostly a pronoun, and `the two of you` counts nothing."""
    number = match["number"].casefold()
    if number[0].isdigit() or number not in SMALL:
        return True
    if match["percent"] or match["before"] or match["after"] or match["size"]:
        return True
    if number == "one":
        return bool(
            re.match(r"\s+(?:in|out of)\s+(?:\d|[a-z]+\b)", text[match.end("number") :])
        ) and _counted(text, match)
    if re.match(
        r"[\s-]+(?:third|quarter|fifth|tenth)s?\b(?!\s+(?:day|time))", text[match.end("number") :], re.I
    ):
        return False
    if SMALL[number] <= 5 and _OF_SPEECH.match(text[match.end("number") :]):
        return False
    return not (number == "two" and not match["time"] and _NO_CLAIM.search(text[: match.start()]))


def _counted(text: str, match: re.Match[str]) -> bool:
    return bool(
        re.match(
            r"\s+(?:in|out of)\s+(?:\d|two|three|four|five|six|seven|eight|nine|ten)",
            text[match.end("number") :],
        )
    )


def _figure(match: re.Match[str]) -> Figure:
    values = _values(match["number"])
    size = _SIZE.get((match["size"] or "").casefold(), 1.0)
    unit, factor = _unit(match)
    grain = _grain(match["number"], size, unit) * factor
    counts = bool(
        re.match(r"[\s-]*(?!(?:and|to|or|of|in|instead|rather)\b)[^\W\d_]", match.string[match.end() :])
    )
    scaled = tuple(value * size * factor for value in values)
    return Figure(match[0].strip(), *match.span(), scaled, unit, grain, values, counts)


def _grain(number: str, size: float, unit: str) -> float:
    """Half the last digit of what is written short: 48k, 62 %, $48,000 (money ends in three noughts where rounded)."""
    if size > 1 or unit == "%":
        decimals = len(number.replace(",", ".").partition(".")[2])
        return 0.5 * 10.0**-decimals * size
    noughts = re.search(r"\d(?P<ends>[,.']?000)+$", number)
    return 500.0 if noughts and len(unit) == 3 else 0.0


def _unit(match: re.Match[str]) -> tuple[str, float]:
    if match["percent"]:
        return "%", 0.01 if match["percent"].casefold().startswith("b") else 0.1 if match[
            "percent"
        ] == "‰" else 1.0
    money = (match["before"] or match["after"] or "").strip()
    if money:
        return MONEY.get(money) or _NAMED.get(money.casefold().rstrip("s")) or money.upper(), 1.0
    if match["zeit"]:
        return "days", _FOREIGN[match["zeit"].casefold()[:3]]
    if match["time"]:
        return "days", _DAYS[match["time"].casefold()]
    return ("ratio", 1.0) if match["ratio"] else ("", 1.0)


def _values(number: str) -> tuple[float, ...]:
    if not number[0].isdigit():
        return (number_of(number.casefold()),)
    tight = re.sub(r"['\s\u2009\u202f\u00a0]", "", number)
    marks = re.findall(r"[.,]", tight)
    if not marks:
        return (float(tight),)
    if len(set(marks)) == 2:
        return (float(tight.replace(marks[0], "").replace(marks[-1], ".")),)
    joined = float(re.sub(r"[.,]", "", tight))
    if len(marks) > 1:
        return (joined,)
    fraction = float(tight.replace(",", "."))
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", tight):
        return (joined, fraction) if marks[0] == "." else (joined,)
    return (fraction,)


def _special(found: re.Match[str]) -> Figure:
    said = found.groupdict()
    name = next(key for key, value in said.items() if value)
    of = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get(found[name].casefold(), 1)
    part = 5 if "fifth" in found[0] else 10
    share = {"half": 50.0, "thirds": 100 * of / 3, "quarters": 25.0 * of, "fifths": 100.0 * of / part}
    if name in share:
        return Figure(found[0], *found.span(), (share[name],), "%", 0.5)
    if name == "vague":
        return Figure(found[0], *found.span(), (), f"vague {found[0].casefold().split()[0]}")
    return Figure(found[0], *found.span(), (float({"two": 2, "three": 3, "four": 4}[name]),), "ratio")


def _ranges(found: list[Figure], text: str) -> tuple[Figure, ...]:
    """In `4–6 weeks`, `20 to 30 %` and `1 day instead of 5` one number has the unit of the other; in `62 % (51–72)` and
    `57 %, between 44 and 69` two have that of the one before."""
    between = [text[one.end : other.start].strip(" (,") for one, other in pairwise(found)]
    for at in range(len(between) - 1, -1, -1):
        first, second = found[at], found[at + 1]
        if not first.unit and second.unit in ("%", "days") and between[at] in _JOINS:
            found[at] = _like(first, second)
    for at, join in enumerate(between):
        first, second = found[at], found[at + 1]
        bare = first.unit in ("%", "days") and not second.unit and not second.counts
        pair = at + 2 < len(found) and not found[at + 2].unit and between[at + 1] in _JOINS
        if bare and (join in _JOINS or (pair and join in ("", "between", "from"))):
            found[at + 1] = _like(second, first)
    return tuple(found)


def _like(bare: Figure, other: Figure) -> Figure:
    time = re.search("|".join(_DAYS), other.said.casefold())
    scale = _DAYS[time[0]] if other.unit == "days" and time else 1.0
    return replace(
        bare, unit=other.unit, values=tuple(value * scale for value in bare.values), grain=other.grain
    )
