"""Published randomised trials give their published effects through a whole project; shuffled, they show none.

Sets: causaldata (MIT). Thornton (2008), American Economic Review 98: any incentive raised the share of people who
learned their HIV result from 34 to 79 %. LaLonde (1986) in the sample of Dehejia & Wahba (1999): of the trained 76 %,
of the control 65 % had earnings in 1978.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.uplift.published_trial import analysed, published, write_project

TOLD = {"thornton_hiv": ["age", "distvct", "hiv2004"], "nsw_mixtape": ["age", "educ", "re74", "re75"]}


def trial_rows(name: str) -> tuple[list[dict[str, Any]], list[bool], list[bool]]:
    """Rows, whether treated, whether the outcome came."""
    if name == "thornton_hiv":
        rows = published(name, ["any", "got"])
        return rows, [row["any"] == 1 for row in rows], [row["got"] == 1 for row in rows]
    rows = published(name, ["treat", "re78"])
    return rows, [row["treat"] == 1 for row in rows], [row["re78"] > 0 for row in rows]


def summary(
    folder: Path,
    rows: Sequence[dict[str, Any]],
    arm: Sequence[bool],
    started: Sequence[bool],
    told: Sequence[str],
) -> tuple[dict[str, Any], list[float]]:
    write_project(folder, rows, arm, started, told)
    with analysed(folder) as warehouse:
        (found,) = warehouse.read("uplift_summary").to_pylist()
        read = [
            row["difference"]
            for row in warehouse.read("readouts").to_pylist()
            if row["product_id"] is None and row["difference"] is not None
        ]
    return found, read


@pytest.mark.parametrize(
    ("name", "effect", "treated", "control"),
    [
        pytest.param("thornton_hiv", 0.4506, 2211, 623, marks=pytest.mark.proof),
        ("nsw_mixtape", 0.1106, 185, 260),
    ],
)
def test_the_published_effect(name: str, effect: float, treated: int, control: int, tmp_path: Path) -> None:
    rows, arm, started = trial_rows(name)
    found, read = summary(tmp_path, rows, arm, started, TOLD[name])
    assert (found["treated"], found["control"]) == (treated, control)
    assert found["average_effect"] == pytest.approx(effect, abs=5e-5)
    assert found["low"] > 0
    assert read
    assert read == pytest.approx([effect] * len(read), abs=5e-5)


@pytest.mark.parametrize("name", [pytest.param("thornton_hiv", marks=pytest.mark.proof), "nsw_mixtape"])
def test_shuffled_there_is_none(name: str, tmp_path: Path) -> None:
    rows, arm, started = trial_rows(name)
    mixed = np.random.default_rng(1).permutation(arm).tolist()
    found, _ = summary(tmp_path, rows, mixed, started, TOLD[name])
    assert found["low"] < 0 < found["high"]
    assert found["verdict"] == "no_difference"


def test_the_published_money(tmp_path: Path) -> None:
    """LaLonde's trained earned $1,794 more in 1978 (Dehejia & Wahba 1999, table 2, standard error 633 pooled)."""
    rows, arm, started = trial_rows("nsw_mixtape")
    write_project(tmp_path, rows, arm, started, TOLD["nsw_mixtape"], money="re78")
    with analysed(tmp_path) as warehouse:
        found = [
            row
            for row in warehouse.read("readout_money").to_pylist()
            if row["method"] == "fixed_date" and not row["is_control"]
        ]
    (money,) = found
    assert money["difference"] == pytest.approx(1794.34, abs=0.5)
    assert money["low"] == pytest.approx(1794.34 - 1.97 * 671, abs=25)
    assert money["verdict"] == "works"
