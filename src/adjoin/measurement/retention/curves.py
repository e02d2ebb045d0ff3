"""The curve of one kind at one moment: what each number of products kept, and what is comparable."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.measurement.retention.settings import Settings
from adjoin.measurement.retention.standardised import Counted, Rate, difference, standardised_rates, supported

MOST = 4
"""The last group: so many products and more."""

STRATA = ("age_days", "size", "segment")


@dataclass(frozen=True)
class Step:
    """One group of a curve. `standardised`, `difference` (to one product): over the comparable population."""

    products: int
    and_more: bool
    accounts: int
    retained: int
    rate: Rate
    standardised: Rate | None
    difference: Rate | None


@dataclass(frozen=True)
class Curve:
    """`outside`: share of the rows in strata that cannot be compared; None where nothing is standardised."""

    steps: tuple[Step, ...]
    outside: float | None
    rows: int


def landmark_curve(rows: pa.Table, settings: Settings) -> Curve:
    """From root_id, age_days, size, segment, products and retained; groups are pooled from above, until enough of all
    rows can be compared: that looks at how many there are, never at what they kept."""
    counted = _counted(rows, STRATA)
    top, inside = _most_groups(counted, settings)
    within = float(inside[counted.stratum].mean()) if len(counted.unit) else 0.0
    pooled = counted.pooled(top)
    return Curve(_steps(pooled, top, inside, settings.level), round(1 - within, 12), len(counted.unit))


def plain_curve(rows: pa.Table, settings: Settings, most: int = MOST) -> Curve:
    """From root_id, products and retained, without any comparison; groups from `most` on as one."""
    counted = _counted(rows, ()).pooled(most)
    return Curve(_steps(counted, most, None, settings.level), None, len(counted.unit))


def _most_groups(
    counted: Counted, settings: Settings
) -> tuple[int, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    for top in range(MOST, 1, -1):
        inside = supported(counted.pooled(top), top, settings.least_cell)
        if len(counted.unit) and inside[counted.stratum].mean() >= settings.least_share:
            return top, inside
    # Nothing comes up to the share: the coarsest comparison, on what little there is.
    return 2, supported(counted.pooled(2), 2, settings.least_cell)


def _steps(
    counted: Counted, top: int, inside: np.ndarray[tuple[int], np.dtype[np.bool_]] | None, level: float
) -> tuple[Step, ...]:
    everywhere = counted.of_one_stratum()
    there = np.bincount(counted.group, minlength=top + 1)[1:]
    kept = np.bincount(counted.group, counted.kept, top + 1)[1:]
    alone = [
        standardised_rates(_only(everywhere, k + 1), 1, np.array([True]), level)[0] if there[k] else None
        for k in range(top)
    ]
    fair = standardised_rates(counted, top, inside, level) if inside is not None else (None,) * top
    first = fair[0] if inside is not None else alone[0]
    steps = []
    for k, rate in enumerate(alone):
        mine = fair[k] if inside is not None else rate
        apart = difference(first, mine) if first and mine and k else None
        if rate is not None:
            steps.append(Step(k + 1, k + 1 == top, int(there[k]), int(kept[k]), rate, fair[k], apart))
    return tuple(steps)


def _only(counted: Counted, group: int) -> Counted:
    rows = counted.group == group
    return Counted(
        counted.unit[rows], counted.stratum[rows], np.ones(int(rows.sum()), np.int64), counted.kept[rows]
    )


def _counted(rows: pa.Table, strata: tuple[str, ...]) -> Counted:
    code = np.zeros(rows.num_rows, np.int64)
    for name in strata:
        values = _codes(rows[name])
        code = code * (int(values.max(initial=0)) + 1) + values
    return Counted(
        unit=_codes(rows["root_id"]),
        stratum=np.unique(code, return_inverse=True)[1].astype(np.int64),
        group=np.minimum(rows["products"].to_numpy(), MOST).astype(np.int64),
        kept=rows["retained"].to_numpy().astype(np.bool_),
    )


def _codes(values: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    encoded = pc.dictionary_encode(values.combine_chunks())
    return np.asarray(encoded.indices.to_numpy(zero_copy_only=False), np.int64)
