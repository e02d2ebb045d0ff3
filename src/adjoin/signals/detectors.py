"""The built-in detectors, one SQL file each, and a run's signals from them."""

from collections.abc import Mapping, Sequence

from adjoin.signals.detector import Detector, SqlDetector, sql_detector
from adjoin.signals.gathering import gather
from adjoin.signals.sightings import Seen, off, see
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

LEFT_BEFORE = frozenset({"described_needs"})
"""What the stages before leave, whatever is mapped."""


def detectors() -> list[SqlDetector]:
    """The built-in detectors by name: the SQL files of this package that have a half-life."""
    found = queries_in("adjoin.signals").values()
    return [sql_detector(query) for query in found if "half_life_days" in query.front_matter]


def switched_off(mapped: frozenset[str]) -> dict[str, str]:
    """Built-in detectors that cannot run on what is mapped, and why."""
    return off(detectors(), mapped | LEFT_BEFORE)


def build_signals(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
    present: frozenset[str],
    watching: Sequence[Detector] | None = None,
) -> Seen:
    """Run the detectors whose tables are present and leave `sightings`, `signals` and what `gather` names.

    `schema`: the relations that exist (`text_matches` among them). `present`: canonical tables that have a source.
    `watching`: the detectors, those built in unless others are given.
    """
    seen = see(warehouse, schema, detectors() if watching is None else watching, settings, present)
    gather(warehouse, schema, settings)
    return seen
