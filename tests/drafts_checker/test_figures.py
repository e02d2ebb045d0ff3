"""Numbers and days: the same value is the same however it is written, and another one is another."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adjoin.domain.play import GiveGet
from adjoin.drafts.brief import Evidence
from adjoin.drafts.checker.known import known
from adjoin.drafts.checker.shown import is_shown
from adjoin.words.figures import figures_in
from adjoin.words.number_words import number_of
from drafts_checker.test_rules import BRIEF, CATALOG

EMPTY = replace(
    BRIEF,
    as_of=date(2000, 1, 15),
    product=BRIEF.product.model_copy(update={"list_price": None}),
    base_product=None,
    give_get=GiveGet("", "", ""),
    evidence=(),
    people=(),
    uses=(),
    potential=None,
    probability=None,
    lead_days=None,
    like_customers=None,
    like_median_days=None,
    horizon_days=None,
    renews_on=None,
)


def shown(said: str, by: str) -> bool:
    facts = known(replace(EMPTY, evidence=(Evidence("signal:x", "x", by),)), CATALOG)
    figures, moments = figures_in(said)
    days = all(any(moment.shown_by(other) for other in facts.moments) for moment in moments)
    assert figures or moments
    return days and all(is_shown(figure, facts) for figure in figures)


@given(st.integers(min_value=1_001, max_value=999_999))
def test_a_number_shows_itself_in_every_spelling_and_not_its_neighbour(number: int) -> None:
    spellings = (
        f"{number} files",
        f"{number:,} files",
        f"{number:,} files".replace(",", " "),
        f"{number:,} files".replace(",", "."),
    )
    for one in spellings:
        assert all(shown(one, other) for other in spellings)
        assert not shown(one, f"{number + 1} files")


@given(st.integers(min_value=1, max_value=100))
def test_a_percentage_is_a_fraction(percent: int) -> None:
    assert shown(f"{percent} %", f"{percent / 100}")
    assert shown(f"{percent} percent", f"{percent}%")
    assert not shown(f"{percent} %", f"{percent + 1} %")


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31)))
def test_a_day_shows_itself_in_every_spelling_and_not_the_next(day: date) -> None:
    # The brief was written on a 15 January, which shows that day where no year is said.
    assume((day.month, day.day) != (EMPTY.as_of.month, EMPTY.as_of.day))
    nth = {1: "st", 21: "st", 31: "st", 2: "nd", 22: "nd", 3: "rd", 23: "rd"}.get(day.day, "th")
    spellings = (f"{day:%Y-%m-%d}", f"{day.day} {day:%B %Y}", f"{day:%b} {day.day}, {day:%Y}", f"{day:%d/%m/%Y}",
                 f"{day:%d.%m.%Y}", f"{day:%B} {day.day}{nth}, {day:%Y}", f"{day.day}{nth} of {day:%B}")  # fmt: skip
    after = day + timedelta(days=1)
    for said in spellings:
        assert shown(said, day.isoformat())
        assert (after.day, after.month) == (day.month, day.day) or not shown(said, after.isoformat())


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("48k", "48,000"), ("$1.2M", "$1,200,000"), ("twenty-five", "25"), ("two hundred and five", "205"),
        ("8 weeks", "56 days"), ("two months", "60 days"), ("4–6 weeks", "4 to 6 weeks"), ("twice", "2 systems"),
        ("a dozen", "12"), ("half", "50 %"), ("three quarters of it", "75 %"), ("threefold", "3x"),
        ("FY26", "2026-03-01"),
        ("Q4", "21 November 2026"),
        ("2. März 2026", "2026-03-02"),
        ("5 days and you want it in 1", "1 day instead of 5"),
        ("ninety-four per cent", "94 %"), ("1.240 Dateien", "1,240 files"), ("half a dozen", "6"),
    ],
)  # fmt: skip
def test_the_same_value_in_other_words(said: str, by: str) -> None:
    assert shown(said, by)


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("48m", "48,000"), ("$48k", "€48k"), ("74 weeks", "74 days"), ("62 users", "62 days"), ("6 %", "6 users"),
        ("four months", "60 days"), ("hundreds of them", "312"), ("thrice", "2 systems"), ("Q3", "21 November 2026"),
        ("4.5 weeks", "5 weeks"), ("1.9 million", "2 million"), ("half", "49 %"), ("2027", "21 November 2026"),
    ],
)  # fmt: skip
def test_another_value(said: str, by: str) -> None:
    assert not shown(said, by)


def test_numbers_in_words() -> None:
    said = {"seventeen": 17, "one hundred and twenty": 120, "two hundred thousand": 200_000, "two dozen": 24}
    assert {words: number_of(words) for words in said} == said
