"""Who is held out, day by day: the draw, the first ghost, the release, the end, merged and split groups; by hand."""

from datetime import date, timedelta

import psycopg
import pyarrow as pa
import pytest

from adjoin.experiments.holding.hold_out import hold_out
from adjoin.warehouse.graph import known_schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import open_moments
from experiments.little_book import (
    AT,
    CATALOG,
    GIVEN,
    a_book,
    ago,
    arm,
    experiment,
    held_accounts,
    proposal,
    put_facts,
)
from facts.test_engines import _load
from worlds import Rows, World, day

ALONE = {"a": "a", "b": "b"}
ARMS = [arm("a"), arm("b", "approached")]
DAY = timedelta(days=1)


def test_only_the_root_that_drew_held_is_held_out() -> None:
    with a_book({"a": "a", "a1": "a", "b": "b"}, [experiment()], ARMS) as (warehouse, _):
        assert held_accounts(warehouse) == {"a": None, "a1": None}
        arms = {row["root_id"]: row["arm"] for row in warehouse.read("root_arms").to_pylist()}
        assert arms == {"a": "held", "b": "approached"}


@pytest.mark.parametrize(("days", "held"), [(0, False), (1, True)])
def test_an_arm_counts_from_the_day_after_the_draw(days: int, held: bool) -> None:
    drawn = experiment(started_on=ago(days)), [arm("a", drawn_on=ago(days))]
    with a_book(ALONE, [drawn[0]], drawn[1]) as (warehouse, _):
        assert held_accounts(warehouse) == ({"a": None} if held else {})


@pytest.mark.parametrize(("days", "held"), [(1, True), (89, True), (90, False), (91, False)])
def test_a_delayed_start_releases_so_many_days_after_the_first_ghost(days: int, held: bool) -> None:
    ghosts = [proposal("a", ago(days)), proposal("a", ago(0), product_id="p")]
    with a_book(ALONE, [experiment()], ARMS, ghosts) as (warehouse, _):
        assert held_accounts(warehouse) == ({"a": ago(days) + timedelta(days=90)} if held else {})


def test_only_ghosts_of_this_experiment_start_the_clock() -> None:
    """Real plays, fillers, and ghosts of before the draw say nothing."""
    shown = [
        proposal("a", ago(150), ghost=False),
        proposal("a", ago(150), ghost=False, filler=True),
        proposal("a", ago(200), product_id="p"),
        proposal("b", ago(150)),
    ]
    with a_book(ALONE, [experiment()], ARMS, shown) as (warehouse, _):
        assert held_accounts(warehouse) == {"a": None}


def test_a_ghost_shown_today_counts_from_tomorrow() -> None:
    """So that a rerun of the same day finds what its first run found."""
    with a_book(ALONE, [experiment()], ARMS, [proposal("a", AT)]) as (warehouse, _):
        assert held_accounts(warehouse) == {"a": None}


@pytest.mark.parametrize(("design", "held"), [("delayed_start", False), ("holdout", True)])
def test_a_holdout_lasts_until_it_is_stopped(design: str, held: bool) -> None:
    long_ago = [proposal("a", ago(190))]
    with a_book(ALONE, [experiment(design=design)], ARMS, long_ago) as (warehouse, _):
        assert held_accounts(warehouse) == ({"a": None} if held else {})


@pytest.mark.parametrize("design", ["delayed_start", "holdout"])
@pytest.mark.parametrize(("days", "held"), [(1, False), (0, False), (-1, True)])
def test_whoever_is_held_out_is_free_from_the_day_it_is_stopped(design: str, days: int, held: bool) -> None:
    with a_book(ALONE, [experiment(design=design, stopped_on=ago(days))], ARMS) as (warehouse, _):
        assert held_accounts(warehouse) == ({"a": None} if held else {})


@pytest.mark.parametrize(("days", "held"), [(0, True), (1, False)])
def test_a_delayed_start_is_over_on_the_day_after_it_is_read(days: int, held: bool) -> None:
    ghost, read_on = [proposal("a", ago(30))], ago(days)
    with a_book(ALONE, [experiment(read_on=read_on)], ARMS, ghost) as (warehouse, _):
        assert held_accounts(warehouse) == ({"a": read_on + DAY} if held else {})
    with a_book(ALONE, [experiment(read_on=read_on, design="holdout")], ARMS, ghost) as (warehouse, _):
        assert held_accounts(warehouse) == {"a": None}


MERGED = {"a": "b", "b": "b"}


@pytest.mark.parametrize(("a_on", "held"), [(200, True), (150, False)])
def test_merged_roots_keep_the_first_arm_drawn(a_on: int, held: bool) -> None:
    arms = [arm("a", drawn_on=ago(a_on)), arm("b", "approached", drawn_on=ago(180))]
    with a_book(MERGED, [experiment()], arms) as (warehouse, _):
        assert held_accounts(warehouse) == (dict.fromkeys(MERGED) if held else {})
        first = "a" if held else "b"
        assert {row["drawn_root_id"] for row in warehouse.read("root_arms").to_pylist()} == {first}


def test_the_clock_of_a_root_goes_on_in_the_root_it_is_merged_into() -> None:
    with a_book(MERGED, [experiment()], [arm("a")], [proposal("a", ago(90))]) as (warehouse, _):
        assert held_accounts(warehouse) == {}
    with a_book(MERGED, [experiment()], [arm("a")], [proposal("a", ago(89))]) as (warehouse, _):
        assert held_accounts(warehouse) == {"a": AT + DAY, "b": AT + DAY}


def test_the_clock_of_a_root_goes_on_when_its_child_leaves() -> None:
    """The ghost was at the child while it belonged to the root; the child is a root of its own now, with no arm."""
    with a_book(ALONE, [experiment()], [arm("a")], [proposal("b", ago(30), root="a")]) as (warehouse, _):
        assert held_accounts(warehouse) == {"a": ago(30) + timedelta(days=90)}


def test_many_moments_are_the_union_of_single_ones() -> None:
    dates = [ago(days) for days in (250, 199, 101, 100, 20, 0)]
    told = [experiment(stopped_on=ago(10))], ARMS, [proposal("a", ago(190))]
    together = _rows(*told, dates=dates)
    assert [row["as_of"] for row in together] == [ago(199), ago(101)]
    assert together == [row for at in dates for row in _rows(*told, dates=[at])]


def _rows(experiments: Rows, arms: Rows, proposals: Rows, dates: list[date]) -> Rows:
    with a_book(ALONE, experiments, arms, proposals, dates) as (warehouse, _):
        return list(warehouse.read("held_out", ("as_of", "account_id")).to_pylist())


def test_postgresql_holds_out_the_same(postgres_url: str) -> None:
    roots = {"a": "a", "a1": "a", "b": "c", "c": "c", "d": "d"}
    told = {
        "experiments": [experiment(), experiment(experiment="y", design="holdout", delay_days=None)],
        "arms": [arm("a"), arm("b", drawn_on=ago(100)), arm("c", "approached"), arm("d", of="y")],
        "proposals": [proposal("a1", ago(40), root="a"), proposal("d", ago(150))],
    }
    order = {"root_arms": ("root_id", "experiment"), "held_out": ("account_id", "experiment")}
    with a_book(roots, told["experiments"], told["arms"], told["proposals"]) as (duck, _):
        expected = {name: duck.read(name, key).to_pylist() for name, key in order.items()}
    assert [(row["account_id"], row["experiment"]) for row in expected["held_out"]] == [
        ("a", "x"),
        ("a1", "x"),
        ("d", "y"),
    ]
    world = World(CATALOG)
    world.rows |= {"accounts": [{"account_id": a, "customer_since": day(0)} for a in roots], **told}
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        open_moments(warehouse, [AT], day(0))
        put_facts(warehouse, roots, [AT])
        hold_out(warehouse, {**known_schema(), **GIVEN})
        for name, rows in expected.items():
            found: pa.Table = warehouse.read(name, order[name])
            assert found.to_pylist() == rows, name


WHOSE_ARM = {"known.arms", "root_arms", "held_out"}


@pytest.mark.parametrize(
    "room", ["facts", "affinity", "affinity.next_product", "signals", "signals.record", "gates", "scoring",
             "scoring.features", "scoring.reasons"]
)  # fmt: skip
def test_from_facts_to_scores_nothing_knows_whose_arm_is_what(room: str) -> None:
    """Held-out accounts are judged as all others are, so that their ghosts are what the plays would have been.

    `held_spans` is for those who learn: what held-out accounts did is no lesson.
    """
    for name, query in queries_in(f"adjoin.{room}").items():
        assert name == "held_spans" or not query.reads & WHOSE_ARM, query.source
