"""The six pitfalls of every moment as the table `pitfalls`: each by the symptom that stands worst."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.measurement.pitfalls.judging import Judged, State, Thresholds, judge
from adjoin.measurement.pitfalls.symptoms import PITFALLS, SYMPTOMS, Symptom
from adjoin.words.share import interval, percent

Row = dict[str, Any]

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
PITFALL_TABLE = pa.schema(
    [
        *(
            ("as_of", pa.date32()),
            ("place", _WHOLE),
            ("pitfall", _TEXT),
            ("state", _TEXT),
            ("symptom", _TEXT),
        ),
        *(("accounts", _WHOLE), ("of_accounts", _WHOLE)),
        *((name, _NUMBER) for name in ("share", "low", "high", "money")),
        *(("cells", _WHOLE), ("priced", _WHOLE), ("money_is", _TEXT)),
        *(("watch", _NUMBER), ("threshold", _NUMBER), ("says", _TEXT), ("what_to_do", _TEXT)),
        *(("missing", _TEXT), ("symptoms", _TEXT)),
    ]
)
"""The columns of `pitfalls`; key as_of, place. All numbers are those of `symptom`, the one that stands worst by state,
then by its share over the threshold from which it is bad. `symptoms`: JSON list of all. `missing`: what is not mapped,
with which more could be told; null where nothing is."""

SYMPTOM_TABLE = pa.schema([("pitfall", _TEXT), ("symptom", _TEXT), ("missing", _TEXT)])
"""The columns of `pitfall_symptoms`; `missing`: null where it is watched."""


@dataclass(frozen=True, slots=True)
class _Seen:
    symptom: Symptom
    thresholds: Thresholds
    missing: tuple[str, ...]
    judged: Judged
    counts: Mapping[str, Any]

    @property
    def over(self) -> float:
        return (self.judged.share or 0.0) / self.thresholds.bad if self.thresholds.bad else 0.0


def symptom_table(mapped: Collection[str]) -> pa.Table:
    """Which symptoms are watched, given what is mapped (tables, and `table.column`)."""
    rows = [
        {"pitfall": one.pitfall, "symptom": one.name, "missing": ", ".join(one.missing(mapped)) or None}
        for one in SYMPTOMS
    ]
    return pa.Table.from_pylist(rows, schema=SYMPTOM_TABLE)


def pitfalls_table(
    dates: Sequence[date], counts: Iterable[Row], thresholds: Iterable[Row], mapped: Collection[str]
) -> pa.Table:
    """The table from the rows of `pitfall_counts` and `pitfall_thresholds`."""
    counted = {(row["as_of"], row["symptom"]): row for row in counts}
    limits = {row["symptom"]: Thresholds(row["least"], row["watch"], row["bad"]) for row in thresholds}
    rows = []
    for as_of in dates:
        seen = [_seen(one, counted.get((as_of, one.name), {}), limits[one.name], mapped) for one in SYMPTOMS]
        rows += [{"as_of": as_of, **row} for row in _rows(seen)]
    return pa.Table.from_pylist(rows, schema=PITFALL_TABLE)


def _seen(symptom: Symptom, counts: Row, limits: Thresholds, mapped: Collection[str]) -> _Seen:
    missing = symptom.missing(mapped)
    if missing:
        return _Seen(symptom, limits, missing, Judged(State.OFF, None, None, None), {})
    judged = judge(counts.get("accounts", 0), counts.get("of_accounts", 0), limits)
    return _Seen(symptom, limits, (), judged, counts)


def _rows(seen: Sequence[_Seen]) -> Iterator[Row]:
    for place, pitfall in enumerate(PITFALLS, 1):
        own = [one for one in seen if one.symptom.pitfall == pitfall]
        worst = min(own, key=lambda one: (list(State).index(one.judged.state), -one.over))
        missing = dict.fromkeys(need for one in own for need in one.missing)
        yield {
            "place": place,
            "pitfall": pitfall,
            **_told(worst),
            "threshold": worst.thresholds.bad,
            "what_to_do": _what_to_do(worst),
            "missing": ", ".join(missing) or None,
            "symptoms": json.dumps([_told(one) | {"threshold": one.thresholds.bad} for one in own]),
        }


def _told(one: _Seen) -> Row:
    judged, off = one.judged, one.judged.state is State.OFF
    return {
        "symptom": one.symptom.name,
        "state": judged.state.value,
        "accounts": None if off else one.counts.get("accounts", 0),
        "of_accounts": None if off else one.counts.get("of_accounts", 0),
        "share": _rounded(judged.share),
        "low": _rounded(judged.low),
        "high": _rounded(judged.high),
        "money": one.counts.get("money"),
        "cells": None if off else one.counts.get("cells", 0),
        "priced": None if off else one.counts.get("priced", 0),
        "money_is": one.symptom.money_is,
        "watch": one.thresholds.watch,
        "says": _says(one),
    }


def _says(one: _Seen) -> str:
    symptom, judged, counts = one.symptom, one.judged, one.counts
    if judged.state is State.OFF:
        lacks = f"{' and '.join(one.missing)} {'is' if len(one.missing) == 1 else 'are'} not mapped"
        return f"Not watched: {lacks}, so nobody knows how many accounts {symptom.of_whom} {symptom.did}"
    if judged.share is None:
        return f"There is no account {symptom.of_whom}, so there is nothing to judge"
    told = (
        f"{counts['accounts']:,} of {counts['of_accounts']:,} accounts {symptom.of_whom} {symptom.did}: "
        f"{percent(judged.share)} ({interval(judged.low, judged.high)} %)"
    )
    if judged.state is not State.CANNOT_TELL:
        return told
    return f"{told}; too few accounts to tell whether that is under {percent(one.thresholds.bad)}"


def _what_to_do(one: _Seen) -> str:
    if one.judged.state is State.OFF:
        return f"Map {' and '.join(one.missing)} in adjoin.yaml"
    if one.judged.state is State.OK:
        return "Nothing now: it stays under what is worth watching"
    if one.judged.state is State.CANNOT_TELL:
        return "Nothing yet: look again when more accounts can be judged"
    return one.symptom.what_to_do


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 9)
