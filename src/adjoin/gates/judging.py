"""The gates: one SQL file each, run and gathered into one table of verdicts."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.files import in_one_line
from adjoin.gates.gate import SCHEMA, Gate, SqlGate, as_gates, off_row
from adjoin.gates.own.reading import NO_GATES, OwnGates
from adjoin.gates.own.sql_file import OwnGate
from adjoin.warehouse.graph import Schema, check
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

Settings = Mapping[str, Mapping[str, Value]]
LEAST_SEVERE = 100


def gates() -> list[SqlGate]:
    """The built-in gates, the most severe first."""
    found = [
        SqlGate(
            query=query,
            severity=int(query.front_matter["severity"]),
            scope=str(query.front_matter.get("scope", "all")),
            needs_any=tuple(query.front_matter.get("needs_any", ())),
            needs_columns=tuple(query.front_matter.get("needs_columns", ())),
        )
        for query in queries_in("adjoin.gates").values()
    ]
    return sorted(found, key=lambda gate: gate.severity)


def judge(
    warehouse: Warehouse,
    schema: Schema,
    settings: Settings,
    mapped: frozenset[str],
    own: OwnGates = NO_GATES,
) -> dict[str, str]:
    """Run every gate and gather `gates`; one that is off has a single row without an account.

    Gives the gates of the project's own that are left out, by name, and why: refused when read, or broken in this
    run. Those have such a row too, and the others judge. ConfigurationError if a setting of a gate is no verdict.
    """
    judging = [gate for gate in gates() if gate.off(mapped) is None]
    warehouse.put("mapped", pa.table({"name": pa.array(sorted(mapped), pa.string())}))
    check([gate.query for gate in judging], {**schema, "mapped": ("name",)})
    verdicts = [SCHEMA.empty_table(), _off(mapped, own.gates)]
    for gate in judging:
        values = settings.get(gate.name, {})
        verdicts.append(as_gates(gate, gate.verdicts(warehouse, schema, values), values))
    found, broken = _own_verdicts(warehouse, schema, settings, mapped, own.gates)
    left_out = {refusal.name: refusal.why for refusal in own.refused} | broken
    refused = [off_row(name, "all", LEAST_SEVERE, why) for name, why in sorted(left_out.items())]
    verdicts += [*found, pa.Table.from_pylist(refused, schema=SCHEMA)]
    warehouse.put("gates", pa.concat_tables(verdicts))
    return left_out


def _own_verdicts(
    warehouse: Warehouse, schema: Schema, settings: Settings, mapped: frozenset[str], own: Sequence[OwnGate]
) -> tuple[list[pa.Table], dict[str, str]]:
    """What the project's own gates say, and those that break at these moments, each with why."""
    found, broken = [], {}
    for gate in own:
        values = settings.get(gate.name, {})
        if gate.off(mapped) is not None:
            continue
        try:
            found.append(as_gates(gate, gate.verdicts(warehouse, schema, values), values))
        except ConfigurationError as error:
            broken[gate.name] = in_one_line(error)
    return found, broken


def _off(mapped: frozenset[str], own: Sequence[OwnGate]) -> pa.Table:
    every: list[Gate] = [*gates(), *own]
    rows = [
        off_row(gate.name, gate.scope, gate.severity, why)
        for gate in every
        if (why := gate.off(mapped)) is not None
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
