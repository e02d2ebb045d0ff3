"""Business days of a customer's country: its weekend and its public holidays, from the `holidays` library."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

ONE = timedelta(days=1)
SATURDAY_SUNDAY = (5, 6)
OTHER_NAMES = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "united kingdom of great britain and northern ireland": "GB", "the united kingdom": "GB",
    "usa": "US", "america": "US", "united states of america": "US", "the united states": "US",
    "the united states of america": "US", "uae": "AE", "the united arab emirates": "AE", "emirates": "AE",
    "holland": "NL", "the netherlands": "NL", "kingdom of the netherlands": "NL", "czech republic": "CZ",
    "the czech republic": "CZ", "slovak republic": "SK", "russian federation": "RU", "the russian federation": "RU",
    "korea": "KR", "republic of korea": "KR", "korea, republic of": "KR", "türkiye": "TR", "turkiye": "TR",
    "republic of türkiye": "TR", "federal republic of germany": "DE", "deutschland": "DE", "french republic": "FR",
    "swiss confederation": "CH", "republic of ireland": "IE", "kingdom of spain": "ES", "italian republic": "IT",
    "viet nam": "VN", "people's republic of china": "CN", "republic of china": "TW", "taiwan, province of china": "TW",
    "hong kong sar": "HK", "macao": "MO", "iran, islamic republic of": "IR", "islamic republic of iran": "IR",
    "republic of moldova": "MD", "moldova, republic of": "MD", "bolivia, plurinational state of": "BO",
    "venezuela, bolivarian republic of": "VE", "tanzania, united republic of": "TZ",
    "united republic of tanzania": "TZ", "brunei darussalam": "BN", "lao people's democratic republic": "LA",
    "macedonia": "MK", "burma": "MM", "swaziland": "SZ", "syria": "SY", "republic of south africa": "ZA",
    "kingdom of saudi arabia": "SA", "ksa": "SA", "côte d'ivoire": "CI", "cote d'ivoire": "CI",
    "ivory coast": "CI", "vatican": "VA", "holy see": "VA",
}  # fmt: skip
"""Names that people and registers use and the library, which knows one name a country, does not."""


def is_business_day(on: date, country: str | None) -> bool:
    """Neither weekend nor public holiday there; of an unknown country only Saturdays and Sundays are no work days."""
    calendar = _calendar(country_code(country), on.year)
    if calendar is None:
        return on.weekday() not in SATURDAY_SUNDAY
    return bool(calendar.is_working_day(on))


def next_business_day(on: date, country: str | None) -> date:
    """`on` itself if it is one, else the first one after it."""
    while not is_business_day(on, country):
        on += ONE
    return on


def last_business_day(on: date, country: str | None) -> date:
    """`on` itself if it is one, else the last one before it."""
    while not is_business_day(on, country):
        on -= ONE
    return on


def add_business_days(on: date, days: int, country: str | None) -> date:
    """The business day `days` of them after `on`, or before it if negative; zero gives the next one, or `on`."""
    if days == 0:
        return next_business_day(on, country)
    step = ONE if days > 0 else -ONE
    for _ in range(abs(days)):
        on += step
        while not is_business_day(on, country):
            on += step
    return on


def business_days_between(first: date, last: date, country: str | None) -> int:
    """Business days after `first` up to and with `last`; 0 if `last` is not later."""
    return sum(is_business_day(first + ONE * days, country) for days in range(1, (last - first).days + 1))


def weekends_only(country: str | None) -> str | None:
    """Why only weekends are left out, as a sentence; None where the country's holidays are known."""
    if country_code(country) is not None:
        return None
    which = (
        "The customer's country is not known" if _blank(country) else f"No calendar is known for '{country}'"
    )
    return f"{which}: dates leave out weekends, not holidays."


def spellings(country: str) -> tuple[str, ...]:
    """Every spelling of that country, in small letters without spaces or hyphens; the word itself if unknown."""
    code = country_code(country)
    if code is None:
        return (squeezed(country),)
    others = (squeezed(name) for name, two in OTHER_NAMES.items() if two == code)
    return tuple(sorted({*others, *(name for name, two in _codes().items() if two == code)}))


def squeezed(country: str) -> str:
    """In small letters, without spaces, hyphens and full stops, as spellings are compared."""
    return country.translate(str.maketrans("", "", " -._")).casefold()


@cache
def country_code(country: str | None) -> str | None:
    """The ISO code of two letters: from a code of two or three letters or an English name, in any case; None else."""
    if country is None or _blank(country):
        return None
    written = " ".join(country.replace(".", "").replace("_", " ").split()).casefold()
    bare = written.removeprefix("the ")
    return OTHER_NAMES.get(written) or OTHER_NAMES.get(bare) or _codes().get(squeezed(bare))


def _blank(country: str | None) -> bool:
    return country is None or not country.strip()


@cache
def _codes() -> dict[str, str]:
    """Every spelling, in small letters without spaces, and the library's code of two letters."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - a library that only dates need

    codes: dict[str, str] = {}
    for name, (_, two, *others) in COUNTRIES.items():
        spellings = (name.replace("_", ""), two, *others)
        codes |= dict.fromkeys((spelling.casefold() for spelling in spellings), two)
    return codes


@cache
def _calendar(code: str | None, year: int) -> "HolidayBase | None":
    """A calendar of one year: one that grew with use would not be safe between the threads of a server."""
    if code is None:
        return None
    from holidays import country_holidays  # noqa: PLC0415 - a library that only dates need

    return country_holidays(code, years=year, expand=False)
