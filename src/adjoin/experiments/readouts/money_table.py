"""The table `readout_money`: what it was worth, where enough has matured to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from adjoin.experiments.readouts.arms import Row, Scope
from adjoin.experiments.readouts.schemas import READOUT_MONEY


def money_table(scopes: Iterable[Scope], sums: Sequence[Row], level: float) -> pa.Table:
    return pa.Table.from_pylist([], schema=READOUT_MONEY)
