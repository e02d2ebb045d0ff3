"""One experiment: what it says so far, what that rests on, and what was said of it before it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk import experiment_numbers as numbers
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.experiment_accounts import Named, Reached, named, reached
from adjoin.desk.experiment_numbers import Look, Money, Rail, Shown
from adjoin.desk.experiment_uplift import Moved, moved_by
from adjoin.desk.experiments import ELSEWHERE, OWN, is_distrusted, method_now
from adjoin.desk.experiments_kept import kept, kept_named
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError, nearest

METHODS = ("fixed_date", "anytime")
FROM_EITHER = ("state", "design", "started_on", "read_on", "stopped_on", "horizon_days", "delay_days",
               "held_share", "held", "approached")  # fmt: skip
FROM_THE_RUN = ("control_arm", "begun", "matured", "left_out", "left_out_says", "says", "visible_says",
                "contamination")  # fmt: skip

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before the start. `says`: sentences; `visible`: rows of months, on, approached, held, fixed_date
    and anytime, the smallest lift that each could show. `excluded`: roots that could not be drawn."""

    approver: str
    person: str
    says: tuple[str, ...]
    visible: tuple[Row, ...]
    excluded: tuple[Named, ...]
    stopped_by: str | None
    stopped_why: str | None


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment.

    `read`: whether a run has read it out yet. `before`: None of one made elsewhere. `says`: how far it is.
    `ratio_says`: whether the arms are as large as drawn; `ratio_p`: chance of arms as uneven; `distrusted`: beyond it.
    `method`: what `arms`, `products` and `money` are told by, fixed_date or anytime; `by_other_method`: the arms by the
    other one. `looks`: by arm, week by week. `reached`: up to 250 cases of the `contamination` units left alone that
    were reached anyway; `all_reached`: how many cases. `moved`: what uplift says of each arm.
    """

    as_of: date
    experiment: str
    source: str
    state: str
    design: str | None
    read: bool
    control_arm: str | None
    started_on: date | None
    read_on: date | None
    days_to_read_on: int | None
    stopped_on: date | None
    horizon_days: int | None
    delay_days: int | None
    held_share: float | None
    held: int | None
    approached: int | None
    begun: int | None
    matured: int | None
    left_out: int | None
    left_out_says: str | None
    says: str | None
    visible_says: str | None
    ratio_says: str | None
    ratio_p: float | None
    distrusted: bool
    contamination: int | None
    method: str
    arms: tuple[Shown, ...]
    by_other_method: tuple[Shown, ...]
    looks: Mapping[str, tuple[Look, ...]]
    rails: tuple[Rail, ...]
    money: tuple[Money, ...]
    products: tuple[Shown, ...]
    reached: tuple[Reached, ...]
    all_reached: int
    moved: tuple[Moved, ...]
    before: Before | None


@on_one_publication
def experiment(desk: Desk, name: str, source: str | None = None) -> Experiment:
    """The one of that name, ours before one made elsewhere. ConfigurationError if there is none."""
    ours = {row["experiment"] for row in kept(desk)}
    every = desk.rows("experiments")
    read = {row["source"]: row for row in every if row["experiment"] == name}
    wanted = source or (OWN if name in ours else ELSEWHERE)
    if (wanted == OWN and name not in ours) or (wanted != OWN and wanted not in read):
        known = sorted(ours | {row["experiment"] for row in every})
        raise ConfigurationError(
            f"There is no experiment '{name}'{nearest(name, known)}. Run: adjoin experiment list"
        )
    told = kept_named(desk, name) if wanted == OWN else None
    return _experiment(desk, name, wanted, read.get(wanted, {}), told)


def _experiment(desk: Desk, name: str, source: str, read: Row, told: Row | None) -> Experiment:
    as_of, base, products = desk.publication().as_of, told or read, product_names(desk)
    readouts = _rows(desk, "readouts", name, source)
    method = method_now(readouts[0], as_of) if readouts else "anytime"
    shown = {
        way: [numbers.shown(row, products) for row in readouts if row["method"] == way] for way in METHODS
    }
    other = METHODS[1 - METHODS.index(method)]
    of_the_run: dict[str, Any] = {field: read.get(field) for field in FROM_THE_RUN}
    cases = _rows(desk, "contaminated", name, source)
    money = [row for row in _rows(desk, "readout_money", name, source) if row["method"] == method]
    return Experiment(
        as_of=as_of,
        experiment=name,
        source=source,
        read=bool(read),
        days_to_read_on=base["read_on"] and max((base["read_on"] - as_of).days, 0),
        **{field: base[field] for field in FROM_EITHER},
        **of_the_run,
        ratio_says=read.get("sample_ratio_says"),
        ratio_p=read.get("sample_ratio_p"),
        distrusted=is_distrusted(read.get("sample_ratio_p")),
        method=method,
        arms=tuple(one for one in shown[method] if one.product is None),
        by_other_method=tuple(one for one in shown[other] if one.product is None),
        looks=numbers.looks_by_arm(_rows(desk, "readout_looks", name, source)),
        rails=numbers.rails(_rows(desk, "guard_rails", name, source)),
        money=numbers.money(money),
        products=tuple(one for one in shown[method] if one.product is not None),
        reached=reached(desk, cases),
        all_reached=len(cases),
        moved=moved_by(desk, name, products) if read else (),
        before=_before(desk, told) if told else None,
    )


def _rows(desk: Desk, table: str, name: str, source: str) -> list[dict[str, Any]]:
    return [row for row in desk.rows(table) if (row["experiment"], row["source"]) == (name, source)]


def _before(desk: Desk, told: Row) -> Before:
    return Before(
        approver=told["approver"],
        person=told["person"],
        says=tuple(told["power"].get("says", ())),
        visible=tuple(told["power"].get("visible", ())),
        excluded=named(desk, told["excluded"]),
        stopped_by=told["stopped_by"],
        stopped_why=told["stopped_why"],
    )
