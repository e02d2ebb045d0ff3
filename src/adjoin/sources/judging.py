"""One part of a canonical table, from its origin to judged rows in a temporary table."""

from dataclasses import asdict, dataclass
from datetime import date

import duckdb
import pyarrow as pa

from adjoin.domain.contract import Table
from adjoin.sources.binding import Part
from adjoin.sources.origin import BrokenRow
from adjoin.sources.products import ProductNames
from adjoin.sources.rules import as_case, rules_of
from adjoin.sources.shaping import drops_ignored, expands, finals, key_text, raw_selects, values
from adjoin.sources.template import fill, literal, quoted, run

TYPED = "adjoin_typed"
PRODUCT_LINES = pa.schema(
    {
        "raw": pa.string(),
        "product_id": pa.string(),
        "share": pa.float64(),
        "verdict": pa.string(),
        "hint": pa.string(),
    }
)
MENTIONS = pa.schema([("raw", pa.string()), ("normal", pa.string())])


@dataclass(frozen=True)
class Judge:
    """What every row is held against."""

    connection: duckdb.DuckDBPyConnection
    products: ProductNames
    currency: str
    load_day: date

    def judge(self, part: Part, place: int) -> list[BrokenRow]:
        """Stage the part as `staged(place)`, and add its rows to TYPED (created by place 0)."""
        connection, mapped = self.connection, f"adjoin_mapped_{place}"
        broken = part.origin.stage(connection, staged(place), part.mapping.where)
        selects = [
            fill("mapped_rows", columns=columns, staged=staged(place), holds=holds)
            for columns, holds in raw_selects(part)
        ]
        run(connection, "mapped", mapped=mapped, selects=" UNION ALL ".join(selects))
        final = finals(part)
        opening = f"CREATE OR REPLACE TEMP TABLE {TYPED} AS" if place == 0 else f"INSERT INTO {TYPED} BY NAME"
        run(
            connection,
            "judge",
            into=opening,
            mapped=mapped,
            part=str(place),
            values=values(part, self.currency) or "1",
            key=key_text(part, final),
            reason=as_case(rules_of(part, self.load_day)),
            finals=", ".join(f"{value} AS {quoted(name)}" for name, value in final.items()),
            **self._joins(part, mapped),
        )
        return broken

    def _joins(self, part: Part, mapped: str) -> dict[str, str]:
        account, account_join = _account(part)
        has_product = "product_id" in part.names
        mentions = "products_mentioned" in part.names
        joins = [account_join]
        if has_product:
            self._product_lines(part.table, mapped)
            joins.append("LEFT JOIN adjoin_product_lines AS p ON p.raw = m.r_product_id")
        if mentions:
            self._mentions(mapped)
            joins.append("LEFT JOIN adjoin_mentions AS s ON s.raw = m.r_products_mentioned")
        ignores = has_product and drops_ignored(part.table)
        named = "r_account_id IS NOT NULL" if account != "CAST(NULL AS VARCHAR)" else "false"
        return {
            "account": account,
            "product": "p.product_id" if has_product else "CAST(NULL AS VARCHAR)",
            "share": "coalesce(p.share, 1.0)" if has_product else "1.0",
            "verdict": "p.verdict" if has_product else "CAST(NULL AS VARCHAR)",
            "hint": "p.hint" if has_product else "CAST(NULL AS VARCHAR)",
            "mentioned": "s.normal" if mentions else "CAST(NULL AS VARCHAR)",
            "joins": "\n    ".join(joins),
            "ignored": "(j_verdict IS NOT NULL AND j_verdict = 'ignored')" if ignores else "false",
            "matched": f"CASE WHEN {named} THEN j_account IS NOT NULL END",
            "unknown": "CASE WHEN j_verdict = 'unknown' THEN r_product_id END"
            if has_product
            else "CAST(NULL AS VARCHAR)",
        }

    def _product_lines(self, table: Table, mapped: str) -> None:
        words = self._words("r_product_id", mapped)
        lines = [line for word in words for line in self._lines(word, expands(table))]
        self._put("adjoin_product_lines", pa.Table.from_pylist(lines, schema=PRODUCT_LINES))

    def _lines(self, word: str, splits: bool) -> list[dict[str, object]]:
        return [asdict(line) for line in self.products.lines(word, splits)]

    def _mentions(self, mapped: str) -> None:
        words = self._words("r_products_mentioned", mapped)
        rows = [{"raw": word, "normal": self.products.mentioned(word)} for word in words]
        self._put("adjoin_mentions", pa.Table.from_pylist(rows, schema=MENTIONS))

    def _words(self, column: str, mapped: str) -> list[str]:
        return [str(row[0]) for row in run(self.connection, "distinct_words", column=column, mapped=mapped)]

    def _put(self, name: str, table: pa.Table) -> None:
        self.connection.register("adjoin_incoming", table)
        run(self.connection, "put", relation=name)
        self.connection.unregister("adjoin_incoming")


def staged(place: int) -> str:
    """The temporary relation with a part's rows as their source gives them."""
    return f"adjoin_staged_{place}"


def _account(part: Part) -> tuple[str, str]:
    """The SQL of a row's account in `accounts`, and the join that finds it."""
    if "account_id" not in part.names or part.table.name == "accounts":
        return "CAST(NULL AS VARCHAR)", ""
    via = part.bound["account_id"].mapping.via
    if via is None:
        return "a.account_id", "LEFT JOIN canonical.accounts AS a ON a.account_id = m.r_account_id"
    return "i.account_id", (
        f"LEFT JOIN canonical.account_ids AS i ON i.system = {literal(via)} AND i.system_id = m.r_account_id"
    )
