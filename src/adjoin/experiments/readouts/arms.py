"""The arms of experiments as counted: how many matured in each week, and how many of them started."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.statistics.anytime_difference import Look

Row = Mapping[str, Any]
Key = tuple[date, str, str]
"""as_of, experiment, source."""


@dataclass(frozen=True)
class Total:
    """Matured units, those that converted among them, and those reached although they were left alone."""

    roots: int
    converted: int
    reached: int

    @property
    def rate(self) -> float | None:
        return self.converted / self.roots if self.roots else None


@dataclass(frozen=True)
class Arm:
    """One arm, all products or one. `counts`: its row of `unit_counts`; `weeks`: its rows of `look_counts`."""

    counts: Row
    weeks: Sequence[Row]

    @property
    def name(self) -> str:
        return str(self.counts["arm"])

    @property
    def is_control(self) -> bool | None:
        told = self.counts["is_control"]
        return None if told is None else bool(told)

    @property
    def left_out(self) -> int:
        return int(self.counts["drawn"] - self.counts["analysed"])

    @property
    def not_matured(self) -> int:
        return int(self.counts["analysed"] - self.counts["matured"])

    def total(self, *, by_read_on: bool = False) -> Total:
        """Of all looks; `by_read_on`: only what matured by the day of the fixed-date read-out."""
        weeks = [week for week in self.weeks if week["by_read_on"] or not by_read_on]
        return Total(*(sum(int(week[name]) for week in weeks) for name in ("roots", "converted", "reached")))


@dataclass(frozen=True)
class Scope:
    """An experiment, all products together or one: its arms by name. `fact`: its row of `experiment_facts`."""

    fact: Row
    product_id: str | None
    arms: Sequence[Arm]

    @property
    def key(self) -> Key:
        return key_of(self.fact)

    @property
    def which(self) -> dict[str, Any]:
        return dict(zip(("as_of", "experiment", "source"), self.key, strict=True))

    @property
    def control(self) -> Arm | None:
        return next((arm for arm in self.arms if arm.is_control), None)

    @property
    def others(self) -> list[Arm]:
        return [arm for arm in self.arms if not arm.is_control]

    def treated_share(self, arm: Arm) -> float:
        """Of the arm and the control, the share drawn to the arm: as planned, elsewhere as it came out."""
        if self.fact["held_share"] is not None:
            return 1.0 - float(self.fact["held_share"])
        control = self.control.counts["drawn"] if self.control else 0
        return float(arm.counts["drawn"] / max(arm.counts["drawn"] + control, 1))


def key_of(row: Row) -> Key:
    return row["as_of"], row["experiment"], row["source"]


def scopes(facts: Iterable[Row], counts: Iterable[Row], looks: Iterable[Row]) -> Iterator[Scope]:
    """Each experiment with all products together first, then each product, from rows in the order of their keys."""
    weeks: dict[tuple[Any, ...], list[Row]] = {}
    for look in looks:
        weeks.setdefault((*key_of(look), look["product_id"], look["arm"]), []).append(look)
    arms: dict[Key, dict[str | None, list[Arm]]] = {}
    for row in counts:
        found = weeks.get((*key_of(row), row["product_id"], row["arm"]), [])
        arms.setdefault(key_of(row), {}).setdefault(row["product_id"], []).append(Arm(row, found))
    for fact in facts:
        of_it = arms.get(key_of(fact), {})
        yield Scope(fact, None, of_it.get(None, ()))
        for product in sorted(one for one in of_it if one is not None):
            yield Scope(fact, product, of_it[product])


def weekly(
    treated: Iterable[Row], control: Iterable[Row], hits: str = "converted"
) -> tuple[list[date], list[Look]]:
    """The days looked on, and what each look added to the two arms."""
    added: dict[date, list[int]] = {}
    for place, weeks in ((0, treated), (2, control)):
        for week in weeks:
            look = added.setdefault(week["looked_on"], [0, 0, 0, 0])
            look[place] += int(week[hits])
            look[place + 1] += int(week["roots"])
    days = sorted(added)
    return days, [Look(*added[day]) for day in days]
