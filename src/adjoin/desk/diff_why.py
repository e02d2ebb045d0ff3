"""Why a recommendation is another one than in the run before: signals, gates, holdings, the chance."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import LIVE, blind, product_names
from adjoin.words.days import with_days_said
from adjoin.words.names import ACTIONS, GATES, spoken
from adjoin.words.share import percent

Rows = list[dict[str, Any]]
REASONS_SHOWN = 4
NOTICED = 0.1
"""Share by which a chance must change before it is a reason."""


def in_the_way(gate: Mapping[str, Any]) -> bool:
    """Whether a row of `gates` stands in the way; what an unknown counts as is the run's own word, where it has one."""
    return bool(gate.get("counts_as", gate["verdict"]) == "block")


@dataclass
class Side:
    """One of the two runs that are compared."""

    desk: Desk
    _by_account: dict[str, dict[str, Rows]] = field(default_factory=dict)

    @cached_property
    def recommended(self) -> pa.Table:
        """One row an account."""
        return blind(self.desk.show("recommendations"))

    def live_signals(self, states: Sequence[str]) -> pa.Table:
        """The keys of the signals in one of those states."""
        rows = self.desk.show("signals").filter(pc.field("state").isin(states))
        return rows.select(["account_id", "product_id", "kind"])

    def blocks(self) -> pa.Table:
        """account and gate, once each, where a gate blocks the account or a product at it."""
        rows = self.desk.show("gates")
        word = "counts_as" if "counts_as" in rows.column_names else "verdict"
        about = rows.filter(pc.field(word) == "block").select(["account_id", "gate"])
        return about.group_by(["account_id", "gate"]).aggregate([])

    def account_names(self, ids: pa.Array) -> dict[str, str]:
        """id → name of those that are in the book then."""
        return {row["account_id"]: row["name"] for row in self.desk.rows_of("accounts", ids.to_pylist())}

    def of(self, name: str, ids: pa.Array) -> dict[str, Rows]:
        """The rows of a table for these accounts, by account; read once."""
        if name not in self._by_account:
            found: dict[str, Rows] = {}
            for row in self.desk.rows_of(name, ids.to_pylist()):
                found.setdefault(row["account_id"], []).append(row)
            self._by_account[name] = found
        return self._by_account[name]


TURNS = {
    "held": "is held now",
    "in_play": "is in play now",
    "no_longer_held": "is held no more",
    "no_longer_in_play": "is in play no more",
}
"""What became of a product, after its name."""


def told_why(new: Side, old: Side, rows: pa.Table) -> dict[str, tuple[str, ...]]:
    """Account → sentences. `rows`: the changed accounts, few: product_id and action, now and `_was`."""
    ids = rows["account_id"].combine_chunks()
    products, as_of = product_names(new.desk), new.desk.publication().as_of
    return {
        row["account_id"]: tuple(
            with_days_said(says, as_of) for says in _why(row, new, old, ids, products)[:REASONS_SHOWN]
        )
        for row in rows.to_pylist()
    }


def _why(
    row: Mapping[str, Any], new: Side, old: Side, ids: pa.Array, products: Mapping[str, str]
) -> list[str]:
    account = row["account_id"]
    if row["action"] is None:
        return ["It left the book: nothing is held any more"]
    if row["action_was"] is None:
        return ["It is new in the book"]
    about = {row["product_id"], row["product_id_was"]}
    mine = {
        name: (new.of(name, ids).get(account, []), old.of(name, ids).get(account, []))
        for name in ("signals", "gates", "whitespace", "scores", "recommendations")
    }
    turns = [
        *_states(*mine["whitespace"], about, products),
        *_signals(*mine["signals"], about),
        *_gates(*mine["gates"], about),
    ]
    kept = [says for one in mine["recommendations"][0] if (says := one.get("because"))]
    moved = _moved(row, *mine["scores"], products)
    return [*kept, *_slots(*mine["recommendations"]), *turns, *moved] or [_otherwise(row, products)]


def _slots(now: Rows, was: Rows) -> list[str]:
    """That the week is full now, or that it no longer is."""
    full, before = (bool(rows) and rows[0]["blocked_by"] == "capacity" for rows in (now, was))
    if full == before:
        return []
    return [now[0]["why"]] if full else ["It waits for a slot no more"]


def _signals(now: Rows, was: Rows, about: set[str | None]) -> list[str]:
    """What opened, then what closed, for the products that the change is about."""
    live, lived = (
        {
            (r["product_id"], r["kind"]): r["says"]
            for r in rows
            if r["state"] in LIVE and r["product_id"] in about
        }
        for rows in (now, was)
    )
    opened = [f"New signal: {says}" for key, says in live.items() if key not in lived]
    closed = [f"Signal closed: {says}" for key, says in lived.items() if key not in live]
    return [*opened, *closed]


def _gates(now: Rows, was: Rows, about: set[str | None]) -> list[str]:
    blocks, blocked = (
        {
            (r["gate"], r["product_id"]): r["reason"]
            for r in rows
            if in_the_way(r) and (r["product_id"] is None or r["product_id"] in about)
        }
        for rows in (now, was)
    )
    closed = {spoken(gate, GATES): says for (gate, of), says in blocks.items() if (gate, of) not in blocked}
    lifted = {spoken(gate, GATES): says for (gate, of), says in blocked.items() if (gate, of) not in blocks}
    return [
        *(f"{gate} blocks now: {says}" for gate, says in closed.items()),
        *(f"{gate} no longer blocks; it said: {says}" for gate, says in lifted.items()),
    ]


def _states(now: Rows, was: Rows, about: set[str | None], products: Mapping[str, str]) -> list[str]:
    """A product that began, ended, or went into or out of play."""
    before = {r["product_id"]: r["state"] for r in was}
    turns = [
        (r["product_id"], before.get(r["product_id"]), r["state"]) for r in now if r["product_id"] in about
    ]
    return [
        f"{products.get(product, product)} {TURNS[turn]}"
        for product, earlier, state in turns
        if earlier != state and (turn := _turn(earlier, state)) is not None
    ]


def _turn(earlier: str | None, state: str) -> str | None:
    if state in ("held", "in_play"):
        return state
    return f"no_longer_{earlier}" if earlier in ("held", "in_play") else None


def _moved(row: Mapping[str, Any], now: Rows, was: Rows, products: Mapping[str, str]) -> list[str]:
    """From which chance to which, where the product is the same, and what moved it most."""
    product = row["product_id"]
    if (
        product is None
        or product != row["product_id_was"]
        or None in (row["probability"], row["probability_was"])
    ):
        return []
    from_, to = row["probability_was"], row["probability"]
    if abs(to - from_) < NOTICED * max(to, from_):
        return []
    weighed, before = (_weights(rows, product) for rows in (now, was))
    gaps = {says: weighed.get(says, 0) - before.get(says, 0) for says in {*weighed, *before}}
    most = max(gaps, key=lambda says: (abs(gaps[says]), says), default=None)
    by = f", most by: {most}" if most and abs(gaps[most]) > 0.05 else ""
    if _source(now, product) != _source(was, product):
        by = f", for it is told by the {_source(now, product)} now, by the {_source(was, product)} then"
    return [f"The chance of {products.get(product, product)} went from {percent(from_)} to {percent(to)}{by}"]


def _source(rows: Rows, product: str) -> str:
    """What gave the score: the prior, the learned model, a launch's guess, the snapshot ranking."""
    told = {
        "learned": "learned model",
        "launch": "launch's guess",
        "randomised": "randomised trial",
        "snapshot": "ranking without start dates",
    }
    found = next((r["source"] for r in rows if r["product_id"] == product), "prior")
    return told.get(found, found)


def _weights(rows: Rows, product: str) -> dict[str, float]:
    """Sentence → log-odds of what moved the score."""
    reasons = next((r["reasons"] for r in rows if r["product_id"] == product), None)
    return {r["says"]: r.get("log_odds") or 0.0 for r in json.loads(reasons or "[]")}


def _otherwise(row: Mapping[str, Any], products: Mapping[str, str]) -> str:
    if row["product_id"] != row["product_id_was"]:
        name = products.get(row["product_id"], row["product_id"] or "nothing")
        return f"{name} ranks first now, by what the two are worth"
    if row["action"] == "holdout":
        return "Held out by chance, to measure what plays change"
    was, now = (spoken(row[name], ACTIONS).rstrip(":") for name in ("action_was", "action"))
    return f"From '{was}' to '{now}'"
