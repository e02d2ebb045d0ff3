"""Recovered truth of simulated worlds; too little to learn from is said in words; the file carries the model."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import special

from adjoin.scoring.learned.artefact import ArtefactError, load, save
from adjoin.scoring.learned.examples import Cells, Examples, Feature
from adjoin.scoring.learned.learn import fit, learn
from adjoin.scoring.learned.learned import Learned
from adjoin.scoring.learned.settings import Settings
from scoring.learned.worlds import FEATURES, World, best_by, by_record, world


@pytest.fixture(scope="module")
def past() -> World:
    return world(1, by_record(0.05), roots=900)


@pytest.fixture(scope="module")
def model(past: World) -> Learned:
    return learn(past.examples, past.cells, seed=3)


def test_with_history_it_beats_the_prior_and_says_so(model: Learned) -> None:
    told = model.report
    assert told.in_use, told.sentence
    assert told.skill is not None
    assert told.skill > 0.02
    assert told.slope is not None
    assert 0.8 <= told.slope <= 1.25
    assert told.skill_low is not None
    assert told.skill_low < told.skill
    assert "in use" in told.sentence
    assert not model.selection.hidden
    assert model.in_use
    assert "not seen" in model.sentences[-1]


def test_chance_if_approached_is_near_the_truth_in_a_later_world(model: Learned) -> None:
    """Also in the cells that reps left alone; the same laws, other accounts."""
    later = world(2, by_record(0.05), roots=900)
    told = model.predict(later.cells.values, later.cells.prior_logit)
    near = told.in_use
    assert near.mean() > 0.6
    assert told.probability[near].mean() == pytest.approx(later.of_cells[near].mean(), rel=0.2)
    top = near & (told.probability >= np.quantile(told.probability[near], 0.9))
    assert told.probability[top].mean() == pytest.approx(later.of_cells[top].mean(), rel=0.15)
    prior = special.expit(later.cells.prior_logit)
    assert ((told.probability - later.of_cells)[near] ** 2).mean() < (
        (prior - later.of_cells)[near] ** 2
    ).mean() / 2
    assert (told.low <= told.probability).all()
    assert (told.probability <= told.high).all()


def test_reasons_add_up_and_name_what_moved_it(past: World, model: Learned) -> None:
    told = model.predict(past.cells.values, past.cells.prior_logit)
    whole = told.from_prior + told.contributions.sum(axis=1)
    np.testing.assert_allclose(special.expit(whole), told.probability, rtol=1e-9)
    asked = int(np.flatnonzero(past.cells.values[:, 1] == 1)[0])
    reasons = told.moved(asked)
    assert 1 <= len(reasons) <= 4
    assert "asked" in [reason.feature for reason in reasons]
    assert np.all(np.diff([abs(reason.log_odds) for reason in reasons]) <= 1e-9)
    assert {reason.value for reason in reasons if reason.feature == "segment"} <= {
        "small",
        "middle",
        "large",
        None,
    }


def test_a_stronger_signal_never_lowers_the_chance_where_declared(past: World, model: Learned) -> None:
    """Of the trees; the ridge may turn an expert weight down."""
    assert model.raw is not None
    if model.raw.trees is not None:
        values = past.cells.values[:200].copy()
        ladder = []
        for strength in (0.0, 0.3, 0.6, 1.0):
            values[:, 0] = strength
            ladder.append(model.raw.trees.log_odds(values, past.cells.prior_logit[:200]))
        assert (np.diff(ladder, axis=0) >= -1e-9).all()


def nothing() -> Examples:
    empty = np.zeros(0, np.int64)
    return Examples(
        FEATURES, np.zeros((0, 6), np.float32), np.zeros(0), np.zeros(0, bool), empty, empty, empty
    )


def one_class(past: World) -> Examples:
    return past.examples.rows(~past.examples.outcome)


@pytest.mark.parametrize(
    ("case", "words"), [("none", "No approach"), ("few", "49 matured"), ("class", "none led")]
)
def test_too_little_is_the_prior_with_a_reason(past: World, case: str, words: str) -> None:
    some = past.examples.rows(np.arange(49))
    examples = {"none": nothing(), "few": some, "class": one_class(past)}[case]
    learned = learn(examples, past.cells.rows(np.arange(3000)))
    assert words in learned.report.sentence
    told = learned.predict(past.cells.values, past.cells.prior_logit)
    assert not told.in_use.any()
    np.testing.assert_allclose(told.probability, special.expit(past.cells.prior_logit))
    assert learned.weights == ()


def test_all_on_one_day_is_too_short_a_history(past: World) -> None:
    rows = past.examples
    today = Examples(
        FEATURES, rows.values, rows.prior_logit, rows.outcome, rows.day * 0 + 18_000, rows.root, rows.owner
    )
    assert "too short" in learn(today, past.cells.rows(np.arange(3000))).report.sentence


def test_bands_count_what_became_of_alike_approaches(past: World) -> None:
    some = past.examples.rows(np.arange(17))
    bands = learn(some, past.cells.rows(np.arange(500))).bands
    place = bands.of(some.prior_logit)
    for band in range(3):
        assert bands.count[band] == (place == band).sum()
        assert bands.adopted[band] == some.outcome[place == band].sum()
    assert sum(bands.count) == 17
    assert min(bands.count) >= 5


def test_same_examples_in_any_order_give_the_same_file_and_it_predicts_the_same(
    past: World, model: Learned, tmp_path: Path
) -> None:
    shuffled = past.examples.rows(np.random.default_rng(0).permutation(len(past.examples)))
    save(model, tmp_path / "one.json")
    save(learn(shuffled, past.cells, seed=3), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    again = load(tmp_path / "one.json").predict(past.cells.values, past.cells.prior_logit)
    before = model.predict(past.cells.values, past.cells.prior_logit)
    np.testing.assert_array_equal(again.probability, before.probability)
    np.testing.assert_array_equal(again.extrapolated, before.extrapolated)
    save(load(tmp_path / "one.json"), tmp_path / "three.json")
    assert (tmp_path / "three.json").read_bytes() == (tmp_path / "one.json").read_bytes()


def test_another_version_or_a_damaged_file_is_refused_with_what_to_do(model: Learned, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    save(model, path)
    told = json.loads(path.read_text())
    for text, words in (
        (json.dumps({**told, "format": 99}), "format 99"),
        (path.read_text()[:5000], "not a readable artefact"),
        ("[]", "not a readable artefact"),
        (json.dumps({**told, "calibrator": {"slope": "x", "nothing": 1}}), "not a readable artefact"),
        (json.dumps({**told, "reach": {**told["reach"], "chooser": 3}}), "not a readable artefact"),
    ):
        path.write_text(text)
        with pytest.raises(ArtefactError, match=words) as refused:
            load(path)
        assert "adjoin learn" in str(refused.value)
        assert str(path) in str(refused.value)
    with pytest.raises(ArtefactError, match="no such artefact"):
        load(tmp_path / "nowhere.json")


def test_other_columns_are_refused(past: World, model: Learned) -> None:
    with pytest.raises(ValueError, match="for 6 features"):
        model.predict(past.cells.values[:, :4], past.cells.prior_logit)
    with pytest.raises(ValueError, match="no direction"):
        Feature("segment", ("a", "b"), monotone=1)


def test_cells_unlike_any_approached_are_extrapolated(past: World) -> None:
    """Nobody ever approached a small account."""
    cells = past.cells
    small = cells.values[:, 4] == 0
    never = Cells(
        cells.values, cells.prior_logit, cells.approached & ~small, cells.day, cells.root, cells.owner
    )
    rows = past.examples.rows(past.examples.values[:, 4] != 0)
    told = learn(rows, never).predict(cells.values, cells.prior_logit)
    assert told.extrapolated[small].mean() > 0.95
    assert told.extrapolated[~small].mean() < 0.2


@pytest.mark.parametrize("cell_need", [True, False])
def test_selection_on_a_hidden_need_is_said(cell_need: bool) -> None:
    chosen = best_by(lambda of, rng: of.hidden + 0.5 * rng.normal(size=len(of.root)), 0.06)
    hidden = world(5, chosen, roots=300, need=1.0, cell_need=cell_need)
    learned = learn(hidden.examples, hidden.cells, Settings(rounds=(0, 20)))
    assert learned.selection.hidden
    assert not learned.in_use
    assert "extrapolated" in learned.sentences[-1]
    assert learned.predict(hidden.cells.values, hidden.cells.prior_logit).extrapolated.all()


@pytest.mark.bench
def test_final_fit_on_a_million_rows_takes_less_than_a_minute() -> None:
    import time  # noqa: PLC0415

    rng, rows = np.random.default_rng(0), 1_000_000
    values, prior = rng.normal(size=(rows, 60)).astype(np.float32), rng.normal(-2, 0.8, rows)
    truth = special.expit(prior + 0.5 * values[:, 0] - 0.4 * (values[:, 1] > 0) * values[:, 2])
    features = tuple(
        Feature(f"f{i}", monotone=int(i < 10), weight=1.0 if i < 10 else None) for i in range(60)
    )
    day, root = np.sort(rng.integers(15_000, 16_000, rows)), rng.integers(0, 200_000, rows)
    examples = Examples(features, values, prior, rng.random(rows) < truth, day, root, root % 200)
    begun = time.perf_counter()
    fit(examples, 150, Settings(), 0)
    assert time.perf_counter() - begun < 60


@pytest.mark.parametrize("case", ["no features", "all unknown", "no owner", "no cells", "all approached"])
def test_odd_inputs_give_a_model_and_a_reason_not_an_error(case: str) -> None:
    past = world(4, by_record(0.05), roots=150)
    rows, cells = past.examples, past.cells
    features: tuple[Feature, ...] = FEATURES
    values, of_cells, owner, picked = rows.values, cells.values, rows.owner, cells.approached
    if case == "no features":
        features, values, of_cells = (), values[:, :0], of_cells[:, :0]
    elif case == "all unknown":
        values, of_cells = values * np.nan, of_cells * np.nan
    elif case == "no owner":
        owner = owner * 0 - 1
    elif case == "all approached":
        picked = np.ones_like(picked)
    changed = Examples(features, values, rows.prior_logit, rows.outcome, rows.day, rows.root, owner)
    open_cells = Cells(of_cells, cells.prior_logit, picked, cells.day, cells.root, cells.owner)
    learned = learn(changed, open_cells.rows(np.arange(0 if case == "no cells" else len(open_cells))))
    told = learned.predict(of_cells[:50], cells.prior_logit[:50])
    assert np.isfinite(told.probability).all()
    assert learned.report.sentence
    assert len(learned.sentences) > 1
    if case in {"no cells", "all approached"}:
        assert told.extrapolated.all()
