"""Days, months, quarters and years as they are written: 2026-11-21, 21 Nov, November 21st, 21/11/2026, Q4, FY26."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_FOREIGN = {
    name: number
    for number, names in enumerate(
        (
            "januar janvier enero gennaio janeiro januari",
            "februar février febrero febbraio fevereiro februari",
            "märz mars marzo março maart",
            "avril abril aprile",
            "mai mayo maggio maio mei",
            "juni juin junio giugno junho",
            "juli juillet julio luglio julho",
            "août agosto augustus",
            "septembre septiembre settembre setembro",
            "oktober octobre octubre ottobre outubro",
            "novembre noviembre novembro",
            "dezember décembre diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_SHORT = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan"
    r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d{2})\b)?"
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b", re.NOFLAG),
        (r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4}|\d{2})\b", re.NOFLAG),
        (rf"\b{_DAY}\s+(?:of\s+)?(?-i:{_MONTH}){_YEAR}", re.IGNORECASE),
        (rf"\b(?-i:{_MONTH})\s+(?:the\s+)?{_DAY}\b(?!\d){_YEAR}", re.IGNORECASE),
        (rf"\b{_DAY}\s+(?:de\s+)?(?P<month>{'|'.join(_FOREIGN)})\b{_YEAR}", re.IGNORECASE),
        (rf"\b{_MONTH}{_YEAR}", re.NOFLAG),
        (r"\b(?P<part>Q[1-4]|H[12])(?:\s+(?:of\s+)?(?P<year>20\d{2})\b)?", re.NOFLAG),
        (r"\bFY\s?'?(?:20)?(?P<short>\d{2})\b", re.NOFLAG),
        (r"(?<![\w.,$€£¥])(?P<year>(?:19|20)\d{2})(?![\w%]|[.,]\d|\s+[a-z]+s\b)", re.NOFLAG),
    )
)
_MAY_I = re.compile(r"(?:^|[.!?:\n]\s*)(?:May|March)\s+(?:I|we|us|you|on|through)\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """What was said of a day; None where nothing was. `part`: Q1–Q4 or H1, H2. `turned`: day and month may swap."""

    said: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    turned: bool = False

    def shown_by(self, other: "Moment") -> bool:
        """Whether everything that this one says is said by the other."""
        if self.part:
            months = _months_of(self.part)
            in_part = other.part == self.part or (other.month is not None and other.month in months)
            return in_part and self.year in (None, other.year)
        same = (
            self.year in (None, other.year),
            self.month in (None, other.month),
            self.day in (None, other.day),
        )
        if all(same):
            return True
        return self.turned and (self.day, self.month, self.year) == (other.month, other.day, other.year)


def moment_of(on: date) -> Moment:
    """A day in full."""
    return Moment(on.isoformat(), 0, 0, on.year, on.month, on.day)


def moments_in(text: str) -> tuple[Moment, ...]:
    """Every day, month, quarter and year that the text names, in order; the May of `May I` is none."""
    taken = [found.span() for found in _MAY_I.finditer(text)]
    moments: list[Moment] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            if (moment := _moment(found)) is not None:
                moments.append(moment)
                taken.append(found.span())
    return tuple(sorted(moments, key=lambda moment: moment.start))


def _moment(found: re.Match[str]) -> Moment | None:
    said = found.groupdict()
    if said.get("short"):
        return Moment(found[0], *found.span(), year=2000 + int(said["short"]))
    month = _number(said.get("month"))
    day = int(said["day"]) if said.get("day") else None
    year = int(said["year"]) if said.get("year") else None
    year = 2000 + year if year is not None and year < 100 else year
    if (day or 1) > 31 or ((month or 1) > 12 and (day or 1) > 12) or (day == 0) or (month == 0):
        return None
    turned = said.get("month", "") is not None and str(said.get("month") or "").isdigit() and day is not None
    return Moment(found[0], *found.span(), year, month, day, said.get("part"), turned)


def _number(month: str | None) -> int | None:
    if not month:
        return None
    if month.isdigit():
        return int(month)
    name = month.casefold().rstrip(".")
    return _FOREIGN.get(name) or _SHORT[name[:3]]


def _months_of(part: str) -> Iterator[int] | range:
    size = 3 if part[0] == "Q" else 6
    first = (int(part[1]) - 1) * size + 1
    return range(first, first + size)
