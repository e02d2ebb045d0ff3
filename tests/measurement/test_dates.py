"""Which past dates a backtest takes, and which it refuses."""

from datetime import date, timedelta

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.measurement.backtest.dates import Wanted, backtest_dates

AS_OF = date(2026, 9, 30)


def test_by_default_one_a_month_over_the_last_followed_year() -> None:
    dates = backtest_dates(AS_OF, Wanted())
    assert dates[-1] == date(2026, 7, 2) == AS_OF - timedelta(days=90)
    assert dates[0] == date(2025, 8, 2)
    assert len(dates) == 12
    assert all(day.day == 2 for day in dates)


def test_month_ends_stay_within_their_months() -> None:
    dates = backtest_dates(date(2024, 6, 30), Wanted(last=date(2024, 3, 31)))
    assert dates[-3:] == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]


def test_from_and_every_are_hit_exactly() -> None:
    dates = backtest_dates(AS_OF, Wanted(date(2026, 5, 31), date(2026, 6, 30), 14))
    assert dates == [date(2026, 5, 31), date(2026, 6, 14), date(2026, 6, 28)]
    assert backtest_dates(AS_OF, Wanted(first=date(2026, 5, 31))) == [date(2026, 5, 31), date(2026, 6, 30)]
    assert backtest_dates(AS_OF, Wanted(last=date(2026, 3, 1), every=200)) == [
        date(2025, 3, 2),
        date(2025, 9, 18),
    ]


def test_a_date_without_follow_up_names_the_newest_that_has_it() -> None:
    for wanted in (Wanted(first=date(2026, 7, 3)), Wanted(last=date(2026, 9, 30))):
        with pytest.raises(ConfigurationError, match=r"less than 90 days of follow-up.* is 2026-07-02"):
            backtest_dates(AS_OF, wanted)


def test_every_wrong_argument_is_said_at_once() -> None:
    with pytest.raises(ConfigurationError) as refused:
        Wanted(date(2026, 5, 1), date(2026, 1, 1), 0, 0)
    assert [said.partition(" ")[0] for said in refused.value.problems] == ["--every", "--capacity", "--from"]
