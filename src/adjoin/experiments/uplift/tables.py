"""The relations that uplift leaves, and their rows from what each arm says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.experiments.uplift.arm import ArmUplift
from adjoin.experiments.uplift.judging import Counted
from adjoin.experiments.uplift.says import moved, of_arm, of_group
from adjoin.experiments.uplift.telling import most_telling
from adjoin.statistics.qini import uplift_curve

TEXT, NUMBER, DATE, WHOLE, FLAG = pa.string(), pa.float64(), pa.date32(), pa.int64(), pa.bool_()
_ARM = [("as_of", DATE), ("experiment", TEXT), ("arm", TEXT)]
_BOUNDS = [("low", NUMBER), ("high", NUMBER)]

UPLIFT = pa.schema(
    [*_ARM, ("account_id", TEXT), ("product_id", TEXT), ("added_probability", NUMBER), *_BOUNDS,
     ("baseline_probability", NUMBER), ("do_not_disturb", FLAG), ("moved", TEXT), ("in_experiment", FLAG),
     ("group_number", WHOLE), ("says", TEXT)]
)  # fmt: skip
"""Key as_of, experiment, arm, account_id, product_id. `added_probability`: of starting within the horizon if approached
by `arm`, less if left alone; `low`, `high`: interval of the mean over the accounts ranked alike (of all, where
accounts do not differ), not of the one account; with groups it holds for all groups at once. `baseline_probability`:
share of their control that started.
`in_experiment`: false for the rest of the book, told by the mean of the models. `group_number`: 1 the most moved."""

SUMMARY = pa.schema(
    [*_ARM, ("product_id", TEXT), ("accounts", WHOLE), ("treated", WHOLE), ("control", WHOLE),
     ("average_effect", NUMBER), *_BOUNDS, ("harms", FLAG), ("qini", NUMBER), ("qini_low", NUMBER),
     ("qini_high", NUMBER), ("heterogeneity_p", NUMBER), ("verdict", TEXT), ("do_not_disturb", WHOLE), ("says", TEXT),
     ("most_telling", TEXT)]
)  # fmt: skip
"""Key as_of, experiment, arm. `average_effect`: difference of the shares that started, Miettinen–Nurminen interval;
`harms`: below 0 beyond doubt. `qini`: starts a row of the whole that the ranking brings over chance, on average over
all shares treated. `verdict`: differs, no_difference, too_few or no_control. `do_not_disturb`: accounts of the
experiment."""

CURVE = pa.schema([*_ARM, ("share", NUMBER), ("gain", NUMBER), ("random_gain", NUMBER), *_BOUNDS])
"""Key as_of, experiment, arm, share. `gain`: added starts a row of the whole if the first `share` are treated."""

GROUPS = pa.schema(
    [*_ARM, ("group_number", WHOLE), ("accounts", WHOLE), ("predicted", NUMBER), ("observed", NUMBER), *_BOUNDS,
     ("sure_low", NUMBER), ("sure_high", NUMBER), ("treated", WHOLE), ("control", WHOLE), ("converted", WHOLE),
     ("converted_control", WHOLE), ("moved", TEXT)]
)  # fmt: skip
"""Key as_of, experiment, arm, group_number. `sure_low`, `sure_high`: corrected for the number of groups."""

TABLES = {"uplift": UPLIFT, "uplift_summary": SUMMARY, "uplift_curve": CURVE, "uplift_groups": GROUPS}


@dataclass(frozen=True)
class Told:
    """Which arm, and who its subjects are: account ids and whether they were assigned, one a subject."""

    as_of: date
    experiment: str
    arm: str
    account: npt.NDArray[np.object_]
    enrolled: npt.NDArray[np.bool_]

    @property
    def named(self) -> dict[str, Any]:
        return {"as_of": self.as_of, "experiment": self.experiment, "arm": self.arm}


def tables_of(told: Told, said: ArmUplift, level: float) -> dict[str, pa.Table]:
    """The rows of one arm, by relation."""
    uplift = _uplift(told, said)
    return {
        "uplift": uplift,
        "uplift_summary": pa.Table.from_pylist([_summary(told, said, uplift)], schema=SUMMARY),
        "uplift_curve": pa.Table.from_pylist(_curve(told, said, level), schema=CURVE),
        "uplift_groups": pa.Table.from_pylist(_groups(told, said), schema=GROUPS),
    }


def harms(told: Counted) -> bool:
    """Below 0 beyond doubt, all comparisons made with it considered."""
    return bool(told.sure.high < 0)


def _uplift(told: Told, said: ArmUplift) -> pa.Table:
    differs = said.judged.verdict == "differs"
    numbers = range(len(said.judged.groups)) if differs else (-1,)
    counts = [said.of(number) for number in numbers]
    place = np.maximum(said.group, 0)
    rows = len(said.rows)

    def each(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
        return pa.array(values, kind).take(pa.array(place))

    known = said.judged.average.observed.value is not None
    columns = {
        **{
            name: pa.repeat(pa.scalar(value, UPLIFT.field(name).type), rows)
            for name, value in told.named.items()
        },
        "account_id": pa.array(told.account[said.rows], TEXT),
        "product_id": pa.array(said.product, TEXT),
        "added_probability": pa.array(np.round(said.added, 9)) if known else pa.nulls(rows, NUMBER),
        "low": each([_bounds(one, differs)[0] for one in counts], NUMBER),
        "high": each([_bounds(one, differs)[1] for one in counts], NUMBER),
        "baseline_probability": each([one.control_rate for one in counts], NUMBER),
        "do_not_disturb": each([_put_off(one, said) for one in counts], FLAG),
        "moved": each([moved(one) for one in counts], TEXT),
        "in_experiment": pa.array(told.enrolled[said.rows], FLAG),
        "group_number": each([number + 1 if number >= 0 else None for number in numbers], WHOLE),
        "says": each([of_group(one, differs) for one in counts], TEXT),
    }
    return pa.table(columns).select(UPLIFT.names).cast(UPLIFT)


def _bounds(told: Counted, differs: bool) -> tuple[float, float]:
    """Of groups the interval that holds for all of them at once."""
    shown = told.sure if differs else told.observed
    return shown.low, shown.high


def _put_off(told: Counted, said: ArmUplift) -> bool:
    """Put off beyond doubt; with a treatment that does harm on average, also who is not moved beyond doubt."""
    return harms(told) or (harms(said.judged.average) and bool(told.sure.low <= 0))


def _summary(told: Told, said: ArmUplift, uplift: pa.Table) -> dict[str, Any]:
    judged = said.judged
    average, area = judged.average, judged.qini
    treated = {one for one in said.product.tolist() if one is not None}
    product = treated.pop() if len(treated) == 1 else None
    spared = np.asarray(uplift["do_not_disturb"]) & np.asarray(uplift["in_experiment"])
    row = {
        **told.named,
        "product_id": product,
        "accounts": average.treated + average.control,
        "treated": average.treated,
        "control": average.control,
        "average_effect": average.observed.value,
        "low": average.observed.low,
        "high": average.observed.high,
        "harms": harms(average),
        "verdict": judged.verdict,
        "do_not_disturb": int(spared.sum()),
        "says": of_arm(judged, product, said.left_out),
        "most_telling": _telling(said),
    }
    if area is not None:
        row |= {"qini": area.value, "qini_low": area.low, "qini_high": area.high, "heterogeneity_p": area.p}
    return _rounded(row)


def _telling(said: ArmUplift) -> str:
    group_of = said.judged.group_of
    if said.judged.verdict != "differs" or group_of is None:
        return "[]"
    most, least = (np.zeros(len(said.used[0].values), dtype=np.bool_) for _ in range(2))
    most[said.learned] = group_of == 0
    least[said.learned] = group_of == len(said.judged.groups) - 1
    return most_telling(said.used, most, least)


def _curve(told: Told, said: ArmUplift, level: float) -> list[dict[str, Any]]:
    crossed = said.judged.crossed
    if crossed is None:
        return []
    return [
        _rounded(told.named | {"share": one.share, "gain": one.gain, "random_gain": one.random, "low": one.low,
                               "high": one.high})
        for one in uplift_curve(crossed.effect, crossed.rank, said.cluster, level)
    ]  # fmt: skip


def _groups(told: Told, said: ArmUplift) -> list[dict[str, Any]]:
    return [
        _rounded(told.named | {
            "group_number": number, "accounts": one.accounts, "predicted": one.predicted,
            "observed": one.counted.observed.value, "low": one.counted.observed.low,
            "high": one.counted.observed.high, "sure_low": one.counted.sure.low,
            "sure_high": one.counted.sure.high, "treated": one.counted.treated, "control": one.counted.control,
            "converted": one.counted.converted, "converted_control": one.counted.converted_control,
            "moved": moved(one.counted),
        })
        for number, one in enumerate(said.judged.groups, 1)
    ]  # fmt: skip


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 12) if isinstance(value, float) else value for name, value in row.items()}
