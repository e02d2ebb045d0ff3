"""What was shown stays, to the day: kept, over, closed, outdone, gone; and what the run remembers of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from adjoin.decisions.earlier import PREVIOUS, Earlier, to_keep
from adjoin.domain.catalog import Catalog
from adjoin.warehouse.warehouse import DuckWarehouse
from decisions.deciding import again, by_account
from small_world import AS_OF, SmallWorld, ago, ahead
from whole_run import whole_run

BRIDGED = {"base": {"bridge": "One goes on where the other stops."}}
CATALOG = Catalog.model_validate(
    {
        "products": [
            {"id": "base", "name": "Base", "adoption": {"metric": "people", "of": "seats"}, "list_price": 1000.0},
            {"id": "dear", "name": "Dear", "list_price": 9000.0, "works_with": BRIDGED},
            {"id": "cheap", "name": "Cheap", "list_price": 900.0, "works_with": BRIDGED},
        ],
        "metrics": {"people": {"kind": "distinct"}},
    }
)  # fmt: skip


def heard(product: str, days: int) -> dict[str, Any]:
    return {"kind": "heard", "product_id": product, "occurred_on": ago(days), "body": "they want it"}


@pytest.fixture(scope="module")
def warehouse() -> Iterator[DuckWarehouse]:
    small = SmallWorld()
    small.world.catalog = CATALOG
    small.case("both old", events=[heard("dear", 30), heard("cheap", 30)])
    small.case("dear is new", events=[heard("dear", 3), heard("cheap", 30)])
    small.case("neither", events=[])
    small.case("cheap rests", events=[heard("dear", 30), heard("cheap", 30)],
               holds={"entered_on": ago(1), "until": ahead(9), "kind": "hold", "product_id": "cheap"})  # fmt: skip
    with whole_run(small.world, [AS_OF]) as built:
        yield built


def decided(
    warehouse: DuckWarehouse,
    account: str,
    product: str,
    since: date,
    on: date | None = None,
    score: float = 0.0,
) -> tuple[str, str, str | None]:
    """Action, product and why it is this one, after `product` was shown since a day."""
    row = {"account_id": account, "product_id": product, "shown_since": since, "shown_on": on or ago(1),
           "signal_kind": "heard", "signal_score": score}  # fmt: skip
    again(warehouse, earlier=Earlier(pa.Table.from_pylist([row], schema=PREVIOUS)))
    told = by_account(warehouse, "recommendations")[account]
    return told["action"], told["product_id"], told["because"]


def test_without_a_past_the_dearest_wins_and_nothing_is_said_of_change(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    told = by_account(warehouse, "recommendations")
    assert {name: (row["action"], row["product_id"]) for name, row in told.items()} == {
        "both old": ("play", "dear"),
        "dear is new": ("play", "dear"),
        "neither": ("discover", "dear"),
        "cheap rests": ("play", "dear"),
    }
    assert {row["because"] for row in told.values()} == {None}


def test_it_is_kept_to_its_thirteenth_day_and_free_on_the_fourteenth(warehouse: DuckWarehouse) -> None:
    assert decided(warehouse, "both old", "cheap", ago(13)) == (
        "play", "cheap", f"kept: shown since {ago(13)}",
    )  # fmt: skip
    assert decided(warehouse, "both old", "cheap", ago(14)) == (
        "play", "dear", f"changed: Cheap was shown since {ago(14)}; that time is over, and Dear is first now",
    )  # fmt: skip
    assert decided(warehouse, "both old", "dear", ago(14)) == (
        "play", "dear", f"kept: shown since {ago(14)}, and still first",
    )  # fmt: skip


def test_the_days_are_a_setting(warehouse: DuckWarehouse) -> None:
    row = {"account_id": "both old", "product_id": "cheap", "shown_since": ago(3), "shown_on": ago(3)}
    past = Earlier(pa.Table.from_pylist([row], schema=PREVIOUS))
    again(warehouse, {"stickiness": {"days": 3}}, past)
    assert by_account(warehouse, "recommendations")["both old"]["product_id"] == "dear"


def test_a_discovery_is_kept_too(warehouse: DuckWarehouse) -> None:
    assert decided(warehouse, "neither", "cheap", ago(5)) == (
        "discover",
        "cheap",
        f"kept: shown since {ago(5)}",
    )


def test_a_gate_that_closes_frees_it(warehouse: DuckWarehouse) -> None:
    action, product, because = decided(warehouse, "cheap rests", "cheap", ago(5))
    assert (action, product) == ("play", "dear")
    assert because is not None
    assert because.startswith(f"changed: Cheap was shown since {ago(5)}; ")


def test_a_stronger_signal_that_came_since_takes_over(warehouse: DuckWarehouse) -> None:
    assert decided(warehouse, "dear is new", "cheap", ago(4)) == (
        "play", "dear", f"changed: Cheap was shown since {ago(4)}; a stronger signal for Dear came on {ago(3)}",
    )  # fmt: skip


def test_one_that_was_there_before_or_is_weaker_does_not(warehouse: DuckWarehouse) -> None:
    kept = ("play", "cheap", f"kept: shown since {ago(3)}")
    assert decided(warehouse, "dear is new", "cheap", ago(3)) == kept
    kept = ("play", "cheap", f"kept: shown since {ago(4)}")
    assert decided(warehouse, "dear is new", "cheap", ago(4), score=99.0) == kept


def test_what_is_held_by_now_is_gone(warehouse: DuckWarehouse) -> None:
    assert decided(warehouse, "both old", "base", ago(2)) == (
        "play", "dear", f"changed: Base was shown since {ago(2)} and is no longer open here",
    )  # fmt: skip


def test_what_the_same_date_showed_does_not_bind_its_rerun(warehouse: DuckWarehouse) -> None:
    assert decided(warehouse, "both old", "cheap", ago(5), on=AS_OF) == ("play", "dear", None)


def test_the_run_remembers_since_when(warehouse: DuckWarehouse) -> None:
    decided(warehouse, "both old", "cheap", ago(13))
    shown, ghosts = to_keep(warehouse, AS_OF)
    rows = {row["account_id"]: row for row in shown.to_pylist()}
    assert ghosts == ()
    assert {name: (row["product_id"], row["shown_since"]) for name, row in rows.items()} == {
        "both old": ("cheap", ago(13)),
        "dear is new": ("dear", AS_OF),
        "neither": ("dear", AS_OF),
        "cheap rests": ("dear", AS_OF),
    }
    assert rows["neither"]["signal_kind"] is None
    assert rows["both old"]["signal_kind"] == "heard"
    assert to_keep(warehouse, ago(1))[0].num_rows == 0
