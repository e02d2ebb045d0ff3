"""Does the ranking of next products foresee real listings better than ΣP(j|held)? Frozen on what came before 2023.

Every listing since 2023 by an organisation already listed elsewhere is an event. The engine ranks the products on
the eve of its day; the floors rank them by popularity and by ΣP(j|held), counted two ways: on what was listed before
2023 (as the data's README publishes them) and on everything listed before the event's day (what the engine knows too).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest

from adjoin.affinity.next_product.ranking import rank_next_products
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import open_moments
from affinity.real_lists import oss_adopters
from worlds import World

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
SINCE = date(2023, 1, 1)
NEVER = date.max.toordinal()
NOT_RANKED = 99
RESAMPLES = 10_000


@dataclass(frozen=True)
class Lists:
    """`listed`: organisations × products, the day of the listing as an ordinal; `initial`: it is only a floor."""

    accounts: list[str]
    products: list[str]
    listed: Ints
    initial: npt.NDArray[np.bool_]

    @cached_property
    def events(self) -> list[tuple[int, int, int]]:
        """(day, organisation, product) of each new listing after another one, in order of time."""
        first = self.listed.min(axis=1, keepdims=True)
        found = np.argwhere((self.listed < NEVER) & ~self.initial & (self.listed > first))
        return sorted((int(self.listed[o, p]), int(o), int(p)) for o, p in found)

    def popularity(self, until: int, held: npt.NDArray[np.bool_]) -> Floats:
        count: Floats = (self.listed < until).sum(axis=0).astype(np.float64)
        return count

    def given_held(self, until: int, held: npt.NDArray[np.bool_]) -> Floats:
        """ΣP(j|i) over the products i held, from who was listed for both before `until`."""
        known = (self.listed < until).astype(np.float64)
        holders = known.sum(axis=0)
        both = known.T @ known
        some = held & (holders > 0)
        total: Floats = (both[some] / holders[some, None]).sum(axis=0)
        return total

    def ranks(
        self,
        score: Callable[[int, npt.NDArray[np.bool_]], Floats],
        events: list[tuple[int, int, int]],
        ties: Ints,
    ) -> Ints:
        """Place (from 0) of each event's product among those its organisation was not listed for, by `score`."""
        places = []
        for day, account, product in events:
            held = self.listed[account] < day
            values = np.where(held, -np.inf, score(day, held))
            ahead = (values > values[product]) | ((values == values[product]) & (ties < ties[product]))
            places.append(int((ahead & ~held).sum()))
        return np.array(places)


@pytest.fixture(scope="module")
def world() -> World:
    return oss_adopters()


@pytest.fixture(scope="module")
def lists(world: World) -> Lists:
    accounts = [row["account_id"] for row in world.rows["accounts"]]
    products = list(world.catalog.ids)
    listed = np.full((len(accounts), len(products)), NEVER)
    initial = np.zeros(listed.shape, dtype=np.bool_)
    account, product = ({name: n for n, name in enumerate(names)} for names in (accounts, products))
    for row in world.rows["subscriptions"]:
        at = account[row["account_id"]], product[row["product_id"]]
        listed[at] = row["started_on"].toordinal()
        initial[at] = row["start_is_floor"]
    return Lists(accounts, products, listed, initial)


@pytest.fixture(scope="module")
def places(world: World, lists: Lists) -> Ints:
    """What the engine says on the eve of each event: the place (from 0) of the product it was for."""
    events = [
        (date.fromordinal(day) - timedelta(days=1), lists.accounts[account], lists.products[product])
        for day, account, product in lists.events
    ]
    asked = pa.Table.from_pylist(
        [{"event": n, "as_of": e, "account_id": a, "product_id": p} for n, (e, a, p) in enumerate(events)]
    )
    said = np.full(len(events), NOT_RANKED)
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [eve for eve, _, _ in events], date(2026, 11, 1))
        warehouse.build(queries_in("adjoin.facts")["spans"])
        rank_next_products(warehouse, {})
        warehouse.put("asked", asked)
        found = connection.execute(
            "SELECT event, place - 1 FROM asked JOIN next_products USING (as_of, account_id, product_id)"
        ).fetchall()
    for event, place in found:
        said[event] = place
    return said


def since(lists: Lists, days_between: int = 1) -> npt.NDArray[np.bool_]:
    """The events since 2023 of organisations listed elsewhere at least so many days earlier."""
    first = lists.listed.min(axis=1)
    return np.array(
        [day >= SINCE.toordinal() and first[org] <= day - days_between for day, org, _ in lists.events]
    )


def picked(lists: Lists, which: npt.NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    return [event for event, yes in zip(lists.events, which, strict=True) if yes]


def in_file_order(world: World, lists: Lists) -> Ints:
    """The order in which the products appear among the listings before 2023."""
    seen: dict[str, int] = {}
    for row in world.rows["subscriptions"]:
        if row["started_on"] < SINCE:
            seen.setdefault(row["product_id"], len(seen))
    return np.array([seen.get(product, len(seen)) for product in lists.products])


def hits(places: Ints, most: int) -> Floats:
    return (places < most).astype(np.float64)


def interval(gain: Floats, organisation: Ints) -> tuple[float, float]:
    """95 % percentile interval of the mean gain, organisations drawn with replacement."""
    _, cluster = np.unique(organisation, return_inverse=True)
    gains, sizes = np.bincount(cluster, gain), np.bincount(cluster)
    drawn = np.random.default_rng(0).multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), RESAMPLES)
    low, high = np.quantile((drawn @ gains) / (drawn @ sizes), [0.025, 0.975])
    return float(low), float(high)


def test_floors_are_those_of_the_readme(world: World, lists: Lists) -> None:
    """Its four hit counts are those of 192 events with another listing two days before; its fractions are of 193.

    The dates are whole days: of six listings on the day after another one, one more was an event to its author.
    """
    events = picked(lists, since(lists, days_between=2))
    assert (len(events), since(lists).sum()) == (192, 198)
    before = SINCE.toordinal()
    by_popularity = lists.ranks(
        lambda _, held: lists.popularity(before, held), events, in_file_order(world, lists)
    )
    by_held = lists.ranks(lambda _, held: lists.given_held(before, held), events, in_file_order(world, lists))
    counted = [
        round(hits(found, most).sum() / 193, 3) for found in (by_popularity, by_held) for most in (1, 3)
    ]
    assert counted == [0.181, 0.218, 0.197, 0.358]


def test_method_was_chosen_on_what_came_before_2023(lists: Lists, places: Ints) -> None:
    """The numbers written down before it was tried on anything later; both floors of the same events beside them."""
    earlier = ~since(lists)
    events, found = picked(lists, earlier), places[earlier]
    by_name = np.arange(len(lists.products))
    floors = [lists.ranks(score, events, by_name) for score in (lists.popularity, lists.given_held)]
    rates = [[round(hits(ranks, most).mean(), 3) for most in (1, 3)] for ranks in (*floors, found)]
    assert len(events) == 143
    assert rates == [[0.322, 0.385], [0.364, 0.587], [0.399, 0.657]]


@pytest.mark.parametrize("days_between", [1, 2])
def test_foresees_more_than_what_holders_hold(
    world: World, lists: Lists, places: Ints, days_between: int
) -> None:
    """hit@3 minus that of the published ΣP(j|held): the interval over organisations lies above 0."""
    since_2023 = since(lists, days_between)
    events = picked(lists, since_2023)
    before = SINCE.toordinal()
    floor = lists.ranks(lambda _, held: lists.given_held(before, held), events, in_file_order(world, lists))
    gain = hits(places[since_2023], 3) - hits(floor, 3)
    low, _ = interval(gain, np.array([organisation for _, organisation, _ in events]))
    assert low > 0.01
    assert gain.mean() > 0.07


def test_foresees_more_than_holders_counted_up_to_the_day(lists: Lists, places: Ints) -> None:
    """The harder floor, a ΣP(j|held) that also learns until the day: still above 0 in hit@3, though by little."""
    events, found = picked(lists, since(lists)), places[since(lists)]
    organisation = np.array([organisation for _, organisation, _ in events])
    by_name = np.arange(len(lists.products))
    floor, popular = (lists.ranks(score, events, by_name) for score in (lists.given_held, lists.popularity))
    assert [round(hits(found, most).mean(), 3) for most in (1, 3)] == [0.253, 0.449]
    assert interval(hits(found, 3) - hits(floor, 3), organisation)[0] > 0
    assert interval(1 / (found + 1) - 1 / (floor + 1), organisation)[0] > 0.02
    assert interval(hits(found, 3) - hits(popular, 3), organisation)[0] > 0.1
