"""What every gate is: its verdicts as a table, how severe it is, and which tables it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Query, Value
from adjoin.warehouse.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        *(("base_product_id", pa.string()), ("gate", pa.string()), ("verdict", pa.string())),
        *(("severity", pa.int64()), ("reason_code", pa.string()), ("reason", pa.string())),
        *(("reopens_on", pa.date32()), ("scope", pa.string()), ("counts_as", pa.string())),
    ]
)
"""The columns of `gates`. `severity`: the lower, the sooner it is named as the one that blocks. `scope`: `all`, or
`play` where a block stops only plays and asking stays allowed. `counts_as`: pass, warn, block or off; what an `unknown`
comes to is a setting of its gate."""

VERDICTS = ("pass", "warn", "block", "unknown", "off")
COUNTS_AS = ("pass", "warn", "block")
UNKNOWN = "unknown"


class Gate(Protocol):
    """A gate built in, or one of the project's own."""

    @property
    def name(self) -> str: ...

    @property
    def severity(self) -> int: ...

    @property
    def scope(self) -> str: ...

    def off(self, mapped: frozenset[str]) -> str | None:
        """Why the gate is off, given what is mapped (tables, and `table.column`); None if it judges."""

    def unknown(self, values: Mapping[str, Value]) -> Value:
        """What `unknown` counts as, given the gate's settings."""

    def verdicts(self, warehouse: Warehouse, schema: Schema, values: Mapping[str, Value]) -> pa.Table:
        """Its rows over all open moments: the columns of SCHEMA up to reopens_on, less gate and severity."""


@dataclass(frozen=True)
class SqlGate:
    """A built-in gate: one SQL file, and the tables it needs at least one of."""

    query: Query
    severity: int
    scope: str
    needs_any: tuple[str, ...]
    needs_columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.query.name

    def off(self, mapped: frozenset[str]) -> str | None:
        if self.needs_any and not set(self.needs_any) & mapped:
            return f"no {' and no '.join(self.needs_any)} mapped"
        missing = [column for column in self.needs_columns if column not in mapped]
        return f"{' and '.join(missing)} not mapped" if missing else None

    def unknown(self, values: Mapping[str, Value]) -> Value:
        return values.get(UNKNOWN, self.query.parameters.get(UNKNOWN, "warn"))

    def verdicts(self, warehouse: Warehouse, schema: Schema, values: Mapping[str, Value]) -> pa.Table:
        return warehouse.fetch(self.query, values)


def as_gates(gate: Gate, rows: pa.Table, values: Mapping[str, Value]) -> pa.Table:
    """A gate's rows as rows of `gates`. ConfigurationError names a setting that is no verdict."""
    unknown = str(gate.unknown(values))
    _refuse(gate.name, "`unknown`", [unknown], COUNTS_AS)
    if not rows.num_rows:
        return SCHEMA.empty_table()
    _refuse(gate.name, "a verdict", sorted(set(rows["verdict"].to_pylist())), VERDICTS)
    told = rows.append_column("gate", _all(gate.name, rows)).append_column(
        "severity", pa.array([gate.severity] * rows.num_rows, pa.int64())
    )
    told = told.append_column("scope", _all(gate.scope, rows))
    counts = pc.if_else(pc.equal(rows["verdict"], UNKNOWN), unknown, rows["verdict"])
    return told.append_column("counts_as", counts).select(SCHEMA.names).cast(SCHEMA)


def off_row(gate: str, scope: str, severity: int, why: str) -> dict[str, object]:
    """The one row, without an account, of a gate that does not judge."""
    return {
        "gate": gate, "verdict": "off", "severity": severity, "reason_code": "off", "reason": why,
        "scope": scope, "counts_as": "off",
    }  # fmt: skip


def _all(word: str, rows: pa.Table) -> pa.Array:
    return pa.array([word] * rows.num_rows, pa.string())


def _refuse(gate: str, what: str, words: list[str], allowed: tuple[str, ...]) -> None:
    wrong = [word for word in words if word not in allowed]
    if wrong:
        raise ConfigurationError(
            f"The gate '{gate}': {what} is '{wrong[0]}'{nearest(wrong[0], allowed)}; "
            f"it is one of {', '.join(allowed)}. Correct its settings in adjoin.yaml."
        )
