"""What holds of any book and any rules."""

from collections.abc import Iterator
from datetime import timedelta

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import DuckWarehouse
from facts.as_known import later_rows
from measurement.attribution.sold_worlds import AS_OF, attributed_in
from measurement.credit.credited_worlds import credited, rule, shared_out
from worlds import World, random_world

SHARES = [(0.3, 0.5, 0.2), (1 / 3, 1 / 3, 1 / 3), (0.0, 1.0, 0.0), (0.1, 0.0, 0.9)]


def book(seed: int) -> World:
    """A random world in which some accounts have an AE and a partner."""
    rng = np.random.default_rng(seed)
    told = random_world(rng, accounts=30)
    for account in told.rows["accounts"]:
        account |= {
            "ae": "alan" if rng.random() < 0.7 else None,
            "partner": "P" if rng.random() < 0.5 else None,
        }
    return told


@pytest.fixture(scope="module")
def sold() -> Iterator[tuple[DuckWarehouse, Schema]]:
    """A book whose deals are attributed."""
    with duckdb.connect() as connection:
        yield attributed_in(connection, book(0))


@settings(max_examples=6, deadline=None)
@given(
    days=st.lists(st.integers(0, 900), min_size=1, max_size=4, unique=True),
    picks=st.lists(st.sampled_from(SHARES), min_size=4, max_size=4),
)
def test_a_new_rule_changes_no_deal_opened_before_it(
    sold: tuple[DuckWarehouse, Schema], days: list[int], picks: list[tuple[float, float, float]]
) -> None:
    rules = [rule(at, *shares) for at, shares in zip(sorted(days), picks, strict=False)]
    before, after = shared_out(*sold, rules[:-1]), shared_out(*sold, rules)
    since = rules[-1].effective_on
    assert [row for row in after if row["opened_on"] < since] == [
        row for row in before if row["opened_on"] < since
    ]
    assert {row["deal_id"] for row in after} == {row["deal_id"] for row in before}
    assert all(row["effective_on"] == since for row in after if row["opened_on"] >= since)


@pytest.mark.parametrize("seed", range(2))
def test_the_shares_of_a_deal_add_up_to_it(seed: int) -> None:
    rows = credited(book(seed), [rule(300, *SHARES[seed])])
    deals = {row["deal_id"] for row in rows}
    assert len(deals) > 3
    for deal in deals:
        mine = [row for row in rows if row["deal_id"] == deal]
        if mine[0]["effective_on"] is None:
            assert [row["role"] for row in mine] == ["nobody"]
            continue
        assert round(sum(row["share"] for row in mine), 6) == 1
        if mine[0]["deal_money"] is not None:
            assert round(sum(row["money"] for row in mine), 2) == round(mine[0]["deal_money"], 2)


def test_what_comes_later_changes_nothing() -> None:
    told = book(1)
    as_of = AS_OF - timedelta(days=200)
    rules = [rule(300, *SHARES[0])]
    later = later_rows(told, as_of, np.random.default_rng(2))
    assert credited(told, rules, as_of) == credited(later, rules, as_of) != []
