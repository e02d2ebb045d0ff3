"""The JSON of `adjoin show --format json` and of the HTTP API."""

import json
from datetime import UTC, date, datetime

from adjoin.words.rows_as_json import rows_as_json


def test_dates_nulls_and_nested_columns() -> None:
    row = {
        "on": date(2026, 9, 30),
        "at": datetime(2026, 9, 30, 8, tzinfo=UTC),
        "days": [date(2026, 1, 1)],
        "none": None,
        "evidence": '{"value": 1.5}',
        "name": "Zoë",
    }
    written = rows_as_json([row, row | {"evidence": None}], nested=("evidence",))
    first, second = json.loads(written)
    assert first == {
        "on": "2026-09-30",
        "at": "2026-09-30T08:00:00+00:00",
        "days": ["2026-01-01"],
        "none": None,
        "evidence": {"value": 1.5},
        "name": "Zoë",
    }
    assert second["evidence"] is None
    assert "Zoë" in written


def test_no_rows_are_an_empty_array() -> None:
    assert json.loads(rows_as_json([])) == []
