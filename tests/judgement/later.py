"""What may happen to a world after a date, by the contract: later rows in every table, later facts about earlier rows.

It is the contract that says from when a row and a value are known, so a table or a column added to it is fuzzed here
from its first day.
"""

import copy
from datetime import date, timedelta
from typing import Any

import numpy as np

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Column, Table, Type
from judgement.calendar import months_after
from worlds import Rows, World, known_on

Row = dict[str, Any]
DATED = [table for table in CANONICAL.values() if table.known_from]
"""The tables whose rows become known on a day; of the others (account_ids, team) every row always was."""
LATER_VALUES: dict[Type, Any] = {Type.TEXT: "later", Type.NUMBER: 1.0, Type.WHOLE: 1, Type.FLAG: True}


class Later:
    """Draws what comes after `as_of`."""

    def __init__(self, rng: np.random.Generator, as_of: date) -> None:
        self.rng, self.as_of = rng, as_of

    def day(self) -> date:
        return self.as_of + timedelta(int(self.rng.integers(1, 300)))

    def everything(self, world: World) -> World:
        """The world with both."""
        return self.facts(self.rows(world))

    def rows(self, world: World) -> World:
        """As many rows again in every table, all dated later, of accounts known and of accounts to come."""
        changed = World(world.catalog, copy.deepcopy(world.rows))
        ids = [row["account_id"] for row in world.rows["accounts"]]
        for table in DATED:
            source = changed.rows.setdefault(table.name, [])
            made = [
                self._copied(table, row, number) for number, row in enumerate(source or self._blank(table))
            ]
            for row in made:
                if table.name != "accounts":
                    row["account_id"] = str(self.rng.choice([*ids, "late-0", "late-1"]))
                if "product_id" in row and row["product_id"] is not None:
                    row["product_id"] = str(self.rng.choice(list(world.catalog.ids)))
            source += _once(table, source, made)
        return changed

    def _copied(self, table: Table, row: Row, number: int) -> Row:
        """The row a later time: its dates keep their distance, its texts and numbers become others."""
        assert table.known_from
        first = self.day()
        shift = first - (row.get(table.known_from) or self.as_of)
        made = {name: value + shift if isinstance(value, date) else value for name, value in row.items()}
        made[table.known_from] = first
        for name in table.key:
            if table.column(name).type is Type.TEXT and name not in ("account_id", "product_id"):
                made[name] = f"late-{made.get(name)}-{number}" if name.endswith("_id") else made[name]
        if table.name == "accounts":
            made |= {"account_id": f"late-{number}", "parent_account_id": None}
        if table.known_on:
            made[table.known_on] = known_on(first, str(made["grain"]))
        for column in table.columns:
            if column.name in made and column.name not in table.key and column.type is not Type.DATE:
                made[column.name] = self._other(column, made[column.name])
        return made

    def _blank(self, table: Table) -> Rows:
        """A few rows for a table that has none."""
        values = LATER_VALUES | {Type.DATE: self.as_of}
        row = {c.name: c.values[0] if c.values else values[c.type] for c in (*table.columns, *table.derived)}
        return [copy.copy(row) for _ in range(20)]

    def _other(self, column: Column, value: Any) -> Any:
        if column.values:
            return str(self.rng.choice(column.values))
        if column.type is Type.NUMBER and value is not None:
            low, high = column.low or 0.0, 1e6 if column.high is None else column.high
            return float(self.rng.uniform(low, high))
        if column.type is Type.FLAG:
            return bool(self.rng.random() < 0.5)
        return value

    def facts(self, world: World) -> World:
        """What became known later about earlier rows: ends, closings, outcomes, who left; plans moved on."""
        changed = World(world.catalog, copy.deepcopy(world.rows))
        for table in DATED:
            starts = {column.counts_from for column in table.columns if column.counts_from}
            for row in changed.rows.get(table.name, []):
                for start in starts:
                    self._known_later(table, row, start)
        for line in changed.rows["subscriptions"]:
            early = line["started_on"] is None or line["started_on"] <= self.as_of
            if early and line.get("term_months") and line.get("renews_on") and line["renews_on"].day <= 28:
                terms = int(line["term_months"] * self.rng.integers(-2, 4))
                line["renews_on"] = months_after(line["renews_on"], terms)
        return changed

    def _known_later(self, table: Table, row: Row, start: str) -> None:
        at, is_open = row.get(start), False
        if table.open_while:
            state, word = table.open_while
            is_open = (row.get(state) or word) == word
        dependent = [c for c in table.columns if c.counts_from == start and c.name != start]
        if at is None and any(row.get(column.name) is not None for column in dependent) and not is_open:
            return  # a value without its date counts since the first load
        if not is_open and at is not None and at <= self.as_of:
            return
        row[start] = max(self.day(), row.get(str(table.known_from)) or self.as_of)
        for column in dependent:
            row[column.name] = self._other(column, LATER_VALUES[column.type])


def _once(table: Table, before: Rows, made: Rows) -> Rows:
    """One row a key, as a load would leave it."""
    taken = {tuple(row.get(name) for name in table.key) for row in before}
    kept: Rows = []
    for row in made:
        key = tuple(row.get(name) for name in table.key)
        if key not in taken:
            taken.add(key)
            kept.append(row)
    return kept
