"""Worlds with a known truth: cells of accounts × products over quarters, reps who choose, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

from adjoin.scoring.learned.examples import Bools, Cells, Examples, Feature, Floats, Ints, Values

FEATURES = (
    Feature("usage_ceiling", monotone=1, weight=1.2),
    Feature("asked", monotone=1, weight=1.8),
    Feature("people"),
    Feature("tenure"),
    Feature("segment", ("small", "middle", "large")),
    Feature("noise"),
)
QUARTER = 91


@dataclass(frozen=True)
class World:
    """`truth`: P(starts | approached) of every example, `of_cells` of every cell (given all, hidden things too)."""

    examples: Examples
    cells: Cells
    truth: Floats
    of_cells: Floats
    recorded: Floats


@dataclass(frozen=True)
class Draft:
    """Everything of every cell before anybody chose, for rules of choice. `hidden` stays with a root."""

    values: Values
    prior_logit: Floats
    hidden: Floats
    root: Ints
    owner: Ints
    quarter: Ints
    pace: Floats


Choice = Callable[[Draft, np.random.Generator], Bools]


def recorded_odds(values: Values, prior_logit: Floats, right: bool) -> Floats:
    """The true log-odds of an approached cell as far as recorded: the prior's own, or bent."""
    if right:
        return prior_logit
    ceiling, asked, people, tenure, segment = (np.nan_to_num(values[:, i].astype(float)) for i in range(5))
    bent = prior_logit + 1.2 - 0.8 * ceiling + 0.7 * asked + 0.8 * np.tanh(people) - 0.6 * (tenure > 1)
    bent = bent + 0.6 * (segment == 2) * (people > 0)
    return np.asarray(bent, dtype=np.float64)


def draft(
    rng: np.random.Generator, roots: int, quarters: int, products: int, owners: int, cell_need: bool
) -> Draft:
    """Standardised numbers, one row a root × product × quarter."""
    count = roots * products * quarters
    root = np.repeat(np.arange(roots), products * quarters)
    quarter = np.tile(np.arange(quarters), roots * products)
    product = np.tile(np.repeat(np.arange(products), quarters), roots)
    owner = rng.integers(0, owners, roots)[root]
    people, tenure = rng.normal(size=roots)[root], rng.normal(size=roots)[root] + 0.1 * quarter
    segment = rng.integers(0, 3, roots)[root]
    ceiling = np.where(rng.random(count) < 0.25, rng.random(count), 0.0)
    asked = np.where(rng.random(count) < 0.08, 1.0, 0.0)
    base = (
        -2.6
        + 0.4 * rng.normal(size=products)[product]
        + 0.5 * rng.normal(size=roots * products)[root * products + product]
    )
    prior = base + 1.2 * ceiling + 1.8 * asked - 0.4
    values = np.column_stack([ceiling, asked, people, tenure, segment, rng.normal(size=count)]).astype(
        np.float32
    )
    values[rng.random(count) < 0.05, 2] = np.nan
    hidden = rng.normal(size=count) if cell_need else rng.normal(size=roots)[root]
    pace = np.exp(rng.normal(0, 0.6, (owners, quarters)))[owner, quarter]
    return Draft(values, prior, hidden, root, owner, quarter, pace)


def world(
    seed: int,
    choice: Choice,
    roots: int = 400,
    quarters: int = 8,
    products: int = 4,
    owners: int = 12,
    need: float = 0.0,
    cell_need: bool = False,
    right: bool = False,
    most: int | None = None,
) -> World:
    """`need`: what one unit of the hidden thing adds in log-odds; `most`: keep so many approaches."""
    rng = np.random.default_rng(seed)
    all_cells = draft(rng, roots, quarters, products, owners, cell_need)
    recorded = recorded_odds(all_cells.values, all_cells.prior_logit, right)
    truth = special.expit(recorded + need * all_cells.hidden)
    picked = choice(all_cells, rng)
    outcome = rng.random(len(truth)) < truth
    day = 15_000 + QUARTER * all_cells.quarter
    cells = Cells(all_cells.values, all_cells.prior_logit, picked, day, all_cells.root, all_cells.owner)
    rows = np.flatnonzero(picked)
    if most is not None:
        rows = np.sort(rng.permutation(rows)[:most])
    when = day[rows] + rng.integers(1, QUARTER - 1, len(rows))
    examples = Examples(
        FEATURES,
        all_cells.values[rows],
        all_cells.prior_logit[rows],
        outcome[rows],
        when,
        all_cells.root[rows],
        all_cells.owner[rows],
    )
    return World(examples, cells, truth[rows], truth, special.expit(recorded))


def liking_by_record(of: Draft) -> Floats:
    """What reps like in an account, all of it recorded: size, tenure, a signal."""
    return np.asarray(
        0.8 * (of.values[:, 4] - 1) + 0.5 * of.values[:, 3] + 1.2 * (of.values[:, 0] > 0), dtype=float
    )


def by_record(share: float, strength: float = 1.0) -> Choice:
    """Approached by segment, tenure and signals, at each owner's own pace."""

    def choose(of: Draft, rng: np.random.Generator) -> Bools:
        liking = strength * (
            0.8 * (of.values[:, 4] - 1) + 0.5 * of.values[:, 3] + 1.2 * (of.values[:, 0] > 0)
        )
        chance = np.minimum(share * of.pace * np.exp(liking - liking.mean()), 0.9)
        return np.asarray(rng.random(len(of.root)) < chance)

    return choose


def best_by(score: Callable[[Draft, np.random.Generator], Floats], share: float) -> Choice:
    """Each owner takes the best of the book in each quarter by a score, as many as the pace of that quarter allows."""

    def choose(of: Draft, rng: np.random.Generator) -> Bools:
        told, picked = score(of, rng), np.zeros(len(of.root), dtype=bool)
        group = of.owner * 1000 + of.quarter
        for each in np.unique(group):
            rows = np.flatnonzero(group == each)
            count = max(round(share * float(of.pace[rows[0]]) * len(rows)), 1)
            picked[rows[np.argsort(-told[rows])[:count]]] = True
        return picked

    return choose
