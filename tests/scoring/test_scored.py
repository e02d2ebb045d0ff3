"""Which number stands for a cell: every rule on a small world, and customers like you in plain Python."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from adjoin.facts.build import fact_schema
from adjoin.scoring.score import LEARNED, RANDOMISED, SNAPSHOT_SCORES, settle
from small_world import AS_OF, SmallWorld, ago, line
from whole_run import ordered, whole_run
from worlds import World, day, random_world

Rows = dict[tuple[str, str], dict[str, Any]]


def cell(account: str, product: str, probability: float, **rest: Any) -> dict[str, Any]:
    return {
        "as_of": AS_OF, "account_id": account, "product_id": product, "probability": probability,
        "probability_low": probability / 2, "probability_high": probability * 2, "basis": "approached",
        "in_use": True, "band": "high", "like_count": 17, "like_adopted": 6, "moved": "[]", **rest,
    }  # fmt: skip


@contextmanager
def settled(
    world: World,
    learned: list[dict[str, Any]] | None = None,
    snapshot: list[dict[str, Any]] | None = None,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    as_of: date = AS_OF,
    motion_cost: float = 0.0,
    randomised: list[dict[str, Any]] | None = None,
) -> Iterator[dict[str, Rows]]:
    with whole_run(world, [as_of], settings=settings) as warehouse:
        schema = fact_schema()
        for name in ("bases", "signals", "prior", "size_bands", "motions"):
            schema[name] = tuple(warehouse.read_columns(name))
        costly = warehouse.read("motions")
        costs = pa.array([motion_cost] * costly.num_rows, pa.float64())
        warehouse.put("motions", costly.set_column(costly.column_names.index("cost"), "cost", costs))
        if randomised is not None:
            warehouse.put("randomised", pa.Table.from_pylist(randomised, schema=RANDOMISED))
            schema["randomised"] = tuple(RANDOMISED.names)
        settle(
            warehouse,
            schema,
            settings or {},
            None if learned is None else pa.Table.from_pylist(learned, schema=LEARNED),
            None if snapshot is None else pa.Table.from_pylist(snapshot, schema=SNAPSHOT_SCORES),
        )
        yield {
            name: {(r["account_id"], r["product_id"]): r for r in ordered(warehouse.read(name))}
            for name in ("prior", "scored", "like_you", "spans", "bases")
        }


def small_world() -> World:
    small = SmallWorld()
    for number in range(8):
        small.case(f"c{number}")
    return small.world


def test_without_a_model_the_prior_stands() -> None:
    with settled(small_world()) as told:
        assert told["scored"].keys() == told["prior"].keys()
        for key, row in told["scored"].items():
            prior = told["prior"][key]
            assert {name: row[name] for name in prior} == prior
            assert row["prior_probability"] == prior["probability"]
            assert (row["basis"], row["source"], row["band"]) == ("practice", "prior", None)


def test_the_model_speaks_where_it_is_in_use_and_knows_such_cells() -> None:
    said = [
        cell("c0", "more", 0.4),
        cell("c1", "more", 0.4, basis="extrapolated"),
        cell("c2", "more", 0.4, in_use=False),
        cell("c3", "more", 0.4, basis="extrapolated", in_use=False),
    ]
    with settled(small_world(), said, motion_cost=50.0) as told:
        scored, prior = told["scored"], told["prior"]
    ours = scored["c0", "more"]
    assert (ours["probability"], ours["probability_low"], ours["probability_high"]) == (0.4, 0.2, 0.8)
    assert (ours["basis"], ours["source"], ours["moved"]) == ("approached", "learned", "[]")
    assert (ours["band"], ours["like_count"], ours["like_adopted"]) == ("high", 17, 6)
    assert ours["expected_value"] == 0.4 * 2000 - 50
    assert ours["prior_probability"] == prior["c0", "more"]["probability"]
    for account, basis in (
        ("c1", "extrapolated"),
        ("c2", "practice"),
        ("c3", "practice"),
        ("c4", "practice"),
    ):
        row = scored[account, "more"]
        assert (row["probability"], row["basis"], row["source"]) == (
            prior[account, "more"]["probability"], basis, "prior",
        )  # fmt: skip
        assert row["moved"] == prior[account, "more"]["moved"]
    assert scored["c2", "more"]["band"] == "high"


def test_a_launch_keeps_the_priors_probability_until_its_day() -> None:
    said = [cell("c0", "more", 0.4)]
    for until, source in ((AS_OF, "launch"), (ago(1), "learned")):
        launch = {"launch": {"product": "more", "until": until}}
        with settled(small_world(), said, settings=launch) as told:
            row = told["scored"]["c0", "more"]
            assert row["source"] == source
            assert told["scored"]["c0", "here"]["source"] == "prior"
            if source == "launch":
                assert row["basis"] == "practice"
                assert row["probability"] == told["prior"]["c0", "more"]["probability"]


def tried(account: str, added: float, spared: bool = False) -> dict[str, Any]:
    return {
        "as_of": AS_OF, "account_id": account, "product_id": "more", "probability": 0.1 + added,
        "probability_low": 0.05, "probability_high": 0.3, "baseline_probability": 0.1, "added_probability": added,
        "do_not_disturb": spared,
    }  # fmt: skip


def test_a_randomised_trial_takes_the_place_of_the_rest_and_counts_what_is_added() -> None:
    said = [cell("c0", "more", 0.4), cell("c1", "more", 0.4), cell("c2", "more", 0.4)]
    trial = [tried("c0", 0.15), tried("c1", -0.04, spared=True)]
    with settled(small_world(), said, motion_cost=50.0, randomised=trial) as told:
        moved, put_off, other = (told["scored"][f"c{n}", "more"] for n in range(3))
    assert (moved["basis"], moved["source"], moved["value_basis"]) == ("randomised", "randomised", "added")
    assert (moved["probability"], moved["baseline_probability"]) == (0.25, 0.1)
    assert (moved["probability_low"], moved["probability_high"], moved["band"]) == (0.05, 0.3, None)
    assert moved["expected_value"] == 0.15 * 2000 - 50
    assert put_off["expected_value"] == -0.04 * 2000 - 50
    assert (other["source"], other["value_basis"], other["baseline_probability"]) == (
        "learned",
        "gross",
        None,
    )
    assert other["expected_value"] == 0.4 * 2000 - 50


def test_whoever_is_not_to_be_disturbed_is_worth_nothing_at_most() -> None:
    with settled(small_world(), randomised=[tried("c0", 0.15, spared=True)]) as told:
        assert told["scored"]["c0", "more"]["expected_value"] == 0


def test_with_no_trial_everything_is_as_without() -> None:
    said = [cell("c0", "more", 0.4), cell("c1", "more", 0.4, basis="extrapolated")]
    with settled(small_world(), said) as before, settled(small_world(), said, randomised=[]) as after:
        assert before["scored"] == after["scored"]
        assert {row["value_basis"] for row in after["scored"].values()} == {"gross"}


def test_a_launch_stands_before_a_trial() -> None:
    launch = {"launch": {"product": "more", "until": AS_OF}}
    with settled(small_world(), settings=launch, randomised=[tried("c0", 0.15)]) as told:
        assert told["scored"]["c0", "more"]["source"] == "launch"


def test_an_unlinked_product_is_not_launched() -> None:
    small = SmallWorld()
    small.case("holds the linked")
    small.case("holds another", subscriptions=line(product_id="here"))
    launch = {"launch": {"product": "more", "until": AS_OF}}
    with settled(small.world, settings=launch) as told:
        assert told["scored"]["holds the linked", "more"]["source"] == "launch"
        assert told["scored"]["holds another", "more"]["source"] == "prior"


def test_a_snapshot_ranking_counts_only_where_nobody_knows_dates() -> None:
    said = [
        {name: cell("c0", "more", 0.7).get(name) for name in SNAPSHOT_SCORES.names},
        {name: cell("undated", "more", 0.7).get(name) for name in SNAPSHOT_SCORES.names},
    ]
    world = SmallWorld()
    world.case("c0")
    world.case("undated", subscriptions=line(started_on=None))
    with settled(world.world, [cell("undated", "more", 0.2)], said) as told:
        undated, dated = told["scored"]["undated", "more"], told["scored"]["c0", "more"]
    assert (undated["probability"], undated["source"], undated["horizon_days"]) == (0.7, "snapshot", None)
    assert (dated["source"], dated["horizon_days"]) == ("prior", 90)


@pytest.mark.parametrize("seed", range(3))
def test_customers_like_you_in_plain_python(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = random_world(rng, accounts=150), day(800)
    for row in world.rows["accounts"]:
        row |= {
            "industry": str(rng.choice(["x", "y"])),
            "employees": float(rng.choice([10, 100])),
            "customer_since": day(0),
        }
    for number, row in enumerate(world.rows["subscriptions"]):
        row["start_is_floor"] = number % 7 == 0
    with whole_run(world, [as_of]) as warehouse:
        spans = warehouse.read("spans").to_pylist()
        bases = warehouse.read("bases").to_pylist()
        found = {(r["account_id"], r["product_id"]): r for r in warehouse.read("like_you").to_pylist()}
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for span in sorted(spans, key=lambda s: s["began_on"]):
        first.setdefault((span["account_id"], span["product_id"]), span)
    kind = {r["account_id"]: (r["segment"], r["employees"], r["industry"]) for r in world.rows["accounts"]}
    seen = set()
    for cell_ in bases:
        base, product, own = cell_["base_product_id"], cell_["product_id"], kind[cell_["account_id"]]
        moves = []
        for (account, held), a in first.items():
            b = first.get((account, product))
            if held != base or b is None or a["is_floor"] or b["is_floor"] or b["began_on"] <= a["began_on"]:
                continue
            if a["ended_on"] is None or a["ended_on"] >= b["began_on"]:
                moves.append((kind[account], (b["began_on"] - a["began_on"]).days))
        ways = (
            ("segment, size and industry", 3, 5),
            ("segment and size", 2, 3),
            ("segment", 1, 3),
            ("all customers", 0, 1),
        )
        alike = [(by, [days for of, days in moves if of[:n] == own[:n]], least) for by, n, least in ways]
        expected = next(((by, days) for by, days, least in alike if len(days) >= least), None)
        told = found.get((cell_["account_id"], product))
        assert (told is None) == (expected is None)
        if told is not None and expected is not None:
            assert (told["alike_by"], told["customers"]) == (expected[0], len(expected[1]))
            assert told["median_days"] == median(expected[1])
            seen.add(told["alike_by"])
    assert len(seen) >= 2
