"""Numbers as text, each against a sentence a person would write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjoin.words.count import counted, log_odds, plain, quantity
from adjoin.words.days import day, relative, span, with_days_said
from adjoin.words.first_sentence import first_sentence
from adjoin.words.money import money, money_in_full
from adjoin.words.names import GATES, spoken
from adjoin.words.share import interval, percent, times

AS_OF = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (48_210, "USD", "$48k"),
        (950, "USD", "$950"),
        (999.6, "USD", "$1k"),
        (1_249, "EUR", "€1.2k"),
        (9_960, "USD", "$10k"),
        (999_950, "USD", "$1M"),
        (1_240_000, "GBP", "£1.2M"),
        (3.2e9, "USD", "$3.2bn"),
        (48_000, "CHF", "CHF 48k"),
        (0, "USD", "$0"),
        (-5_000, "USD", "−$5k"),
        (None, "USD", "–"),
    ],
)
def test_money_is_short(amount: float | None, currency: str, text: str) -> None:
    assert money(amount, currency) == text


def test_money_in_full() -> None:
    assert money_in_full(48_210.4, "USD") == "$48,210"
    assert money_in_full(None) == "–"


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (0.36, "36 %"),
        (0.034, "3.4 %"),
        (0.0994, "9.9 %"),
        (0.0996, "10 %"),
        (0.0004, "< 0.1 %"),
        (0, "0 %"),
        (1, "100 %"),
        (0.9996, "> 99.9 %"),
        (0.997, "99.7 %"),
        (1.1704, "117 %"),
        (None, "–"),
    ],
)
def test_percent(fraction: float | None, text: str) -> None:
    assert percent(fraction) == text


@given(st.floats(0, 1))
def test_percent_never_says_never_or_always_of_what_is_not(fraction: float) -> None:
    assert (percent(fraction) == "0 %") == (fraction == 0)
    assert (percent(fraction) == "100 %") == (fraction == 1)


def test_interval_and_ratio() -> None:
    assert interval(0.29, 0.43) == "29–43"
    assert interval(0.004, 0.021) == "0.4–2.1"
    assert interval(None, 0.2) == ""
    assert [times(x) for x in (4.877, 11.2, 0.62, 0.04, 0, None)] == [
        "4.9×",
        "11×",
        "0.6×",
        "0.04×",
        "0×",
        "–",
    ]


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2026, 9, 30), "today"),
        (date(2026, 9, 29), "yesterday"),
        (date(2026, 10, 1), "tomorrow"),
        (date(2026, 9, 27), "3 days ago"),
        (date(2026, 10, 12), "in 12 days"),
        (date(2026, 8, 26), "5 weeks ago"),
        (date(2027, 1, 4), "in 3 months"),
        (date(2024, 9, 30), "2 years ago"),
    ],
)
def test_days_seen_from_the_as_of(on: date, text: str) -> None:
    assert relative(on, AS_OF) == text


def test_days_are_named_without_the_year_they_are_seen_from() -> None:
    assert day(date(2026, 10, 4), AS_OF) == "4 Oct"
    assert day(date(2027, 1, 4), AS_OF) == "4 Jan 2027"
    assert day(AS_OF) == "30 Sep 2026"
    assert span(1) == "1 day"


def test_dates_in_sentences_are_said() -> None:
    said = with_days_said("Evaluating Workato since 2026-09-07, full by 2027-01-05", AS_OF)
    assert said == "Evaluating Workato since 7 Sep, full by 5 Jan 2027"
    assert with_days_said("order 2026-99-99 and 12026-09-077", AS_OF) == "order 2026-99-99 and 12026-09-077"


def test_quantities_and_counts() -> None:
    assert [quantity(x) for x in (21_306.25, 940, 28.5, 3, 1_500_000, None)] == [
        "21.3k",
        "940",
        "28.5",
        "3",
        "1.5M",
        "–",
    ]
    assert counted(1, "account") == "1 account"
    assert counted(1_136, "account") == "1,136 accounts"
    assert counted(2, "story", "stories") == "2 stories"


def test_codes_nobody_named_are_still_read() -> None:
    assert spoken("renewal", GATES) == "Renewal window"
    assert spoken("brand_new_kind", GATES) == "Brand new kind"


@pytest.mark.parametrize(
    ("weight", "text"),
    [
        (1.84, "1.8"),
        (-0.13, "−0.1"),
        (-0.04, "0.0"),
        (0.04, "0.0"),
        (0, "0.0"),
        (-10.0, "−10.0"),
        (None, "–"),
    ],
)
def test_log_odds_have_one_digit_a_real_minus_and_no_minus_zero(weight: float | None, text: str) -> None:
    assert log_odds(weight) == text


def test_a_setting_is_written_as_in_the_file() -> None:
    assert [plain(x) for x in (0.8, 12.0, 0.7183098591549296, 1e-4)] == ["0.8", "12", "0.71831", "0.0001"]


def test_the_first_sentence_stands_for_a_description() -> None:
    assert first_sentence("Watches `usage`. Dated on the last day.") == "Watches usage"
    assert first_sentence("One: two; three.") == "One: two; three"
    assert first_sentence("It rises: " + "the mean of weeks, " * 20 + "so far. More.") == "It rises"
