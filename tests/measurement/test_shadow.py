"""Two silent weeks from the first publication, and no longer."""

from datetime import date

import pytest

from adjoin.measurement.shadow import OPEN, shadow

FIRST = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("as_of", "silent"), [(FIRST, True), (date(2026, 9, 14), True), (date(2026, 9, 15), False)]
)
def test_silence_lasts_fourteen_days(as_of: date, silent: bool) -> None:
    found = shadow("shadow", FIRST, as_of)
    assert (found.silent, found.opens_on) == (silent, date(2026, 9, 15))


def test_the_first_run_begins_the_silence() -> None:
    assert shadow("shadow", None, FIRST).opens_on == date(2026, 9, 15)


def test_without_the_mode_nothing_is_silent() -> None:
    assert shadow("live", FIRST, FIRST) == OPEN
