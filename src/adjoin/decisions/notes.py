"""What the decisions have to say about themselves: slots, owners, exactness, and whether popularity wins."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.decisions.assignment.weekly import LAUNCH_TURNS
from adjoin.warehouse.warehouse import Warehouse
from adjoin.words.count import count, counted
from adjoin.words.share import percent

NAMED = 5
"""People named in one sentence; the others are counted."""

NO_CAPACITY = (
    "team.weekly_capacity is not mapped for any owner: no week is limited; map it, or set one for all: "
    "settings, capacity: {weekly: 5}"
)

Row = Mapping[str, Any]


def notes_of_decisions(warehouse: Warehouse, as_of: date) -> list[tuple[str, str]]:
    """(about, sentence) for the run's notes, of one moment whose decisions are built."""
    chosen = _here(warehouse.read("chosen", ("as_of", "account_id")), as_of)
    owners = _here(warehouse.read("owners", ("as_of", "account_id")), as_of)
    capacity = _here(warehouse.read("capacity", ("as_of", "owner")), as_of).to_pylist()
    quality = _here(warehouse.read("assignment_quality", ("as_of", "turn")), as_of).to_pylist()
    measures = _here(warehouse.read("concentration", ("as_of", "measure")), as_of).to_pylist()
    said = [*_of_capacity(capacity), *_of_slots(chosen, quality)]
    notes = [("capacity", sentence) for sentence in said]
    notes += [("owners", sentence) for sentence in _of_nobody(chosen, owners)]
    return notes + [("concentration", sentence) for sentence in _of_concentration(measures)]


def _of_capacity(capacity: list[dict[str, Any]]) -> Iterator[str]:
    people = [row for row in capacity if row["owner"]]
    if people and all(row["weekly"] is None for row in people):
        yield NO_CAPACITY
        return
    without = [str(row["name"]) for row in people if row["weekly"] is None]
    if without:
        yield f"no weekly capacity is known of {_names(without)}: their plays are not limited"
    none = [str(row["name"]) for row in people if row["weekly"] == 0]
    if none:
        yield f"{_names(none)}: less than one slot a week (weekly_capacity), so no play goes to them"


def _of_slots(chosen: pa.Table, quality: list[dict[str, Any]]) -> Iterator[str]:
    queued = _count(chosen, "blocked_by", "capacity")
    if not queued:
        return
    plays = _count(chosen, "action", "play")
    gap = max((row["gap"] for row in quality), default=0.0)
    how = "no other choice is worth more" if gap == 0 else f"at most {percent(gap)} short of the best choice"
    launches = sum(row["assigned"] for row in quality if row["turn"] in LAUNCH_TURNS)
    new = f", {counted(launches, 'launch', 'launches')} among them" if launches else ""
    yield f"{counted(plays, 'play')} have a slot this week{new}, {count(queued)} wait; {how}"


def _of_nobody(chosen: pa.Table, owners: pa.Table) -> Iterator[str]:
    nobody = owners.filter(pc.equal(owners["owner"], ""))["account_id"]
    speak = chosen.filter(pc.is_in(chosen["action"], value_set=pa.array(["play", "discover"])))
    alone = pc.sum(pc.is_in(speak["account_id"], value_set=nobody.combine_chunks())).as_py() or 0
    if alone:
        has = "has" if alone == 1 else "have"
        yield f"{counted(alone, 'account')} to speak to {has} no owner: nobody to speak to them"


def _of_concentration(measures: list[dict[str, Any]]) -> Iterator[str]:
    value = {row["measure"]: row["value"] for row in measures}
    if not value:
        return
    yield (
        f"plays name {counted(int(value['plays_products']), 'product')} ({percent(value['plays_coverage'])} of the "
        f"catalog), {percent(value['plays_top_share'])} of them the same one; popularity alone would name "
        f"{int(value['popularity_products'])}, {percent(value['popularity_top_share'])} the same one"
    )


def _names(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {counted(more, 'other')}" if more > 0 else "")


def _count(table: pa.Table, column: str, word: str) -> int:
    return int(pc.sum(pc.fill_null(pc.equal(table[column], word), False)).as_py() or 0)


def _here(table: pa.Table, as_of: date) -> pa.Table:
    return table.filter(pc.equal(table["as_of"], pa.scalar(as_of, pa.date32()))) if table.num_rows else table
