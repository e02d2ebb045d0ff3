"""Which overwritten columns a backtest had to take as they stand today, because no run had seen them before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import pyarrow as pa

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Start
from adjoin.measurement.backtest.published import AS_THEY_STAND
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse


def as_they_stand(warehouse: Warehouse, mapped: Collection[str], dates: Sequence[date]) -> pa.Table:
    """`AS_THEY_STAND` of the mapped columns. `mapped`: tables, and `table.column`; `dates`: of the backtest."""
    rows = warehouse.fetch(queries_in("adjoin.measurement.asked")["seen_since"]).to_pylist()
    since: dict[str, date] = {row["table_name"]: row["seen_on"] for row in rows}
    found: list[tuple[str, str | None, date | None, int, str]] = []
    for table in CANONICAL.values():
        if table.name not in mapped:
            continue
        seen = since.get(table.name)
        unseen = sum(seen is None or day < seen for day in dates)
        names = [c.name for c in table.overwritten if f"{table.name}.{c.name}" in mapped]
        found += [(table.name, name, seen, unseen, _says(seen)) for name in names if unseen]
        if table.start is Start.ALWAYS and not table.overwritten:
            found.append(
                (table.name, None, None, len(dates), "has no dates, so today's rows count on every date")
            )
    told = [dict(zip(AS_THEY_STAND.names, row, strict=True)) for row in found]
    return pa.Table.from_pylist(told, schema=AS_THEY_STAND)


def _says(seen: date | None) -> str:
    since = "no run has kept earlier values yet" if seen is None else f"runs keep its values since {seen}"
    return f"overwritten by the source; {since}"
