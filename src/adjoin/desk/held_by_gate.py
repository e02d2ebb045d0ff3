"""What each gate holds back: the best product of each account once, under its most severe gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class HeldByGate:
    """What one gate holds back: where it alone is in the way (sole), and where others are too (shared).

    Values are expected value a year, None where nothing has a price. `opens_first_on`: the first day on which one of
    them opens; `no_day`: how many open on no known day.
    """

    gate: str
    sole_accounts: int
    sole_value: float | None
    shared_accounts: int
    shared_value: float | None
    opens_first_on: date | None
    no_day: int

    @property
    def value(self) -> float | None:
        """Of both together, what has no price left out; None where nothing has one."""
        if self.sole_value is None and self.shared_value is None:
            return None
        return (self.sole_value or 0) + (self.shared_value or 0)


def value_held(gates: Sequence[HeldByGate]) -> float | None:
    """Of all gates together; None where nothing has a price."""
    values = [gate.value for gate in gates if gate.value is not None]
    return sum(values) if values else None


def held_by_gate(rows: pa.Table) -> tuple[HeldByGate, ...]:
    """`rows`: of `recommendations`, those that something blocks. The gate that holds back most comes first."""
    found = []
    for gate in rows["blocked_by"].unique().to_pylist():
        of = rows.filter(pc.field("blocked_by") == gate)
        sole, shared = of.filter(pc.field("blockers") == 1), of.filter(pc.field("blockers") != 1)
        found.append(
            HeldByGate(
                gate=gate,
                sole_accounts=sole.num_rows,
                sole_value=pc.sum(sole["expected_value"]).as_py(),
                shared_accounts=shared.num_rows,
                shared_value=pc.sum(shared["expected_value"]).as_py(),
                opens_first_on=pc.min(of["reopens_on"]).as_py(),
                no_day=of["reopens_on"].null_count,
            )
        )
    return tuple(sorted(found, key=lambda held: (-(held.value or 0), held.gate)))
