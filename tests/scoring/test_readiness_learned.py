"""How ready a pair is as a feature: as known on the day, and with a weight that outcomes move."""

from collections.abc import Callable
from math import log
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from scipy import special

from adjoin.engine.model_report import weights_table
from adjoin.scoring.features.matrix import features_of, matrix
from adjoin.scoring.features.readiness import readiness_weights
from adjoin.scoring.learned.artefact import load, save
from adjoin.scoring.learned.examples import Cells, Examples, Feature
from adjoin.scoring.learned.learn import learn
from adjoin.scoring.learned.ridge import Reweighed, fit_ridge
from adjoin.warehouse.query import queries_in
from facts.as_known import facts_at, later_knowledge, later_rows
from facts.ready_worlds import ASPECTS, ready_world
from scoring.pairs import judged_book, judged_pairs
from scoring.test_features_in_time import DATES, chosen_pairs, of_moments
from whole_run import affinity_at, whole_run
from worlds import World, day, random_world

TRUTH, DEFAULT = log(2), -log(0.75)


def examples(rng: np.random.Generator, rows: int, truth: float) -> Examples:
    """Approaches whose odds are `truth` higher with data shared than without; the prior counts the default of it.

    Shared data is there, in part, missing or unknown (as good as the mean), and goes along with sign-on.
    """
    shared = rng.choice([0.0, 0.5, 1.0, np.nan], rows, p=[0.35, 0.2, 0.35, 0.1])
    sign_on = np.where(
        rng.random(rows) < 0.7, np.round(np.nan_to_num(shared, nan=0.5)), rng.integers(0, 2, rows)
    )
    around = np.nan_to_num(shared - np.nanmean(shared))
    before = rng.normal(-1.6, 0.8, rows)
    prior = before + DEFAULT * around - log(0.85) * (sign_on - sign_on.mean())
    actual = before + truth * around - log(0.85) * (sign_on - sign_on.mean())
    weights = readiness_weights()
    return Examples(
        features=tuple(
            Feature(name, None, 1, weights[name]) for name in ("readiness: shared_data", "readiness: sign_on")
        ),
        values=np.column_stack([shared, sign_on]).astype(np.float32),
        prior_logit=prior,
        outcome=rng.random(rows) < special.expit(actual),
        day=np.sort(rng.integers(19_000, 20_000, rows)),
        root=rng.permutation(rows),
        owner=rng.integers(0, 20, rows),
    )


def of_shared_data(found: tuple[Reweighed, ...]) -> Reweighed:
    return next(each for each in found if each.feature == "readiness: shared_data")


def covered(truth: float, worlds: int) -> tuple[float, float, float]:
    """(share of worlds whose 95 % interval holds the truth, mean posterior, its mean deviation)."""
    found = []
    for seed in range(worlds):
        told = examples(np.random.default_rng(seed), 2000, truth)
        found.append(of_shared_data(fit_ridge(told).reweighed(told.features)))
    inside = [abs(each.posterior - truth) <= 1.96 * each.posterior_deviation for each in found]
    means = [
        float(np.mean([getattr(each, name) for each in found]))
        for name in ("posterior", "posterior_deviation")
    ]
    return float(np.mean(inside)), means[0], means[1]


@pytest.mark.parametrize("truth", [TRUTH, 0.0, DEFAULT])
def test_the_weight_moves_to_what_2000_approaches_say(truth: float) -> None:
    """Binomial: of 200 intervals of 95 %, under 180 hold the truth once in a thousand times."""
    share, posterior, deviation = covered(truth, 200)
    assert share >= 0.9
    assert posterior == pytest.approx(truth, abs=0.04)
    assert deviation < 0.25


def test_opinion_and_outcomes_stand_side_by_side(tmp_path: Path) -> None:
    told = examples(np.random.default_rng(1), 2000, TRUTH)
    cells = Cells(told.values, told.prior_logit, told.outcome, told.day, told.root, told.owner)
    found = learn(told, cells)
    rows = {row["kind"]: row for row in weights_table(found).to_pylist()}
    assert rows.keys() == {"readiness: shared_data", "readiness: sign_on"}
    own = rows["readiness: shared_data"]
    assert own["prior_weight"] == pytest.approx(DEFAULT)
    assert abs(own["learned_weight"] - TRUTH) < abs(DEFAULT - TRUTH)
    path = tmp_path / "model.json"
    save(found, path)
    assert load(path).weights == found.weights


def test_the_columns_are_what_the_prior_counts() -> None:
    world = ready_world(np.random.default_rng(4), accounts=50)
    at = DATES[3]
    book = judged_book(world, [at], affinity_at(world, at))
    features = features_of(book.data, {"asked": 1.0})
    ready = {f.name: f for f in features if f.name.startswith("readiness: ")}
    assert {name: f.weight for name, f in ready.items()} == pytest.approx(
        {f"readiness: {a}": -log(t) for a, t in zip(ASPECTS, (0.85, 0.75, 0.8, 0.9), strict=True)}
    )
    assert all(f.monotone == 1 and f.levels is None for f in ready.values())
    names = [f.name for f in features]
    assert names[-len(ready) :] == list(ready), "after everything a model without them has"
    values = matrix(book.data, features)[:, -len(ready) :]
    assert len(np.unique(values[~np.isnan(values)])) > 4
    assert np.nanmax(np.abs(values)) <= 1
    moved = {(r["account_id"], r["product_id"]): r["log_odds"] for r in book.told["readiness_shift"]}
    weights = np.array([f.weight for f in ready.values()])
    parts = np.nan_to_num(values) @ weights
    for part, cell in zip(
        parts, book.data.cells.select(["account_id", "product_id"]).to_pylist(), strict=True
    ):
        assert moved.get((cell["account_id"], cell["product_id"]), 0.0) == pytest.approx(part, abs=1e-6)
    products = np.array(book.data.cells["product_id"].to_pylist())
    for product in set(products.tolist()):
        own = values[products == product]
        assert np.nansum(own, axis=0) == pytest.approx(0, abs=1e-4), "it does not tell products apart"


def test_where_nobody_wrote_anything_down_there_are_no_such_features() -> None:
    world = random_world(np.random.default_rng(2), accounts=30)
    data = judged_book(world, DATES[3:4], affinity_at(world, DATES[3])).data
    assert not any(f.name.startswith("readiness") for f in features_of(data, {"asked": 1.0}))


def test_settings_are_the_opinions() -> None:
    assert readiness_weights({"sign_on": 0.5})["readiness: sign_on"] == pytest.approx(log(2))
    world = ready_world(np.random.default_rng(4), accounts=20)
    data = judged_book(world, DATES[3:4], affinity_at(world, DATES[3])).data
    weights = readiness_weights({"shared_data": 0.5})
    told = {f.name: f.weight for f in features_of(data, {"asked": 1.0, **weights})}
    assert told["readiness: shared_data"] == pytest.approx(log(2))
    assert "signal: readiness: shared_data" not in told


@pytest.mark.parametrize("seed", range(2))
def test_single_accounts_are_what_the_whole_book_says_of_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world = ready_world(rng, accounts=50)
    for row in world.rows["usage"]:
        row["metric"] = row["metric"].replace("exports", "other")
    affinity = affinity_at(world, DATES[0])
    book = judged_book(world, DATES, affinity)
    alone = judged_pairs(world, chosen_pairs(world, rng, 0.1), affinity, book)
    moments = {(row["as_of"], row["account_id"]) for row in alone.told["moments"]}
    for name in ("features", "prior", "readiness_shift", "prerequisite_states", "prerequisites_met"):
        assert alone.told[name] == of_moments(book.told[name], moments), name
    assert alone.told["readiness_shift"]


@pytest.mark.parametrize("later", [later_rows, later_knowledge])
def test_what_comes_later_changes_no_feature(later: Callable[..., World]) -> None:
    rng = np.random.default_rng(6)
    world, as_of = ready_world(rng), day(500)
    affinity = affinity_at(world, as_of)
    now, then = (judged_book(w, [as_of], affinity).told for w in (world, later(world, as_of, rng)))
    for name in ("features", "readiness_shift"):
        assert now[name] == then[name]


@pytest.mark.parametrize("seed", range(2))
def test_a_later_book_tells_what_was_recorded_then(seed: int) -> None:
    world = ready_world(np.random.default_rng(seed))
    expected = facts_at(world, DATES)["prerequisites_seen"]
    found = queries_in("adjoin.scoring.features")
    with whole_run(world, DATES[-1:]) as warehouse:
        warehouse.build(found["prerequisites_seen_known"])
        warehouse.put("dates", pa.table({"as_of": pa.array(DATES, pa.date32())}))
        rows = warehouse.fetch(found["prerequisites_seen_by_then"]).to_pylist()
    assert rows
    assert {tuple(row.values()) for row in rows} == {tuple(row.values()) for row in expected}
    assert len(rows) == len(expected)
