"""The picks of random worlds: the rules all policies keep, plain witnesses, and that the future changes none."""

import copy
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from adjoin.engine.backtesting import BacktestOrder, entrants_of, take_all
from adjoin.engine.book_at import judge_book
from adjoin.measurement.backtest.dates import Wanted
from adjoin.measurement.backtest.picking import Taken
from facts.as_known import later_knowledge, later_rows
from measurement.past_runs import loaded
from worlds import World, day, random_world

AS_OF = day(899)
JUDGED = (
    "gates",
    "signals",
    "scores",
    "candidates",
    "recommendations",
    "offers",
    "popular_offer",
    "approach_state",
)
OUTCOMES = ("approached_on", "opened_on", "started_on")
Rows = list[dict[str, Any]]


def world_of(seed: int) -> World:
    return random_world(np.random.default_rng(seed), accounts=60)


def picked(world: World, dates: Sequence[date], folder: Path, capacity: int = 8) -> list[Taken]:
    with loaded(world, AS_OF, folder) as run:
        order = BacktestOrder(AS_OF, np.random.default_rng(0), Wanted(capacity=capacity))
        return take_all(run, dates, entrants_of(run), order)[0]


def known_then(world: World, as_of: date, folder: Path) -> dict[str, Rows]:
    """Everything judged and picked on the date, without what became of it."""
    with loaded(world, AS_OF, folder) as run:
        order = BacktestOrder(AS_OF, np.random.default_rng(0), Wanted(capacity=8))
        (found,) = take_all(run, [as_of], entrants_of(run), order)[0]
        tables = {name: ordered(run.warehouse.read(name).to_pylist()) for name in JUDGED}
        tables["picks"] = ordered(found.picks.drop_columns(list(OUTCOMES)).to_pylist())
        tables["cells"] = found.cells.drop_columns(["approached", "started"]).to_pylist()
        return tables


def ordered(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: [(value is None, str(value)) for value in row.values()])


def later_everywhere(world: World, as_of: date, rng: np.random.Generator) -> World:
    """Rows dated after `as_of` in every table, those that `later_rows` leaves out with them."""
    changed = copy.deepcopy(later_rows(world, as_of, rng))
    late = [as_of + timedelta(days=int(days)) for days in rng.integers(1, 200, 60)]
    ids = [row["account_id"] for row in world.rows["accounts"]]
    for number, on in enumerate(late):
        account, product = str(rng.choice(ids)), f"p{rng.integers(0, 4)}"
        changed.rows["accounts"].append({"account_id": f"late{number}", "name": "Late", "customer_since": on})
        of_account = {"account_id": account, "product_id": product}
        for table, row in (
            ("users", {"user_id": f"late{number}", "first_used_on": on, "function": "sales"}),
            ("limits", {"metric": "calls", "limit_quantity": 1.0, "period": "week", "effective_on": on}),
            ("assignments", {"experiment": f"late{number}", "arm": "holdout", "assigned_on": on}),
        ):
            changed.rows.setdefault(table, []).append({**of_account, **row})
        objective = {"account_id": account, "objective": f"late {number}", "stated_on": on}
        changed.rows.setdefault("objectives", []).append(objective)
    return changed


@pytest.mark.parametrize("seed", range(2))
def test_rows_dated_after_the_date_change_no_pick_gate_signal_or_score(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = world_of(seed), day(int(rng.integers(500, 780)))
    before = known_then(world, as_of, tmp_path / "a")
    assert len({row["policy"] for row in before["picks"]}) == 7
    assert before["signals"]
    assert before["gates"]
    for number, later in enumerate((later_everywhere(world, as_of, rng), later_knowledge(world, as_of, rng))):
        after = known_then(later, as_of, tmp_path / f"b{number}")
        for name, rows in before.items():
            assert after[name] == rows, name


def test_many_dates_are_the_union_of_single_ones(tmp_path: Path) -> None:
    world, dates = world_of(4), [day(600), day(700)]
    together = picked(world, dates, tmp_path / "all")
    for number, as_of in enumerate(dates):
        (alone,) = picked(world, [as_of], tmp_path / f"one{number}")
        assert together[number].picks.equals(alone.picks)
        assert together[number].cells.equals(alone.cells)
        assert together[number].state.equals(alone.state)


def test_every_policy_keeps_the_same_rules(tmp_path: Path) -> None:
    """Recomputed from the canonical rows: no open deal, nothing held, one product an account, no more than asked."""
    world, as_of = world_of(7), day(700)
    (found,) = picked(world, [as_of], tmp_path)
    picks = found.picks.to_pylist()
    talking = {
        deal["account_id"]
        for deal in world.rows["opportunities"]
        if deal["created_on"] <= as_of and (deal["outcome"] == "open" or deal["closed_on"] > as_of)
    }
    live = {
        (line["account_id"], line["product_id"])
        for line in world.rows["subscriptions"]
        if not line["is_trial"] and line["started_on"] and line["started_on"] <= as_of
        and (line["ended_on"] is None or line["ended_on"] >= as_of)
    }  # fmt: skip
    assert talking
    assert live
    assert not {row["account_id"] for row in picks} & talking
    assert not {(row["account_id"], row["product_id"]) for row in picks} & live
    by_policy = Counter(row["policy"] for row in picks)
    assert max(by_policy.values()) <= 8
    for policy, size in by_policy.items():
        mine = [row for row in picks if row["policy"] == policy]
        assert len({row["account_id"] for row in mine}) == size
        assert [row["rank"] for row in mine] == list(range(1, size + 1))


def test_outcomes_are_the_first_in_the_days_after_by_plain_loops(tmp_path: Path) -> None:
    world = world_of(7)
    for number, offset in enumerate((400, 401, 430, 431, 550, 551, 580, 581, 700, 701, 730, 731) * 10):
        world.rows["interactions"].append(
            {"interaction_id": f"pitch{number}", "account_id": f"a{number % 60}", "occurred_on": day(offset),
             "direction": "out", "purpose": "pitch", "products_mentioned": "p0,p1,p2,p3"}
        )  # fmt: skip
    taken = picked(world, [day(offset) for offset in (400, 550, 700)], tmp_path, capacity=60)
    approaches: dict[tuple[str, str], list[date]] = {}
    for row in world.rows["interactions"]:
        said = (row.get("products_mentioned") or "").split(",")
        if row["direction"] == "out" and (row["purpose"] or "").lower() in ("discovery", "demo", "pitch"):
            for product in filter(None, said):
                approaches.setdefault((row["account_id"], product), []).append(row["occurred_on"])
    seen = 0
    for pick in (row for found in taken for row in found.picks.to_pylist()):
        as_of, days = pick["as_of"], approaches.get((pick["account_id"], pick["product_id"]), [])
        within = [on for on in days if as_of < on <= as_of + timedelta(days=30)]
        first = min(within, default=None)
        if first and pick["started_on"] and pick["started_on"] < first:
            first = None
        assert pick["approached_on"] == first
        assert pick["started_on"] is None or as_of < pick["started_on"] <= as_of + timedelta(days=90)
        seen += first is not None
    assert seen


def test_own_policies_pick_and_broken_ones_are_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "by_name.sql").write_text("SELECT account_id, product_id, 1 AS rank FROM offers")
    (folder / "looks_ahead.sql").write_text(
        "SELECT account_id, product_id, 1 AS rank FROM canonical.subscriptions"
    )
    (folder / "no_rank.sql").write_text("SELECT account_id, product_id FROM offers")
    (folder / "writes.sql").write_text("DELETE FROM offers")
    (folder / "stumbles.sql").write_text(
        "SELECT account_id, product_id, CAST(account_id AS INTEGER) AS rank FROM offers"
    )
    (folder / "random.sql").write_text("SELECT account_id, product_id, 1 AS rank FROM offers")
    with loaded(world_of(7), AS_OF, tmp_path) as run:
        entrants = entrants_of(run)
        order = BacktestOrder(AS_OF, np.random.default_rng(0), Wanted(capacity=8))
        (found,), _, broken = take_all(run, [day(700)], entrants, order)
    refused = {name: why for name, _, _, why in entrants.off}
    assert set(refused) == {"looks_ahead", "no_rank", "random", "writes"}
    assert "read known.subscriptions" in refused["looks_ahead"]
    assert "rank is missing" in refused["no_rank"]
    assert set(broken) == {"stumbles"}
    mine = [row for row in found.picks.to_pylist() if row["policy"] == "by_name"]
    assert [row["account_id"] for row in mine] == sorted(row["account_id"] for row in mine)
    assert len(mine) == 8


def test_judging_a_past_date_leaves_the_run_as_it_was(tmp_path: Path) -> None:
    with loaded(world_of(7), AS_OF, tmp_path) as run:
        past = judge_book(run, day(700))
        assert (run.moment, past.moment) == (AS_OF, day(700))
