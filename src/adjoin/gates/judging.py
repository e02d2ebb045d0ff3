"""The gates: one SQL file each, run and gathered into one table of verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from adjoin.warehouse.graph import Schema, check
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        *(("base_product_id", pa.string()), ("gate", pa.string()), ("verdict", pa.string())),
        *(("severity", pa.int64()), ("reason_code", pa.string()), ("reason", pa.string())),
        ("reopens_on", pa.date32()),
    ]
)
"""The columns of `gates`. `severity`: the lower, the sooner it is named as the one that blocks."""


@dataclass(frozen=True)
class Gate:
    """One gate: its query, how severe it is, and the tables it needs at least one of."""

    query: Query
    severity: int
    needs_any: tuple[str, ...]
    needs_columns: tuple[str, ...]

    def off(self, mapped: frozenset[str]) -> str | None:
        """Why the gate is off, given what is mapped (tables, and `table.column`); None if it judges."""
        if self.needs_any and not set(self.needs_any) & mapped:
            return f"no {' and no '.join(self.needs_any)} mapped"
        missing = [column for column in self.needs_columns if column not in mapped]
        return f"{' and '.join(missing)} not mapped" if missing else None


def gates() -> list[Gate]:
    """The built-in gates, the most severe first."""
    found = [
        Gate(
            query=query,
            severity=int(query.front_matter["severity"]),
            needs_any=tuple(query.front_matter.get("needs_any", ())),
            needs_columns=tuple(query.front_matter.get("needs_columns", ())),
        )
        for query in queries_in("adjoin.gates").values()
    ]
    return sorted(found, key=lambda gate: gate.severity)


def judge(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    mapped: frozenset[str],
) -> None:
    """Run every gate and gather `gates`; one that is off has a single row without an account."""
    judging = [gate for gate in gates() if gate.off(mapped) is None]
    warehouse.put("mapped", pa.table({"name": pa.array(sorted(mapped), pa.string())}))
    check([gate.query for gate in judging], {**schema, "mapped": ("name",)})
    verdicts = [SCHEMA.empty_table(), _off(mapped)]
    verdicts += [_verdicts(warehouse, gate, settings.get(gate.query.name)) for gate in judging]
    warehouse.put("gates", pa.concat_tables(verdicts))


def _verdicts(warehouse: Warehouse, gate: Gate, values: Mapping[str, Value] | None) -> pa.Table:
    table = warehouse.fetch(gate.query, values)
    rows = table.num_rows
    table = table.append_column("gate", pa.array([gate.query.name] * rows, pa.string()))
    table = table.append_column("severity", pa.array([gate.severity] * rows, pa.int64()))
    return table.select(SCHEMA.names).cast(SCHEMA)


def _off(mapped: frozenset[str]) -> pa.Table:
    rows = [
        {"gate": g.query.name, "verdict": "off", "severity": g.severity, "reason_code": "off", "reason": why}
        for g in gates()
        if (why := g.off(mapped)) is not None
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
