"""Decides: candidates, this week's plays under capacity, one recommendation an account, what is held back."""

from collections.abc import Mapping

from adjoin.decisions.assignment.weekly import ASSIGNED, ASSIGNMENT_QUALITY, assign
from adjoin.decisions.earlier import PREVIOUS, Earlier
from adjoin.warehouse.graph import Schema, check, in_order
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

NOTHING = Earlier()


def decide(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    earlier: Earlier = NOTHING,
) -> Schema:
    """Build every table of this room in order; gives their columns.

    Reads the facts, `signals`, `gates`, `bases`, `affinity`, `scored` and `held_out`. `earlier`: what earlier runs
    showed, of which only what is older than a moment counts there. What the ledger has to keep is left in `shown` and
    `ghosts` (see `earlier.to_keep`).
    """
    warehouse.put("previous", earlier.previous)
    given = {"previous": PREVIOUS}
    chosen = {"assigned": ASSIGNED, "assignment_quality": ASSIGNMENT_QUALITY}
    known = {**schema, **{name: tuple(table.names) for name, table in {**given, **chosen}.items()}}
    ordered = in_order(queries_in("adjoin.decisions"))
    check(ordered, known)
    after = _resting_on("assigned", ordered)
    for query in ordered:
        if query.name not in after:
            warehouse.build(query, settings.get(query.name))
    assign(warehouse)
    for query in ordered:
        if query.name in after:
            warehouse.build(query, settings.get(query.name))
    return {name: known[name] for name in (*given, *chosen)} | {q.name: tuple(q.columns) for q in ordered}


def _resting_on(relation: str, ordered: list[Query]) -> set[str]:
    """The queries that read `relation`, or one that does."""
    after = {relation}
    for query in ordered:
        if query.reads & after:
            after.add(query.name)
    return after
