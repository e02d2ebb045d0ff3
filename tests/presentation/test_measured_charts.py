"""The pictures of the scorecard and of retention, held against the rows they are given."""

from datetime import date
from typing import Any

from adjoin.presentation.charts import CHARTS
from adjoin.presentation.charts.chart import Told

TOLD = Told(company="Tiny", as_of=date(2026, 9, 30), currency="EUR", names={})


def number(metric: str, place: int, **rest: Any) -> dict[str, Any]:
    return {
        "metric": metric, "place": place, "value": 0.5, "low": 0.4, "high": 0.6, "target": 0.3, "typical_low": 0.1,
        "typical_high": 0.2, "unit": "share", "state": "reached", "warning": None, **rest,
    }  # fmt: skip


def test_numbers_keep_their_order_and_a_warned_one_is_doubtful() -> None:
    rows = [
        number("win_rate", 2, warning="None was lost"),
        number("coverage", 1),
        number("cycle_days", 3, unit="days"),
    ]
    spec = CHARTS["scorecard"].draw(rows, TOLD)
    drawn = spec["data"]["values"]
    assert [row["number"] for row in drawn] == ["Coverage", "Win rate"]
    assert [row["says"] for row in drawn] == ["50 % ✓ reached", "50 % ! doubtful"]
    assert any("None was lost" in line for line in spec["title"]["subtitle"])


def test_the_standardised_share_is_drawn_where_there_is_one() -> None:
    row = {"products": "1", "place": 1, "rate": 0.8, "low": 0.7, "high": 0.9, "standardised": None,
           "standardised_low": None, "standardised_high": None}  # fmt: skip
    fair = {
        **row,
        "kind": "landmark",
        "standardised": 0.95,
        "standardised_low": 0.94,
        "standardised_high": 0.96,
    }
    drawn = CHARTS["retention"].draw([{**row, "kind": "naive"}, fair], TOLD)["data"]["values"]
    assert [(one["share"], one["low"], one["high"]) for one in drawn] == [(0.95, 0.94, 0.96), (0.8, 0.7, 0.9)]
