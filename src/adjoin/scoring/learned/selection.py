"""Did reps choose on things that are not recorded? What the data can show of it, and what then is said.

`approached` means P(starts | approached, state) only if, given the recorded state, the choice had nothing to do with
what else makes an account start. That cannot be proved. It can fail in four visible ways, each checked with the
recorded state (its prior, its forecast, its chance of being approached) taken out of both sides:

1. **depth**: owners who, in a quarter, approach a larger share of alike cells dig deeper; if they pick by a hidden
   need, the deeper approaches convert less (the outcome test of marginal decisions). Tried between owners (clusters:
   owners) and between the quarters of one owner (clusters: owner and quarter), one-sided 0.25 % each. Assumes that how
   many an owner calls has nothing to do with how good that owner is at it (the second drops this), or with the
   accounts' hidden need.
2. **return**: roots approached earlier more often than alike ones convert more (positive correlation of choice and
   outcome). One-sided 0.1 %: an underfit of both sides is the likeliest false alarm here. Assumes
   that being approached does not itself ripen the account after 90 days.
3. **favourites**: approaches return to the same roots so much more often than the recorded state says that something
   unrecorded drives more of the choice than everything recorded: the frailty's variance lies 3 standard deviations
   above 0, and above 1 and the squared variation of the recorded chances.
4. **unexplained**: the recorded state does not tell who gets approached (area under the curve below 0.55): reps
   choose on something, and it is not recorded. Pure chance looks the same; only an experiment tells them apart.

Any of the four makes every cell `extrapolated`, with the reason. 1 and 2 can only see a need that varies among those
approached; 3 only one that stays with the account; 4 only one that the record does not reflect. A hidden need that
none of them touches stays unseen, and the report says that it cannot be excluded.

Source: 1 Becker (1957), Knowles, Persico & Todd (2001), Journal of Political Economy 109, 203–229, and Arnold, Dobbie &
Hull (2022), American Economic Review 112; 2 Chiappori & Salanié (2000), Journal of Political Economy 108, 56–78;
3 Hougaard (2000), ch. 7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.scoring.learned.alike import Alike, alike
from adjoin.scoring.learned.examples import Examples, Floats
from adjoin.scoring.learned.reach import Crossed
from adjoin.statistics.cluster_score import cluster_score
from adjoin.statistics.repeat_frailty import repeat_frailty
from adjoin.statistics.ridge_logistic import ridge_logistic
from adjoin.statistics.separation import separation

SIGNIFICANT, DEVIATIONS, FRAILEST, EXPLAINED, FEWEST_ROWS, FEWEST_PAIRS = 0.005, 3.0, 1.0, 0.55, 40, 2.0
BASIS_DEVIATION = 3.0


@dataclass(frozen=True)
class Selection:
    """`hidden`: why the choice rests on unrecorded things, a sentence each; none found: empty.

    `explained`: area under the curve of who gets approached. `depth`, `returning`: t statistics, None where they
    cannot be told; `favourites`: the frailty's variance.
    """

    hidden: tuple[str, ...] = ()
    explained: float | None = None
    depth: float | None = None
    returning: float | None = None
    favourites: float | None = None


def selection(examples: Examples, forecast: Floats, crossed: Crossed, apart_days: int) -> Selection:
    """`forecast`: log-odds of each example by a model that did not learn from its root."""
    near = alike(examples, crossed, apart_days)
    explained = _explained(crossed)
    depth, returning = (
        _depth(examples, forecast, crossed, near),
        _returning(examples, forecast, crossed, near),
    )
    excess, least, variation = _favourites(near)
    found = []
    if depth is not None and depth[1] < SIGNIFICANT:
        found.append(
            "Owners who approach a larger share of alike accounts convert less: they choose on something hidden."
        )
    if returning is not None and returning[1] < SIGNIFICANT / 5:
        found.append(
            "Accounts approached more often than alike ones convert more: they are chosen on something hidden."
        )
    if excess is not None and least > 0 and excess > max(FRAILEST, variation):
        found.append("Approaches return to the same accounts far more often than anything recorded explains.")
    if explained is not None and explained < EXPLAINED:
        found.append(
            "What is recorded does not tell which accounts are approached: the choice rests on something else."
        )
    return Selection(
        tuple(found),
        _short(explained),
        None if depth is None else _short(depth[0]),
        None if returning is None else _short(returning[0]),
        _short(excess),
    )


def _explained(crossed: Crossed) -> float | None:
    """How well the recorded state tells who is approached: by the learned chance, or by the prior either way."""
    cells = crossed.cells
    learned = separation(crossed.of_cells, cells.approached)
    prior = separation(cells.prior_logit, cells.approached)
    if learned is None or prior is None:
        return None
    return max(learned[0], prior[0], 1 - prior[0])


def _depth(examples: Examples, forecast: Floats, crossed: Crossed, near: Alike) -> tuple[float, float] | None:
    """(t, one-sided chance) of the owner's ratio of approached to expected in the quarter; negative is hidden."""
    rows = (examples.owner >= 0) & ~np.isnan(near.depth)
    tested = _tested(examples.rows(rows), forecast[rows], crossed.of_examples[rows])
    if tested is None:
        return None
    residual, variance, basis = tested
    owner, z = np.unique(examples.owner[rows], return_inverse=True)[1], near.depth[rows]
    within = _within(np.column_stack([z, basis]), variance, owner)
    quarters = np.unique(owner * 4096 + near.quarter[rows], return_inverse=True)[1]
    scores = (
        cluster_score(residual, variance, z, basis, owner.astype(np.int64)),
        cluster_score(residual, variance, within[:, 0], within[:, 1:], quarters.astype(np.int64)),
    )
    told = [(score.below, score.t) for score in scores if score is not None]
    return (min(told)[1], len(scores) * min(told)[0]) if told else None


def _within(columns: Floats, weight: Floats, group: npt.NDArray[np.intp]) -> Floats:
    """Columns less their weighted mean in the group."""
    total = np.bincount(group, weight)
    means = np.column_stack([np.bincount(group, weight * column) for column in columns.T]) / total[:, None]
    around: Floats = columns - means[group]
    return around


def _returning(
    examples: Examples, forecast: Floats, crossed: Crossed, near: Alike
) -> tuple[float, float] | None:
    """(t, one-sided chance) of the root's earlier ratio of approached to expected; positive is hidden."""
    rows = ~np.isnan(near.earlier)
    tested = _tested(examples.rows(rows), forecast[rows], crossed.of_examples[rows])
    if tested is None:
        return None
    residual, variance, basis = tested
    score = cluster_score(residual, variance, near.earlier[rows], basis, examples.root[rows])
    return None if score is None else (score.t, score.above)


def _favourites(near: Alike) -> tuple[float | None, float, float]:
    """(frailty variance, its lower limit, squared variation of the recorded chances)."""
    found = repeat_frailty(near.happened, near.expected, near.root, near.occasion)
    if found is None or found.expected_pairs < FEWEST_PAIRS:
        return None, 0.0, 0.0
    variation = float(np.var(near.expected)) / max(float(np.mean(near.expected)) ** 2, 1e-300)
    return found.excess, found.excess - DEVIATIONS * found.deviation, variation


def _tested(rows: Examples, forecast: Floats, chosen: Floats) -> tuple[Floats, Floats, Floats] | None:
    """(residuals, variances, basis) of the outcome refitted on what the recorded state says; None with too few."""
    ones = int(rows.outcome.sum())
    if len(rows) < FEWEST_ROWS or min(ones, len(rows) - ones) < 10:
        return None
    m, e, p, t = (
        _standardised(column) for column in (forecast, chosen, rows.prior_logit, rows.day.astype(float))
    )
    basis = np.column_stack([np.ones(len(rows)), m, e, p, t, m * m, e * e, m * e])
    widths = np.full(basis.shape[1], BASIS_DEVIATION)
    nothing = np.zeros(len(rows))
    fitted = ridge_logistic(basis, rows.outcome, nothing, np.zeros(len(widths)), widths)
    chance = special.expit(basis @ fitted.weight)
    return rows.outcome - chance, chance * (1 - chance), basis


def _standardised(column: Floats) -> Floats:
    spread = float(column.std())
    around: Floats = (column - column.mean()) / (spread if spread > 1e-12 else 1.0)
    return np.clip(around, -4, 4)


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, 9)
