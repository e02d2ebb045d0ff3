"""Facts of a world at some dates, as comparable rows; and what may happen to a world after a date."""

import copy
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.facts.build import build_facts, fact_queries
from adjoin.warehouse.warehouse import open_moments
from worlds import World, day, known_on, random_world

Facts = dict[str, list[dict[str, Any]]]
FIRST_LOAD = day(300)


def facts_at(world: World, dates: Sequence[date]) -> Facts:
    """Every fact of the world at these dates, rows in a fixed order."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, dates, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        return {query.name: ordered(warehouse.read(query.name)) for query in fact_queries()}


def ordered(table: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return sorted(rows, key=lambda row: tuple((value is None, str(value)) for value in row.values()))


def later_rows(world: World, as_of: date, rng: np.random.Generator) -> World:
    """The world with rows added that are all dated after `as_of`."""
    changed = copy.deepcopy(world)
    shift = as_of - day(0) + timedelta(days=1)
    extra = random_world(rng, accounts=len(world.rows["accounts"]), products=len(world.catalog.products))
    for table, column, keys in (
        ("subscriptions", "started_on", ("subscription_id",)),
        ("usage", "day", ()),
        ("tickets", "opened_on", ("ticket_id",)),
        ("opportunities", "created_on", ("opportunity_id",)),
        ("interactions", "occurred_on", ("interaction_id",)),
        ("integrations", "connected_on", ()),
        ("events", "occurred_on", ("event_id",)),
        ("contacts", "first_seen_on", ("contact_id",)),
        ("health", "day", ()),
        ("holds", "entered_on", ("hold_id",)),
        ("plays", "accepted_on", ("play_id",)),
    ):
        for row in extra.rows[table]:
            late: dict[str, Any] = {k: v + shift if isinstance(v, date) else v for k, v in row.items()}
            late |= {key: f"late-{row[key]}" for key in keys}
            if table == "usage":
                late["known_on"] = known_on(late["day"], str(late["grain"]))
            assert late[column] > as_of
            changed.rows[table].append(late)
    return changed


def later_knowledge(world: World, as_of: date, rng: np.random.Generator) -> World:
    """The world with what became known after `as_of` about earlier rows changed."""
    changed = copy.deepcopy(world)
    for line in changed.rows["subscriptions"]:
        if line["ended_on"] is None or line["ended_on"] > as_of:
            line["ended_on"] = (
                None if rng.random() < 0.5 else as_of + timedelta(days=int(rng.integers(1, 400)))
            )
        if line["term_months"] and line["renews_on"].day <= 28:
            line["renews_on"] = _months_later(
                line["renews_on"], int(line["term_months"] * rng.integers(-2, 4))
            )
    for deal in changed.rows["opportunities"]:
        if deal["outcome"] == "open" or deal["closed_on"] > as_of:
            deal["closed_on"] = as_of + timedelta(days=int(rng.integers(1, 200)))
            deal["outcome"] = str(rng.choice(["open", "won", "lost"]))
            deal |= {"lost_reason": "rival", "amount": 7.0, "discount": 0.9}
    for ticket in changed.rows["tickets"]:
        for column in ("closed_on", "escalated_on"):
            if ticket[column] is None or ticket[column] > as_of:
                ticket[column] = as_of + timedelta(days=int(rng.integers(1, 90)))
                if column == "escalated_on":
                    ticket["escalated"] = True
    _end_later(changed, as_of, rng)
    return changed


def _end_later(world: World, as_of: date, rng: np.random.Generator) -> None:
    """What had not ended by `as_of` ends after it."""
    ends = (("integrations", "disconnected_on"), ("contacts", "left_on"), ("plays", "closed_on"))
    for table, column in ends:
        for row in world.rows[table]:
            if row[column] is None or row[column] > as_of:
                row[column] = as_of + timedelta(days=int(rng.integers(1, 90)))
                if table == "plays":
                    row["outcome"] = "lost"


def _months_later(at: date, months: int) -> date:
    count = at.year * 12 + at.month - 1 + months
    return date(count // 12, count % 12 + 1, at.day)
