"""A forest of ratios: what is drawn and what is said."""

import json
from typing import Any

import pytest

from adjoin.presentation.charts.forest import WIDEST, Ratio, forest

RATIOS = [Ratio("b", 4.0, 2.0, 8.0), Ratio("a", 0.001, 0.0, None), Ratio("c", 900.0, None, None)]


def drawn() -> dict[str, dict[str, Any]]:
    return {row["label"]: row for row in forest(RATIOS, "lift")["data"]["values"]}


def test_the_order_given_is_the_order_drawn() -> None:
    spec = forest(RATIOS, "lift")
    assert [row["label"] for row in spec["data"]["values"]] == ["b", "a", "c"]
    assert '"sort": null' in json.dumps(spec)


def test_numbers_inside_are_drawn_as_they_are() -> None:
    assert (drawn()["b"]["low"], drawn()["b"]["ratio"], drawn()["b"]["high"]) == (2.0, 4.0, 8.0)
    assert drawn()["b"]["says"] == "4.0× (2.0× to 8.0×)"


def test_what_lies_beyond_is_cut_where_the_axis_ends_but_said_whole() -> None:
    assert drawn()["a"]["ratio"] == pytest.approx(1 / WIDEST)
    assert (drawn()["c"]["ratio"], drawn()["c"]["high"]) == (WIDEST, WIDEST)
    assert str(drawn()["c"]["says"]).startswith("900×")
    assert str(drawn()["a"]["says"]).endswith("and more)")


def test_the_line_at_one_is_drawn() -> None:
    assert forest(RATIOS, "lift")["layer"][0]["encoding"]["x"]["datum"] == 1
