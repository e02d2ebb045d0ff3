"""The page of a backtest, as one HTML file without anything outside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from adjoin.measurement.backtest.stored import Backtest
from adjoin.presentation.backtest_report.charts import over_time, reliability, shares
from adjoin.presentation.charts.chart import Spec
from adjoin.words.count import count
from adjoin.words.days import day
from adjoin.words.share import interval, percent

COMPARED = ("adjoin", "popular", "calendar")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One policy in the table, everything in words."""

    called: str
    ours: bool
    picks: str
    foresight: str
    to_start: str
    replay: str
    approached: str
    effective_n: str
    to_opportunity: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher Adjoin's share is than another policy's, in points."""

    other: str
    measure: str
    points: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the template shows. Pictures are SVG texts, empty where there is nothing to draw."""

    company: str
    title: str
    grade: str
    verdict: str
    done: str
    lines: tuple[Line, ...]
    differences: tuple[Difference, ...]
    foresight: str
    replay: str
    over_time: str
    reliability_picks: str
    reliability_cells: str
    slopes: tuple[tuple[str, str], ...]
    policies: tuple[tuple[str, str], ...]
    off: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    stand: tuple[tuple[str, str, str], ...]


def report(found: Backtest) -> str:
    """The HTML text of a finished backtest."""
    from jinja2 import Environment  # noqa: PLC0415 - only the file needs it

    text = files("adjoin.presentation.backtest_report").joinpath("template.html").read_text("utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text).render(page=page(found))


def page(found: Backtest) -> Page:
    """Everything the page says, from the backtest's relations."""
    about, rows = found.about, found.rows("backtest")
    policies = found.rows("backtest_policies")
    called = {row["policy"]: row["called"] for row in policies if row["off"] is None}
    overall = [row for row in rows if row["as_of"] is None]
    curves = found.rows("reliability")
    return Page(
        company=about["company"],
        title=f"{about['company']}: would Adjoin have called the right accounts?",
        grade=about["grade"],
        verdict=about["verdict"],
        done=_done(about),
        lines=tuple(_line(name, words, overall) for name, words in called.items()),
        differences=_differences(overall, called),
        foresight=_drawn(
            shares(_of(overall, "foresight"), called, "share of picks that started the product")
        ),
        replay=_drawn(shares(_of(overall, "replay"), called, "share of approached picks that started it")),
        over_time=_drawn(over_time([row for row in rows if row["as_of"]], called, COMPARED)),
        reliability_picks=_drawn(reliability(curves, "picks")),
        reliability_cells=_drawn(reliability(curves, "cells")),
        slopes=_slopes(overall),
        policies=tuple((row["called"], row["what"]) for row in policies if row["off"] is None),
        off=tuple((row["called"], row["off"]) for row in policies if row["off"]),
        notes=tuple((row["about"].capitalize(), row["says"]) for row in found.rows("backtest_notes")),
        stand=_stand(found.rows("as_they_stand")),
    )


def _done(about: Mapping[str, Any]) -> str:
    first, last, as_of = (about[name] for name in ("first_on", "last_on", "as_of"))
    span = (
        f"on {day(first)}" if first == last else f"on {about['dates']} dates from {day(first)} to {day(last)}"
    )
    return (
        f"The same run as today's was made {span}, each knowing only what was known on its date, and every policy "
        f"picked from the same accounts: {about['capacity']}. Outcomes were followed for {about['follow_days']} days "
        f"and are known up to {day(as_of)}."
    )


def _line(policy: str, words: str, overall: Sequence[Row]) -> Line:
    mine = {row["measure"]: row for row in overall if row["policy"] == policy}
    foresight, replay = mine["foresight"], mine["replay"]
    return Line(
        called=words,
        ours=policy == "adjoin",
        picks=count(foresight["picks"]),
        foresight=_share(foresight),
        to_start=count(foresight["lead_days"]),
        replay=_share(replay),
        approached=count(replay["picks"]),
        effective_n=count(replay["effective_n"]),
        to_opportunity=count(replay["lead_days"]),
    )


def _differences(overall: Sequence[Row], called: Mapping[str, str]) -> tuple[Difference, ...]:
    found = {
        row["measure"]: row for row in overall if row["policy"] == "adjoin" and "_over_" in row["measure"]
    }
    return tuple(
        Difference(called[measure.partition("_over_")[2]], measure.partition("_over_")[0], _points(row))
        for measure, row in found.items()
    )


def _points(row: Row) -> str:
    if row["value"] is None:
        return "cannot be told"
    numbers = [row["value"], row["low"], row["high"]]
    value, low, high = ("–" if one is None else f"{100 * one:+.1f}".replace("-", "−") for one in numbers)
    return f"{value} points ({low} to {high})"


def _slopes(overall: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    words = {"calibration_slope_of_picks": "Adjoin's picks", "calibration_slope_of_cells": "every open cell"}
    return tuple((words[row["measure"]], _slope(row)) for row in overall if row["measure"] in words)


def _slope(row: Row) -> str:
    if row["value"] is None:
        return str(row["says"])
    return f"{row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f})"


def _stand(rows: Sequence[Row]) -> tuple[tuple[str, str, str], ...]:
    """Columns joined by table and reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["table_name"], row["says"]), []).append(row["column_name"] or "every column")
    return tuple((table, ", ".join(columns), says) for (table, says), columns in found.items())


def _of(rows: Sequence[Row], measure: str) -> list[Row]:
    return [row for row in rows if row["measure"] == measure]


def _share(row: Row) -> str:
    bounds = interval(row["low"], row["high"])
    return percent(row["value"]) + (f" ({bounds})" if bounds else "")


def _drawn(spec: Spec | None) -> str:
    from adjoin.presentation.picture import picture  # noqa: PLC0415 - a renderer of 60 MB

    return picture(spec, ".svg").decode() if spec else ""
