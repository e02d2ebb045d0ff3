"""Places of bullet charts and of curves by number of products, by hand."""

import pytest

from adjoin.presentation.bullet import Drawn, around, bullet, from_zero
from adjoin.presentation.by_products import Held, by_products


def test_a_bar_lies_where_its_numbers_say() -> None:
    drawn = Drawn(0.1, (0.05, 0.4), (0.2, 0.3), 0.35, 0.15)
    assert from_zero([drawn]) == (0.0, 0.4)
    placed = bullet(drawn, (0.0, 0.4))
    assert (placed.value, placed.low, placed.high, placed.target, placed.line) == (25, 12.5, 100, 87.5, 37.5)
    assert (placed.typical_low, placed.typical_high) == (50, 75)
    assert bullet(drawn, (0.0, 0.2)).high == 100


def test_what_is_unknown_has_no_place() -> None:
    placed = bullet(Drawn(None), from_zero([Drawn(None)]))
    assert (placed.value, placed.low, placed.target) == (None, None, None)


def test_a_bar_must_begin_at_zero() -> None:
    with pytest.raises(ValueError, match="bar"):
        bullet(Drawn(0.9), (0.8, 1.2))
    assert bullet(Drawn(0.9), (0.8, 1.2), bar=False).value == 25


@pytest.mark.parametrize("numbers", [(0.93, 1.17), (1.0, 1.0), (0.0, 12.0), (0.9, 0.9004)])
def test_ends_hold_all_and_are_round(numbers: tuple[float, float]) -> None:
    start, end = around([Drawn(one) for one in numbers])
    assert start <= min(numbers) <= max(numbers) <= end
    assert start < end
    assert start == pytest.approx(round(start, 4))


def test_several_products_as_one_reach_to_the_last() -> None:
    picture = by_products(
        [
            ("naive", [Held("1", 0.8, 0.78, 0.82), Held("2", 0.9), Held("4+", 1.0)]),
            ("landmark", [Held("2+", 0.95)]),
        ]
    )
    assert picture is not None
    assert [tick.label for tick in picture.x_ticks] == ["1", "2", "3", "4+"]
    assert (picture.y_ticks[0].label, picture.y_ticks[-1].label) == ("75 %", "100 %")
    naive, landmark = picture.curves
    assert (landmark.points[0].left, landmark.points[0].right) == (
        naive.points[1].x + 9,
        naive.points[2].x + 9,
    )
    assert naive.points[0].low is not None
    assert naive.points[0].high is not None
    assert naive.points[0].low > naive.points[0].y > naive.points[0].high
    assert by_products([("naive", [])]) is None


def test_all_at_one_and_a_single_number_of_products_still_have_a_picture() -> None:
    picture = by_products([("calendar", [Held("1", 1.0, 1.0, 1.0)])])
    assert picture is not None
    assert picture.curves[0].points[0].y == 16
    assert len(picture.y_ticks) >= 2
    everything = by_products([("calendar", [Held("1", 0.0), Held("2", 0.1)])])
    assert everything is not None
    assert everything.y_ticks[0].label == "0 %"
