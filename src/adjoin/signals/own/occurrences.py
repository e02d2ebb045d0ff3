"""What an own detector returned at one moment, judged as a whole: sightings, or a sentence why not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.signals.sightings import OPTIONAL, SIGHTED

REQUIRED = ("account_id", "product_id", "detected_on", "strength")
RETURNED = ("as_of", *REQUIRED, "says", "evidence", *OPTIONAL)
"""The columns with a meaning; every further one is evidence."""

HAIR = 1e-9
"""By how much a strength may pass 1: a sum of shares often ends a hair above it."""

KINDS = {pa.string(): "text", pa.float64(): "a number", pa.date32(): "a date"}
TYPES = {**SIGHTED, **OPTIONAL}


@dataclass(frozen=True)
class Moment:
    """What rows are judged against: the day, the accounts known then, the products of the catalog."""

    as_of: date
    accounts: pa.Array
    products: pa.Array


def lacking(columns: Sequence[str], source: str) -> list[str]:
    """A sentence for each required column that is not there."""
    extra = [name for name in columns if name not in RETURNED]
    return [
        f"{source}: it returns no column {name}{nearest(name, extra)}."
        for name in REQUIRED
        if name not in columns
    ]


def occurrences(rows: pa.Table, moment: Moment, what: str, source: str) -> pa.Table:
    """The rows as sightings at the moment, columns of SIGHTED and OPTIONAL.

    Where `says` is missing or null it is `what` with the day; `evidence` is the row's own JSON object, if it has one,
    and every column without another meaning. ConfigurationError says what makes the rows no sightings: a column that
    is missing or of the wrong type, a null, a strength outside 0 to 1, a day after the moment, an account or a product
    that does not exist.
    """
    if len(set(rows.column_names)) < rows.num_columns:
        raise ConfigurationError(f"{source}: it returns two columns of one name.")
    if wrong := lacking(rows.column_names, source):
        raise ConfigurationError(*wrong)
    typed = {name: _typed(rows, name, source) for name in RETURNED if name != "evidence"}
    _judge(typed, moment, source)
    whole = {
        **typed,
        "strength": pc.min_element_wise(typed["strength"], 1.0),
        "as_of": pa.array([moment.as_of] * rows.num_rows, pa.date32()),
        "says": _says(typed, what),
        "evidence": _evidence(rows, source),
    }
    order = [(name, "ascending") for name in ("account_id", "product_id", "detected_on", "says", "evidence")]
    return pa.table(whole).select([*SIGHTED, *OPTIONAL]).sort_by(order)


def _typed(rows: pa.Table, name: str, source: str) -> pa.ChunkedArray:
    """A column in its type; nulls where it is not there. Text is never read as a number or a day."""
    wanted = TYPES[name]
    if name not in rows.column_names:
        return pa.chunked_array([pa.nulls(rows.num_rows, wanted)])
    column = rows[name]
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not (pa.types.is_null(column.type) or _FITS[wanted](column.type)):
        raise ConfigurationError(f"{source}: {name} must be {KINDS[wanted]}, not {column.type}.")
    if pa.types.is_decimal(column.type):
        column = column.cast(pa.string())  # by way of its digits: 17 tenths are else a hair more than 1.7
    return column.cast(wanted, safe=False)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_day(kind: pa.DataType) -> bool:
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


_FITS = {pa.string(): _is_text, pa.float64(): _is_number, pa.date32(): _is_day}


def _judge(typed: dict[str, pa.ChunkedArray], moment: Moment, source: str) -> None:
    problems = [
        f"{source}: {name} is empty in {count} of its rows."
        for name in REQUIRED
        if (count := typed[name].null_count)
    ]
    day = pa.scalar(moment.as_of, pa.date32())
    strength = typed["strength"]
    inside = pc.and_(pc.greater_equal(strength, 0.0), pc.less_equal(strength, 1.0 + HAIR))
    problems += _of(typed["strength"], pc.invert(inside), "a strength of {}; it goes from 0 to 1", source)
    for name in ("detected_on", "ended_on"):
        late = pc.greater(typed[name], day)
        words = f"{name} {{}}, a day after {moment.as_of}, the day it speaks for"
        problems += _of(typed[name], late, words, source)
    other = pc.not_equal(typed["as_of"], day)
    problems += _of(typed["as_of"], other, f"as_of {{}} where the moment is {moment.as_of}", source)
    for name, known, of in (
        ("account_id", moment.accounts, "no account known then"),
        ("product_id", moment.products, "no product of the catalog"),
    ):
        unknown = pc.invert(pc.is_in(typed[name], value_set=known))
        problems += _of(typed[name], unknown, f"{name} '{{}}', which is {of}", source, known)
    if problems:
        raise ConfigurationError(*problems)


def _of(
    column: pa.ChunkedArray, wrong: pa.ChunkedArray, words: str, source: str, known: pa.Array = ()
) -> list[str]:
    """A sentence with the smallest wrong value, and with how many rows are wrong."""
    values = column.filter(wrong).drop_null()
    if not len(values):
        return []
    value = min(values.to_pylist(), key=str)
    close = nearest(value, known.to_pylist()) if len(known) else ""
    rows = "1 row" if len(values) == 1 else f"{len(values)} rows"
    return [f"{source}: it gives {words.format(value)}{close} ({rows} of {len(column)})."]


def _says(typed: dict[str, pa.ChunkedArray], what: str) -> pa.ChunkedArray:
    """The row's own sentence, or what the detector watches with the day."""
    days = typed["detected_on"].cast(pa.string())
    plain = pc.binary_join_element_wise(pa.scalar(what.rstrip(". ")), days, ", seen on ")
    return pc.coalesce(typed["says"], plain)


def _evidence(rows: pa.Table, source: str) -> pa.Array:
    """The JSON of each row. Sightings are few, so they are written one by one."""
    extra = rows.select([name for name in rows.column_names if name not in RETURNED]).to_pylist()
    given = rows["evidence"].to_pylist() if "evidence" in rows.column_names else [None] * rows.num_rows
    if not extra:
        extra = [{} for _ in given]
    written = [
        json.dumps(_plain({**_object(own, source), **more}), ensure_ascii=False)
        for own, more in zip(given, extra, strict=True)
    ]
    return pa.array(written, pa.string())


def _plain(value: Any) -> Any:
    """The value as JSON can say it: days as text, exact numbers as numbers, no number as null."""
    if isinstance(value, dict):
        return {str(word): _plain(inner) for word, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _object(evidence: Any, source: str) -> dict[str, Any]:
    """The row's own evidence: JSON text or a record."""
    if evidence is None:
        return {}
    if isinstance(evidence, dict):
        return evidence
    try:
        read = json.loads(evidence)
    except (TypeError, ValueError):
        read = None
    if not isinstance(read, dict):
        raise ConfigurationError(f"{source}: evidence must be a JSON object, not {str(evidence)[:60]!r}.")
    return read
