"""Who would fire at a threshold, read from the try-out, is who fires in a run with that threshold."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.build import build_facts
from adjoin.facts.own_sql.relations import DESCRIBED_NEEDS, readable
from adjoin.signals.detector import Detector, Tried
from adjoin.signals.detectors import detectors
from adjoin.signals.own.reading import read_own
from adjoin.signals.sightings import see
from adjoin.signals.tryouts import try_out
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from signals_own.watching import FIRST_LOAD, PRESENT, TALKATIVE, Settings, project
from small_world import AS_OF, SmallWorld, ago, weekly
from worlds import World, day, random_world

Fired = set[tuple[Any, ...]]
LOOSE = """/* ---
what: A metric used by few, the fewer the surer
parameters: {most: 30}
try: {parameter: most, loosest: 60, strictest: 0, unit: calls}
--- */
SELECT
    weeks.account_id,
    catalog_products.product_id,
    weeks.period_end AS detected_on,
    0.5 AS strength,
    weeks.quantity AS fires_up_to
FROM weeks
CROSS JOIN catalog_products
WHERE weeks.metric = 'calls' AND weeks.quantity <= $most
"""
"""A detector that a higher threshold makes looser."""

BUILT_IN = [detector for detector in detectors() if detector.tried is not None]


def own(folder: Path) -> tuple[Detector, ...]:
    found = project(folder, {"talkative.py": TALKATIVE, "loose.sql": LOOSE})
    assert found.refused == ()
    return found.detectors


def metered() -> World:
    """Accounts whose meter climbs to every share of its limit, with workarounds and new teams of every size."""
    small, rng = SmallWorld(), np.random.default_rng(5)
    limit = {"product_id": "base", "metric": "calls", "limit_quantity": 100.0, "period": "week"}
    for place in range(60):
        last, pace = rng.uniform(30, 110), rng.uniform(-3, 8)
        calls = [max(0.0, last - pace * back) for back in range(25, -1, -1)]
        exports = [float(rng.poisson(4)) for _ in range(22)] + [float(rng.integers(0, 60))] * 4
        teams = ["Sales", *["Reports"] * int(rng.integers(1, 8)), *["Sales"] * int(rng.integers(0, 9))]
        began = [ago(500), *(ago(int(at)) for at in rng.integers(5, 45, len(teams) - 1))]
        small.case(
            f"m{place}",
            limits=limit,
            usage=weekly("people", [90.0] * 26) + weekly("calls", calls) + weekly("exports", exports),
            events={"kind": "hiring", "occurred_on": ago(int(rng.integers(1, 120)))},
            objectives={
                "objective": f"g{place}",
                "stated_on": ago(int(rng.integers(1, 120))),
                "source": "qbr",
            },
            users=[
                {"user_id": f"u{place}-{n}", "product_id": "base", "function": team, "first_used_on": at}
                for n, (team, at) in enumerate(zip(teams, began, strict=True))
            ],
        )
    return small.world


def described(world: World, at: date) -> pa.Table:
    """A need of every likeness in each event and goal of the world, and in a ticket beside it."""
    rng, rows = np.random.default_rng(9), []
    for table, key, said in (("events", "event_id", "occurred_on"), ("objectives", "objective", "stated_on")):
        for row in world.rows.get(table, []):
            for source in (table, "tickets"):
                need = (
                    at,
                    row["account_id"],
                    "more",
                    source,
                    row[key],
                    row[said],
                    row.get("kind"),
                    None,
                    "hard work",
                )
                values = (*need, float(rng.uniform(0.4, 1)), 0.4, "work")
                rows.append(dict(zip(DESCRIBED_NEEDS, values, strict=True)))
    days, numbers = ("as_of", "said_on"), ("similarity", "threshold")
    kinds = {**dict.fromkeys(days, pa.date32()), **dict.fromkeys(numbers, pa.float64())}
    return pa.Table.from_pylist(rows, pa.schema([(n, kinds.get(n, pa.string())) for n in DESCRIBED_NEEDS]))


def thresholds(tried: Tried, standing: float, whole: bool) -> list[float]:
    """The standing one, the two ends and some between."""
    between = np.linspace(tried.loosest, tried.strictest, 4)
    return sorted({standing, *(float(round(t)) if whole else float(t) for t in between)})


@contextmanager
def standing(world: World, at: date) -> Iterator[DuckWarehouse]:
    """The world's facts at a date."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [at], FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        warehouse.put("described_needs", described(world, at))
        yield warehouse


def ordinary(warehouse: DuckWarehouse, at: date, detector: Detector, settings: Settings) -> Fired:
    """Who has a live sighting on an open cell, by a run with these settings."""
    assert see(warehouse, readable(), [detector], settings, PRESENT).off == {}
    cells = {(row["account_id"], row["product_id"]) for row in warehouse.read("cells").to_pylist()}
    return {
        (row["account_id"], row["product_id"])
        for row in warehouse.read("sightings").to_pylist()
        if (row["account_id"], row["product_id"]) in cells
        and row["detected_on"] + timedelta(days=row["window_days"]) > at
        and not (row["ended_on"] and row["ended_on"] <= at)
    }


def tried_out(
    world: World, at: date, watching: Sequence[Detector], settings: Settings, off: Sequence[str] = ()
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, str]]:
    with standing(world, at) as warehouse:
        broken = try_out(warehouse, readable(), watching, settings, dict.fromkeys(off, "off"))
        ways = warehouse.read("tried_thresholds").to_pylist()
        return warehouse.read("tryouts").to_pylist(), ways, broken


def assert_lawful(world: World, at: date, detector: Detector) -> None:
    tried = detector.tried
    assert tried is not None
    default = detector.parameters[tried.parameter]
    assert isinstance(default, int | float)
    sizes = []
    with standing(world, at) as warehouse:
        assert try_out(warehouse, readable(), [detector], {}, {}) == {}
        (way,) = warehouse.read("tried_thresholds").to_pylist()
        assert way["standing"] == default
        rows = warehouse.read("tryouts").to_pylist()
        for threshold in thresholds(tried, default, isinstance(default, int)):
            value = int(threshold) if isinstance(default, int) else threshold
            settings: Settings = {detector.name: {tried.parameter: value}}
            told = {
                (r["account_id"], r["product_id"]) for r in rows if tried.fires(threshold, r["fires_up_to"])
            }
            assert told == ordinary(warehouse, at, detector, settings), threshold
            sizes.append(len(told))
    assert len(set(sizes)) > 2, "the world hardly tells one threshold from another"


@pytest.mark.parametrize("detector", BUILT_IN, ids=lambda detector: detector.name)
def test_a_built_in_try_out_tells_what_a_run_would_find(detector: Detector) -> None:
    assert_lawful(metered(), AS_OF, detector)


@pytest.mark.parametrize("place", range(2))
def test_an_own_try_out_tells_what_a_run_would_find(place: int, tmp_path: Path) -> None:
    assert_lawful(random_world(np.random.default_rng(3)), day(640), own(tmp_path)[place])


def test_settings_of_the_project_stand_in_the_try_out(tmp_path: Path) -> None:
    world = random_world(np.random.default_rng(3))
    settings: Settings = {"talkative": {"least": 2, "days": 30}}
    rows, ways, _ = tried_out(world, day(640), own(tmp_path), settings)
    (way,) = [way for way in ways if way["name"] == "talkative"]
    assert way == {
        "name": "talkative", "parameter": "least", "unit": "talks", "loosest": 1.0, "strictest": 5.0, "standing": 2.0
    }  # fmt: skip
    assert {r["detected_on"] > day(610) for r in rows if r["name"] == "talkative"} == {True}


def test_what_is_off_is_not_tried(tmp_path: Path) -> None:
    world = random_world(np.random.default_rng(3))
    rows, ways, _ = tried_out(world, day(640), own(tmp_path), {}, off=["talkative"])
    assert {row["name"] for row in rows} == {"loose"} == {way["name"] for way in ways}


def test_an_own_one_that_breaks_at_its_loosest_is_named(tmp_path: Path) -> None:
    text = TALKATIVE.replace("[0.4]", '[0.4 if known.parameters["least"] > 2 else 1.4]').replace(
        "least: 1,", "least: 3,"
    )
    broken = project(tmp_path, {"talkative.py": text}).detectors
    rows, ways, why = tried_out(random_world(np.random.default_rng(3)), day(640), broken, {})
    assert rows == [] == ways
    assert "a strength of 1.4" in why["talkative"]


def test_a_built_in_one_that_breaks_stops(tmp_path: Path) -> None:
    text = TALKATIVE.replace("[0.4]", "[1.4]")
    project(tmp_path, {"talkative.py": text})
    (detector,) = read_own(tmp_path).detectors
    object.__setattr__(detector, "ours", True)
    with pytest.raises(ConfigurationError, match=r"1\.4"):
        tried_out(random_world(np.random.default_rng(3)), day(640), [detector], {})
