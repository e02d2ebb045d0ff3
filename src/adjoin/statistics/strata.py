"""Adoptions and person-days, exposed and not, by stratum: what a rate ratio is computed from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


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
    """

    stratum: Ints
    cluster: Ints
    events_exposed: Floats
    days_exposed: Floats
    events_unexposed: Floats
    days_unexposed: Floats

    def __post_init__(self) -> None:
        for name, values in vars(self).items():
            kind = np.int64 if name in {"stratum", "cluster"} else np.float64
            object.__setattr__(self, name, np.atleast_1d(np.asarray(values, dtype=kind)))
        _check(vars(self))

    def strata(self) -> Strata:
        """Summed over clusters, in ascending order of stratum."""
        of_row = self.stratum_of_row()
        columns = (self.events_exposed, self.days_exposed, self.events_unexposed, self.days_unexposed)
        sums: list[Floats] = [np.bincount(of_row, weights=values).astype(np.float64) for values in columns]
        return Strata(*sums)

    def stratum_of_row(self) -> Ints:
        """The position of each row's stratum in `strata`."""
        return np.unique(self.stratum, return_inverse=True)[1].astype(np.int64)

    def cluster_of_row(self) -> Ints:
        """Clusters renumbered 0, 1, 2 …, one a row."""
        return np.unique(self.cluster, return_inverse=True)[1].astype(np.int64)


def _check(columns: dict[str, Floats]) -> None:
    shapes = {name: column.shape for name, column in columns.items()}
    if len(set(shapes.values())) != 1 or any(len(shape) != 1 for shape in shapes.values()):
        raise ValueError(f"columns must be flat and of one length, not {shapes}")
    for name, column in columns.items():
        if not (column >= 0).all():
            raise ValueError(f"{name} holds a negative or missing number: give counts, 0 for none")
