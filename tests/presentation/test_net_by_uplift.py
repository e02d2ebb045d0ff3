"""Net by uplift: lines cross zero where hand arithmetic says, and names of lines never stand on each other."""

from itertools import pairwise

import pytest

from adjoin.presentation.net_by_uplift import APART, NetByUplift, Point, net_by_uplift

LISTED = 400_000.0


def picture(
    *discounts: float, uplifts: tuple[float, ...] = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)
) -> NetByUplift | None:
    """Points of net = uplift · (1 − discount) · list − discount · list."""
    points = [
        Point(off, more, more * (1 - off) * LISTED - off * LISTED) for off in discounts for more in uplifts
    ]
    return net_by_uplift(points, lambda uplift: f"{uplift:g}", lambda net: f"{net:g}")


def test_a_line_crosses_zero_at_discount_over_the_rest() -> None:
    found = picture(0.15, 0.2, 0.25)
    assert found is not None
    assert [line.pays_from for line in found.lines] == pytest.approx([15 / 85, 20 / 80, 25 / 75])
    width = found.right - found.left
    assert [line.pays_at for line in found.lines] == pytest.approx(
        [found.left + width * from_ / 2 for from_ in (15 / 85, 20 / 80, 25 / 75)], abs=0.06
    )


def test_what_never_pays_in_range_has_no_mark() -> None:
    found = picture(0.25, uplifts=(0.0, 0.1, 0.25))
    assert found is not None
    assert found.lines[0].pays_from is None
    assert found.y_ticks[-1].label == "0"


def test_zero_lies_on_a_tick_and_names_stand_apart() -> None:
    found = picture(0.2, 0.2001, 0.2002)
    assert found is not None
    assert found.zero in [tick.at for tick in found.y_ticks]
    places = sorted(line.label for line in found.lines)
    assert all(below - above >= APART for above, below in pairwise(places))


def test_nothing_to_join_is_no_picture() -> None:
    assert picture(0.2, uplifts=(0.0,)) is None
    assert picture() is None
