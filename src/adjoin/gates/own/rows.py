"""What an own gate returned at one moment, judged as a whole: verdicts, or a sentence why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.domain.errors import ConfigurationError, nearest

REQUIRED = ("account_id", "product_id", "verdict", "reason", "reopens_on")
NEVER_EMPTY = ("account_id", "verdict", "reason")
SAYS = ("pass", "warn", "block", "unknown")
TYPES: dict[str, pa.DataType] = {
    "as_of": pa.date32(),
    "account_id": pa.string(),
    "product_id": pa.string(),
    "base_product_id": pa.string(),
    "verdict": pa.string(),
    "reason_code": pa.string(),
    "reason": pa.string(),
    "reopens_on": pa.date32(),
}
EMPTY = pa.schema(list(TYPES.items())).empty_table()
KINDS = {pa.string(): "text", pa.date32(): "a date"}


@dataclass(frozen=True)
class Moment:
    """What rows are judged against: the day, the accounts known then, those that hold something, the products."""

    as_of: date
    accounts: pa.ChunkedArray
    book: pa.ChunkedArray
    products: pa.ChunkedArray


def lacking(columns: Sequence[str], source: str) -> list[str]:
    """A sentence for each required column that is not there."""
    extra = [name for name in columns if name not in TYPES]
    return [
        f"{source}: it returns no column {name}{nearest(name, extra)}."
        for name in REQUIRED
        if name not in columns
    ]


def gate_rows(rows: pa.Table, moment: Moment, name: str, source: str) -> pa.Table:
    """The rows of the book as verdicts at the moment, columns of TYPES, each once and in a fixed order.

    A reason_code that is missing or null is the gate's name. Passes of one product are left out: what is not said
    passes. ConfigurationError says what makes the rows no verdicts.
    """
    if not rows.num_rows:
        return EMPTY
    if wrong := lacking(rows.column_names, source):
        raise ConfigurationError(*wrong)
    typed = {column: _typed(rows, column, source) for column in TYPES}
    typed["reason_code"] = pc.fill_null(typed["reason_code"], name)
    _judge(typed, moment, source)
    typed["as_of"] = pa.chunked_array([pa.array([moment.as_of] * rows.num_rows, pa.date32())])
    table = pa.table(typed)
    in_book = pc.is_in(table["account_id"], value_set=moment.book.combine_chunks())
    said = pc.or_(pc.is_null(table["product_id"]), pc.not_equal(table["verdict"], "pass"))
    kept = table.filter(pc.and_(in_book, said)).group_by(list(TYPES)).aggregate([])
    ordered = kept.select(list(TYPES)).sort_by([(column, "ascending") for column in TYPES])
    _refuse_twice(ordered, source)
    return ordered


def _typed(rows: pa.Table, name: str, source: str) -> pa.ChunkedArray:
    """A column in its type; nulls where it is not there."""
    wanted = TYPES[name]
    if name not in rows.column_names:
        return pa.chunked_array([pa.nulls(rows.num_rows, wanted)])
    column = rows[name]
    kind = column.type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    day = pa.types.is_date(kind) or pa.types.is_timestamp(kind)
    if not (pa.types.is_null(kind) or (text if pa.types.is_string(wanted) else day)):
        raise ConfigurationError(f"{source}: {name} must be {KINDS[wanted]}, not {kind}.")
    return column.cast(wanted, safe=False)


def _judge(typed: dict[str, pa.ChunkedArray], moment: Moment, source: str) -> None:
    problems = [
        f"{source}: {name} is empty in {count} of its rows."
        for name in NEVER_EMPTY
        if (count := typed[name].null_count)
    ]
    for name, known, of in (
        ("account_id", moment.accounts, "no account known then"),
        ("product_id", moment.products, "no product of the catalog"),
        ("base_product_id", moment.products, "no product of the catalog"),
        ("verdict", pa.chunked_array([SAYS]), f"none of {', '.join(SAYS)}"),
    ):
        unknown = pc.invert(pc.is_in(typed[name], value_set=known.combine_chunks()))
        problems += _of(typed[name], unknown, f"{name} '{{}}', which is {of}", source, known.to_pylist())
    day = pa.scalar(moment.as_of, pa.date32())
    other = pc.not_equal(typed["as_of"], day)
    problems += _of(typed["as_of"], other, f"as_of {{}} where the moment is {moment.as_of}", source)
    past = pc.and_(pc.equal(typed["verdict"], "block"), pc.less_equal(typed["reopens_on"], day))
    words = f"a block that reopens on {{}}, not after {moment.as_of}, the day it speaks for"
    problems += _of(typed["reopens_on"], past, words, source)
    if problems:
        raise ConfigurationError(*problems)


def _of(
    column: pa.ChunkedArray, wrong: pa.ChunkedArray, words: str, source: str, known: Sequence[str] = ()
) -> list[str]:
    """A sentence with the smallest wrong value, and with how many rows are wrong."""
    values = column.filter(wrong).drop_null()
    if not len(values):
        return []
    value = min(values.to_pylist(), key=str)
    close = nearest(value, known) if known else ""
    rows = "1 row" if len(values) == 1 else f"{len(values)} rows"
    return [f"{source}: it gives {words.format(value)}{close} ({rows} of {len(column)})."]


def _refuse_twice(rows: pa.Table, source: str) -> None:
    """One gate says one thing of one account, product and reason_code."""
    of = ["account_id", "product_id", "base_product_id", "reason_code"]
    counted = rows.group_by(of).aggregate([("reason", "count")])
    twice = counted.filter(pc.greater(counted["reason_count"], 1)).sort_by([("account_id", "ascending")])
    if twice.num_rows:
        raise ConfigurationError(
            f"{source}: it says two things of account '{twice['account_id'][0]}'; give one row an account and "
            "product, or each its own reason_code."
        )
