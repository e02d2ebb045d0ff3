"""The rows of `snapshot_scores`, from the facts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from adjoin.scoring.snapshot.rank import Ranking, rank_snapshot
from adjoin.scoring.snapshot.reading import Moment, Places, moments
from adjoin.scoring.snapshot.reasons import moved
from adjoin.warehouse.graph import Schema, check
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

READS = ("snapshot_holdings", "snapshot_attributes", "snapshot_products")
EXPLAINED = 20
"""Best open cells of an account whose reasons are told: as many as scores keep."""
DIGITS = 6
TEXT, NUMBER = pa.string(), pa.float64()
SNAPSHOT_SCORES = pa.schema(
    [("as_of", pa.date32()), ("account_id", TEXT), ("product_id", TEXT), ("probability", NUMBER),
     ("probability_low", NUMBER), ("probability_high", NUMBER), ("moved", TEXT), ("base_product_id", TEXT)]
)  # fmt: skip
"""`probability`: that the account holds the product, given the rest it holds and who it is. `moved`: the largest first,
JSON as [{kind, says, log_odds}], null beyond the best 20 of an account, as is `base_product_id`, the held product that
speaks most for it."""


def score_snapshot(
    warehouse: Warehouse, schema: Schema, seed: int, settings: Mapping[str, Mapping[str, Value]] | None = None
) -> pa.Table:
    """Every open cell of the moments at which nobody knows start dates, as rows of SNAPSHOT_SCORES; else no row.

    Reads the facts `holdings` and `roots`, the catalog, `known.accounts` and `known.attributes`; each moment from its
    own rows. `schema`: what has been built; `settings`: parameters by SQL file. ConfigurationError names a missing
    relation or an engine's refusal.
    """
    queries = queries_in("adjoin.scoring.snapshot")
    check([queries[name] for name in READS], schema)
    holdings, attributes, products = (
        warehouse.fetch(queries[name], (settings or {}).get(name)) for name in READS
    )
    if not holdings.num_rows:
        return SNAPSHOT_SCORES.empty_table()
    return pa.concat_tables([_scores(moment, seed) for moment in moments(holdings, attributes, products)])


def _scores(moment: Moment, seed: int) -> pa.Table:
    ranking = rank_snapshot(moment.book, seed)
    account, product = np.nonzero(moment.book.held == 0)
    best = _best(moment, ranking)
    told = moved(moment.book, ranking, moment.names, account[best], product[best])
    base, said = np.full(len(account), -1, np.int64), np.full(len(account), None, object)
    base[best], said[best] = told.base, told.said
    numbers = {
        name: pa.array(np.round(values[account, product].astype(np.float64), DIGITS))
        for name, values in (
            ("probability", ranking.probability),
            ("probability_low", ranking.low),
            ("probability_high", ranking.high),
        )
    }
    return pa.table(
        {
            "as_of": pa.array([moment.as_of], pa.date32()).take(pa.array(np.zeros(len(account), np.int64))),
            "account_id": moment.accounts.take(pa.array(account)),
            "product_id": moment.products.take(pa.array(product)),
            **numbers,
            "moved": pa.array(said, TEXT),
            "base_product_id": moment.products.take(pa.array(base, mask=base < 0)),
        },
        schema=SNAPSHOT_SCORES,
    )


def _best(moment: Moment, ranking: Ranking) -> Places:
    """Which of the open cells, by place, are among the best of their account; ties by product id."""
    open_cell = moment.book.held == 0
    worth = np.where(open_cell, -ranking.probability, np.inf)
    kept = np.argsort(worth, axis=1, kind="stable")[:, :EXPLAINED]
    among = np.zeros_like(open_cell)
    np.put_along_axis(among, kept, True, axis=1)
    found: Places = np.flatnonzero((among & open_cell)[open_cell])
    return found
