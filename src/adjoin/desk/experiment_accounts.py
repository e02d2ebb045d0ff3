"""The accounts behind an experiment: those reached although they were left alone, and those that were not drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk

REACHED = {"approach": "approached", "play": "play accepted", "opportunity": "deal opened"}
MOST = 250


@dataclass(frozen=True, slots=True)
class Named:
    """An account and what it is called."""

    account_id: str
    account: str


@dataclass(frozen=True, slots=True)
class Reached:
    """An account left alone that was reached anyway. `what`: approach, play or opportunity."""

    account_id: str
    account: str
    what: str
    happened_on: date


def named(desk: Desk, ids: Sequence[str]) -> tuple[Named, ...]:
    """The accounts in that order, by their id where the book has no name for one."""
    names = {row["account_id"]: row["name"] for row in desk.rows_of("accounts", ids, ("account_id", "name"))}
    return tuple(Named(one, names.get(one) or one) for one in ids)


def reached(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> tuple[Reached, ...]:
    """The first 250 of these rows of `contaminated`."""
    first = rows[:MOST]
    names = named(desk, [row["account_id"] for row in first])
    return tuple(
        Reached(one.account_id, one.account, row["what"], row["happened_on"])
        for one, row in zip(names, first, strict=True)
    )
