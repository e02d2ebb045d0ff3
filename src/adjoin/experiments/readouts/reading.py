"""What came of every experiment, ours and those made elsewhere, as known at each moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adjoin.experiments.readouts.arms import Key, Scope, key_of, scopes
from adjoin.experiments.readouts.control_words import ARM_ROLES, arm_roles
from adjoin.experiments.readouts.distrust import ratio_of
from adjoin.experiments.readouts.experiments_table import experiments_table
from adjoin.experiments.readouts.guard_rails_table import alarms, guard_rails_table
from adjoin.experiments.readouts.looks_table import looks_table
from adjoin.experiments.readouts.money_table import money_table
from adjoin.experiments.readouts.readouts_table import Context, readouts_table
from adjoin.experiments.readouts.schemas import PUBLISHED
from adjoin.experiments.settings import Settings, settings_of
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

COLUMNS: Schema = {
    **{name: tuple(schema.names) for name, schema in PUBLISHED.items()},
    "contaminated": tuple(queries_in("adjoin.experiments.readouts")["contaminated"].columns),
}
"""The relations meant to be shown, and their columns."""

WHICH = ("as_of", "experiment", "source")


def read_out(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Any]] | None = None
) -> Schema:
    """Put `experiments`, `readouts`, `readout_looks`, `readout_money`, `guard_rails`; build `units` and `contaminated`.

    Reads spans, holdings, roots, approaches and what is known of experiments, arms, proposals, assignments, plays,
    interactions, opportunities, tickets, contacts and subscriptions. `settings`: by owner, `experiments` and the SQL
    files of this room. Gives the columns of everything left. Raises ValueError for settings that cannot be.
    """
    told = settings_of(settings or {})
    built = _units(warehouse, schema, told, settings or {})
    found = list(
        scopes(
            _rows(warehouse, "experiment_facts", WHICH),
            _rows(warehouse, "unit_counts", (*WHICH, "product_id", "arm")),
            _rows(warehouse, "look_counts", (*WHICH, "product_id", "arm", "looked_on", "by_read_on")),
        )
    )
    rails = guard_rails_table(
        found, _rows(warehouse, "rail_counts", (*WHICH, "rail", "arm", "looked_on")), told.level
    )
    ratios = {scope.key: ratio_of(scope) for scope in found if scope.product_id is None}
    distrust = {key: ratio.says for key, ratio in ratios.items() if ratio.broken}
    contexts = _contexts(found, distrust, alarms(rails))
    sums = _rows(warehouse, "money_sums", (*WHICH, "arm", "looked_on", "by_read_on"))
    warehouse.put("guard_rails", rails)
    warehouse.put("readouts", readouts_table(found, contexts, told.level))
    warehouse.put("readout_looks", looks_table(found, told.level))
    warehouse.put("readout_money", money_table(found, sums, distrust, told.level))
    warehouse.put("experiments", experiments_table(found, ratios, _reached(warehouse), told.level))
    return {**built, **COLUMNS}


def _units(
    warehouse: Warehouse, schema: Schema, told: Settings, settings: Mapping[str, Mapping[str, Any]]
) -> Schema:
    """Build the SQL files, once it is known which arms were left alone."""
    queries = dict(queries_in("adjoin.experiments.readouts"))
    values: dict[str, Mapping[str, Value]] = {
        name: ({"horizon_days": told.horizon_days} if "horizon_days" in query.parameters else {})
        | dict(settings.get(name, {}))
        for name, query in queries.items()
    }
    first = {"arms_elsewhere": queries.pop("arms_elsewhere")}
    named = build_all(warehouse, first, schema, values)
    arms = _rows(warehouse, "arms_elsewhere", ("as_of", "experiment", "arm"))
    warehouse.put("arm_roles", arm_roles(arms, told.control_arms))
    named["arm_roles"] = tuple(ARM_ROLES.names)
    return {**named, **build_all(warehouse, queries, {**schema, **named}, values)}


def _contexts(
    found: list[Scope], distrust: Mapping[Key, str], worse: Mapping[Key, Mapping[str, str]]
) -> dict[Key, Context]:
    products: dict[Key, int] = {}
    for scope in found:
        products[scope.key] = products.get(scope.key, 0) + (scope.product_id is not None)
    return {key: Context(number, distrust.get(key), worse.get(key, {})) for key, number in products.items()}


def _reached(warehouse: Warehouse) -> dict[Key, int]:
    units: dict[Key, set[str]] = {}
    for row in _rows(warehouse, "contaminated", (*WHICH, "root", "happened_on")):
        units.setdefault(key_of(row), set()).add(row["root"])
    return {key: len(roots) for key, roots in units.items()}


def _rows(warehouse: Warehouse, name: str, order: tuple[str, ...]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = warehouse.read(name, order).to_pylist()
    return rows
