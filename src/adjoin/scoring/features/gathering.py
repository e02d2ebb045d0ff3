"""Builds `features`, one row an open cell, and reads them with what is added to them as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.scoring.features.keys import located
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

BUILT = ("use_trends", "account_features", "features")
KEY = ("as_of", "account_id", "product_id")


@dataclass(frozen=True)
class Gathered:
    """What is known of open cells.

    `cells`: rows of `features`, ordered by KEY. `signals`: as_of, account_id, product_id, kind, faded.
    `attributes`: as_of, account_id, name, number, text. Both in long form; rows of other cells do no harm.
    """

    cells: pa.Table
    signals: pa.Table
    attributes: pa.Table

    def of(self, wanted: pa.Table) -> Gathered:
        """The cells whose KEY `wanted` names, in its order; what is in long form stays whole.

        KeyError if there is no such cell.
        """
        number, asked, size = located(self.cells, wanted, KEY)
        if (asked < 0).any():
            raise KeyError(f"{int((asked < 0).sum())} of the cells wanted are not there")
        row = np.empty(size, np.int64)
        row[number] = np.arange(size)  # keys are distinct, so a number is a row
        return Gathered(self.cells.take(pa.array(row[asked])), self.signals, self.attributes)


def build_features(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]
) -> Schema:
    """Build `features` from the facts, `bases`, the signals and `prior`; gives the columns of what it left."""
    found = queries_in("adjoin.scoring.features")
    return build_all(warehouse, {name: found[name] for name in BUILT}, schema, settings)


def gathered(warehouse: Warehouse) -> Gathered:
    """What `build_features` left at the open moments."""
    found = queries_in("adjoin.scoring.features")
    return Gathered(
        warehouse.read("features", KEY),
        warehouse.fetch(found["cell_signals"]),
        warehouse.fetch(found["account_attributes"]),
    )


def together(parts: list[Gathered]) -> Gathered:
    """Cells of several moments as one; every moment must be in one part alone."""
    return Gathered(
        pa.concat_tables([part.cells for part in parts], promote_options="permissive"),
        pa.concat_tables([part.signals for part in parts]),
        pa.concat_tables([part.attributes for part in parts]),
    )
