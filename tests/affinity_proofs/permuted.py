"""Worlds whose product labels are dealt out anew: nothing follows anything, all else is as it was."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.exposure import exposure
from adjoin.affinity.pairs import Pairs
from adjoin.affinity.tables import read_counts
from adjoin.domain.catalog import Catalog
from adjoin.facts.build import fact_queries
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.statistics.rate_ratio import LimitsFrom
from adjoin.warehouse.warehouse import DuckWarehouse
from affinity_proofs.counted import EPOCH, accounts_table, catalog, dates_array, names_array, on
from affinity_proofs.hazards import Floats, Ints
from affinity_proofs.simulated import NEVER, Simulated
from worlds import World


@dataclass(frozen=True)
class Lines:
    """Paid lines as known on `as_of`: numbers of account and product, first and last day (NEVER: goes on)."""

    catalog: Catalog
    as_of: date
    account: Ints
    product: Ints
    began: Ints
    ended: Ints
    floor: npt.NDArray[np.bool_]
    root: Ints
    segment: Ints


def of_simulated(world: Simulated) -> Lines:
    account, product = np.nonzero(world.began <= world.as_of)
    ended = world.ended[account, product]
    return Lines(
        catalog=catalog(world.laws.products),
        as_of=on(world.as_of),
        account=account,
        product=product,
        began=world.began[account, product],
        ended=np.where(ended > world.as_of, NEVER, ended),
        floor=world.floor[account] == product,
        root=world.root,
        segment=world.segment,
    )


def of_rows(world: World, as_of: date) -> Lines:
    """Lines of canonical rows; each account its own root, in one segment."""
    rows = [row for row in world.rows["subscriptions"] if row["started_on"] <= as_of]
    ids = sorted({row["account_id"] for row in rows})
    places = {account: n for n, account in enumerate(ids)}

    def last(ended: date | None) -> int:
        return NEVER if ended is None or ended > as_of else (ended - EPOCH).days

    return Lines(
        catalog=world.catalog,
        as_of=as_of,
        account=np.array([places[row["account_id"]] for row in rows]),
        product=np.array([world.catalog.ids.index(row["product_id"]) for row in rows]),
        began=np.array([(row["started_on"] - EPOCH).days for row in rows]),
        ended=np.array([last(row["ended_on"]) for row in rows]),
        floor=np.array([row["start_is_floor"] for row in rows]),
        root=np.arange(len(ids)),
        segment=np.zeros(len(ids), dtype=np.int64),
    )


def permuted(rng: np.random.Generator, lines: Lines) -> Lines:
    """Labels of first lines dealt out among all first lines, those of later lines within their start quarter.

    A label that an account already has becomes one more line of the same product, as a renewal or an overlap.
    """
    first_day = np.full(int(lines.account.max()) + 1, NEVER)
    np.minimum.at(first_day, lines.account, lines.began)
    months = (np.datetime64(EPOCH) + lines.began).astype("datetime64[M]").astype(np.int64)
    group = np.where(lines.began == first_day[lines.account], NEVER, months // 3)
    place, drawn = np.argsort(group, kind="stable"), np.lexsort((rng.random(len(group)), group))
    product = lines.product.copy()
    product[place] = lines.product[drawn]
    return replace(lines, product=product)


def lower_limits(told: DuckWarehouse, lines: Lines) -> Floats:
    """The lower limit of lift of every pair that has one, from spans built by the engine."""
    size, accounts = len(lines.account), len(lines.root)
    told.put(
        "known.subscriptions",
        pa.table(
            {
                "as_of": pa.array([lines.as_of] * size, pa.date32()),
                "account_id": names_array("a", lines.account),
                "product_id": pa.array(lines.catalog.ids).take(pa.array(lines.product)),
                "started_on": dates_array(lines.began),
                "ended_on": dates_array(lines.ended, lines.ended == NEVER),
                "start_is_floor": pa.array(lines.floor),
                "is_trial": pa.nulls(size, pa.bool_()),
            }
        ),
    )
    given = {
        "as_of": pa.array([lines.as_of] * accounts, pa.date32()),
        "account_id": names_array("a", np.arange(accounts)),
    }
    told.put("roots", pa.table({**given, "root_id": names_array("r", lines.root)}))
    told.put("known.accounts", accounts_table({**given, "segment": names_array("s", lines.segment)}))
    for name, table in catalog_tables(lines.catalog).items():
        told.put(name, table)
    (spans,) = (query for query in fact_queries() if query.name == "spans")
    told.build(spans, None)
    rows = read_counts(told, lines.catalog, lines.as_of, {}, None)
    pairs = Pairs(lines.catalog.ids)
    exposed = exposure(pairs, rows["person_days"], rows["adoptions"])
    lifts = [exposed.lift(row) for row in range(len(pairs))]
    return np.array([lift.low for lift in lifts if lift.limits_from is not LimitsFrom.NOTHING])
