"""Whom a treatment moved and whom it put off, in books whose truth is known."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from adjoin.experiments.uplift.cross_fit import Sample, cross_fit
from adjoin.experiments.uplift.learning import PUBLISHED, learn_uplift
from adjoin.experiments.uplift.says import no_control
from adjoin.facts.build import fact_schema
from adjoin.scoring.score import RANDOMISED
from adjoin.warehouse.warehouse import DuckWarehouse
from experiments.uplift.trial import AS_OF, Trial, learned, trial
from whole_run import ordered

Rows = list[dict[str, Any]]
PLAY = {"experiments": {"counts_as_play": ["letters"]}}


def rows(warehouse: DuckWarehouse, name: str) -> Rows:
    return ordered(warehouse.read(name))


def summary(warehouse: DuckWarehouse) -> dict[str, Any]:
    (row,) = rows(warehouse, "uplift_summary")
    return row


@pytest.fixture(scope="module")
def strong() -> tuple[Trial, dict[str, Rows]]:
    told = trial(np.random.default_rng(1), 4_000, put_off=-0.08, moved=0.1, further=200)
    with learned(told, PLAY) as warehouse:
        return told, {name: rows(warehouse, name) for name in (*PUBLISHED, "randomised")}


def test_those_put_off_are_found_and_not_disturbed(strong: tuple[Trial, dict[str, Rows]]) -> None:
    told, found = strong
    (row,) = found["uplift_summary"]
    assert row["verdict"] == "differs"
    assert row["qini_low"] > 0
    assert not row["harms"]
    effect = {f"a{n:05d}": value for n, value in enumerate(told.effect["mail"])}
    spared = [one for one in found["uplift"] if one["do_not_disturb"] and one["in_experiment"]]
    assert row["do_not_disturb"] == len(spared) > 500
    assert np.mean([effect[one["account_id"]] < 0 for one in spared]) > 0.85
    assert all(one["high"] < 0 and one["moved"] == "put_off" for one in spared)
    others = [one for one in found["uplift"] if not one["in_experiment"]]
    assert len(others) == 200
    guessed = [one["added_probability"] for one in others]
    assert np.corrcoef(guessed, [effect[one["account_id"]] for one in others])[0, 1] > 0.6
    assert '"feature": "segment", "level": "s2"' in row["most_telling"]


def test_the_average_effect_is_the_plain_difference(strong: tuple[Trial, dict[str, Rows]]) -> None:
    told, found = strong
    (row,) = found["uplift_summary"]
    rate = {
        control: np.mean([u["converted"] for u in told.units if u["is_control"] is control])
        for control in (True, False)
    }
    assert row["average_effect"] == pytest.approx(rate[False] - rate[True])
    assert row["low"] < row["average_effect"] < row["high"]
    assert row["treated"] + row["control"] == row["accounts"] == 4_000


def test_the_curve_ends_where_everybody_is_treated(strong: tuple[Trial, dict[str, Rows]]) -> None:
    _, found = strong
    curve = sorted(found["uplift_curve"], key=lambda one: one["share"])
    assert len(curve) == 20
    assert curve[-1]["gain"] == pytest.approx(curve[-1]["random_gain"])
    assert all(one["low"] <= one["gain"] <= one["high"] for one in curve)
    assert curve[9]["gain"] > curve[9]["random_gain"]


def test_groups_count_everybody_once(strong: tuple[Trial, dict[str, Rows]]) -> None:
    _, found = strong
    groups = found["uplift_groups"]
    assert sum(one["accounts"] for one in groups) == 4_000
    assert [one["group_number"] for one in groups] == [1, 2, 3, 4]
    for one in groups:
        assert one["sure_low"] <= one["low"] <= one["observed"] <= one["high"] <= one["sure_high"]
        assert one["observed"] == pytest.approx(
            one["converted"] / one["treated"] - one["converted_control"] / one["control"]
        )


def test_scores_hear_of_trials_that_count_as_a_play(strong: tuple[Trial, dict[str, Rows]]) -> None:
    _, found = strong
    uplift = {one["account_id"]: one for one in found["uplift"]}
    assert len(found["randomised"]) == 4_200  # nobody in this book holds the product
    for one in found["randomised"][:50]:
        row = uplift[one["account_id"]]
        assert one["added_probability"] == row["added_probability"]
        assert one["probability"] == pytest.approx(
            min(max(row["baseline_probability"] + row["added_probability"], 0), 1)
        )
        assert one["do_not_disturb"] == row["do_not_disturb"]
    assert set(found["randomised"][0]) == set(RANDOMISED.names)
    small = trial(np.random.default_rng(1), 300)
    with learned(small) as warehouse:
        assert rows(warehouse, "counted_experiments") == []
        assert rows(warehouse, "randomised") == []


def test_without_a_difference_everybody_has_the_average() -> None:
    told = trial(np.random.default_rng(3), 1_000, put_off=0.1, moved=0.1, further=20)
    with learned(told, PLAY) as warehouse:
        row, uplift = summary(warehouse), rows(warehouse, "uplift")
        assert rows(warehouse, "randomised") == []
    assert row["verdict"] == "no_difference"
    assert "No difference between accounts can be seen" in row["says"]
    assert len(uplift) == 1_020
    assert {one["added_probability"] for one in uplift} == {round(row["average_effect"], 9)}
    assert {(one["low"], one["high"], one["moved"]) for one in uplift} == {
        (round(row["low"], 9), round(row["high"], 9), "moved")
    }
    assert not any(one["do_not_disturb"] for one in uplift)


def test_a_treatment_that_does_harm_disturbs_nobody() -> None:
    told = trial(np.random.default_rng(4), 1_500, put_off=-0.08, moved=-0.08)
    with learned(told, PLAY) as warehouse:
        row, uplift = summary(warehouse), rows(warehouse, "uplift")
        assert len(rows(warehouse, "randomised")) == 1_500
    assert row["harms"]
    assert row["do_not_disturb"] == 1_500
    assert {one["moved"] for one in uplift} == {"put_off"}


def test_a_shuffled_assignment_shows_nothing() -> None:
    rng = np.random.default_rng(5)
    told = trial(rng, 1_500, put_off=-0.08, moved=0.15)
    arms = rng.permutation([unit["arm"] for unit in told.units])
    for unit, arm in zip(told.units, arms, strict=True):
        unit |= {"arm": str(arm), "is_control": str(arm) == "left alone"}
    with learned(told) as warehouse:
        row = summary(warehouse)
    assert row["verdict"] == "no_difference"
    assert row["low"] < 0 < row["high"]


def test_too_few_are_not_told_apart() -> None:
    with learned(trial(np.random.default_rng(6), 150, put_off=-0.1, moved=0.5)) as warehouse:
        row, uplift = summary(warehouse), rows(warehouse, "uplift")
        assert rows(warehouse, "uplift_curve") == rows(warehouse, "uplift_groups") == []
    assert row["verdict"] == "too_few"
    assert row["qini"] is None
    assert len({one["added_probability"] for one in uplift}) == 1


def test_without_a_known_control_it_says_which_setting_to_fill() -> None:
    told = trial(np.random.default_rng(7), 300)
    for unit in told.units:
        unit["is_control"] = None
    with learned(told) as warehouse:
        found = rows(warehouse, "uplift_summary")
        assert rows(warehouse, "uplift") == []
    assert [(one["arm"], one["verdict"]) for one in found] == [
        ("left alone", "no_control"),
        ("mail", "no_control"),
    ]
    assert "control_arms" in found[0]["says"]


@pytest.mark.parametrize(
    ("arms", "is_known", "says"),
    [
        (["mail"], False, "The only arm is 'mail'; there is none to compare it with"),
        (["mail"], True, "Nobody who was left alone is analysed, so there is nothing to compare 'mail' with"),
    ],
)
def test_without_a_control_it_does_not_ask_for_a_name_that_would_not_help(
    arms: list[str], is_known: bool, says: str
) -> None:
    assert no_control(arms, is_known=is_known) == says


def test_what_was_recorded_after_the_draw_is_left_out() -> None:
    told = trial(np.random.default_rng(8), 1_500, put_off=0.1, moved=0.1)
    for unit in told.units:
        opened = 0.0 if unit["is_control"] else float(unit["converted"])
        told.attributes.append(
            {"account_id": unit["account_id"], "name": "opened", "number": opened, "text": None}
        )
    with learned(told) as warehouse:
        row = summary(warehouse)
    assert "opened" in row["says"]
    assert row["verdict"] == "no_difference"


def test_nobody_is_judged_by_a_model_that_learned_from_it() -> None:
    rng = np.random.default_rng(9)
    design = rng.normal(size=(600, 3)).astype(np.float32)
    treated, outcome = rng.random(600) < 0.5, (rng.random(600) < 0.2).astype(np.float64)
    kin = np.arange(600) // 2

    def told(outcome: np.ndarray) -> np.ndarray:
        sample = Sample(design, design, (), treated, outcome, kin)
        return cross_fit(sample, np.random.default_rng(1)).predicted

    before = told(outcome)
    changed = outcome.copy()
    changed[[0, 1]] = 1 - changed[[0, 1]]
    after = told(changed)
    assert after[0] == pytest.approx(before[0], abs=1e-12)
    assert after[1] == pytest.approx(before[1], abs=1e-12)
    assert np.abs(after[2:] - before[2:]).max() > 1e-6


def test_features_are_those_of_the_day_of_the_draw() -> None:
    told = trial(np.random.default_rng(10), 60)
    world = told.world.rows
    # What begins on the day of the draw or later is an outcome, never a feature.
    world["subscriptions"] += [
        {
            "subscription_id": "x",
            "account_id": "a00000",
            "product_id": "here",
            "started_on": told.units[0]["began_on"],
        },
        {
            "subscription_id": "y",
            "account_id": "a00001",
            "product_id": "here",
            "started_on": date(2023, 1, 1),
        },
    ]
    world["accounts"][2]["customer_since"] = None
    with learned(told) as warehouse:
        found = {one["account_id"]: one for one in rows(warehouse, "uplift_subjects")}
        held = {(one["account_id"], one["product_id"]) for one in rows(warehouse, "uplift_held")}
        assert {one["as_of"] for one in rows(warehouse, "dates")} == {AS_OF}
    assert [found[f"a0000{n}"]["products_held"] for n in range(3)] == [1, 2, 1]
    assert ("a00001", "here") in held
    assert ("a00000", "here") not in held
    assert found["a00002"]["tenure_days"] == 50


def test_a_book_without_experiments_has_empty_relations() -> None:
    told = trial(np.random.default_rng(11), 20)
    told.units.clear()
    with learned(told) as warehouse:
        for name in (*PUBLISHED, "randomised"):
            assert rows(warehouse, name) == []
            assert warehouse.read(name).num_columns == len(
                RANDOMISED if name == "randomised" else PUBLISHED[name]
            )


def test_two_runs_say_the_same_and_other_experiments_do_not_matter() -> None:
    told = trial(np.random.default_rng(12), 800, put_off=-0.08, moved=0.1)
    with learned(told) as warehouse:
        first = {name: rows(warehouse, name) for name in PUBLISHED}
    told.units += [unit | {"experiment": "calls", "arm": unit["arm"][::-1]} for unit in told.units[:200]]
    with learned(told) as warehouse:
        again = {
            name: [row for row in rows(warehouse, name) if row["experiment"] == "letters"]
            for name in PUBLISHED
        }
    assert again == first


def test_left_out_units_and_unripe_ones_are_not_learned_from() -> None:
    told = trial(np.random.default_rng(13), 400)
    for unit in told.units[:50]:
        unit |= {"left_out": "held_it_already", "converted": None}
    for unit in told.units[50:100]:
        unit |= {"matured": False, "converted": None}
    with learned(told) as warehouse:
        row, uplift = summary(warehouse), rows(warehouse, "uplift")
    assert row["accounts"] == 300
    assert sum(one["in_experiment"] for one in uplift) == 350


def test_the_entry_point_names_the_columns_it_leaves() -> None:
    told = trial(np.random.default_rng(14), 30)
    with learned(told) as warehouse:
        left = learn_uplift(warehouse, told_schema(warehouse), {}, seed=1)
        for name, columns in left.items():
            assert tuple(warehouse.read_columns(name)) == columns


def told_schema(warehouse: DuckWarehouse) -> dict[str, tuple[str, ...]]:
    return fact_schema() | {"experiment_units": tuple(warehouse.read_columns("experiment_units"))}
