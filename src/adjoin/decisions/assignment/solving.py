"""The best plays under two limits: one open play a root, and so many a week as each person has slots.

Each pair (account × product) uses one root and one owner's slot, so the table of limits is that of a bipartite graph:
totally unimodular, and the linear program's corner solution is whole (Hoffman & Kruskal, 1956).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MOST_PAIRS = 300_000
"""Above this the linear program is left out, and greedy stands with its stated gap."""

EXACT = 1e-9
"""A gap below this share of the bound is rounding."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What could be done, in order of preference, which decides ties: the arrays are of one length.

    `value`: what each is worth, in any unit, ≥ 0; `root`, `owner`: numbers from 0.
    """

    value: Real
    root: Whole
    owner: Whole

    def only(self, which: Flags | Whole) -> "Pairs":
        """Some of them, their order kept if `which` keeps it."""
        return Pairs(self.value[which], self.root[which], self.owner[which])


@dataclass(frozen=True, slots=True)
class Solution:
    """`taken`: one flag a pair. `value`: of those taken; `bound`: no solution is worth more."""

    taken: Flags
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """The share of the bound that this solution may lack; 0 where it is the best."""
        lacking = 0.0 if self.bound <= 0 else 1 - self.value / self.bound
        return 0.0 if lacking < EXACT else lacking


def solve(pairs: Pairs, slots: Whole, most_pairs: int = MOST_PAIRS) -> Solution:
    """At most one pair a root and `slots[owner]` an owner, worth most together.

    Greedy first: where its own bound proves it the best, or there are more than `most_pairs`, it stands; else the
    linear program by HiGHS. A slot is never left empty while a pair that could have it is left. The same pairs in the
    same order give the same solution.
    """
    taken = accept(pairs, slots)
    greedy = Solution(taken, _worth(pairs, taken), dual_bound(pairs, slots, taken))
    if greedy.gap == 0 or len(pairs.value) > most_pairs:
        return greedy
    share, bound = _linear_program(pairs, slots)
    order = np.lexsort((np.arange(len(share)), -np.round(share, 6)))
    taken = np.zeros(len(share), dtype=np.bool_)
    taken[order] = accept(pairs.only(order), slots)
    value = _worth(pairs, taken)
    return (
        Solution(taken, value, bound)
        if value >= greedy.value
        else Solution(greedy.taken, greedy.value, bound)
    )


def accept(pairs: Pairs, slots: Whole) -> Flags:
    """Greedy in the order of the pairs, as rounds of proposals (Gale & Shapley, 1962).

    Each root proposes its first pair left, each owner keeps the first of those proposed. Since both sides hold to the
    same order this is what taking pairs one by one, wherever there is room, gives.
    """
    alive = slots[pairs.owner] > 0
    while True:
        standing = np.flatnonzero(alive)
        first = standing[np.unique(pairs.root[standing], return_index=True)[1]]
        first.sort()
        refused = first[_place_within(pairs.owner[first]) >= slots[pairs.owner[first]]]
        if not len(refused):
            taken = np.zeros(len(alive), dtype=np.bool_)
            taken[first] = True
            return taken
        alive[refused] = False


def dual_bound(pairs: Pairs, slots: Whole, taken: Flags) -> float:
    """What no solution can exceed, by weak duality: a price a slot, and each root's best above its owner's price.

    The price is the least value taken of an owner whose slots are all taken, else nothing. Any price gives a bound;
    this one meets greedy's value wherever no root has owners to choose among.
    """
    filled = np.bincount(pairs.owner[taken], minlength=len(slots))
    least = np.full(len(slots), np.inf)
    np.minimum.at(least, pairs.owner[taken], pairs.value[taken])
    price = np.where((filled >= slots) & (filled > 0), least, 0.0)
    barred = slots[pairs.owner] <= 0
    above = np.where(barred, 0.0, np.maximum(pairs.value - price[pairs.owner], 0.0))
    _, root = np.unique(pairs.root, return_inverse=True)
    best = np.zeros(len(root))
    np.maximum.at(best, root, above)
    return float(np.sum(price * filled) + best.sum())


def _linear_program(pairs: Pairs, slots: Whole) -> tuple[Real, float]:
    """The share of each pair in the relaxed optimum, and its value."""
    from scipy.optimize import linprog  # noqa: PLC0415  # slow to import, and most weeks greedy is proved the best
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    scale = float(pairs.value.max())
    columns = np.arange(len(pairs.value))
    names, root = np.unique(pairs.root, return_inverse=True)
    rows = np.concatenate([root, len(names) + pairs.owner])
    limits = csr_matrix(
        (np.ones(len(rows)), (rows, np.tile(columns, 2))), (len(names) + len(slots), len(columns))
    )
    most = np.concatenate([np.ones(len(names)), slots.astype(np.float64)])
    found = linprog(-pairs.value / scale, A_ub=limits, b_ub=most, bounds=(0, 1), method="highs-ds")
    if found.x is None:
        raise RuntimeError(f"the assignment has no solution: {found.message}")
    return found.x, float(-found.fun * scale)


def _place_within(groups: Whole) -> Whole:
    """0 for the first of each group in the order given, then 1, 2, …"""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(groups) else ordered
    sizes = np.diff(np.concatenate([starts, [len(groups)]]))
    place = np.empty(len(groups), dtype=np.int64)
    place[order] = np.arange(len(groups)) - np.repeat(starts, sizes)
    return place


def _worth(pairs: Pairs, taken: Flags) -> float:
    return float(pairs.value[taken].sum())
