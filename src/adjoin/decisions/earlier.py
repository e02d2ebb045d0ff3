"""What earlier runs decided, as decisions take it, and what this one leaves for the ledger to keep."""

from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.domain.entry import GhostPlay
from adjoin.warehouse.warehouse import Warehouse

PREVIOUS = pa.schema(
    [("account_id", pa.string()), ("product_id", pa.string()), ("shown_since", pa.date32()),
     ("shown_on", pa.date32()), ("signal_kind", pa.string()), ("signal_score", pa.float64())]
)  # fmt: skip
"""What was last shown of each account: one row an account."""


@dataclass(frozen=True)
class Earlier:
    """`previous`: what was last shown (columns of PREVIOUS)."""

    previous: pa.Table = field(default_factory=PREVIOUS.empty_table)


def earlier(previous: pa.Table) -> Earlier:
    """From the ledger's words: `Ledger.previous(as_of)`."""
    return Earlier(previous.select(PREVIOUS.names).cast(PREVIOUS))


def to_keep(warehouse: Warehouse, as_of: date) -> tuple[pa.Table, tuple[GhostPlay, ...]]:
    """What the ledger keeps of the decisions of one moment: what was shown, and the ghost plays."""
    shown = warehouse.read("shown", ("as_of", "account_id"))
    ghosts = warehouse.read("ghosts", ("as_of", "experiment", "account_id")).to_pylist()
    here = shown.filter(pc.equal(shown["as_of"], pa.scalar(as_of, pa.date32())))
    return here, tuple(GhostPlay(**row) for row in ghosts if row["as_of"] == as_of)
