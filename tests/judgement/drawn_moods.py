"""Troubles of drawn worlds: tickets, moods, deals, plays, holds, rivals and goals, most within a day of a rule."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from adjoin.domain.catalog import Catalog
from judgement.calendar import months_after
from worlds import Rows

Row = dict[str, Any]


class _Around:
    """Days around the date, and rows for accounts picked by their troubles."""

    def __init__(self, rng: np.random.Generator, ids: list[str], products: list[str], as_of: date) -> None:
        self.rng, self.ids, self.products, self.as_of = rng, ids, products, as_of

    def ago(self, *days: int) -> date:
        return self.as_of - timedelta(int(self.rng.choice(days)))

    def product(self) -> str:
        return str(self.rng.choice(self.products))

    def maybe(self, value: Any, chance: float = 0.5) -> Any:
        return value if self.rng.random() < chance else None

    def rows(self, chance: float, key: str | None, make: Callable[[], Row]) -> Rows:
        """A row or two for each account with the trouble."""
        found: Rows = []
        for account in self.ids:
            for number in range(2):
                if self.rng.random() < chance / (1 + number):
                    named = {key: f"{key}-{account}-{number}"} if key else {}
                    found.append({"account_id": account, **named, **make()})
        return found


def moods(
    rng: np.random.Generator, ids: list[str], catalog: Catalog, as_of: date, trouble: float
) -> dict[str, Rows]:
    at = _Around(rng, ids, list(catalog.ids), as_of)
    scale = float(rng.choice([5.0, 10.0]))
    return {
        "tickets": at.rows(2 * trouble, "ticket_id", lambda: _ticket(at)),
        "health": _once(
            at.rows(0.7, None, lambda: _health(at, trouble)) + at.rows(0.4, None, lambda: _asked(at, scale))
        ),
        "objectives": _objectives(at),
        "opportunities": at.rows(2 * trouble, "opportunity_id", lambda: _deal(at)),
        "plays": at.rows(trouble, "play_id", lambda: _play(at)),
        "holds": at.rows(2 * trouble, "hold_id", lambda: _hold(at)),
        "events": at.rows(2 * trouble, "event_id", lambda: _purchase(at)),
        "contacts": at.rows(0.5, "contact_id", lambda: _contact(at)),
        "integrations": at.rows(0.2, None, lambda: _tool(at)),
    }


def _ticket(at: _Around) -> Row:
    opened = at.ago(0, 1, 20, 100, -1)
    escalated = at.maybe(opened + timedelta(int(at.rng.integers(0, 30))))
    closed = at.maybe(max(opened, at.ago(0, 1, 14, 15, -1)), 0.7)
    return {
        "kind": "support", "opened_on": opened, "closed_on": closed, "escalated": escalated is not None,
        "escalated_on": escalated, "severity": str(at.rng.choice(["low", "high", "urgent"])),
    }  # fmt: skip


def _health(at: _Around, trouble: float) -> Row:
    colour = str(at.rng.choice(["red", "yellow"])) if at.rng.random() < trouble else "green"
    return {"measure": "overall", "day": at.ago(0, 1, 30, -1), "score": 50.0, "colour": colour}


def _asked(at: _Around, scale: float) -> Row:
    """Answers of the scale; few are poor."""
    share = float(at.rng.choice([0.2, 0.59, 0.6, 0.7, 0.8, 1.0], p=[0.1, 0.05, 0.2, 0.2, 0.2, 0.25]))
    return {
        "measure": str(at.rng.choice(["nps", "csat"])), "day": at.ago(0, 1, 100, 365, 366, -1),
        "score": round(share * scale, 2), "colour": at.maybe(str(at.rng.choice(["green", "red"], p=[0.8, 0.2])), 0.1),
    }  # fmt: skip


def _once(rows: Rows) -> Rows:
    return list({(row["account_id"], row["measure"], row["day"]): row for row in rows}.values())


def _objectives(at: _Around) -> Rows:
    rows = at.rows(
        0.8, None, lambda: {"objective": "grow", "stated_on": at.maybe(at.ago(0, 1, 400, -1), 0.8)}
    )
    return list({row["account_id"]: row for row in rows}.values())


def _deal(at: _Around) -> Row:
    closed = at.ago(0, 1, 89, 90, 91, -1, -20)
    return {
        "product_id": at.product(), "created_on": min(closed, at.ago(0, 1, 100)), "closed_on": closed,
        "outcome": str(at.rng.choice(["open", "won", "lost", "lost"])), "amount": 1000.0,
    }  # fmt: skip


def _play(at: _Around) -> Row:
    closed = at.maybe(at.ago(0, 1, 89, 90, 91, -1))
    accepted = at.ago(0, 1, 2, 3, 7, 100, -1)
    return {
        "product_id": at.product(), "accepted_on": min(accepted, closed or accepted), "closed_on": closed,
        "outcome": str(at.rng.choice(["won", "lost", "declined"])) if closed else None,
    }  # fmt: skip


def _hold(at: _Around) -> Row:
    entered = at.ago(0, 0, 1, 30, -1)
    return {
        "product_id": at.maybe(at.product()), "entered_on": entered, "until": max(entered, at.ago(0, 1, -1, -40)),
        "kind": str(at.rng.choice(["hold", "hold", "not_now", "snooze"])),
    }  # fmt: skip


def _purchase(at: _Around) -> Row:
    """A rival bought, by product, vendor or category; 18 months ago and 120 days before its end to the day."""
    occurred = months_after(at.as_of, -18) + timedelta(int(at.rng.integers(-1, 2)))
    if at.rng.random() < 0.5:
        occurred = at.ago(0, 100, -1)
    number = int(at.rng.integers(0, len(at.products)))
    named: Row = [
        {"product_id": at.products[number], "vendor": "Somebody"}, {"vendor": f"rival {number}"}, {"category": "Boxes"}
    ][at.rng.integers(0, 3)]  # fmt: skip
    kind = str(at.rng.choice(["competitor_purchase", "Competitor_Purchase", "competitor_evaluation"]))
    due = at.maybe(at.as_of + timedelta(int(at.rng.choice([119, 120, 121, 300]))), 0.4)
    return {**named, "occurred_on": occurred, "kind": kind, "due_on": due}


def _contact(at: _Around) -> Row:
    return {
        "name": "Kim",
        "title": "Head",
        "first_seen_on": at.ago(0, 100, -1),
        "left_on": at.maybe(at.ago(0, -1), 0.2),
    }


def _tool(at: _Around) -> Row:
    return {"tool": f"Rival {at.rng.integers(0, 3)}", "connected_on": at.ago(0, 10, 50, -1)}
