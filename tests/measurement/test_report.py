"""The page to hand on stands alone, says the verdict, and shows what there is."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from adjoin.measurement.backtest.published import SCHEMAS
from adjoin.measurement.backtest.stored import Backtest
from adjoin.measurement.backtest.tables import rows_of
from adjoin.presentation.backtest_report.report import page, report

DAY = date(2026, 7, 2)


def backtest(replay: float | None, grade: str) -> Backtest:
    shares = [
        {"policy": policy, "measure": measure, "picks": 40, "value": value, "low": None if value is None else value / 2,
         "high": None if value is None else value * 2, "effective_n": 30.0, "lead_days": 50.0}
        for policy in ("adjoin", "popular")
        for measure, value in (("foresight", 0.1), ("replay", replay))
    ]  # fmt: skip
    dated = [
        {**row, "as_of": on}
        for row in shares
        for on in (DAY, date(2026, 6, 2))
        if row["measure"] == "foresight"
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "backtest": [*shares, *dated],
        "reliability": [
            {"of": of, "bin": 1, "predicted": 0.1, "observed": 0.1, "low": 0.0, "high": 0.2, "cells": 9, "started": 1}
            for of in ("picks", "cells")
        ],
        "backtest_policies": [
            {"place": 1, "policy": "adjoin", "called": "Adjoin", "what": "Ours."},
            {"place": 2, "policy": "popular", "called": "most popular", "what": "<Theirs>."},
            {"place": 3, "policy": "mine", "called": "mine", "what": "", "off": "policies/mine.sql: broken"},
        ],
        "as_they_stand": [
            {"table_name": "accounts", "column_name": name, "dates": 2, "says": "overwritten"}
            for name in ("segment", "owner")
        ],
        "backtest_about": [
            {"backtest_id": "1", "company": "Acme & Sons", "as_of": DAY, "first_on": DAY, "last_on": DAY, "dates": 2,
             "capacity": "20 picks a date", "follow_days": 90, "grade": grade, "verdict": "So many & no more."}
        ],
        "backtest_notes": [{"about": "foresight", "says": "It rewards predicting one's own reps."}],
    }  # fmt: skip
    return Backtest(
        Path("x"), {name: rows_of(schema, rows.get(name, [])) for name, schema in SCHEMAS.items()}
    )


def test_the_page_loads_nothing_and_escapes_what_it_says() -> None:
    html = report(backtest(0.2, "A"))
    assert not re.search(r"<script|<link|(src|href)=\"(?!#)", html)
    assert "Acme &amp; Sons" in html
    assert "&lt;Theirs&gt;" in html
    assert "Grade A" in html
    assert "predicting one" in html
    assert html.count("<svg") == 5
    assert "policies/mine.sql: broken" in html
    assert "segment, owner" in html


def test_what_cannot_be_told_is_said() -> None:
    found = backtest(None, "cannot tell")
    html = report(found)
    assert "Cannot tell yet" in html
    assert "replay cannot be told" in html
    assert page(found).lines[0].replay == "–"
