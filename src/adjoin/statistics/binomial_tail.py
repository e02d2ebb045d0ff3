"""How often a count of successes is reached by chance: the upper tail of the binomial."""

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]


def at_least(successes: npt.ArrayLike, trials: npt.ArrayLike, chance: npt.ArrayLike) -> Floats:
    """P(X ≥ successes) for X ~ Binomial(trials, chance), elementwise; 1 where nothing is to be reached.

    By the incomplete beta function, P(X ≥ k) = I_p(k, n − k + 1) (NIST Digital Library 8.17.5); scipy.stats gives the
    same and takes a second to import.
    """
    wanted, of = np.broadcast_arrays(np.asarray(successes), np.asarray(trials))
    reached = np.clip(wanted, 1, np.maximum(of, 1))
    tail = special.betainc(reached, np.maximum(of, 1) - reached + 1, np.asarray(chance))
    return np.asarray(np.where(wanted <= 0, 1.0, np.where(wanted > of, 0.0, tail)), dtype=np.float64)


def rejected_by_chance(trials: npt.ArrayLike, chance: float, tail: float) -> Floats:
    """The true size of the exact one-sided test at level `tail`: below it, since counts are whole; by trials."""
    of = np.asarray(trials)
    about = np.ceil(special.bdtrik(1 - tail, of, chance))
    sizes = np.stack([at_least(about + step, of, chance) for step in (-1, 0, 1, 2)])
    return np.asarray(np.take_along_axis(sizes, np.argmax(sizes < tail, axis=0)[None], axis=0)[0])
