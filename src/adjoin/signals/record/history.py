"""The detectors run again at past moments, to learn when each of their signals first became known.

Everything goes through the `known` views and the facts of those moments: what a table came to hold later fires
nothing earlier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from adjoin.domain.catalog import Catalog
from adjoin.facts.build import Settings, fact_queries, fact_schema
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.facts.matches.tables import fill_in_matches
from adjoin.signals.detector import Detector, SqlDetector
from adjoin.signals.record.watches import (
    DETECTORS,
    SEGMENTS,
    WATCHES,
    Moment,
    detector_watches,
    watch_segments,
    watched_detectors,
)
from adjoin.signals.sightings import SIGHTINGS, see
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all, open_moments

HISTORY = ("presence", "firings", "standing")
"""The SQL files that turn the sightings of many moments into firings."""


@dataclass(frozen=True)
class Watch:
    """What is watched: detectors, their settings and the facts' by name, and the canonical tables with a source.

    `usage_rolled_up`: `roll_up_usage` was called since the usage was loaded.
    """

    detectors: Sequence[Detector]
    settings: Settings
    present: frozenset[str]
    usage_rolled_up: bool = False


def watch_past(warehouse: Warehouse, catalog: Catalog, watch: Watch, as_of: date, first_load: date) -> Schema:
    """Leave `firings`, `standing`, `detector_watches`, `watch_segments` and `watched_detectors`; gives their columns.

    The moments are those of `past_moments`. `first_load`: since when rows without a date are known. Put
    `text_matches` and `title_matches` before, of the texts and titles of all these moments.
    The past moments stay open and the facts are theirs: open the current moment and build the facts after this.
    """
    moments = _moments(warehouse, as_of, watch.settings.get("past_moments", {}))
    dates = [moment.as_of for moment in moments]
    open_moments(warehouse, dates, min(first_load, as_of), usage_rolled_up=watch.usage_rolled_up)
    read = fact_schema()
    _build_facts(warehouse, catalog, watch, read)
    seen = see(warehouse, read, watch.detectors, watch.settings, watch.present)
    missing = seen.missing.to_pylist()
    because = {**{row["name"]: row["because"] for row in missing}, **seen.off}
    ran = [detector.name for detector in watch.detectors if detector.name not in seen.off]
    watches = detector_watches(ran, moments, {(row["as_of"], row["name"]) for row in missing})
    warehouse.put("watched_detectors", watched_detectors(watch.detectors, because))
    warehouse.put("detector_watches", watches)
    warehouse.put("watch_segments", watch_segments(watches))
    found = queries_in("adjoin.signals.record")
    put: Schema = {
        "watched_detectors": tuple(DETECTORS.names),
        "detector_watches": tuple(WATCHES.names),
        "watch_segments": tuple(SEGMENTS.names),
    }
    read = {"sightings": tuple(SIGHTINGS.names), **put}
    return put | build_all(warehouse, {name: found[name] for name in HISTORY}, read, watch.settings)


def _moments(warehouse: Warehouse, as_of: date, values: Mapping[str, Value]) -> list[Moment]:
    query = queries_in("adjoin.signals.record")["past_moments"]
    rows = warehouse.fetch(query, {**values, "as_of": as_of}).to_pylist()
    return sorted((Moment(row["as_of"], row["after_on"]) for row in rows), key=lambda moment: moment.as_of)


def _build_facts(warehouse: Warehouse, catalog: Catalog, watch: Watch, schema: Schema) -> None:
    """The facts that the detectors read, and those that these read; no others."""
    fill_in_matches(warehouse)
    for name, table in catalog_tables(catalog).items():
        warehouse.put(name, table)
    build_all(warehouse, _facts_read(watch.detectors), schema, watch.settings)


def _facts_read(detectors: Sequence[Detector]) -> dict[str, Query]:
    facts = {query.name: query for query in fact_queries()}
    if not all(isinstance(detector, SqlDetector) for detector in detectors):
        return facts  # only SQL says what it reads
    wanted = {
        name for detector in detectors if isinstance(detector, SqlDetector) for name in detector.query.reads
    }
    for query in reversed(list(facts.values())):
        if query.name in wanted:
            wanted |= query.reads
    return {name: query for name, query in facts.items() if name in wanted}
