"""What runs showed: the product of each account with a play or a discovery, run by run."""

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from adjoin.ledger.rows import BATCH, arrow
from adjoin.ledger.schema import EXPERIMENTS, SHOWN

if TYPE_CHECKING:
    import pyarrow as pa


def replace(connection: sa.Connection, as_of: date, shown: "pa.Table") -> None:
    """Keep `shown` (the columns of SHOWN) as what the run of `as_of` showed, instead of an earlier run of that date.

    ValueError if a row speaks for another date.
    """
    if any(day != as_of for day in shown["as_of"].unique().to_pylist()):
        raise ValueError(f"the run of {as_of} can keep only what was shown on {as_of}")
    connection.execute(sa.delete(SHOWN).where(SHOWN.c.as_of == as_of))
    for batch in shown.select(SHOWN.columns.keys()).to_batches(max_chunksize=BATCH):
        if batch.num_rows:
            connection.execute(sa.insert(SHOWN), batch.to_pylist())


def previous(connection: sa.Connection, before: date) -> "pa.Table":
    """What was last shown of each account on an earlier date than `before`.

    Columns: account_id, product_id, shown_since, shown_on, signal_kind, signal_score; one row an account.
    """
    import pyarrow as pa  # noqa: PLC0415  # 0.4 s to import, and only runs need it

    kept = SHOWN.c
    newest = (
        sa.select(kept.account_id, sa.func.max(kept.as_of).label("shown_on"))
        .where(kept.as_of < before)
        .group_by(kept.account_id)
        .subquery()
    )
    found: sa.Select[Any] = (
        sa.select(
            kept.account_id,
            kept.product_id,
            kept.shown_since,
            newest.c.shown_on,
            kept.signal_kind,
            kept.signal_score,
        )
        .join(newest, sa.and_(kept.account_id == newest.c.account_id, kept.as_of == newest.c.shown_on))
        .order_by(kept.account_id)
    )
    text, day = pa.string(), pa.date32()
    types = {"shown_since": day, "shown_on": day, "signal_score": pa.float64()}
    names = [column.name for column in found.selected_columns]
    return arrow(connection, found, pa.schema([(name, types.get(name, text)) for name in names]))


def proposals(connection: sa.Connection) -> "pa.Table":
    """Accounts by the product for which they first had a slot of the week, as a play shown or as a ghost.

    Columns: account_id, product_id, root_id, shown_on, ghost, filler, probability, signal_kind; one row an account,
    product and kind of slot, as of the first day it had it, and again as of the first day after each start of an
    experiment: what goes on then counts anew in either arm.
    """
    import pyarrow as pa  # noqa: PLC0415  # 0.4 s to import, and only runs need it

    kept = SHOWN.c
    slot = (kept.account_id, kept.product_id, kept.ghost, kept.filler)
    with_slot = sa.and_(kept.action == "play", kept.slot == "this_week")
    begun = EXPERIMENTS.c.started_on
    since = sa.select(sa.func.max(begun)).where(begun < kept.as_of).correlate(SHOWN).scalar_subquery()
    periods = sa.select(*slot, kept.as_of, since.label("since")).where(with_slot).subquery()
    named = [periods.c[column.name] for column in slot]
    first = (
        sa.select(*named, sa.func.min(periods.c.as_of).label("shown_on"))
        .group_by(*named, periods.c.since)
        .subquery()
    )
    same = [kept[column.name] == first.c[column.name] for column in slot]
    found: sa.Select[Any] = (
        sa.select(
            kept.account_id,
            kept.product_id,
            kept.root_id,
            first.c.shown_on,
            kept.ghost,
            kept.filler,
            kept.probability,
            kept.signal_kind,
        )
        .join(first, sa.and_(*same, kept.as_of == first.c.shown_on))
        .where(with_slot)
        .order_by(first.c.shown_on, kept.account_id, kept.product_id)
    )
    types = {
        "shown_on": pa.date32(),
        "probability": pa.float64(),
        "ghost": pa.bool_(),
        "filler": pa.bool_(),
    }
    names = [column.name for column in found.selected_columns]
    return arrow(connection, found, pa.schema([(name, types.get(name, pa.string())) for name in names]))
