"""Business days against calendars on paper."""

from datetime import date

import pytest

from adjoin.plays.business_days import (
    add_business_days,
    business_days_between,
    country_code,
    last_business_day,
    next_business_day,
    spellings,
    weekends_only,
)


@pytest.mark.parametrize(
    ("on", "country", "expected"),
    [
        (date(2026, 3, 7), "DE", date(2026, 3, 9)),  # a Saturday
        (date(2026, 3, 6), "DE", date(2026, 3, 6)),
        (date(2026, 4, 3), "Germany", date(2026, 4, 7)),  # Good Friday to Easter Monday
        (date(2026, 4, 3), "US", date(2026, 4, 3)),  # no federal holiday
        (date(2026, 7, 3), "usa", date(2026, 7, 6)),  # Independence Day, kept on the Friday before
        (date(2021, 12, 31), "US", date(2022, 1, 3)),  # the next New Year, kept on the Friday before
        (date(2026, 12, 25), "uk", date(2026, 12, 29)),  # Boxing Day is made up for on the Monday
        (date(2026, 3, 6), "Saudi Arabia", date(2026, 3, 8)),  # a Friday: Sunday is a work day there
        (date(2026, 4, 3), None, date(2026, 4, 3)),
        (date(2026, 4, 4), "Atlantis", date(2026, 4, 6)),
    ],
)
def test_next_business_day(on: date, country: str | None, expected: date) -> None:
    assert next_business_day(on, country) == expected


def test_the_last_business_day_before_easter() -> None:
    assert last_business_day(date(2026, 4, 6), "FR") == date(2026, 4, 3)  # Good Friday is a work day there
    assert last_business_day(date(2026, 4, 6), "DE") == date(2026, 4, 2)


def test_counting_and_adding_agree() -> None:
    start = date(2026, 4, 1)
    for days in range(1, 30):
        assert business_days_between(start, add_business_days(start, days, "DE"), "DE") == days
    assert business_days_between(date(2026, 4, 2), date(2026, 4, 7), "DE") == 1
    assert business_days_between(date(2026, 4, 2), date(2026, 4, 7), None) == 3
    assert business_days_between(date(2026, 4, 7), date(2026, 4, 2), "DE") == 0
    assert add_business_days(date(2026, 4, 7), -1, "DE") == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("de", "DE"), ("DEU", "DE"), (" germany ", "DE"), ("United_States", "US"), ("U.S.A.", "US"), ("U.K.", "GB"),
        ("united kingdom", "GB"), ("Czech Republic", "CZ"), ("south korea", "KR"), ("Guinea-Bissau", "GW"),
        ("United States of America", "US"), ("The United Kingdom of Great Britain and Northern Ireland", "GB"),
        ("Russian Federation", "RU"), ("Korea, Republic of", "KR"), ("The Netherlands", "NL"), ("Viet Nam", "VN"),
        ("Türkiye", "TR"), ("Côte d'Ivoire", "CI"), ("the united arab emirates", "AE"), ("Slovak Republic", "SK"),
        ("Atlantis", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_countries_as_people_write_them(written: str | None, code: str | None) -> None:
    assert country_code(written) == code


def test_an_unknown_country_is_said() -> None:
    assert weekends_only("DE") is None
    assert (
        weekends_only("Atlantis")
        == "No calendar is known for 'Atlantis': dates leave out weekends, not holidays."
    )
    assert (
        weekends_only(" ") == "The customer's country is not known: dates leave out weekends, not holidays."
    )


def test_every_spelling_of_a_country() -> None:
    assert {"de", "deu", "germany"} <= set(spellings("Germany"))
    assert {"uk", "gb", "unitedkingdom"} <= set(spellings("gbr"))
    assert spellings("Atlantis") == ("atlantis",)
