"""Trials as tables: what people and products told, beside those that subscriptions show, and how many converted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.domain.trial import TrialHistory
from adjoin.offers.trials.standing import standing
from adjoin.statistics.share_interval import share_interval
from adjoin.words.count import counted
from adjoin.words.share import percent

TOLD = pa.schema(
    [
        ("as_of", pa.date32()),
        ("trial_id", pa.string()),
        ("account_id", pa.string()),
        ("product_id", pa.string()),
        ("started_on", pa.date32()),
        ("ends_on", pa.date32()),
        ("ended_on", pa.date32()),
        ("said_on", pa.date32()),
        ("seeded", pa.bool_()),
    ]
)
"""`trials_told`: the trials of the ledger, as far as subscriptions are asked about them."""

_DAYS = ("as_of", "started_on", "ends_on", "last_milestone_on", "converted_on", "paid_on", "ended_on")
_WHOLE = ("play_id", "days_left", "criteria_met", "criteria_total", "milestones")
_NAMES = (
    *(
        "as_of",
        "trial_id",
        "account_id",
        "product_id",
        "play_id",
        "state",
        "started_on",
        "ends_on",
        "days_left",
    ),
    *("criteria", "criteria_met", "criteria_total", "participants", "seeded_with", "milestones"),
    *("last_milestone_on", "converted_on", "paid_on", "ended_on", "says", "source"),
)
TRIALS = pa.schema(
    [
        (name, pa.date32() if name in _DAYS else pa.int64() if name in _WHOLE else pa.string())
        for name in _NAMES
    ]
)
"""`trials`, key trial_id."""

_GROUPS = ("", "seeded_", "unseeded_")
CONVERSION = pa.schema(
    [
        ("as_of", pa.date32()),
        ("product_id", pa.string()),
        ("trials", pa.int64()),
        ("held_before", pa.int64()),
        *(
            field
            for group in _GROUPS
            for field in (
                *((f"{group}{name}", pa.int64()) for name in ("ended", "converted")),
                *((f"{group}{name}", pa.float64()) for name in ("share", "share_low", "share_high")),
            )
        ),
        ("says", pa.string()),
    ]
)
"""`trial_conversion`, key product_id: shares are 0–1, null of too few; limits are exact (Clopper–Pearson, 95 %)."""


def told_table(histories: Iterable[TrialHistory], as_of: date) -> pa.Table:
    """`trials_told` of trials as they stood on a day."""
    rows = [
        {
            "as_of": as_of,
            "trial_id": str(trial.trial_id),
            "account_id": trial.account_id,
            "product_id": trial.product_id,
            "started_on": trial.started_on,
            "ends_on": trial.ends_on,
            "ended_on": trial.ended_on,
            "said_on": trial.converted_on,
            "seeded": bool(trial.seeded_with),
        }
        for trial in (history.trial for history in histories)
    ]
    return pa.Table.from_pylist(rows, TOLD)


def trials_table(
    histories: Sequence[TrialHistory],
    as_of: date,
    paid_on: Mapping[str, date | None],
    mapped: pa.Table | None,
) -> pa.Table:
    """`trials` as of a day, by id. `paid_on`: the paid start of a trial by its id; `mapped`: those of subscriptions."""
    told = [standing(one, as_of, paid_on.get(str(one.trial.trial_id))) for one in histories]
    tables = [pa.Table.from_pylist(told, TRIALS)]
    if mapped is not None:
        tables.append(mapped.select(TRIALS.names).cast(TRIALS))
    return pa.concat_tables(tables).sort_by("trial_id")


def conversion_table(counts: Sequence[Mapping[str, Any]], least: int) -> pa.Table:
    """`trial_conversion` of rows of `trial_counts`. `least`: trials that must have ended before a share is said."""
    return pa.Table.from_pylist([_conversion(row, least) for row in counts], CONVERSION)


def _conversion(row: Mapping[str, Any], least: int) -> dict[str, Any]:
    shares = {
        f"{group}{name}": value
        for group in _GROUPS
        for name, value in _shares(row[f"{group}converted"], row[f"{group}ended"], least).items()
    }
    return {**row, **shares, "says": _says(row, shares, least)}


def _shares(converted: int, ended: int, least: int) -> dict[str, float | None]:
    if ended < least:
        return dict.fromkeys(("share", "share_low", "share_high"))
    low, high = share_interval(converted, ended)
    return {"share": converted / ended, "share_low": round(low, 12), "share_high": round(high, 12)}


def _says(row: Mapping[str, Any], shares: Mapping[str, float | None], least: int) -> str:
    ended = counted(row["ended"], "trial")
    if shares["share"] is None:
        return f"Too few: {ended} ended long enough ago; {least} are needed"
    said = f"{row['converted']} of {ended} converted ({percent(shares['share'])})"
    if shares["seeded_share"] is None or shares["unseeded_share"] is None:
        both = f"{row['seeded_ended']} seeded with the customer's data, {row['unseeded_ended']} not"
        return f"{said}; too few to compare by what they hold: {both}"
    return (
        f"{said}; {percent(shares['seeded_share'])} of those with the customer's data, "
        f"{percent(shares['unseeded_share'])} of those without: who got which was not drawn by lot"
    )
