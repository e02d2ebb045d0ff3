"""The customers of Fathom Port, week by week: needs, traces, starts. Nothing here knows of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from loop import truth

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Rows = list[dict[str, Any]]

FIRST = date(2025, 1, 6)
"""The Monday of week 0, when the engine begins."""
NEVER = 10_000
SOLVES = {
    "crane": "berth schedules clash and ships wait outside the harbour",
    "tide": "invoices for storage are typed by hand from paper slips",
    "buoy": "nobody knows where a container stands in the yard",
    "chart": "customs papers come back because fields are missing",
}


def monday(week: int) -> date:
    """The first day of a week."""
    return FIRST + timedelta(weeks=week)


@dataclass
class World:
    """Cells are accounts × products. `need`, `held`: now; `due`: the week in which a pitch leads to a start.

    `began`: week of the start, NEVER while open; `traced`: the last week with a trace; `rows`: what is on record.
    """

    accounts: int
    seed: int
    week: int = -104
    metered: bool = True
    rows: dict[str, Rows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(np.random.SeedSequence([self.seed, 1]))
        self.people = np.random.default_rng(np.random.SeedSequence([self.seed, 2]))
        shape = (self.accounts, len(truth.PRODUCTS))
        self.team: Bools = self.rng.random(self.accounts) < truth.DATA_TEAM
        self.full: Bools = self.rng.random(self.accounts) < truth.ALWAYS_FULL
        self.need: Bools = np.zeros(shape, np.bool_)
        self.held: Bools = np.zeros(shape, np.bool_)
        self.began: Ints = np.full(shape, NEVER)
        self.due: Ints = np.full(shape, NEVER)
        self.traced: Ints = np.full(shape, -NEVER)
        self.rows = {
            name: [] for name in ("accounts", "subscriptions", "tickets", "interactions", "events", "usage")
        }
        for account in range(self.accounts):
            self._account(account)

    def _account(self, number: int) -> None:
        """One customer: what is known of it, and Dock, which it holds."""
        rng, since = self.rng, monday(-130) + timedelta(days=int(self.rng.integers(0, 170)))
        self.rows["accounts"].append(
            {
                "account_id": name_of(number),
                "name": f"Harbour {number}",
                "customer_since": since,
                "segment": str(rng.choice(["small", "large"], p=[0.6, 0.4])),
                "industry": str(rng.choice(["ferry", "freight", "fishing"])),
                "employees": int(rng.lognormal(5, 1)),
                "ae": f"rep{number % 3}",
                "data_team": "yes" if self.team[number] else "no",
            }
        )
        self._starts(number, truth.BASE, since)

    def _starts(self, account: int, product: str, on: date) -> None:
        self.rows["subscriptions"].append(
            {
                "subscription_id": f"{name_of(account)}-{product}",
                "account_id": name_of(account),
                "product_id": product,
                "started_on": on,
                "acv": 10_000.0,
            }
        )

    def live(self) -> None:
        """One week passes: starts, then needs that end and arise, then traces of them and of nothing."""
        rng, shape = self.rng, self.held.shape
        chance = np.where(self.need, truth.STARTS_WITH_NEED, truth.STARTS_WITHOUT)
        draw = rng.random(shape)
        starts = ~self.held & ((draw < chance) | (self.due == self.week))
        for account, product in np.argwhere(starts):
            self._starts(int(account), truth.PRODUCTS[product], self._day())
        self.held |= starts
        self.began[starts] = self.week
        draw = rng.random(shape)
        arises = ~self.held & ~self.need & (draw < truth.ARISES)
        self.need = ~self.held & ((self.need & (draw >= 1 / truth.LASTS)) | arises)
        self._trace(arises)
        if self.metered:
            self._meter()
        self.week += 1

    def _day(self) -> date:
        """A day of this week but its Monday, on which the engine runs."""
        return monday(self.week) + timedelta(days=int(self.rng.integers(1, 7)))

    def _trace(self, arises: Bools) -> None:
        shape, opened = arises.shape, ~self.held
        tickets = (arises & (self.rng.random(shape) < truth.TICKET_ON_NEED)) | (
            opened & (self.rng.random(shape) < truth.TICKET_BY_CHANCE)
        )
        asked = (arises & (self.rng.random(shape) < truth.ASKED_ON_NEED)) | (
            opened & (self.rng.random(shape) < truth.ASKED_BY_CHANCE)
        )
        rivals = opened & (self.rng.random(shape) < truth.RIVAL_BY_CHANCE)
        self.traced[tickets | asked | rivals] = self.week
        for account, product in np.argwhere(tickets):
            body = f"Again this week: {SOLVES[truth.PRODUCTS[product]]}."
            self._row("tickets", "ticket_id", account, kind="support", opened_on=self._day(), body=body)
        for account, product in np.argwhere(asked):
            self._row("interactions", "interaction_id", account, occurred_on=self._day(), direction="in",
                      purpose="asked", products_mentioned=truth.PRODUCTS[product])  # fmt: skip
        for account, product in np.argwhere(rivals):
            self._row("events", "event_id", account, occurred_on=self._day(), kind="competitor_evaluation",
                      product_id=truth.PRODUCTS[product], vendor="Quayline")  # fmt: skip

    def _meter(self) -> None:
        """Dock's berth calls of the week, against a limit of 100."""
        full = self.full | self.need[:, truth.METERED]
        calls = np.where(full, self.rng.normal(93, 3, len(full)), self.rng.normal(50, 6, len(full)))
        ends = monday(self.week) + timedelta(days=6)
        for account, quantity in enumerate(calls.round(1).tolist()):
            row = {"account_id": name_of(account), "product_id": truth.BASE, "metric": "calls", "day": ends}
            self.rows["usage"].append({**row, "quantity": quantity})

    def _row(self, table: str, key: str, account: Any, **rest: Any) -> None:
        rows = self.rows[table]
        rows.append({key: f"{table}-{len(rows)}", "account_id": name_of(int(account)), **rest})

    def pitch(self, account: int, product: int, rep: str, on: date) -> None:
        """Somebody of ours speaks of the product; where that moves the customer, it starts in some weeks."""
        self._row("interactions", "interaction_id", account, rep=rep, occurred_on=on, direction="out",
                  purpose="pitch", products_mentioned=truth.PRODUCTS[product])  # fmt: skip
        need, team = bool(self.need[account, product]), bool(self.team[account])
        weeks = int(self.people.integers(truth.FROM_WEEK, truth.UNTIL_WEEK + 1))
        if self.people.random() < truth.MOVES[need, team]:
            self.due[account, product] = self.week + weeks

    def habit(self, a_week: int) -> None:
        """How people of ours sold before: mostly where something was on record lately, else anywhere."""
        opened = ~self.held & (self.due == NEVER)
        for _ in range(a_week):
            traced = np.argwhere(opened & (self.traced >= self.week - 8))
            anywhere = self.people.random() < 0.3 or not len(traced)
            cells = np.argwhere(opened) if anywhere else traced
            account, product = self.people.choice(cells)
            opened[account] = False
            self.pitch(int(account), int(product), f"rep{account % 3}", self._day())

    def added(self) -> npt.NDArray[np.float64]:
        """Cells: the chance within the horizon that a pitch today would add; 0 where the product is held."""
        told = np.zeros(self.held.shape)
        for (need, team), _ in truth.MOVES.items():
            told[(self.need == need) & (self.team == team)[:, None]] = truth.added(need, team)
        return np.where(self.held | (self.due != NEVER), 0.0, told)


def name_of(account: int) -> str:
    return f"H{account:04d}"
