"""One canonical table from its parts: judged, cleared of repeats, published, and counted."""

from dataclasses import dataclass
from datetime import date
from typing import cast

import pyarrow as pa

from adjoin.domain.contract import Table
from adjoin.sources.binding import Part
from adjoin.sources.judging import TYPED, Judge, staged
from adjoin.sources.origin import BrokenRow
from adjoin.sources.report import TableReport, UnknownSku
from adjoin.sources.shaping import extra_columns, nothing
from adjoin.sources.template import literal, quoted, run


@dataclass(frozen=True)
class Filling:
    """Makes `canonical.<table>` and its rows of `main.rejected`."""

    judge: Judge

    def fill(self, table: Table, parts: list[Part]) -> tuple[TableReport, tuple[UnknownSku, ...]]:
        """`parts`: the mapped one first, then the ledger's; without any the table is empty."""
        if not parts:
            run(self.judge.connection, "publish_empty", table=table.name, columns=nothing(table))
            return TableReport(table.name, mapped=False), ()
        broken = [row for place, part in enumerate(parts) for row in self.judge.judge(part, place)]
        self._find_repeats(table)
        self._publish(table)
        if table.name == "accounts":
            self._attributes(parts[0])
        report = self._report(table, parts, len(broken))
        if report.rejected:
            self._reject(table, parts, broken)
        unknown = self._unknown(table, parts[0])
        self._clear(parts)
        return report, unknown

    def _attributes(self, part: Part) -> None:
        places = range(len(part.attributes))
        run(
            self.judge.connection,
            "attributes",
            names="[" + ", ".join(literal(name) for name in part.attributes) + "]::VARCHAR[]",
            values="[" + ", ".join(f"a_{i}" for i in places) + "]::VARCHAR[]",
            typed=TYPED,
        )

    def _find_repeats(self, table: Table) -> None:
        content = [quoted(name) for name in (*table.names, *extra_columns(table))]
        known = f"{quoted(table.known_from)} NULLS FIRST," if table.known_from else ""
        run(
            self.judge.connection,
            "repeats",
            typed=TYPED,
            key=_columns(table.key),
            content=", ".join(content),
            known=known,
        )

    def _publish(self, table: Table) -> None:
        columns = _columns((*table.names, *extra_columns(table)))
        key = _columns(table.key)
        run(self.judge.connection, "publish", table=table.name, typed=TYPED, columns=columns, key=key)

    def _reject(self, table: Table, parts: list[Part], broken: list[BrokenRow]) -> None:
        connection = self.judge.connection
        for place, part in enumerate(parts):
            pairs = ", ".join(f"{literal(name)}, s.{quoted(name)}" for name in part.origin.columns)
            files = "[" + ", ".join(literal(name) for name in part.origin.files) + "]"
            run(
                connection,
                "reject",
                table=literal(table.name),
                typed=TYPED,
                staged=staged(place),
                part=str(place),
                pairs=pairs,
                files=files,
            )
        if broken:
            columns = {name: [getattr(row, name) for row in broken] for name in BrokenRow.__slots__}
            connection.register("adjoin_broken", pa.table(columns))
            run(connection, "reject_broken", table=literal(table.name))
            connection.unregister("adjoin_broken")

    def _report(self, table: Table, parts: list[Part], broken: int) -> TableReport:
        connection = self.judge.connection
        rows = sum(
            cast(int, run(connection, "count_rows", relation=staged(i))[0][0]) for i in range(len(parts))
        )
        counted = run(connection, "counts", typed=TYPED)[0]
        total, ignored, repeats, rejected = cast(tuple[int, int, int, int], counted[:4])
        mapped = [part for part in parts if not part.is_ledger]
        return TableReport(
            name=table.name,
            mapped=bool(mapped),
            source=mapped[0].origin.name if mapped else None,
            columns=mapped[0].names if mapped else (),
            read=rows + broken,
            expanded=total - rows,
            kept=total - ignored - repeats - rejected,
            rejected=rejected + broken,
            repeats=repeats,
            ignored=ignored,
            join_rate=cast(float | None, counted[4]),
            fresh_on=self._freshness(table),
        )

    def _freshness(self, table: Table) -> date | None:
        if table.known_from is None:
            return None
        known = quoted(table.known_from)
        return cast(date | None, run(self.judge.connection, "freshness", table=table.name, known=known)[0][0])

    def _unknown(self, table: Table, part: Part) -> tuple[UnknownSku, ...]:
        if "product_id" not in part.names:
            return ()
        money = next((c.name for c in table.columns if c.money and c.name in part.names), None)
        column = quoted(money) if money else "CAST(NULL AS DOUBLE)"
        rows = run(self.judge.connection, "unknown_skus", typed=TYPED, money=column)
        return tuple(UnknownSku(table.name, *cast(tuple[str, int, float | None], row)) for row in rows)

    def _clear(self, parts: list[Part]) -> None:
        for place, part in enumerate(parts):
            run(
                self.judge.connection,
                "clear",
                mapped=f"adjoin_mapped_{place}",
                staged=staged(place),
                kind=part.origin.kept_as,
            )
        run(self.judge.connection, "clear_typed", typed=TYPED)


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(quoted(name) for name in names)
