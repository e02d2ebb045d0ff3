"""When a signal fired, from what detectors said at each past moment: cases worked out by hand.

Moments lie 28 days apart, the first on day 28; days count from the day before the first watched.
"""

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from adjoin.signals.record.history import HISTORY
from adjoin.signals.record.watches import WATCHES, detector_watches
from adjoin.signals.sightings import SIGHTINGS
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, build_all
from signals_record.by_hand import BEGAN, MOMENTS, on

Said = tuple[int, int | None, int | None]
"""Day of the moment, day of detection, day of the end."""


def fired(said: Sequence[Said], missing: Sequence[int] = ()) -> list[int]:
    """The days on which one detector fired."""
    return [(row["fired_on"] - BEGAN).days for row in tables(said, missing)["firings"]]


def tables(said: Sequence[Said], missing: Sequence[int] = ()) -> dict[str, list[dict[str, Any]]]:
    rows = [
        {"as_of": on(moment), "account_id": "n", "product_id": "b", "kind": "bell", "name": "bell",
         "detected_on": None if began is None else on(began), "strength": round(moment / 1000, 3),
         "ended_on": None if ended is None else on(ended)}
        for moment, began, ended in said
    ]  # fmt: skip
    with duckdb.connect() as connection:
        warehouse = DuckWarehouse(connection)
        warehouse.put("sightings", pa.Table.from_pylist(rows, schema=SIGHTINGS))
        unseen = {(on(moment), "bell") for moment in missing}
        warehouse.put("detector_watches", detector_watches(["bell"], MOMENTS, unseen))
        found = queries_in("adjoin.signals.record")
        schema = {"sightings": tuple(SIGHTINGS.names), "detector_watches": tuple(WATCHES.names)}
        build_all(warehouse, {name: found[name] for name in HISTORY}, schema, {})
        return {name: warehouse.read(name, ("name",)).to_pylist() for name in HISTORY}


CASES: dict[str, tuple[list[Said], list[int]]] = {
    "dated after the moment before": ([(56, 40, None)], [40]),
    "dated on the moment before": ([(56, 28, None)], [56]),
    "dated on the moment": ([(56, 56, None)], [56]),
    "dated back": ([(84, 30, None)], [84]),
    "without a date": ([(84, None, None)], [84]),
    "dated ahead": ([(84, 90, None)], [84]),
    "it goes on": ([(56, 40, None), (84, 40, None), (112, 40, None)], [40]),
    "its date moves while it goes on": ([(56, 40, None), (84, 60, None), (112, 90, None)], [40]),
    "it repeats": ([(56, 40, None), (84, 40, None), (84, 70, None)], [40]),
    "two at once, the earlier counts": ([(56, 50, None), (56, 40, None)], [40]),
    "a pause of 90 days": ([(56, 40, None), (168, 146, None)], [40]),
    "a pause of 91 days": ([(56, 40, None), (168, 147, None)], [40, 147]),
    "ended and begun again": ([(56, 40, None), (84, 40, 60), (84, 70, None)], [40, 70]),
    "ended, silent, begun again": ([(56, 40, None), (84, 40, 60), (112, 100, None), (140, 100, None)], [40, 100]),
    "the end is known later than the next beginning": ([(56, 40, None), (84, 70, None), (112, 40, 60)], [40]),
    "one ends while another goes on": (
        [(56, 40, None), (56, 45, None), (84, 40, None), (84, 45, 60), (84, 70, None)], [40],
    ),
    "short, seen after its end": ([(56, 40, 45)], [40]),
    "over before anybody could know": ([(84, 30, 45)], []),
    "short, and again": ([(56, 40, 45), (84, 40, 45), (84, 70, 75)], [40, 70]),
    "there before the watch": ([(28, 0, None), (56, 0, None)], []),
    "there before the watch, repeating": ([(28, -50, None), (28, 10, None), (56, 50, None)], []),
    "there before the watch, ended, begun again": ([(28, -50, None), (56, -50, 40), (56, 50, None)], [50]),
    "on the first day of the watch": ([(28, 1, None)], [1]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_fired(case: str) -> None:
    said, expected = CASES[case]
    assert fired(said) == expected


def test_strength_is_that_of_the_first_look() -> None:
    row = tables([(56, 40, None), (84, 40, None)])["firings"][0]
    assert (row["strength"], row["kind"], row["name"]) == (0.056, "bell", "bell")


def test_what_stood_before_the_watch_is_kept_apart() -> None:
    assert [row["after_on"] for row in tables([(28, 0, None)])["standing"]] == [on(0)]
    assert tables([(28, 1, None)])["standing"] == []


def test_a_moment_that_could_not_tell_is_no_silence() -> None:
    """The watch begins anew after it: what is older than that fired nobody knows when."""
    later = [(168, 60, None)]
    assert fired(later) == [168]
    assert fired(later, missing=[112]) == [168]
    assert fired(later, missing=[140]) == []
    assert [row["after_on"] for row in tables(later, missing=[140])["standing"]] == [on(140)]
    assert fired([(168, 150, None)], missing=[28, 140]) == [150]


def test_what_later_moments_say_changes_no_firing_before() -> None:
    for said, whole in CASES.values():
        for cut in (56, 84):
            assert fired([row for row in said if row[0] <= cut]) == [day for day in whole if day <= cut], said
