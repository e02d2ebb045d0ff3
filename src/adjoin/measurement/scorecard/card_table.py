"""The rows of every card as the tables `scorecard` and `scorecard_by`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.measurement.scorecard.figure import Days, Figure, median, ratio, share
from adjoin.measurement.scorecard.metric import METRICS, MONEY_PAIRS, NO_PRODUCT, Metric, window_kind
from adjoin.measurement.scorecard.says import says_of, state_of, typical_text
from adjoin.measurement.scorecard.unknown import on_card, unmapped, why_not
from adjoin.words.count import count, counted
from adjoin.words.share import percent

Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]
TEXT, NUMBER, DAY, WHOLE = pa.string(), pa.float64(), pa.date32(), pa.int64()

CARD = pa.schema(
    [
        *(("as_of", DAY), ("place", WHOLE), ("metric", TEXT)),
        *((name, NUMBER) for name in ("value", "low", "high", "numerator", "denominator")),
        *(("units", WHOLE), ("roots", WHOLE), ("window_from", DAY), ("window_to", DAY)),
        *(("target", NUMBER), ("typical", TEXT), ("typical_low", NUMBER), ("typical_high", NUMBER)),
        *((name, TEXT) for name in ("unit", "better", "definition", "state", "warning", "says")),
    ]
)
"""The columns of `scorecard`; key as_of, place. `units`: counted (accounts, deals). Bounds are of 95 %. Of cycle_days
the numerator is the deals within the days wanted, the value their median. `state`: reached, typical, below or
cannot_tell, null without a target; `warning`: an NRR that hides churn, or deals that are recorded only once won."""

CARD_BY = pa.schema([CARD.field(0), pa.field("scope_kind", TEXT), pa.field("scope", TEXT), *list(CARD)[1:]])
"""The columns of `scorecard_by`; key as_of, scope_kind (segment, product, owner, partner, period), scope, place."""


@dataclass(frozen=True)
class Sources:
    """The rows of the relations that a card is made of, and since when ends are recorded."""

    sums: Rows
    days: Rows
    windows: Rows
    goals: Rows
    known: Rows
    never_lost: Rows
    floors: Mapping[str, Any]
    quick_days: float
    ends_from: date | None


def card_tables(sources: Sources) -> tuple[pa.Table, pa.Table]:
    """`scorecard` and `scorecard_by`."""
    rows = list(_cards(sources))
    whole = [row for row in rows if row["scope_kind"] == "all"]
    parts = [row for row in rows if row["scope_kind"] != "all"]
    return pa.Table.from_pylist(whole, CARD), pa.Table.from_pylist(parts, CARD_BY)


def _cards(sources: Sources) -> Iterator[Row]:
    goals = {row["metric"]: row for row in sources.goals}
    sums = {(r["as_of"], r["scope_kind"], r["scope"], r["metric"]): r for r in sources.sums}
    days: dict[tuple[Any, ...], list[tuple[int, int]]] = defaultdict(list)
    for row in sources.days:
        days[row["as_of"], row["scope_kind"], row["scope"]].append((row["days"], row["deals"]))
    windows = {(r["as_of"], r["scope_kind"], r["scope"], r["measures"]): r for r in sources.windows}
    known = {row["as_of"]: row for row in sources.known}
    scopes = {key[:3] for key in sums} | {key[:3] for key in windows}
    for as_of, kind, scope in sorted(scopes):
        of_period = (as_of, kind, scope) if kind == "period" else (as_of, "all", "all")
        made = [
            _row(
                metric,
                {**sums.get((as_of, kind, scope, metric.name), NOBODY), "scope_kind": kind, "scope": scope},
                windows[*of_period, window_kind(metric.name)],
                days.get((as_of, kind, scope), ()),
                _goal(goals, metric.name, kind, scope),
            )
            for metric in METRICS.values()
            if on_card(metric.name, kind, NO_PRODUCT)
        ]
        yield from _judged(made, known[as_of], sources)


NOBODY: Row = dict.fromkeys(("units", "quick", "roots"), 0) | {"amount": 0.0, "base": 0.0}
_GOAL = ("target", "typical_low", "typical_high")


def _goal(goals: Mapping[str, Mapping[str, Any]], metric: str, kind: str, scope: str) -> Row:
    if kind == "product" and window_kind(metric) == "touch":
        return dict.fromkeys(
            _GOAL
        )  # the goals are of accounts, which have more products than one to be asked about
    of_segment = f"{metric} of {scope.casefold()}" if kind == "segment" else ""
    found = goals.get(of_segment) or goals.get(metric)
    return {name: found[name] if found else None for name in _GOAL}


def _row(metric: Metric, sums: Row, window: Mapping[str, Any], days: Days, goal: Row) -> Row:
    found = _figure(metric, sums, days)
    units = sums["units"]
    counts = {
        "share": (sums["amount"], float(units)),
        "days": (float(sums["quick"]), float(units)),
        "ratio": (sums["amount"], sums["base"]),
    }
    numerator, denominator = counts[metric.unit]
    return {
        **{name: sums[name] for name in ("scope_kind", "scope", "units", "roots")},
        **{name: window[name] for name in ("as_of", "window_from", "window_to")},
        **goal,
        "place": list(METRICS).index(metric.name) + 1,
        "metric": metric.name,
        **{name: _rounded(getattr(found, name)) for name in ("value", "low", "high")},
        "numerator": float(numerator),
        "denominator": float(denominator),
        "typical": typical_text(metric, goal["typical_low"], goal["typical_high"]),
        "unit": metric.unit,
        "better": metric.better,
        "definition": metric.definition(window["window_from"], window["window_to"]),
    }


def _figure(metric: Metric, sums: Row, days: Days) -> Figure:
    if metric.unit == "share":
        return share(sums["amount"], sums["units"])
    if metric.unit == "days":
        return median(days)
    found = ratio(sums)
    # No more can be kept than there was.
    if metric.name.endswith("grr") and found.high is not None:
        return replace(found, high=min(1.0, found.high))
    return found


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 9)


def _judged(made: Iterable[Row], known: Mapping[str, Any], sources: Sources) -> list[Row]:
    """The rows of one card with state, warning and what they say."""
    rows = {row["metric"]: row for row in made}
    for row in rows.values():
        if unmapped(row, known):
            row.update(dict.fromkeys(("value", "low", "high")))
        because = why_not(row, known, sources.ends_from, sources.floors["least"])
        row["state"] = "cannot_tell" if because else state_of(row)
        row["says"] = says_of({**row, "quick_days": sources.quick_days}, because)
        row["warning"] = None
    for name in MONEY_PAIRS:
        beside = rows.get(name.replace("nrr", "grr"))
        if name in rows and beside is not None:
            warning = _treadmill(rows[name], beside, sources.floors["treadmill_grr"])
            rows[name]["warning"] = warning
            rows[name]["says"] += f". {warning}" if warning else ""
    one_sided = [lost for lost in sources.never_lost if lost["as_of"] == known["as_of"]]
    won = rows.get("win_rate")
    if one_sided and won is not None and won["scope_kind"] == "all" and won["state"] != "cannot_tell":
        won["warning"] = _only_when_won(won, one_sided)
        won["says"] += f". {won['warning']}"
    return list(rows.values())


def _only_when_won(row: Row, one_sided: Rows) -> str:
    motions = ", ".join(
        f"'{lost['motion']}'" for lost in sorted(one_sided, key=lambda lost: str(lost["motion"]))
    )
    apart = sum(lost["won"] for lost in one_sided)
    rest, won = row["units"] - apart, row["numerator"] - apart
    without = f"; without them {count(won)} of {count(rest)} were won: {percent(won / rest)}" if rest else ""
    return f"None of {counted(apart, 'deal')} of {motions} was lost, as if they were recorded only once won{without}"


def _treadmill(nrr: Row, grr: Row, least: float) -> str | None:
    if nrr["state"] == "cannot_tell" or nrr["value"] is None or grr["value"] is None:
        return None
    if nrr["value"] < 1 or grr["value"] >= least:
        return None
    return (
        f"A treadmill: expansion hides churn. NRR is {percent(nrr['value'])}, but only {percent(grr['value'])} of the"
        f" money was kept (GRR; at least {percent(least)} is wanted)"
    )
