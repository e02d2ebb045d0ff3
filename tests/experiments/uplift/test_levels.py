"""How often uplift cries wolf, and how often it sees what is there, over many simulated trials."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest

from adjoin.experiments.uplift.arm import ArmUplift, Subjects, judge_arm
from adjoin.experiments.uplift.features import Feature


@dataclass(frozen=True)
class Told:
    """What was said of one simulated trial, and the truth."""

    said: ArmUplift
    effect: npt.NDArray[np.float64]

    @property
    def differs(self) -> bool:
        return self.said.judged.verdict == "differs"

    @property
    def any_effect(self) -> bool:
        sure = self.said.judged.average.sure
        return bool(sure.low > 0 or sure.high < 0)

    @property
    def spared(self) -> npt.NDArray[np.bool_]:
        put_off = [self.said.of(n).sure.high < 0 for n in range(len(self.said.judged.groups))]
        return (
            np.array(put_off)[self.said.group] if self.differs else np.zeros(len(self.effect), dtype=np.bool_)
        )


def simulated(seed: int, rows: int, moved: float = 0.0, put_off: float = 0.0) -> Told:
    """A fifth of the accounts change by `put_off` (one segment, unless small), the others by `moved`."""
    rng = np.random.default_rng(seed)
    numbers, segment = rng.normal(size=(rows, 6)), rng.integers(0, 4, rows).astype(np.float64)
    effect = np.where((segment == 2) & (numbers[:, 1] > -0.85), put_off, moved)
    treated = rng.random(rows) < 0.5
    chance = 0.08 + 0.04 * (numbers[:, 0] > 0) + 0.03 * (segment == 1) + effect * treated
    features = [Feature(f"x{n}", numbers[:, n]) for n in range(6)]
    subjects = Subjects(
        features=(*features, Feature("segment", segment, ("a", "b", "c", "d"))),
        root=np.arange(rows),
        arm=np.where(treated, "mail", "none").astype(object),
        control=~treated,
        learned=np.ones(rows, dtype=np.bool_),
        outcome=(rng.random(rows) < np.clip(chance, 0, 1)).astype(np.float64),
        product=np.full(rows, "more", dtype=object),
    )
    return Told(judge_arm(subjects, "mail", 1, 0.95, rng), effect)


def test_trials_of_nothing_rarely_show_something() -> None:
    found = [simulated(500 + seed, 300) for seed in range(40)]
    assert sum(one.differs for one in found) <= 3
    assert sum(one.any_effect for one in found) <= 5


@pytest.mark.proof
@pytest.mark.parametrize(("rows", "times"), [(400, 400), (800, 400), (3_000, 100)])
def test_false_alarms_are_at_most_one_in_twenty(rows: int, times: int) -> None:
    found = [simulated(1_000 + seed, rows) for seed in range(times)]
    most = 0.05 + 2 * np.sqrt(0.05 * 0.95 / times)
    assert np.mean([one.differs for one in found]) <= most
    assert np.mean([one.any_effect for one in found]) <= most


@pytest.mark.proof
def test_an_effect_alike_for_all_is_no_difference() -> None:
    found = [simulated(2_000 + seed, 1_500, moved=0.06, put_off=0.06) for seed in range(200)]
    assert np.mean([one.differs for one in found]) <= 0.08
    assert np.mean([one.any_effect for one in found]) > 0.8


@pytest.mark.proof
def test_those_put_off_are_seen_and_groups_hold_what_they_say() -> None:
    found = [simulated(3_000 + seed, 20_000, moved=0.05, put_off=-0.07) for seed in range(20)]
    assert np.mean([one.differs for one in found]) >= 0.95
    spared = np.concatenate([one.spared for one in found])
    effect = np.concatenate([one.effect for one in found])
    assert (effect[spared] < 0).mean() > 0.8
    assert spared[effect < 0].mean() > 0.8
    inside = []
    for one in found:
        for number, group in enumerate(one.said.judged.groups):
            truth = one.effect[one.said.group == number].mean()
            inside.append(group.counted.sure.low <= truth <= group.counted.sure.high)
    assert np.mean(inside) >= 0.95
