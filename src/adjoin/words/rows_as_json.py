"""Rows as JSON, the one shape that the command line and the HTTP API share."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any


def rows_as_json(rows: Iterable[Mapping[str, Any]], nested: Sequence[str] = ()) -> str:
    """An array of objects: ISO dates, null, full numbers; `nested` columns hold JSON text and are parsed."""
    return json.dumps([as_json(row, nested) for row in rows], indent=1, ensure_ascii=False)


def as_json(row: Mapping[str, Any], nested: Sequence[str] = ()) -> dict[str, Any]:
    """One row of such an array."""
    return {
        name: json.loads(value) if name in nested and value is not None else _plain(value)
        for name, value in row.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
