"""Did it work, for whom, and what should change: the last stage of a run, over all that the others left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from adjoin.measurement.attribution.attributing import attribute
from adjoin.measurement.credit.crediting import put_credit
from adjoin.measurement.inspection.inspecting import inspect
from adjoin.measurement.learning.changes import READ, Earlier, learning_changes
from adjoin.measurement.learning.keeping import keep_records
from adjoin.measurement.pitfalls.watching import watch_pitfalls
from adjoin.measurement.portfolio.losing import count_losses
from adjoin.measurement.retention.measuring import measure_retention
from adjoin.measurement.scorecard.keeping import keep_scorecard
from adjoin.measurement.velocity.keeping import keep_velocity
from adjoin.plays.records.objection_records import first_answers, objection_records
from adjoin.warehouse.publication import Runs

if TYPE_CHECKING:
    from adjoin.engine.stages import Run

CAMPAIGNS = ("plays", "tasks", "give_gets", "give_get_record")
"""What the ledger's campaigns left."""


def put_measurement(run: Run) -> None:
    """Leave every relation of measurement at the one open moment; what the ledger's campaigns left is there."""
    run.schema |= {name: tuple(run.warehouse.read_columns(name)) for name in CAMPAIGNS}
    told = (run.warehouse, run.schema, run.settings)
    run.schema |= measure_retention(*told, run.ends_from)
    run.schema |= attribute(*told)
    rules = run.ledger.credit_rules()
    run.schema |= put_credit(run.warehouse, rules, run.moment, run.first_load, run.schema, run.settings)
    run.schema |= keep_scorecard(*told, run.ends_from)
    run.schema |= keep_velocity(*told)
    run.schema |= inspect(*told)
    run.schema |= watch_pitfalls(*told)
    run.schema |= count_losses(*told)
    _put_lessons(run)


def _put_lessons(run: Run) -> None:
    """What came of plays, losses, objections and feedback, and what that changed since the publication before."""
    warehouse, moment = run.warehouse, run.moment
    run.schema |= keep_records(warehouse, run.schema, run.settings)
    judged = {row["play_id"] for row in warehouse.read("judged_plays", ("play_id",)).to_pylist()}
    every = {row["play_id"] for row in warehouse.read("plays", ("play_id",)).to_pylist()}
    records = objection_records(run.ledger.campaigns(moment), moment, frozenset(every - judged))
    warehouse.put("objection_records", records)
    warehouse.put("objection_first", first_answers(run.project.objections.known, records, moment))
    now = {name: warehouse.read(name).to_pylist() for name in READ}
    warehouse.put("learning_changes", learning_changes(now, moment, _before(run)))


def _before(run: Run) -> Earlier | None:
    """The tables of the newest publication of an earlier day, those of them that it has."""
    earlier = [one for one in run.ledger.publications() if one.as_of < run.moment]
    if not earlier:
        return None
    newest = max(earlier, key=lambda one: one.as_of)
    tables: dict[str, Sequence[Mapping[str, Any]]] = {}
    with Runs(run.project.state).open(newest.run_id) as publication:
        for name in READ:
            try:
                tables[name] = publication.table(name).to_arrow_table().to_pylist()
            except duckdb.CatalogException:  # a publication of an earlier version has no such table
                continue
    return Earlier(newest.as_of, tables)
