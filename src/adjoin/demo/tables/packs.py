"""Packs sold so far: who took which, what was off the price, and which part of one nobody ever opened.

The world does not know of packs: they are laid over starts that had happened. Most came with a rep's approach, which
made the start likelier; so it is known how likely each would have been without. Hazards multiply, hence the chance
`anyway` is one over the effect of the approach (thinning of a Poisson process), and 1 where nobody came.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.demo import noise
from adjoin.demo.arrays import Bools, Floats, Ints, Words
from adjoin.demo.evidence import Traces
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.products import INDEX, METRICS, PRODUCTS

_DAY: Final = "datetime64[D]"
_WITHIN_DAYS: Final = 60  # what else of the pack began this long before belongs to it too
_USAGE_DAYS: Final = 1200  # further back than usage is ever written
_SETTLED_DAYS: Final = 90  # a start younger than this could still come into use


@dataclass(frozen=True, slots=True)
class Pack:
    """Products sold together from a day on, with the least and the most that was off their list price."""

    name: str
    parts: tuple[str, ...]
    since: str
    off: tuple[float, float]
    unused: float  # share of the starts in it that are never used


PACKS: Final = (
    Pack("Insight suite", ("pipe", "bi", "sync"), "2022-10-01", (0.15, 0.25), 0.25),
    Pack("Growth pack", ("pipe", "bi"), "2023-07-01", (0.15, 0.25), 0.25),
    Pack("Year-end deal", ("bill", "guard"), "2022-10-01", (0.35, 0.40), 0.5),
)


@dataclass(frozen=True, slots=True)
class Takers:
    """One entry an account that took a pack."""

    pack: Ints  # place in PACKS
    account: Ints
    product: Ints  # the part that began, beside others of the pack that were held
    day: Ints  # on which it began
    discount: Floats
    anyway: Floats  # chance that it would have begun then without the rep who brought the pack
    unused: Bools


def draw_takers(rng: np.random.Generator, history: History, traces: Traces) -> Takers:
    """Most of the starts that completed a pack after an approach, some of the others; one pack an account at most."""
    spells = history.spells
    size = len(spells["day"])
    week = (spells["day"] - history.first_day) // 7
    likely = np.where(spells["approached"] == 1, noise.PACK_AFTER_APPROACH, noise.PACK_WITHOUT)
    pack = np.full(size, -1, dtype=np.int64)
    for place, one in enumerate(PACKS):
        parts = [INDEX[part] for part in one.parts]
        complete = history.held[spells["account"][:, None], parts, week[:, None]].all(axis=1)
        sold = spells["day"] >= np.datetime64(one.since, "D").astype(np.int64)
        could = complete & sold & np.isin(spells["product"], parts) & (spells["legacy"] == 0)
        chosen = (
            could & (rng.random(size) < likely) & ~np.isin(spells["account"], spells["account"][pack >= 0])
        )
        rows = np.flatnonzero(chosen)
        rows = rows[np.argsort(spells["day"][rows], kind="stable")]
        _, first = np.unique(spells["account"][rows], return_index=True)
        pack[rows[first]] = place
    row = np.flatnonzero(pack >= 0)
    low, high = (np.array([one.off[end] for one in PACKS])[pack[row]] for end in (0, 1))
    account, product, day = (spells[name][row] for name in ("account", "product", "day"))
    discount = np.round(rng.uniform(low, high), 2)
    could_idle = history.held[account, product, -1] & (history.as_of - day > _SETTLED_DAYS)
    idle = rng.random(len(row)) < np.array([one.unused for one in PACKS])[pack[row]]
    unused = could_idle & idle & ~_tell(history, traces)[account, product]
    return Takers(pack[row], account, product, day, discount, 1000 / spells["effect"][row], unused)


def _tell(history: History, traces: Traces) -> Bools:
    """Accounts × products whose meters tell of a need: their usage is evidence and stays."""
    told = np.zeros(history.open.shape, dtype=np.bool_)
    shown = np.isin(traces.kind, ("usage_ceiling", "workaround"))
    recent = shown & (traces.until > history.as_of - _USAGE_DAYS)
    for metric in METRICS:
        if metric.points_to is not None:
            points = recent & (traces.product == INDEX[metric.points_to])
            told[traces.account[points], INDEX[metric.product]] = True
    return told


def with_packs(subscriptions: pa.Table, takers: Takers) -> pa.Table:
    """The subscriptions with `bundle_id`, and the price of a pack on the lines that were sold in one.

    Lines of its parts count from the day on which the pack was complete, those a little older too; what was held
    longer comes in with its next renewal.
    """
    rows = {name: subscriptions[name] for name in ("customer", "product", "start_date", "annual_list_amount")}
    account = np.array([int(name[1:]) - 1 for name in rows["customer"].to_pylist()], dtype=np.int64)
    product = np.array([INDEX[name] for name in rows["product"].to_pylist()], dtype=np.int64)
    taken = np.full(int(max(account.max(), takers.account.max(initial=0))) + 1, -1, dtype=np.int64)
    taken[takers.account] = np.arange(len(takers.account))
    taker = taken[account]
    found = np.flatnonzero((taker >= 0) & ~subscriptions["is_trial"].to_numpy())
    taker = taker[found]
    parts = np.array([np.isin(PRODUCTS, one.parts) for one in PACKS])
    started = rows["start_date"].to_numpy().astype(_DAY).astype(np.int64)[found]
    inside = parts[takers.pack[taker], product[found]] & (started >= takers.day[taker] - _WITHIN_DAYS)
    found, taker = found[inside], taker[inside]
    bundle = np.full(subscriptions.num_rows, "", dtype="<U32")
    bundle[found] = _names(takers.pack[taker])
    paid = subscriptions["annual_amount"].to_numpy().copy()
    paid[found] = np.round(rows["annual_list_amount"].to_numpy()[found] * (1 - takers.discount[taker]))
    place = subscriptions.schema.get_field_index("annual_amount")
    priced = subscriptions.set_column(place, "annual_amount", pa.array(paid))
    return priced.append_column("bundle_id", table({"bundle_id": bundle})["bundle_id"])


def unopened(rows: pa.Table, account_id: Words, takers: Takers) -> pa.Array:
    """Of each row with `account_id` and `product_id`, whether it is of a part that was bought and never used."""
    account, product = takers.account[takers.unused], takers.product[takers.unused]
    never = np.char.add(np.char.add(account_id[account], "/"), np.array(PRODUCTS)[product])
    cell = pc.binary_join_element_wise(rows["account_id"], rows["product_id"], "/")
    return pc.is_in(cell, value_set=pa.array(never, cell.type))


def without_use(usage: pa.Table, account_id: Words, takers: Takers) -> pa.Table:
    """The usage, nought in every week for parts that were never used: their meters run and count nothing."""
    idle = unopened(usage, account_id, takers)
    place = usage.schema.get_field_index("quantity")
    return usage.set_column(place, "quantity", pc.if_else(idle, pa.scalar(0.0), usage["quantity"]))


def takers_table(account_id: Words, takers: Takers) -> pa.Table:
    """`truth/bundles.csv`."""
    return table(
        {
            "bundle_id": _names(takers.pack),
            "account_id": account_id[takers.account],
            "product_id": np.array(PRODUCTS)[takers.product],
            "began_on": takers.day.astype(_DAY),
            "discount": takers.discount,
            "chance_anyway": np.round(takers.anyway, 4),
            "unused": takers.unused,
        }
    )


def _names(pack: Ints) -> Words:
    return np.asarray(np.array([one.name for one in PACKS])[pack], dtype=np.str_)
