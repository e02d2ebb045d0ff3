"""Tables and columns as later stages of a run write them, put into a finished publication: what pages make of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa

from adjoin.domain.published import PUBLISHED, Published
from adjoin.measurement.backtest.published import SCHEMAS
from adjoin.measurement.backtest.stored import store

QUADRANTS = {
    (True, True): "talk now", (True, False): "listen", (False, True): "fix first", (False, False): "steady",
}  # fmt: skip
NAMES = {
    "stability": ("account_id",), "diagnosis": ("account_id", "question"), "like_you": ("account_id", "product_id"),
    "readiness": ("rank",), "launches": ("rank",), "concentration": ("measure",), "model_report": ("measure",),
    "model_weights": ("kind",),
}  # fmt: skip


@contextmanager
def published_later() -> Iterator[None]:
    """The names of those tables among the published ones, also before a run writes them."""
    more = {name: Published(name, "later", order) for name, order in NAMES.items() if name not in PUBLISHED}
    with patch.dict(PUBLISHED, more):
        yield


def write_later(file: Path) -> None:
    """Put the tables and columns into the publication's file in place of what it has."""
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        for name, rows in tables(connection).items():
            connection.register("_later", pa.Table.from_pylist(rows))
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM _later")
            connection.unregister("_later")
        _columns(connection)
        connection.execute("CHECKPOINT")
    file.chmod(0o444)


def tables(connection: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """Rows by table, from what the publication recommends."""
    found = connection.execute(
        "SELECT as_of, account_id, product_id, action, probability FROM recommendations ORDER BY priority"
    ).fetchall()
    wanted = [row for row in found if row[2] is not None]
    speak = [row for row in wanted if row[3] in ("play", "discover")]
    return {
        "stability": [_placed(place, *row[:2]) for place, row in enumerate(found)],
        "diagnosis": [one for row in speak for one in _asked(*row[:3])],
        "like_you": [
            {"as_of": as_of, "account_id": a, "product_id": p, "customers": 3, "median_days": 64.0,
             "alike_by": "segment and size"}
            for as_of, a, p, *_ in wanted
        ],
        "readiness": [
            {"as_of": as_of, "account_id": a, "product_id": p, "rank": rank, "probability": chance,
             "basis": "approached", "source": "learned", "reasons": json.dumps([{"says": "held for 400 days"}])}
            for rank, (as_of, a, p, _, chance) in enumerate(wanted[-120:], 1)
        ],
        "launches": [
            {"as_of": as_of, "account_id": a, "product_id": p, "rank": rank, "probability": 0.1, "expected_acv": 9000.0,
             "expected_value": 900.0, "slot": "this_week" if rank < 3 else "queued", "says": "launch, not evidence"}
            for rank, (as_of, a, p, *_) in enumerate(wanted[-6:], 1)
        ],
        "concentration": [
            {"as_of": found[0][0], "measure": name, "value": value, "definition": "…"}
            for name, value in (("plays_count", 90.0), ("plays_products", 7.0), ("plays_top_share", 0.31),
                                ("popularity_products", 2.0), ("popularity_top_share", 0.88))
        ],
        "model_report": [
            {"as_of": found[0][0], "measure": name, "value": value, "says": says}
            for name, value, says in (
                ("in use", 1.0, "The learned model gives the chances: it beats the prior"),
                ("artefact", None, "20260930-0001"), ("calibration slope", 1.04, "1 is right"),
                ("Brier skill", 0.031, "over the prior"), ("outcomes", 5210.0, "matured approaches"),
            )
        ],
        "model_weights": [
            {"as_of": found[0][0], "kind": kind, "prior_weight": prior, "learned_weight": learned,
             "deviation": 0.3 if learned else None}
            for kind, prior, learned in (("asked", 3.0, 2.6), ("usage_ceiling", 2.0, 2.2), ("workaround", 1.5, -0.1),
                                         ("team_expansion", 1.0, None))
        ],
    }  # fmt: skip


def _placed(place: int, as_of: Any, account: str) -> dict[str, Any]:
    stability, readiness = (place * 37 % 101) / 100, (place * 61 % 97) / 96
    parts = json.dumps(
        {"adoption": 1.0, "health": None, "troubled": False, "signal_says": "Asked on 2026-09-01"}
    )
    known = place % 50 != 0
    return {
        "as_of": as_of, "account_id": account, "stability": stability if known else None, "readiness": readiness,
        "quadrant": QUADRANTS[stability >= 0.6, readiness >= 0.5] if known else None, "parts": parts,
    }  # fmt: skip


def _asked(as_of: Any, account: str, product: str) -> list[dict[str, Any]]:
    same = {"as_of": as_of, "account_id": account, "product_id": product}
    return [
        {**same, "question": "timing", "standing": "unanswered", "answer": None, "evidence": None,
         "verified_by": None, "verified_on": None, "task": "Ask when their budget year begins"},
        {**same, "question": "need", "standing": "observed", "answer": "Two tickets of 2026-09-19 ask for it",
         "evidence": json.dumps({"tickets": 2}), "verified_by": None, "verified_on": None, "task": "Have it confirmed"},
        {**same, "question": "budget", "standing": "verified", "answer": "The VP Data owns it", "evidence": None,
         "verified_by": "anna", "verified_on": as_of, "task": None},
    ]  # fmt: skip


def _columns(connection: duckdb.DuckDBPyConnection) -> None:
    """What scores and recommendations say more: every third account its band, every third `extrapolated`."""
    for table, columns in (
        ("scores", {"band": "VARCHAR", "like_count": "BIGINT", "like_adopted": "BIGINT"}),
        ("recommendations", {"slot": "VARCHAR", "because": "VARCHAR"}),
    ):
        for column, kind in columns.items():
            connection.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS {column} {kind}")
    third = "hash(account_id) % 3"
    connection.execute(
        f"UPDATE scores SET band = 'middle', like_count = 17, like_adopted = 6 WHERE {third} = 0"
    )
    connection.execute(f"UPDATE scores SET basis = 'extrapolated' WHERE {third} = 1")
    connection.execute(
        "UPDATE recommendations SET slot = CASE WHEN priority % 4 = 0 THEN 'queued' ELSE 'this_week' END, "
        "because = 'kept: shown since 2026-09-21' WHERE action IN ('play', 'discover')"
    )


def write_backtest(state: Path) -> None:
    """A finished backtest of four dates and four policies, one of which did not run."""
    shares = {"adjoin": (0.21, 0.31), "popular": (0.09, 0.14), "calendar": (0.05, 0.08)}
    days = [date(2025, month, 1) for month in (3, 6, 9, 12)]
    none = {"effective_n": None, "lead_days": None, "grade": None, "says": None}
    rows: list[dict[str, Any]] = []
    for policy, (foresight, replay) in shares.items():
        for measure, value, effective in (("foresight", foresight, None), ("replay", replay, 140.0)):
            rows.append(
                {
                    **none,
                    "policy": policy,
                    "measure": measure,
                    "as_of": None,
                    "picks": 400,
                    "value": value,
                    "low": value * 0.7,
                    "high": value * 1.4,
                    "effective_n": effective,
                    "lead_days": 41.0,
                }
            )
        rows += [
            {
                **none,
                "policy": policy,
                "measure": "foresight",
                "as_of": day,
                "picks": 100,
                "value": foresight + place / 50,
                "low": foresight / 2,
                "high": foresight * 1.5,
            }
            for place, day in enumerate(days)
        ]
    rows += [
        {
            **none,
            "policy": "adjoin",
            "measure": f"replay_over_{other}",
            "as_of": None,
            "picks": None,
            "value": gap,
            "low": gap - 0.1,
            "high": gap + 0.1,
        }
        for other, gap in (("popular", 0.17), ("calendar", 0.05))
    ]
    rows += [
        {
            **none,
            "policy": "adjoin",
            "measure": "calibration_slope_of_cells",
            "as_of": None,
            "picks": 9000,
            "value": 0.97,
            "low": 0.88,
            "high": 1.06,
        }
    ]
    bins = [
        {
            "of": of,
            "bin": place,
            "predicted": share,
            "observed": share * 1.1,
            "low": share * 0.8,
            "high": min(share * 1.5, 1.0),
            "cells": 900,
            "started": int(share * 990),
        }
        for of in ("cells", "picks")
        for place, share in enumerate((0.01, 0.03, 0.08, 0.2, 0.35), 1)
    ]
    policies = [
        {"place": place, "policy": policy, "called": called, "what": what, "off": off}
        for place, (policy, called, what, off) in enumerate(
            (
                ("adjoin", "Adjoin", "What a run of that date would recommend", None),
                ("popular", "Most popular", "What most accounts hold", None),
                ("calendar", "Calendar", "Who renews next", None),
                ("health", "Health", "The greenest accounts", "health is not mapped"),
            ),
            1,
        )
    ]
    about = [
        {
            "backtest_id": "20260930-0001",
            "company": "Northbeam",
            "as_of": date(2026, 9, 30),
            "first_on": days[0],
            "last_on": days[-1],
            "dates": 4,
            "capacity": "100 picks a date",
            "follow_days": 90,
            "grade": "B",
            "verdict": "Better than Most popular beyond doubt.",
        }
    ]
    given = {
        "backtest": rows,
        "reliability": bins,
        "backtest_policies": policies,
        "backtest_about": about,
        "backtest_notes": [{"about": "not causal", "says": "Only a holdout can tell what a call causes."}],
        "as_they_stand": [
            {
                "table_name": "accounts",
                "column_name": "segment",
                "seen_since": None,
                "dates": 4,
                "says": "segment of accounts on 4 dates",
            }
        ],
    }
    tables = {
        name: pa.Table.from_pylist(given.get(name, []), schema=schema) for name, schema in SCHEMAS.items()
    }
    store(state, "20260930-0001", tables)
