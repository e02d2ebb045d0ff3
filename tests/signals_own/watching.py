"""Own detectors as files of a project, run on a world at some dates."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from adjoin.domain.canonical import CANONICAL
from adjoin.facts.build import build_facts, fact_schema
from adjoin.signals.detector import Detector
from adjoin.signals.gathering import gather
from adjoin.signals.own.reading import Own, left_out, read_own
from adjoin.signals.sightings import Seen, see
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from worlds import World, day

FIRST_LOAD = day(300)
PRESENT = frozenset(CANONICAL)
Settings = Mapping[str, Mapping[str, Value]]

ESCALATED = """/* ---
what: A ticket was escalated
weight: 1.1
half_life_days: 30
parameters: {product: p1, days: 200}
--- */
SELECT
    tickets.account_id,
    $product AS product_id,
    tickets.escalated_on AS detected_on,
    CASE tickets.severity WHEN 'urgent' THEN 1.0 ELSE 0.5 END AS strength,
    tickets.ticket_id,
    tickets.severity
FROM known.tickets AS tickets
WHERE tickets.escalated_on > tickets.as_of - $days
"""

TALKATIVE = '''"""Speaks with us.

---
what: They speak with us of it
kind: talk
parameters: {least: 1, days: 400}
try: {parameter: least, loosest: 1, strictest: 5, unit: talks}
---
"""
from datetime import timedelta
import pyarrow as pa
import pyarrow.compute as pc

def detect(known):
    since = pa.scalar(known.as_of - timedelta(days=known.parameters["days"]))
    talks = known.table("interactions").filter(pc.field("occurred_on") > since)
    cells = talks.group_by(["account_id", "products_mentioned"]).aggregate(
        [("interaction_id", "count"), ("occurred_on", "max")]
    )
    cells = cells.filter(pc.field("interaction_id_count") >= known.parameters["least"])
    return pa.table({
        "account_id": cells["account_id"],
        "product_id": cells["products_mentioned"],
        "detected_on": cells["occurred_on_max"],
        "strength": pa.array([0.4] * len(cells)),
        "fires_up_to": cells["interaction_id_count"],
        "talks": cells["interaction_id_count"],
    })
'''

FILES = {"escalated.sql": ESCALATED, "talkative.py": TALKATIVE}


@dataclass(frozen=True)
class Watched:
    """What came of it: the warehouse with `sightings`, and why detectors did not run."""

    warehouse: DuckWarehouse
    seen: Seen
    left_out: dict[str, str]

    def rows(self, name: str = "sightings") -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.warehouse.read(name).to_pylist()
        return sorted(rows, key=lambda row: tuple((v is None, str(v)) for v in row.values()))


def project(folder: Path, files: Mapping[str, str]) -> Own:
    """The detectors of a project with these files."""
    (folder / "signals").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "signals" / name).write_text(text, "utf-8")
    return read_own(folder)


@contextmanager
def watched(
    world: World,
    dates: Sequence[date],
    own: Own,
    settings: Settings | None = None,
    others: Sequence[Detector] = (),
) -> Iterator[Watched]:
    """Facts, sightings and signals of the world at the dates, seen by the project's own detectors and `others`."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, dates, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        seen = see(warehouse, fact_schema(), [*others, *own.detectors], settings or {}, PRESENT)
        gather(warehouse, fact_schema(), settings or {})
        yield Watched(warehouse, seen, left_out(own, seen.off))
