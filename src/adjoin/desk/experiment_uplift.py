"""Whom an arm of an experiment moves, and whom it puts off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from adjoin.desk.desk import Desk
from adjoin.desk.experiment_accounts import named

MOVED = {
    "moved": "moved",
    "put_off": "put off",
    "not_moved": "not moved",
    "cannot_tell": "cannot tell",
}
MOST = 250

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts ranked alike, 1 the most moved. `predicted`: mean of what the models expected; `observed`: what the
    arms differed by there, `low` to `high`, and `sure_low` to `sure_high` for all groups at once. `moved`: a code."""

    group_number: int
    accounts: int
    predicted: float
    observed: float | None
    low: float
    high: float
    sure_low: float
    sure_high: float
    treated: int
    control: int
    converted: int
    converted_control: int
    moved: str


@dataclass(frozen=True, slots=True)
class Point:
    """If the first `share` by rank were approached: starts added a hundred accounts of the whole, as fractions."""

    share: float
    gain: float
    random_gain: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Telling:
    """What sets the most moved apart: means of a number, or shares of `level`."""

    feature: str
    level: str | None
    most_moved: float
    least_moved: float
    all: float


@dataclass(frozen=True, slots=True)
class Spared:
    """An account that should not be disturbed. `in_experiment`: it was assigned, not only like those that were."""

    account_id: str
    account: str
    product: str | None
    added_probability: float | None
    low: float
    high: float
    in_experiment: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """One arm. `verdict`: differs, no_difference, too_few or no_control. `qini`: starts added a row of the whole by
    ranking, over chance. `spared`: up to 250 of `all_spared`, the most put off first."""

    arm: str
    verdict: str
    accounts: int | None
    average_effect: float | None
    low: float | None
    high: float | None
    harms: bool | None
    qini: float | None
    qini_low: float | None
    qini_high: float | None
    heterogeneity_p: float | None
    says: str
    groups: tuple[Group, ...]
    curve: tuple[Point, ...]
    telling: tuple[Telling, ...]
    spared: tuple[Spared, ...]
    all_spared: int


def moved_by(desk: Desk, experiment: str, products: Mapping[str, str]) -> tuple[Moved, ...]:
    """What uplift says of each arm; none before anything matured. `products`: id → name."""
    return tuple(
        _moved(desk, row, products) for row in desk.rows("uplift_summary") if row["experiment"] == experiment
    )


SUMMED = ("arm", "verdict", "accounts", "average_effect", "low", "high", "harms", "qini", "qini_low", "qini_high",
          "heterogeneity_p", "says")  # fmt: skip


def _moved(desk: Desk, row: Row, products: Mapping[str, str]) -> Moved:
    spared, all_spared = _spared(desk, row, products)
    return Moved(
        **{name: row[name] for name in SUMMED},
        groups=tuple(Group(**_of(Group, one)) for one in _rows(desk, "uplift_groups", row)),
        curve=tuple(Point(**_of(Point, one)) for one in _rows(desk, "uplift_curve", row)),
        telling=tuple(Telling(**{"level": None, **one}) for one in json.loads(row["most_telling"] or "[]")),
        spared=spared,
        all_spared=all_spared,
    )


def _rows(desk: Desk, table: str, arm: Row) -> list[dict[str, Any]]:
    return [row for row in desk.rows(table) if _of_arm(row) == _of_arm(arm)]


def _of_arm(row: Row) -> tuple[str, str]:
    return row["experiment"], row["arm"]


def _of(kind: Any, row: Row) -> dict[str, Any]:
    return {name: row[name] for name in kind.__slots__}


def _spared(desk: Desk, arm: Row, products: Mapping[str, str]) -> tuple[tuple[Spared, ...], int]:
    """The first of them, the most put off first, and how many there are."""
    found = desk.show_if_there("uplift")
    if found is None:
        return (), 0
    of_arm = (pc.field("experiment") == arm["experiment"]) & (pc.field("arm") == arm["arm"])
    found = found.filter(of_arm & pc.field("do_not_disturb"))
    found = found.sort_by([("added_probability", "ascending"), ("account_id", "ascending")])
    first = found.slice(0, MOST).to_pylist()
    names = named(desk, [row["account_id"] for row in first])
    spared = tuple(
        Spared(
            account_id=one.account_id,
            account=one.account,
            product=products.get(row["product_id"], row["product_id"]),
            added_probability=row["added_probability"],
            low=row["low"],
            high=row["high"],
            in_experiment=row["in_experiment"],
        )
        for one, row in zip(names, first, strict=True)
    )
    return spared, found.num_rows
