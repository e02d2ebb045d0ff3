"""The simulator's own books: every pick with what was true of it, and the experiment counted again from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from adjoin.domain.entry import Publication
from adjoin.statistics.difference import Difference
from adjoin.statistics.score_difference import score_difference
from loop import truth
from loop.world import name_of


@dataclass(frozen=True)
class Pick:
    """A product for which an account had a slot. `kind`: real, filler or ghost. `added`: the chance within the horizon
    that a pitch on the day adds, in truth. `probability`, `signal`: what the engine thought."""

    week: int
    account: int
    product: int
    kind: str
    need: bool
    team: bool
    added: float
    probability: float | None
    signal: str | None


@dataclass(frozen=True)
class Week:
    """How one run chose. `best`: mean added chance of the best picks there were for as many; `sources`: of scores."""

    week: int
    model: str | None
    best: float
    weights: Mapping[str, float]
    sources: Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """One read-out, counted again. `true`: the mean added chance of the units of both arms."""

    converted: int
    of: int
    converted_control: int
    of_control: int
    true: float

    @property
    def difference(self) -> Difference:
        return score_difference(self.converted, self.of, self.converted_control, self.of_control)

    @property
    def covers(self) -> bool:
        told = self.difference
        return told.low - 1e-9 <= self.true <= told.high + 1e-9


@dataclass
class Books:
    """`proposed`: as the ledger was left; `carried`: plays accepted and pitched; `refused`: those the desk refused.

    `first_slots_only`: who had the slot of a filler first is analysed in neither arm, whatever came later.
    """

    arms: dict[str, str] = field(default_factory=dict)
    published: list[Publication] = field(default_factory=list)
    proposed: list[Pick] = field(default_factory=list)
    carried: list[Pick] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)
    lessons: list[tuple[int, bool, str, dict[str, tuple[float, float]]]] = field(default_factory=list)
    first_slots_only: bool = True

    def units(self) -> list[Pick]:
        """The first play of each account with an arm: real where it is approached, a ghost where it is held out."""
        first: dict[int, Pick] = {}
        for pick in sorted(self.proposed, key=lambda p: (p.week, p.account, truth.PRODUCTS[p.product])):
            wanted = "ghost" if self.arms.get(name_of(pick.account)) == "held" else "real"
            if pick.kind == wanted or self.first_slots_only:
                first.setdefault(pick.account, pick)
        return [pick for pick in first.values() if pick.kind in ("real", "ghost")]

    def count(self, began: npt.NDArray[np.int64], weeks: Iterable[int]) -> Counted:
        """The read-out of the units whose first play lies in `weeks`. `began`: week of the start of each cell."""
        chosen = set(weeks)
        units = [unit for unit in self.units() if unit.week in chosen]
        arms: dict[bool, list[bool]] = {True: [], False: []}
        for unit in units:
            after = int(began[unit.account, unit.product]) - unit.week
            arms[unit.kind == "real"].append(0 <= after < truth.HORIZON)
        treated, control = arms[True], arms[False]
        true = float(np.mean([unit.added for unit in units])) if units else 0.0
        return Counted(sum(treated), len(treated), sum(control), len(control), true)
