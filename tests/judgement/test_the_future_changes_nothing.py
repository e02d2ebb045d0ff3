"""The book judged on a past date: whatever is dated later, no relation that the judgement leaves says anything else."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from adjoin.engine.book_at import judge_book
from adjoin.scoring.features.gathering import build_features
from adjoin.warehouse.warehouse import open_moments
from gates.peopled import peopled
from judgement.drawn import Draw, drawn_world
from judgement.later import DATED, Later
from measurement.past_runs import loaded
from worlds import World, day

NOW = day(1300)
OF_NO_DATE = frozenset({"seen_history", "dates", "text_matches"})
MUST = frozenset(
    (
        *("holdings", "spans", "cells", "roots", "renewals", "utilisation", "approaches", "weeks", "meters"),
        *("affinity", "chances", "chances_beyond", "bases", "signals", "gates", "verdicts", "mean_strengths"),
        *("prior", "scored", "scores", "like_you", "learned", "candidates", "chosen", "recommendations"),
        *(
            "whitespace",
            "held_back",
            "capacity",
            "assigned",
            "shown",
            "readiness",
            "launches",
            "concentration",
        ),
        *("stability", "diagnosis", "features", "use_trends", "account_features"),
    )
)
Told = dict[str, list[tuple[Any, ...]]]


def judged(world: World, as_of: date, folder: Path) -> Told:
    """Every table and view that judging the book on the date leaves, features with them."""
    with loaded(world, NOW, folder) as run:
        run.mapped = run.present = run.mapped | {"users", "objectives", "assignments"}
        open_moments(run.warehouse, [NOW], run.first_load)  # as reading the texts does in a run
        past = judge_book(run, as_of)
        past.schema |= build_features(past.warehouse, past.schema, past.settings)
        names = run.warehouse.connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"
        ).fetchall()
        return {
            name: _rows(run.warehouse.read(name).to_pylist()) for (name,) in names if name not in OF_NO_DATE
        }


def _rows(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    values = [tuple(round(v, 9) if isinstance(v, float) else v for v in row.values()) for row in rows]
    return sorted(values, key=lambda row: [(value is None, str(value)) for value in row])


def drawn(seed: int) -> tuple[World, date]:
    draw = Draw(seed, 40, 4, 640, 0.05)
    return drawn_world(draw).world, draw.as_of


def with_users(seed: int) -> tuple[World, date]:
    """A random world with moods, goals, rivals, users and an assignment made elsewhere."""
    rng = np.random.default_rng(seed)
    world, as_of = peopled(rng), day(int(rng.integers(450, 800)))
    ids = [row["account_id"] for row in world.rows["accounts"]]
    world.rows["users"] = [
        {"account_id": account, "product_id": product, "user_id": f"u{number}", "function": "sales",
         "first_used_on": day(int(rng.integers(0, 900))),
         "last_used_on": None if number else day(int(rng.integers(300, 1000)))}
        for account in ids for product in ("p1", "p2") for number in range(2)
    ]  # fmt: skip
    world.rows["assignments"] = [
        {"experiment": "old", "account_id": account, "arm": "holdout", "assigned_on": day(int(rng.integers(0, 900)))}
        for account in ids[:20]
    ]  # fmt: skip
    return world, as_of


def assert_unchanged(world: World, as_of: date, rng: np.random.Generator, folder: Path) -> None:
    before = judged(world, as_of, folder / "before")
    assert not MUST - set(before)
    empty = {name for name in MUST if not before[name]} - {
        "learned",
        "launches",
        "assigned",
        "shown",
        "approaches",
    }
    assert len(empty) < 8, empty
    later = Later(rng, as_of)
    changed = later.everything(world)
    for table in DATED:
        assert len(changed.rows[table.name]) > len(world.rows.get(table.name, [])), table.name
    after = judged(changed, as_of, folder / "after")
    assert set(after) == set(before)
    for name, rows in before.items():
        assert after[name] == rows, f"{name} on {as_of}"


@pytest.mark.parametrize("seed", range(2))
def test_of_drawn_worlds(seed: int, tmp_path: Path) -> None:
    world, as_of = drawn(seed)
    assert_unchanged(world, as_of, np.random.default_rng(seed), tmp_path)


@pytest.mark.parametrize("seed", range(2))
def test_of_random_worlds(seed: int, tmp_path: Path) -> None:
    world, as_of = with_users(seed)
    assert_unchanged(world, as_of, np.random.default_rng(seed), tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100, 140))
def test_of_many_worlds(seed: int, tmp_path: Path) -> None:
    world, as_of = drawn(seed) if seed % 2 else with_users(seed)
    assert_unchanged(world, as_of, np.random.default_rng(seed), tmp_path)


def test_what_came_later_does_matter_later(tmp_path: Path) -> None:
    """The fuzz is no empty one: on a later date every relation says something else, but those with nothing to say."""
    world, as_of = with_users(0)
    changed = Later(np.random.default_rng(0), as_of).everything(world)
    on = as_of + timedelta(150)
    before, after = judged(world, on, tmp_path / "a"), judged(changed, on, tmp_path / "b")
    same = {name for name in MUST if before[name] == after[name]}
    assert same <= {"launches", "assigned", "concentration", "capacity", "readiness"}
