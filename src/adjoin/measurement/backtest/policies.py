"""The policies side by side: those that ship, one SQL file each, and the user's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

ADJOIN, POPULAR, CALENDAR = "adjoin", "popular", "calendar"
GRADED_AGAINST = (POPULAR, CALENDAR)


@dataclass(frozen=True)
class Policy:
    """One way to choose whom to call about what.

    `called`: its name in a table; `what`: its rule in a sentence; `needs`: what must be mapped, as in `mapped`, None
    if nothing. `ranked` gives account_id, product_id, rank on the open date, one product an account.
    """

    name: str
    called: str
    what: str
    needs: str | None
    ranked: Callable[[Warehouse], pa.Table]


def shipped(settings: Mapping[str, Mapping[str, Value]]) -> list[Policy]:
    """The policies that ship, in the order they are shown. `settings`: parameters by SQL file."""
    queries = sorted(
        queries_in("adjoin.measurement.policies").values(), key=lambda q: q.front_matter["place"]
    )
    return [_policy(query, settings.get(query.name)) for query in queries]


def _policy(query: Query, values: Mapping[str, Value] | None) -> Policy:
    return Policy(
        name=query.name,
        called=str(query.front_matter["called"]),
        what=query.what.strip(),
        needs=query.front_matter.get("needs"),
        ranked=lambda warehouse: warehouse.fetch(query, values),
    )
