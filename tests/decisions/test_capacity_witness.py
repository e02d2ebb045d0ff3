"""This week's plays of random worlds against an integer program told from the rows, and the laws of arms and ghosts."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from adjoin.decisions.earlier import to_keep
from adjoin.domain.experiment import ArmName
from adjoin.experiments.drawing import draw_arm
from adjoin.warehouse.warehouse import DuckWarehouse
from decisions.deciding import Row, again, by_account
from whole_run import whole_run
from worlds import day, random_world

AT = day(640)
CAPACITY = {"r0": 0.0, "r1": 1.0, "r2": 2.5, "r3": 2.0}
"""And `r4`, who is in no team table."""


@pytest.fixture(scope="module", params=range(2))
def warehouse(request: pytest.FixtureRequest) -> Iterator[DuckWarehouse]:
    rng = np.random.default_rng(request.param)
    world = random_world(rng, accounts=260)
    for account in world.rows["accounts"]:
        account["csm"] = None if rng.random() < 0.1 else str(rng.choice([*CAPACITY, *CAPACITY, "r4"]))
        account["ae"] = str(rng.choice([*CAPACITY])) if rng.random() < 0.3 else None
    world.rows["team"] = [
        {"rep_id": rep, "name": rep.upper(), "weekly_capacity": most} for rep, most in CAPACITY.items()
    ]
    world.rows["plays"] = world.rows["plays"] + [
        {"play_id": f"new{i}", "account_id": f"a{i}", "product_id": "p0", "accepted_on": AT - timedelta(days=i % 9),
         "closed_on": None, "outcome": None}
        for i in range(3)
    ]  # fmt: skip
    world.rows["events"] += [
        {"event_id": f"h{i}", "account_id": f"a{i}", "occurred_on": AT - timedelta(days=int(rng.integers(0, 60))),
         "kind": "heard", "product_id": str(rng.choice(["p2", "p3"])), "body": "they want it"}
        for i in range(260)
    ]  # fmt: skip
    with whole_run(world, [AT]) as built:
        built.put("gates", built.read("gates").slice(0, 0))  # many plays: what gates block is told elsewhere
        yield built


def slots(warehouse: DuckWarehouse) -> dict[str, float]:
    """What is left of each owner's week, told from the rows; no limit where nobody wrote one."""
    monday = AT - timedelta(days=AT.weekday())
    left: dict[str, float] = defaultdict(lambda: np.inf)
    left |= {rep: float(int(most)) for rep, most in CAPACITY.items()}
    owner = {account: row["owner"] for account, row in by_account(warehouse, "owners").items()}
    for play in warehouse.read("known.plays").to_pylist():
        rep = owner.get(play["account_id"])
        if play["accepted_on"] >= monday and rep in CAPACITY:
            left[rep] = max(left[rep] - 1, 0)
    return left


def possible(warehouse: DuckWarehouse) -> list[Row]:
    """Every play of every account, not only its best, with its root and owner."""
    owners = by_account(warehouse, "owners")
    busy = {
        row["account_id"] for row in warehouse.read("known.plays").to_pylist() if row["closed_on"] is None
    }
    plays = [row for row in warehouse.read("candidates").to_pylist() if row["possible"] == "play"]
    return [row | owners[row["account_id"]] for row in plays if row["account_id"] not in busy]


def best(plays: list[Row], left: dict[str, float], value: str = "expected_value") -> float:
    """The most the plays can be worth together: an integer program with a row a limit, none left out."""
    limits: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, play in enumerate(plays):
        for limit in (("account", play["account_id"]), ("root", play["root_id"]), ("owner", play["owner"])):
            limits[limit].append(i)
    table = np.zeros((len(limits), len(plays)))
    for row, columns in enumerate(limits.values()):
        table[row, columns] = 1
    most = [left[name] if kind == "owner" else 1 for kind, name in limits]
    found = milp(
        -np.array([play[value] for play in plays]),
        constraints=LinearConstraint(table, ub=np.array(most)),
        integrality=np.ones(len(plays)),
        bounds=Bounds(0, 1),
    )
    return -float(found.fun)


def test_the_week_is_worth_the_most_it_can_be(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    plays, left = possible(warehouse), slots(warehouse)
    taken = [row for row in warehouse.read("recommendations").to_pylist() if row["action"] == "play"]
    priced = [play for play in plays if play["expected_value"] is not None]
    assert len(taken) > 3
    worth = sum(row["expected_value"] for row in taken if row["expected_value"] is not None)
    assert worth == pytest.approx(best(priced, left))
    quality = warehouse.read("assignment_quality").to_pylist()
    assert all(row["gap"] == 0 for row in quality)


def test_without_prices_it_is_the_likeliest_that_go_first(warehouse: DuckWarehouse) -> None:
    scored = warehouse.read("scored")
    place = scored.schema.get_field_index("expected_value")
    without = scored.set_column(place, "expected_value", pa.nulls(scored.num_rows, pa.float64()))
    warehouse.put("scored", without)
    try:
        again(warehouse)
        rows = warehouse.read("recommendations").to_pylist()
        worth = sum(row["probability"] for row in rows if row["action"] == "play")
        assert worth == pytest.approx(best(possible(warehouse), slots(warehouse), "probability"))
    finally:
        warehouse.put("scored", scored)


def test_nobody_has_too_much_to_do_and_no_root_two_plays(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    owners, left = by_account(warehouse, "owners"), slots(warehouse)
    rows = warehouse.read("recommendations").to_pylist()
    plays = [row for row in rows if row["action"] == "play"]
    used = Counter(owners[row["account_id"]]["owner"] for row in plays)
    assert all(used[rep] <= left[rep] for rep in used)
    assert max(Counter(owners[row["account_id"]]["root_id"] for row in plays).values()) == 1
    going = {owners[row["account_id"]]["root_id"] for row in plays}
    could = {row["account_id"] for row in possible(warehouse)}
    waiting = [row for row in rows if row["account_id"] in could and row["action"] != "play"]
    assert waiting
    for row in waiting:
        mine = owners[row["account_id"]]
        assert (row["action"], row["blockers"]) == ("wait", 1)
        assert row["reopens_on"] == AT + timedelta(days=7 - AT.weekday())
        assert row["blocked_by"] == ("fatigue" if mine["root_id"] in going else "capacity")
        assert row["slot"] == (None if mine["root_id"] in going else "queued")
        if row["blocked_by"] == "capacity":
            assert used[mine["owner"]] == left[mine["owner"]], "nobody waits while there is room"
    assert all(row["slot"] == "this_week" for row in plays)


def test_of_discoveries_each_owner_has_the_two_worth_most(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    owners = by_account(warehouse, "owners")
    rows = sorted(warehouse.read("recommendations").to_pylist(), key=lambda row: row["priority"])
    asked: Counter[str] = Counter()
    for row in (row for row in rows if row["action"] == "discover"):
        owner = owners[row["account_id"]]["owner"]
        asked[owner] += 1
        most = min(2.0, float(int(CAPACITY.get(owner, 2)))) if owner else np.inf
        assert row["slot"] == ("this_week" if asked[owner] <= most else "queued"), owner
    assert max(asked.values()) > 2


def half(warehouse: DuckWarehouse) -> set[str]:
    """The roots that draw `held`."""
    roots = {row["root_id"] for row in by_account(warehouse, "owners").values()}
    return {root for root in roots if draw_arm("delay", root) is ArmName.HELD}


def test_real_and_ghost_plays_are_the_plays_without_an_experiment(warehouse: DuckWarehouse) -> None:
    again(warehouse)
    without = warehouse.read("recommendations").to_pylist()
    plain = {(row["account_id"], row["product_id"]) for row in without if row["action"] == "play"}
    again(warehouse, held=half(warehouse))
    rows = warehouse.read("recommendations").to_pylist()
    shown, ghosts = to_keep(warehouse, AT)
    real = {(r["account_id"], r["product_id"]) for r in rows if r["action"] == "play" and not r["filler"]}
    ghostly = {(ghost.account_id, ghost.product_id) for ghost in ghosts}
    assert ghostly
    assert real
    assert not real & ghostly
    assert real | ghostly == plain
    fillers = [row for row in rows if row["filler"]]
    _fillers_take_freed_slots(warehouse, fillers, [ghost.account_id for ghost in ghosts])
    slots = [row for row in shown.to_pylist() if row["action"] == "play"]
    assert {r["account_id"] for r in slots if r["ghost"] and not r["filler"]} == {
        account for account, _ in ghostly
    }
    held = {row["account_id"] for row in warehouse.read("held_out").to_pylist()}
    next_best = {row["account_id"] for row in slots if row["filler"]}
    assert next_best & held, "who would have filled a slot is remembered in either arm"
    assert next_best - held == {row["account_id"] for row in fillers}


def _fillers_take_freed_slots(warehouse: DuckWarehouse, fillers: list[Row], ghosts: list[str]) -> None:
    owner = {account: row["owner"] for account, row in by_account(warehouse, "owners").items()}
    held = {row["account_id"] for row in warehouse.read("held_out").to_pylist()}
    freed = Counter(owner[account] for account in ghosts)
    used = Counter(owner[row["account_id"]] for row in fillers)
    assert used, "the world must leave somebody to fill in"
    assert all(used[rep] <= freed[rep] for rep in used)
    rows = warehouse.read("recommendations").to_pylist()
    waiting = {owner[row["account_id"]] for row in rows if row["blocked_by"] == "capacity"}
    assert all(used[rep] == freed[rep] for rep in waiting), "nobody waits while a slot is freed"
    assert all(row["action"] == "play" and row["account_id"] not in held for row in fillers)


def test_of_an_account_held_out_nobody_learns_what_it_is_worth(warehouse: DuckWarehouse) -> None:
    again(warehouse, held=half(warehouse))
    held = {row["account_id"] for row in warehouse.read("held_out").to_pylist()}
    rows: list[dict[str, Any]] = [
        row for row in warehouse.read("recommendations").to_pylist() if row["account_id"] in held
    ]
    assert {row["action"] for row in rows} >= {"holdout"}
    for row in (row for row in rows if "in play since" not in row["why"]):
        assert row["action"] in ("holdout", "none", "fix_adoption")
        assert (row["product_id"] is None) == (row["action"] == "none")
        for name in ("base_product_id", "probability", "expected_value", "because", "slot"):
            assert row[name] is None, name
        assert not row["filler"]
    for name in ("launches", "readiness"):
        assert not held & {row["account_id"] for row in warehouse.read(name).to_pylist()}
