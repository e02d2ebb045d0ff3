"""One bundle a case: what its parts were before, who is compared with its takers, what is said when nothing can be."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import psycopg
import pytest

from facts.as_known import ordered
from facts.test_engines import _load, _plain
from offers.shelfware_built import PUBLISHED, build, offers_at
from offers.test_bundles_sold_against_a_plain_reading import FREE, bundled
from small_world import AS_OF, SmallWorld, ago, line
from worlds import day

Row = dict[str, Any]
HALF = date(2023, 1, 1)
TAKEN = date(2023, 3, 1)


def part(product: str = "more", taken: date = TAKEN, bundle: str | None = "Suite", **rest: Any) -> Row:
    """A line at 800 of 1,000 at list."""
    same = {"product_id": product, "started_on": taken, "acv": 800.0, "list_acv": 1000.0, "bundle_id": bundle}
    return line(**{**same, **rest})


def base(**rest: Any) -> Row:
    return line(started_on=day(0), **rest)


def held_and_taken(small: SmallWorld, name: str, taken: date = TAKEN, bundle: str = "Suite") -> None:
    """The base is held at 1,000; both go on in a bundle at 800."""
    small.case(
        name,
        subscriptions=[
            base(ended_on=taken - timedelta(days=1)), part("base", taken, bundle), part("more", taken, bundle),
        ],
    )  # fmt: skip


def others(small: SmallWorld, count: int, began: int, on: date = HALF + timedelta(days=180)) -> None:
    """Accounts with the base and no bundle; the first of them begin the part on a day."""
    for number in range(count):
        more = [line(product_id="more", started_on=on)] if number < began else []
        small.case(f"other {number}", subscriptions=[base(), *more])


def sold(small: SmallWorld, as_of: date = AS_OF, **settings: Any) -> dict[str, Row]:
    found = offers_at(small.world, [as_of], {"bundles_sold": settings} if settings else None)
    return {row["bundle"]: row for row in found["bundles_sold"]}


def test_a_part_that_was_held_gives_up_money_and_the_other_is_added() -> None:
    small = SmallWorld()
    for number in range(4):
        held_and_taken(small, f"taker {number}")
    others(small, 20, 5)
    row = sold(small)["Suite"]
    assert (row["takers"], row["parts"], row["added"], row["already_held"], row["judged"]) == (4, 8, 4, 4, 4)
    assert (row["list"], row["paid"], row["discount"], row["given_up"]) == (
        8000,
        6400,
        pytest.approx(0.2),
        800,
    )
    assert (row["comparable"], row["anyway"], row["cannibalised"]) == (20, 0.25, 1.0)
    assert (row["cannibalised_money"], row["given_away"]) == (1000, 200)
    assert row["net_added"] == 3200 * 0.75 - 200 - 800
    assert "20 accounts × half-years" in row["says"]
    assert row["products"] == "base, more"


def test_a_start_on_day_180_counts_and_one_on_day_181_does_not() -> None:
    for day_of_start, began in ((180, 5), (181, 0)):
        small = SmallWorld()
        held_and_taken(small, "taker")
        others(small, 20, 5, HALF + timedelta(days=day_of_start))
        assert sold(small)["base + more"]["anyway"] == began / 20


def test_a_taker_is_judged_after_180_days() -> None:
    small = SmallWorld()
    held_and_taken(small, "early", ago(180))
    held_and_taken(small, "late", ago(179))
    others(small, 20, 5)
    assert sold(small)["Suite"]["judged"] == 1
    assert sold(small, AS_OF - timedelta(days=1))["Suite"]["judged"] == 0
    assert (
        "no taker has been followed for 180 days" in sold(small, AS_OF - timedelta(days=1))["Suite"]["says"]
    )


def test_nineteen_to_compare_with_are_too_few() -> None:
    small = SmallWorld()
    held_and_taken(small, "taker")
    others(small, 19, 5)
    row = sold(small)["base + more"]
    assert row["anyway"] is row["net_added"] is row["cannibalised_low"] is None
    assert "19 comparable accounts without a bundle, 20 are needed" in row["says"]
    assert sold(small, fewest=19)["base + more"]["anyway"] == pytest.approx(5 / 19)


def test_parts_without_anybody_alike_are_not_guessed() -> None:
    small = SmallWorld()
    held_and_taken(small, "taker")
    small.case("returned", subscriptions=[base(ended_on=day(100)), part("base"), part("more")])
    others(small, 20, 5)
    row = sold(small)["Suite"]
    assert row["anyway"] is None
    assert "only 1 of 3 parts have comparable accounts" in row["says"]


def test_new_accounts_are_compared_with_new_accounts() -> None:
    small = SmallWorld()
    small.case("taker", subscriptions=[part("base"), part("more")])
    for number in range(20):
        first = HALF + timedelta(days=number)
        more = [line(product_id="more", started_on=first + timedelta(days=180))] if number < 8 else []
        small.case(f"new {number}", subscriptions=[line(started_on=first), *more])
    others(small, 20, 20)
    row = sold(small)["base + more"]
    assert (row["added"], row["comparable"]) == (2, 20)
    assert row["anyway"] == pytest.approx((1.0 + 8 / 20) / 2), "all of them began with the base"


def asked(
    small: SmallWorld, count: int, began: int, on: date = HALF + timedelta(days=30), **rest: Any
) -> None:
    """Accounts with the base and an opportunity for the part; it begins with the first of them on the 180th day."""
    for number in range(count):
        more = [line(product_id="more", started_on=on + timedelta(days=180))] if number < began else []
        deal = {"product_id": "more", "created_on": on, "closed_on": None, "outcome": "open", **rest}
        small.case(f"asked {on} {number}", subscriptions=[base(), *more], opportunities=deal)


def test_who_was_asked_is_compared_where_enough_were() -> None:
    for count, found in ((19, ("all alike", 39, 0.0, None)), (20, ("asked", 20, 0.5, 0.5))):
        small = SmallWorld()
        held_and_taken(small, "taker")
        others(small, 20, 0)
        asked(small, count, count // 2 if count == 20 else 0)
        row = sold(small)["base + more"]
        at_most = row["anyway_high"] and row["anyway"]
        assert (row["compared_with"], row["comparable"], row["anyway"], at_most) == found
    assert row["anyway_low"] < 0.5 < row["anyway_high"]
    assert row["net_added_low"] < row["net_added"] < row["net_added_high"]
    assert "asked without a bundle (20 times)" in row["says"]


def test_only_who_was_asked_in_the_half_year_without_the_part_or_a_bundle_counts() -> None:
    small = SmallWorld()
    held_and_taken(small, "taker")
    asked(small, 20, 5)
    asked(small, 5, 5, HALF - timedelta(days=1))
    asked(small, 5, 5, date(2023, 7, 1))
    deal = {"product_id": "more", "created_on": HALF, "closed_on": None, "outcome": "lost"}
    small.case(
        "has it", subscriptions=[base(), line(product_id="more", started_on=day(10))], opportunities=deal
    )
    for number in range(5):
        held_and_taken(small, f"soon {number}", HALF + timedelta(days=180), "Other")
        small.world.rows["opportunities"].append(
            {**deal, "opportunity_id": f"soon {number}", "account_id": f"soon {number}"}
        )
    row = sold(small)["Suite"]
    assert (row["comparable"], row["anyway"]) == (20, 0.25)


def test_too_few_of_the_same_base_fall_back_to_the_segment() -> None:
    small = SmallWorld()
    held_and_taken(small, "taker")
    asked(small, 4, 4)
    for number in range(16):
        deal = {"product_id": "more", "created_on": HALF, "closed_on": None, "outcome": "open"}
        small.case(f"new {number}", subscriptions=base(product_id="here"), opportunities=deal)
    assert sold(small)["base + more"]["anyway"] == 4 / 20
    asked(small, 1, 1, HALF + timedelta(days=31))
    assert sold(small, fewest=5)["base + more"]["anyway"] == 1.0


def test_takers_of_a_bundle_are_no_comparison() -> None:
    small = SmallWorld()
    held_and_taken(small, "taker")
    others(small, 20, 5)
    for number in range(10):
        held_and_taken(small, f"soon {number}", HALF + timedelta(days=180), "Other")
        held_and_taken(small, f"later {number}", HALF + timedelta(days=181), "Other")
    assert sold(small)["Suite"]["comparable"] == 30


def test_ids_of_orders_are_told_from_names() -> None:
    small = SmallWorld()
    for number in range(5):
        held_and_taken(small, f"taker {number}", bundle=f"order {number}")
    small.case("single", subscriptions=[part("here", bundle="order 9")])
    found = sold(small)
    assert found.keys() == {"base + more"}
    assert found["base + more"]["takers"] == 5


def test_without_prices_counts_stay() -> None:
    small = SmallWorld()
    small.case("taker", subscriptions=[base(acv=None), part("base", acv=None), part("more", list_acv=None)])
    others(small, 20, 5)
    row = sold(small)["base + more"]
    assert (row["priced"], row["added"], row["already_held"], row["anyway"]) == (0, 1, 1, 0.25)
    assert row["list"] is row["paid"] is row["discount"] is row["given_up"] is row["net_added"] is None


@pytest.mark.parametrize("unknown", [{"taken": None}, {"start_is_floor": True}])
def test_without_start_dates_nothing_is_said_to_be_added(unknown: Row) -> None:
    small = SmallWorld()
    for name in ("a", "b"):
        small.case(name, subscriptions=[part("base", **unknown), part("more", **unknown)])
    others(small, 20, 5)
    row = sold(small)["Suite"]
    assert (row["takers"], row["parts"], row["paid"]) == (2, 4, 3200)
    assert (row["added"], row["already_held"], row["anyway"]) == (0, 0, None)
    assert "nobody knows when its parts began" in row["says"]


def test_trials_are_not_sold_and_unused_parts_have_their_money() -> None:
    small = SmallWorld()
    held_and_taken(small, "taker")
    small.case("trying", subscriptions=[base(), part("more", is_trial=True)])
    small.case("shows", subscriptions=base(), usage=[
        {"product_id": "more", "metric": "calls", "day": date(2023, 1, 2) + timedelta(days=7 * week), "quantity": 1.0,
         "grain": "week", "known_on": date(2023, 1, 8) + timedelta(days=7 * week)} for week in range(40)
    ])  # fmt: skip
    row = sold(small)["base + more"]
    assert (row["takers"], row["followed"], row["unused"], row["unused_money"]) == (1, 1, 1, 800)


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world, dates = bundled(np.random.default_rng(5), 40, deals=True), [day(640), day(880)]
    expected = offers_at(world, dates, FREE)
    assert expected["bundles_sold"]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        build(warehouse, world, dates, FREE)
        for name in PUBLISHED:
            assert _plainly(ordered(warehouse.read(name))) == _plainly(expected[name]), name


def _plainly(rows: list[Row]) -> list[Row]:
    plain = [{key: _plain(value) for key, value in row.items()} for row in rows]
    return sorted(plain, key=lambda row: [str(value) for value in row.values()])
