"""Journeys: in which order accounts begin three products and more."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.pathways import notes_about
from adjoin.desk.recommendation import product_names


@dataclass(frozen=True, slots=True)
class Journey:
    """One order. `steps`: names in the order they were begun; `accounts` took it, `among` began all of them on
    different days in whatever order. `share_by_chance`: what a random order would give; `holds`: more, beyond doubt.
    `step_probability`: of those who came to the last but one, how many took the last step within a year.
    """

    rank: int
    steps: tuple[str, ...]
    accounts: int
    among: int
    share: float
    share_low: float
    share_high: float
    share_by_chance: float
    holds: bool
    median_days: float | None
    step_probability: float | None
    step_low: float | None
    step_high: float | None
    acv: float | None


@dataclass(frozen=True, slots=True)
class Journeys:
    """All journeys that are common enough. `notes`: how many orders were tested, and what chance alone gives."""

    as_of: date
    currency: str
    journeys: tuple[Journey, ...]
    notes: tuple[str, ...]


@on_one_publication
def journeys(desk: Desk) -> Journeys:
    """Every journey of the publication."""
    names = product_names(desk)
    return Journeys(
        as_of=desk.publication().as_of,
        currency=desk.project.configuration.currency,
        journeys=tuple(_journey(row, names) for row in desk.show("journeys").to_pylist()),
        notes=notes_about(desk, "journeys"),
    )


def _journey(row: Mapping[str, Any], names: Mapping[str, str]) -> Journey:
    steps = tuple(names.get(product, product) for product in json.loads(row["journey"]))
    return Journey(steps=steps, **{field: row[field] for field in Journey.__slots__ if field != "steps"})
