"""One world's year in numbers; `python -m loop.measured SEED …` from `tests` prints one JSON line a world."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from adjoin.desk.desk import open_desk
from loop.books import Counted, Pick
from loop.year import Plan, Year, live

WORTHLESS = "competitive_evaluation"
FULL = Plan(accounts=400, seed=0)
Halves = dict[str, range]


def halves(plan: Plan) -> Halves:
    return {
        "first": range(plan.weeks // 2),
        "second": range(plan.weeks // 2, plan.weeks),
        "all": range(plan.weeks),
    }


def measured(plan: Plan) -> dict[str, Any]:
    """Everything that the proof asserts and prints, of one world lived in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        year = live(plan, Path(folder))
        return numbers(year)


def numbers(year: Year) -> dict[str, Any]:
    books, began = year.books, year.world.began
    found: dict[str, Any] = {
        "seed": year.plan.seed,
        "refused": len(books.refused),
        "lessons": [[week, used, says] for week, used, says, _ in books.lessons],
        "worthless_learned": [w.get(f"signal: {WORTHLESS}") for *_, w in books.lessons],
        "worthless_weight": [books.weeks[0].weights[WORTHLESS], books.weeks[-1].weights[WORTHLESS]],
        "sources": [week.sources for week in books.weeks[:: max(len(books.weeks) // 4, 1)]],
    }
    for name, weeks in halves(year.plan).items():
        counted = books.count(began, weeks)
        found[name] = {**_picks(year, weeks), **_told(counted)}
    return {**found, "published": published(year.folder)}


def _picks(year: Year, weeks: range) -> dict[str, Any]:
    """How well people's time went: what was added a play in truth, beside the best there was, and what was seen."""
    picks = [pick for pick in year.books.carried if pick.week in weeks]
    real = [pick for pick in year.books.proposed if pick.week in weeks and pick.kind != "filler"]
    best = {week.week: week.best for week in year.books.weeks}
    return {
        "plays": len(picks),
        "added": _mean([p.added for p in picks]),
        "added_first_choice": _mean([p.added for p in real]),
        "best": _mean([best[p.week] for p in picks]),
        "need": _mean([float(p.need) for p in picks]),
        "team": _mean([float(p.team) for p in picks]),
        "worthless": _mean([float(p.signal == WORTHLESS) for p in real]),
        "started": _mean([float(_starts(year, p)) for p in picks]),
    }


def _starts(year: Year, pick: Pick) -> bool:
    return 0 <= int(year.world.began[pick.account, pick.product]) - pick.week < 13


def _told(counted: Counted) -> dict[str, Any]:
    told = counted.difference
    return {
        "units": [counted.converted, counted.of, counted.converted_control, counted.of_control],
        "true": round(counted.true, 4),
        "difference": [None if n is None else round(n, 4) for n in (told.value, told.low, told.high)],
        "covers": counted.covers,
    }


def published(folder: Path) -> dict[str, Any]:
    """What the last run says of the experiment."""
    with open_desk(folder) as desk:
        (experiment,) = desk.show("experiments").to_pylist()
        rows = desk.show("readouts").to_pylist()
        treated = [row for row in rows if row["product_id"] is None and not row["is_control"]]
        summary = desk.show("uplift_summary").to_pylist()
        return {
            "contamination": experiment["contamination"],
            "sample_ratio_p": experiment["sample_ratio_p"],
            "state": experiment["state"],
            "contaminated": desk.show("contaminated").num_rows,
            "readouts": {
                row["method"]: [row["roots"], row["converted"], row["difference"], row["low"], row["high"],
                                row["verdict"]]
                for row in treated
            },
            "uplift": [row.get("verdict") for row in summary],
            "says": experiment["says"],
        }  # fmt: skip


def _mean(values: Sequence[float]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None


if __name__ == "__main__":
    for told in sys.argv[1:]:
        print(json.dumps(measured(Plan(accounts=FULL.accounts, seed=int(told))), default=str), flush=True)  # noqa: T201
