"""The tables as known at moments: the only door through which an analysis reads a canonical table.

A *moment* is an account at an as-of date. Each canonical table T has a view `known.T` with a leading `as_of`
column: the rows known at that moment, with the values that count only later (an end, an outcome) masked, and the
columns that sources overwrite taken from the ledger's `seen` log where a later run saw them change.
The views are built from the contract, so that no analysis filters dates by itself.
"""

from collections.abc import Mapping
from functools import cache

from sqlglot import exp

from adjoin.domain.canonical import ATTRIBUTES, CANONICAL, USAGE_PERIODS
from adjoin.domain.contract import Column, Start, Table


def known_view(table: Table) -> exp.Query:
    """The SELECT behind `known.<table>`; columns: as_of, then `table.known_columns`."""
    columns = [_masked(table, column).as_(column.name) for column in (*table.columns, *table.derived)]
    date_of_moment = exp.column("as_of", "m")
    query = exp.select(date_of_moment, *columns).from_(
        exp.table_("dates" if _of_nobody(table) else "moments", alias="m")
    )
    conditions: list[exp.Expr] = []
    if not _of_nobody(table):
        conditions.append(exp.column("account_id", "t").eq(exp.column("account_id", "m")))
    known = _known_from(table)
    if known is not None:
        conditions.append(exp.LTE(this=known, expression=date_of_moment))
    query = query.join(
        exp.table_(table.name, db="canonical", alias="t"),
        on=exp.and_(*conditions) if conditions else exp.true(),
    )
    return _with_seen(query, table) if table.overwritten else query


@cache
def known_views() -> Mapping[str, exp.Query]:
    """Every known view by its table's name; do not change them."""
    return {table.name: known_view(table) for table in (*CANONICAL.values(), ATTRIBUTES, USAGE_PERIODS)}


def _of_nobody(table: Table) -> bool:
    return "account_id" not in table.names


def _first_load() -> exp.Expr:
    return exp.column("first_load", "m")


def _known_from(table: Table) -> exp.Expr | None:
    if table.known_from is None or table.name == "accounts":
        return None  # `moments` holds exactly the accounts known on each date
    known = exp.column(table.known_on or table.known_from, "t")
    return known if table.start is Start.REQUIRED and table.name != "subscriptions" else _or_first_load(known)


def _or_first_load(day: exp.Expr) -> exp.Expr:
    return exp.func("COALESCE", day, _first_load())


def _masked(table: Table, column: Column) -> exp.Expr:
    value = _current(table, column)
    if column.counts_from is None:
        return value
    counts: exp.Expr = exp.LTE(
        this=_or_first_load(exp.column(column.counts_from, "t")), expression=exp.column("as_of", "m")
    )
    if table.open_while is not None:
        state, word = table.open_while
        counts = exp.and_(counts, exp.column(state, "t").neq(exp.Literal.string(word)))
    masked = exp.case().when(counts, value)
    return masked.else_(exp.Literal.string(column.default)) if column.default else masked


def _current(table: Table, column: Column) -> exp.Expr:
    standing = exp.column(column.name, "t")
    if not column.overwritten:
        return standing
    seen = exp.column(column.name, "s")
    return exp.case().when(exp.column("seen_from", "s").is_(exp.null()), standing).else_(seen)


def _with_seen(query: exp.Select, table: Table) -> exp.Query:
    """Join the version that a run saw at the moment; none where the current row was the last one seen."""
    same_key = [exp.column(key, "s").eq(exp.column(key, "t")) for key in table.key]
    as_of = exp.column("as_of", "m")
    return query.join(
        exp.table_(f"seen_{table.name}", db="canonical", alias="s"),
        on=exp.and_(
            *same_key,
            exp.LTE(this=exp.column("seen_from", "s"), expression=as_of),
            exp.GT(this=exp.column("seen_until", "s"), expression=as_of),
        ),
        join_type="left",
    )
