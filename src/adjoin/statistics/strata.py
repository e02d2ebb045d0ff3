"""Adoptions and person-days, exposed and not, by stratum: what a rate ratio is computed from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Strata:
    """One number a stratum: events and person-days with exposure and without.

    Raises ValueError on unequal lengths, negative numbers, or events where nobody spent a day.
    """

    events_exposed: Floats
    days_exposed: Floats
    events_unexposed: Floats
    days_unexposed: Floats

    def __post_init__(self) -> None:
        for name, values in vars(self).items():
            object.__setattr__(self, name, np.atleast_1d(np.asarray(values, dtype=np.float64)))
        _check(vars(self))
        for side in ("exposed", "unexposed"):
            if ((getattr(self, f"events_{side}") > 0) & (getattr(self, f"days_{side}") == 0)).any():
                raise ValueError(
                    f"a stratum has events_{side} but no days_{side}: count the day of the event"
                )

    def informative(self) -> Strata:
        """The strata with person-days on both sides: the others cannot compare anything."""
        keep = (self.days_exposed > 0) & (self.days_unexposed > 0)
        return Strata(**{name: values[keep] for name, values in vars(self).items()})

    def rate(self) -> float | None:
        """Adoptions per exposed day over all strata; None without an exposed day."""
        days = float(self.days_exposed.sum())
        return float(self.events_exposed.sum()) / days if days > 0 else None


@dataclass(frozen=True)
class Contributions:
    """The same by cluster: one row for each stratum and root account that spent days in it.

    `stratum`, `cluster`: integers ≥ 0, in any order, not necessarily dense. Rows may repeat; they add up.
    `apart`: rows without days whose events, whole numbers, are each a cluster of their own, told by no number: a
    row then stands for any number of alike clusters.
    """

    stratum: Ints
    cluster: Ints
    events_exposed: Floats
    days_exposed: Floats
    events_unexposed: Floats
    days_unexposed: Floats
    apart: Bools = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))

    def __post_init__(self) -> None:
        kinds = {"stratum": np.int64, "cluster": np.int64, "apart": np.bool_}
        for name, values in vars(self).items():
            kind = kinds.get(name, np.float64)
            object.__setattr__(self, name, np.atleast_1d(np.asarray(values, dtype=kind)))
        if len(self.apart) == 1:
            object.__setattr__(self, "apart", np.broadcast_to(self.apart, self.stratum.shape))
        _check(vars(self))
        if (self.days_exposed + self.days_unexposed)[self.apart].any():
            raise ValueError(
                "events that are clusters of their own bring no days: give the days in other rows"
            )

    @cached_property
    def by_stratum(self) -> Strata:
        """Summed over clusters, in ascending order of stratum."""
        columns = (self.events_exposed, self.days_exposed, self.events_unexposed, self.days_unexposed)
        sums: list[Floats] = [
            np.bincount(self.stratum_of_row, weights=values).astype(np.float64) for values in columns
        ]
        return Strata(*sums)

    @cached_property
    def stratum_of_row(self) -> Ints:
        """The position of each row's stratum in `by_stratum`."""
        return np.unique(self.stratum, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def cluster_of_row(self) -> Ints:
        """The clusters of the rows that are not `apart` renumbered 0, 1, 2 …, one a row."""
        return np.unique(self.cluster[~self.apart], return_inverse=True)[1].astype(np.int64)


def _check(columns: dict[str, Floats]) -> None:
    shapes = {name: column.shape for name, column in columns.items()}
    if len(set(shapes.values())) != 1 or any(len(shape) != 1 for shape in shapes.values()):
        raise ValueError(f"columns must be flat and of one length, not {shapes}")
    for name, column in columns.items():
        if not (column >= 0).all():
            raise ValueError(f"{name} holds a negative or missing number: give counts, 0 for none")
