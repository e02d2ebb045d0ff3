"""Whether the lifts of all pairs together say more than chance would."""

import pyarrow as pa
from scipy import special

HORIZON = 90
UPPER_TAIL = 0.025
"""Share of pairs whose lower bound of lift would lie above 1 if nothing followed anything."""


def against_chance(affinity: pa.Table) -> list[str]:
    """One sentence on how many pairs have a lift above 1 against how many chance alone gives; [] without any lift.

    Under no affinity the lower end of a 95 % interval lies above 1 in 2.5 % of the pairs; the number that do is
    binomial. What chance gives in one run of twenty is called consistent with chance.
    """
    rows = [
        row for row in affinity.to_pylist() if row["horizon_days"] == HORIZON and row["lift_low"] is not None
    ]
    if not rows:
        return []
    above = sum(row["lift_low"] > 1 for row in rows)
    expected = UPPER_TAIL * len(rows)
    by_chance = float(special.bdtrc(above - 1, len(rows), UPPER_TAIL))
    verdict = "consistent with chance" if by_chance > 0.05 else "more than chance gives"
    return [
        f"{above} of {len(rows)} pairs have a lift above 1 beyond doubt; chance alone gives {expected:.1f}: {verdict}"
    ]
