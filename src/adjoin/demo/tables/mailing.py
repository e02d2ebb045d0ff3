"""The mailing as the marketing tool exports it, and the rows of what it started, beside those that were there."""

from dataclasses import fields, replace
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.demo.arrays import Ints, as_dates
from adjoin.demo.book import Book
from adjoin.demo.broken import Tables
from adjoin.demo.campaign import PRODUCT, Campaign
from adjoin.demo.evidence import Traces
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.tables.companies import Staff
from adjoin.demo.tables.contracts import Spans, draw_spans, subscriptions_table
from adjoin.demo.tables.deals import opportunities_table
from adjoin.demo.tables.people import users_table
from adjoin.demo.tables.usage import draw_meters, draw_quantities, limits_table, usage_table

_NUMBERED: Final = {
    "subscriptions.csv": ("sub_id", "S", 6),
    "deals.csv": ("deal_id", "D", 5),
    "users.parquet": ("user_id", "U", 6),
}
_PRODUCT_COLUMN: Final = {"subscriptions.csv": "product", "deals.csv": "product"}


def mailing_table(book: Book, campaign: Campaign) -> pa.Table:
    """`mailing.csv`: who was drawn, M mailed and C not."""
    size = len(campaign.account)
    return table(
        {
            "mailing": np.repeat(campaign.name, size),
            "crm_id": book.account_id[campaign.account],
            "cell": np.where(campaign.mailed, "M", "C"),
            "drawn": as_dates(np.repeat(campaign.day, size)),
            "product": np.repeat(PRODUCT, size),
        }
    )


def add_started(
    rng: np.random.Generator,
    data: Tables,
    book: Book,
    history: History,
    staff: Staff,
    campaign: Campaign,
    weeks: int,
) -> None:
    """Add what the mailed started to the tables, in place: contracts, deals, usage, limits and users.

    `history` holds the starts of the campaign already. Rows of old stay as they are, and before the new ones.
    """
    chosen = np.sort(campaign.account[campaign.began])
    if not len(chosen):
        return
    some, lived = _book_of(book, chosen), _history_of(history, chosen)
    meters = draw_meters(rng, some, lived, _no_traces(), weeks)
    quantity = draw_quantities(rng, some, lived, meters)
    spans = draw_spans(rng, some, lived)
    deals = opportunities_table(rng, rng, some, lived, replace(staff, ae=staff.ae[chosen]))
    written = {
        "subscriptions.csv": subscriptions_table(some, spans, _none_of(spans)),
        "usage.parquet": usage_table(some, lived, meters, quantity),
        "limits.csv": limits_table(some, lived, meters),
        "users.parquet": users_table(rng, some, lived),
        "deals.csv": _asked_after(deals, campaign.day),
    }
    for name, rows in written.items():
        told = rows.filter(pc.equal(rows[_PRODUCT_COLUMN.get(name, "product_id")], PRODUCT))
        data[name] = _below(data[name], _numbered(name, told, data[name].num_rows))


def _asked_after(deals: pa.Table, day: int) -> pa.Table:
    """The deals that were won, opened after `day`: nobody asked because of a mail that had not been sent.

    Those lost were written with the rest of the history.
    """
    won = deals.filter(pc.equal(deals["stage_name"], "Closed Won"))
    sent = pa.scalar(day + 1, pa.int32()).cast(won["created"].type)
    place = won.schema.get_field_index("created")
    return won.set_column(place, "created", pc.max_element_wise(won["created"], sent))


def _numbered(name: str, rows: pa.Table, after: int) -> pa.Table:
    """Rows of a numbered table go on counting where the rows before them end."""
    if name not in _NUMBERED or not rows.num_rows:
        return rows
    column, letter, digits = _NUMBERED[name]
    number = np.char.zfill(np.arange(after + 1, after + rows.num_rows + 1).astype(str), digits)
    return rows.set_column(rows.schema.get_field_index(column), column, pa.array(np.char.add(letter, number)))


def _below(rows: pa.Table, more: pa.Table) -> pa.Table:
    """`more` under `rows`, in their columns and types; a column that only `rows` has is empty there."""
    columns = {
        field.name: more[field.name].cast(field.type)
        if field.name in more.schema.names
        else pa.nulls(more.num_rows, field.type)
        for field in rows.schema
    }
    return pa.concat_tables([rows, pa.table(columns, schema=rows.schema)])


def _book_of(book: Book, chosen: Ints) -> Book:
    """The chosen accounts alone, without their parents."""
    kept = {field.name: getattr(book, field.name)[chosen] for field in fields(Book)}
    return replace(Book(**kept), parent=np.full(len(chosen), -1, dtype=np.int64))


def _history_of(history: History, chosen: Ints) -> History:
    """What happened to the chosen accounts, numbered anew."""
    mine: dict[str, Any] = {}
    for field in fields(History):
        value = getattr(history, field.name)
        if isinstance(value, dict):
            rows = np.isin(value["account"], chosen)
            mine[field.name] = {name: column[rows] for name, column in value.items()}
            mine[field.name]["account"] = np.searchsorted(chosen, value["account"][rows])
        elif isinstance(value, np.ndarray):
            mine[field.name] = value[chosen]
    return replace(history, **mine)


def _none_of(spans: Spans) -> Spans:
    return Spans(**{field.name: getattr(spans, field.name)[:0] for field in fields(Spans)})


def _no_traces() -> Traces:
    none, word = np.zeros(0, dtype=np.int64), np.zeros(0, dtype="<U1")
    return Traces(account=none, product=none, kind=word, day=none, until=none, genuine=none > 0, owned=none)
