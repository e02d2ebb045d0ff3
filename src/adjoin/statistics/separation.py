"""How well a score tells two groups apart: the area under the ROC curve with its standard error.

AUC = P(score of a positive > score of a negative) + ½ P(equal) = (R − n₁(n₁ + 1)/2) / (n₁ n₀), R the sum of the
positives' mid-ranks. The variance is DeLong's, from each row's placement among the other group.
Source: DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44, 837–845; ranks as Sun & Xu (2014).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def separation(score: npt.ArrayLike, positive: npt.ArrayLike) -> tuple[float, float] | None:
    """(AUC, standard error); None where either group has fewer than two rows."""
    from scipy import stats  # noqa: PLC0415 - slow to import, and only learning needs it

    s, y = np.asarray(score, dtype=np.float64), np.asarray(positive, dtype=bool)
    ones, zeros = int(y.sum()), int((~y).sum())
    if min(ones, zeros) < 2:
        return None
    among_all = stats.rankdata(s)
    above = (among_all[y] - stats.rankdata(s[y])) / zeros
    below = 1 - (among_all[~y] - stats.rankdata(s[~y])) / ones
    variance = float(np.var(above, ddof=1)) / ones + float(np.var(below, ddof=1)) / zeros
    return float(above.mean()), variance**0.5
