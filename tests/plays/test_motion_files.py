"""A project's own motions.yaml: what is wrong with it is said with file, line, key and nearest spelling."""

from pathlib import Path

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.plays.motions import motions_from
from plays.cells import written

LAST = "  - {motion: csm_led_introduction, because: nothing else fits}\n"


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("  - {motion: csm_led_introducton, because: x}\n", "'csm_led_introduction'"),
        ("  - {motion: csm_led_introduction, because: x, whem: {}}\n", "'when'"),
        ("  - {motion: product_led_trial, when: {complexity: [lo]}, because: x}\n" + LAST, "'low'"),
        ("  - {motion: product_led_trial, when: {complexty: [low]}, because: x}\n" + LAST, "'complexity'"),
        (
            "  - {motion: product_led_trial, when: {implementation: [projekt]}, because: x}\n" + LAST,
            "'project'",
        ),
        ("  - {motion: product_led_trial, when: {complexity: []}, because: x}\n" + LAST, "lists nothing"),
        (
            "  - {motion: product_led_trial, when: {expected_acv: {from: 9, to: 9}}, because: x}\n" + LAST,
            "never fire",
        ),
        ("  - {motion: product_led_trial, when: {expected_acv: {}}, because: x}\n" + LAST, "neither"),
        (
            "  - {motion: product_led_trial, when: {complexity: [low]}, because: x}\n",
            "must have no condition",
        ),
        (LAST + LAST, "rule 1 fits wherever it does"),
        (
            "  - {motion: product_led_trial, when: {expected_acv: {to: 10}}, because: x}\n"
            "  - {motion: product_led_trial, when: {expected_acv: {from: 1, to: 9}, complexity: [low]}, because: x}\n"
            + LAST,
            "rule 1 fits wherever it does",
        ),
        (
            "  - {motion: product_led_trial, when: {countries: [Germany, FR]}, because: x}\n"
            "  - {motion: product_led_trial, when: {countries: [de]}, because: x}\n" + LAST,
            "rule 1 fits wherever it does",
        ),
        (
            "  - {motion: product_led_trial, when: {departments: 3}, because: x}\n"
            "  - {motion: product_led_trial, when: {departments: 3, complexity: [low]}, because: x}\n" + LAST,
            "rule 1 fits wherever it does",
        ),
        (
            "  - {motion: product_led_trial, when: {departments: 2}, because: x}\n"
            "  - {motion: product_led_trial, when: {departments: 3}, because: x}\n" + LAST,
            "rule 1 fits wherever it does",
        ),
        ("  - {motion: product_led_trial, cost: -1, because: x}\n", "greater than or equal to 0"),
        ("  - {motion: product_led_trial}\n", "because: is missing"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, rules: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        motions_from(written(tmp_path, "motions.yaml", "rules:\n" + rules))
    assert said in str(refusal.value)
    assert "motions.yaml, line" in str(refusal.value)


@pytest.mark.parametrize(
    "rules",
    [
        "  - {motion: product_led_trial, when: {departments: 3}, because: x}\n"
        "  - {motion: product_led_trial, when: {departments: 2}, because: x}\n",
        "  - {motion: product_led_trial, when: {expected_acv: {from: 5}}, because: x}\n"
        "  - {motion: product_led_trial, when: {expected_acv: {from: 4}}, because: x}\n",
        "  - {motion: product_led_trial, when: {complexity: [low], departments: 2}, because: x}\n"
        "  - {motion: product_led_trial, when: {complexity: [low]}, because: x}\n",
        # Every complexity is not every product: of some it is not known.
        "  - {motion: product_led_trial, when: {complexity: [low, medium, high]}, because: x}\n",
    ],
)
def test_rules_that_overlap_can_fire(tmp_path: Path, rules: str) -> None:
    assert motions_from(written(tmp_path, "motions.yaml", "rules:\n" + rules + LAST))


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    rules = (
        "rules:\n  - {motion: trial, because: x}\n  - {motion: demo, when: {complexity: [lo]}, because: x}\n"
    )
    with pytest.raises(ConfigurationError) as refusal:
        motions_from(written(tmp_path, "motions.yaml", rules))
    assert len(refusal.value.problems) == 5
