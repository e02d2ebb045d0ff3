"""What learning changed: each value before and after, and because of what.

Before is what the publication before said; where it said nothing, the expert's weight, no tilt, or nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]
TEXT, NUMBER, DATE = pa.string(), pa.float64(), pa.date32()
CHANGES = pa.schema(
    [("as_of", DATE), ("what", TEXT), ("name", TEXT), ("before", NUMBER), ("after", NUMBER), ("unit", TEXT),
     ("before_says", TEXT), ("after_says", TEXT), ("because", TEXT), ("since", DATE)]
)  # fmt: skip
"""Key what, name. `before_says`, `after_says`: where they are words and no numbers. `since`: the day of the publication
that `before` is of; null where it is the expert's, or where there was nothing."""

READ = ("detectors", "feedback_records", "model_report", "model_weights", "play_records", "objection_first")
"""The published tables whose rows of two runs are compared."""

LOG_ODDS, SHARE = "log-odds", "share"
LEAST = 5e-4
"""Smaller changes are none."""


@dataclass(frozen=True)
class Earlier:
    """The publication before: its day, and rows by table, those of READ that it has."""

    as_of: date
    tables: Mapping[str, Sequence[Row]]


def learning_changes(
    tables: Mapping[str, Sequence[Row]], as_of: date, earlier: Earlier | None = None
) -> pa.Table:
    """The relation `learning_changes` of what this run leaves (`tables`, by name) against the publication before."""
    before = earlier.tables if earlier else {}
    found = [
        *_numbers("detector weight", _detectors(tables), _detectors(before)),
        *_numbers("feedback tilt", _tilts(tables), _tilts(before)),
        *_numbers("model weight", _model_weights(tables), _model_weights(before)),
        *_numbers("model", _model(tables), _model(before)),
        *_numbers("motion record", _motions(tables), _motions(before)),
        *_words("objection answer", _answers(tables), _answers(before)),
    ]
    since = earlier.as_of if earlier else None
    rows = [
        {"as_of": as_of, **row, "since": since if row.pop("told") else None}
        for row in sorted(found, key=lambda row: (row["what"], row["name"]))
    ]
    return pa.Table.from_pylist(rows, CHANGES)


@dataclass(frozen=True)
class _Value:
    after: float | None
    unit: str
    because: str
    without: float | None = None
    """What it is where nothing was learned."""


def _numbers(what: str, now: Mapping[str, _Value], before: Mapping[str, _Value]) -> Iterator[dict[str, Any]]:
    for name, value in now.items():
        told = name in before and before[name].after is not None
        was = before[name].after if told else value.without
        if value.after is None or (was is not None and abs(was - value.after) < LEAST):
            continue
        yield {"what": what, "name": name, "before": was, "after": value.after, "unit": value.unit,
               "because": value.because, "told": told}  # fmt: skip


def _words(
    what: str, now: Mapping[str, tuple[str, str]], before: Mapping[str, tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for name, (answer, because) in now.items():
        was = before.get(name)
        if was is not None and was[0] != answer:
            yield {"what": what, "name": name, "before_says": was[0], "after_says": answer, "unit": "answer",
                   "because": because, "told": True}  # fmt: skip


def _detectors(tables: Mapping[str, Sequence[Row]]) -> dict[str, _Value]:
    return {
        row["kind"]: _Value(
            row["learned_weight"],
            LOG_ODDS,
            f"{row['converted']} of {row['followed']} firings of {_plain(row['name'])} were followed by a start",
            row["prior_weight"],
        )
        for row in sorted(tables.get("detectors", ()), key=lambda row: str(row["name"]), reverse=True)
    }


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _tilts(tables: Mapping[str, Sequence[Row]]) -> dict[str, _Value]:
    return {
        row["signal_kind"]: _Value(
            row["tilt"],
            LOG_ODDS,
            f"{row['helpful']} times helpful, {row['not_helpful']} times not, by {row['people']} "
            f"{'person' if row['people'] == 1 else 'people'}; {row['outcomes'] or 0} outcomes known",
            0.0,
        )
        for row in tables.get("feedback_records", ())
    }


def _model_weights(tables: Mapping[str, Sequence[Row]]) -> dict[str, _Value]:
    outcomes = _measure(tables, "outcomes")
    because = f"{outcomes or 0:,.0f} matured approaches"
    return {
        row["kind"]: _Value(row["learned_weight"], LOG_ODDS, because, row["prior_weight"])
        for row in tables.get("model_weights", ())
    }


def _model(tables: Mapping[str, Sequence[Row]]) -> dict[str, _Value]:
    rows = {row["measure"]: row for row in tables.get("model_report", ())}
    because = str(rows["in use"]["says"]) if "in use" in rows else ""
    units = {"in use": "yes or no", "outcomes": "approaches"}
    return {
        name: _Value(rows[name]["value"], units.get(name, SHARE), because, 0.0 if name in units else None)
        for name in ("in use", "outcomes", "calibration slope", "Brier skill")
        if name in rows
    }


def _measure(tables: Mapping[str, Sequence[Row]], measure: str) -> float | None:
    found = (row["value"] for row in tables.get("model_report", ()) if row["measure"] == measure)
    return next(found, None)


def _motions(tables: Mapping[str, Sequence[Row]]) -> dict[str, _Value]:
    return {
        row["name"]: _Value(row["drawn_share"], SHARE, row["says"])
        for row in tables.get("play_records", ())
        if row["scope"] == "motion" and row["enough"]
    }


def _answers(tables: Mapping[str, Sequence[Row]]) -> dict[str, tuple[str, str]]:
    return {row["objection"]: (row["answer"], row["says"]) for row in tables.get("objection_first", ())}
