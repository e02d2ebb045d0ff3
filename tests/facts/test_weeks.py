"""Usage by hand: complete periods only, added up as the catalog says."""

from datetime import date
from typing import Any

import duckdb
import pytest

from adjoin.facts.build import build_facts
from adjoin.warehouse.warehouse import open_moments
from facts.as_known import FIRST_LOAD, facts_at
from facts.test_spans import world
from worlds import World, known_on

MONDAY = date(2024, 1, 1)


def used(metric: str, grain: str, *readings: tuple[date, float]) -> World:
    made = world({"started_on": date(2023, 1, 1), "seats": 10.0})
    made.rows["usage"] = [
        {"account_id": "a", "product_id": "p0", "metric": metric, "day": at, "quantity": quantity, "grain": grain,
         "known_on": known_on(at, grain)}
        for at, quantity in readings
    ]  # fmt: skip
    return made


def weeks(made: World, as_of: date) -> list[tuple[date, int, float]]:
    return [(r["period_end"], r["periods_ago"], r["quantity"]) for r in facts_at(made, [as_of])["weeks"]]


DAILY = [(date(2024, 1, 1), 5.0), (date(2024, 1, 7), 3.0), (date(2024, 1, 8), 100.0)]


@pytest.mark.parametrize(("metric", "added"), [("calls", 8.0), ("people", 5.0), ("store", 3.0)])
def test_flows_add_distinct_counts_peak_and_levels_end(metric: str, added: float) -> None:
    assert weeks(used(metric, "day", *DAILY), date(2024, 1, 10)) == [(date(2024, 1, 7), 0, added)]


def test_a_week_is_known_from_its_sunday() -> None:
    made = used("calls", "day", *DAILY)
    assert weeks(made, date(2024, 1, 6)) == []
    assert weeks(made, date(2024, 1, 7)) == [(date(2024, 1, 7), 0, 8.0)]
    assert weeks(made, date(2024, 1, 14)) == [(date(2024, 1, 7), 1, 8.0), (date(2024, 1, 14), 0, 100.0)]


def test_a_month_is_known_from_its_last_day() -> None:
    made = used("calls", "month", (date(2024, 2, 1), 50.0))
    assert weeks(made, date(2024, 2, 28)) == []
    assert weeks(made, date(2024, 2, 29)) == [(date(2024, 2, 29), 0, 50.0)]
    assert weeks(made, date(2024, 3, 30)) == [(date(2024, 2, 29), 0, 50.0)]
    assert weeks(made, date(2024, 3, 31)) == [(date(2024, 2, 29), 1, 50.0)]


def test_utilisation_is_the_mean_of_four_complete_weeks_over_seats() -> None:
    readings = [(date(2024, 1, 7 * n), float(n)) for n in (1, 2, 3, 4)]
    (row,) = facts_at(used("people", "week", *readings), [date(2024, 1, 30)])["utilisation"]
    assert row["utilisation"] == pytest.approx((1 + 2 + 3 + 4) / 4 / 10)


def test_without_usage_utilisation_cannot_be_told() -> None:
    (row,) = facts_at(world({"started_on": date(2023, 1, 1), "seats": 10.0}), [date(2024, 1, 30)])[
        "utilisation"
    ]
    assert row["utilisation"] is None


def test_a_bulk_day_needs_fifty_rows_and_five_per_cent() -> None:
    def bulk(rows: int) -> list[Any]:
        made = world({"started_on": date(2023, 1, 1)})
        made.rows["tickets"] = [
            {"ticket_id": f"t{i}", "account_id": "a", "opened_on": date(2024, 1, 2)} for i in range(rows)
        ]
        with duckdb.connect() as connection:
            warehouse = made.load(connection)
            open_moments(warehouse, [date(2024, 2, 1)], FIRST_LOAD)
            build_facts(warehouse, made.catalog, {})
            found: list[Any] = warehouse.read("bulk_days").to_pylist()
            return found

    assert bulk(49) == []
    assert [row["day"] for row in bulk(50)] == [date(2024, 1, 2)]
