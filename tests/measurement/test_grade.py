"""The grade by hand-made shares: what each letter needs, and when it cannot be told."""

import pytest

from adjoin.measurement.backtest.grade import CANNOT_TELL, grade
from adjoin.measurement.backtest.measures import REPLAY, Gap, Measured, Measures

CALLED = {"adjoin": "Adjoin", "popular": "most popular", "calendar": "calendar"}


def measures(
    popular: tuple[float, float, float], calendar: tuple[float, float, float], n: float = 80
) -> Measures:
    overall = {(name, REPLAY): Measured(0.2, 0.1, 0.3, 90, n) for name in CALLED}
    gaps = {("adjoin", "popular", REPLAY): Gap(*popular), ("adjoin", "calendar", REPLAY): Gap(*calendar)}
    return Measures(overall, {}, gaps)


BEYOND, AHEAD, BEHIND, WORSE = (0.1, 0.02, 0.2), (0.1, -0.02, 0.2), (-0.01, -0.1, 0.1), (-0.2, -0.3, -0.1)


@pytest.mark.parametrize(
    ("popular", "calendar", "letter"),
    [
        (BEYOND, BEYOND, "A"),
        (BEYOND, AHEAD, "B"),
        (AHEAD, BEYOND, "B"),
        (BEYOND, BEHIND, "C"),
        (AHEAD, AHEAD, "C"),
        (WORSE, BEYOND, "C"),
    ],
)
def test_letters(
    popular: tuple[float, float, float], calendar: tuple[float, float, float], letter: str
) -> None:
    assert grade(measures(popular, calendar), CALLED).letter == letter


def test_worse_is_said() -> None:
    assert grade(measures(WORSE, WORSE), CALLED).says.startswith("Worse than most popular and calendar.")


def test_fewer_than_fifty_effective_approaches_cannot_tell_and_say_which() -> None:
    thin = measures(BEYOND, BEYOND)
    thin.overall["calendar", REPLAY] = Measured(0.2, 0.1, 0.3, 90, 49.9)
    graded = grade(thin, CALLED)
    assert graded.letter == CANNOT_TELL
    assert "calendar 50" in graded.says or "calendar 49" in graded.says
    assert "most popular" not in graded.says


def test_without_a_calendar_there_is_no_a() -> None:
    alone = {name: CALLED[name] for name in ("adjoin", "popular")}
    graded = grade(measures(BEYOND, BEYOND), alone)
    assert graded.letter == "B"
    assert "calendar policy did not run" in graded.says
