"""A trial in one line: how far it is, what is met, who takes part, and what it comes to."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import product_names
from adjoin.desk.trials import FROM_SUBSCRIPTIONS, live_trials
from adjoin.domain.trial import KeptStep, TrialHistory
from adjoin.offers.trials.written import NOTHING

STATES = {
    "running": "running",
    "decide": "over: decide",
    "converted": "converted",
    "ended": "ended",
    "stopped": "stopped",
}
"""How a trial can stand, in words. `decide`: it runs past its end and waits for somebody."""


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One trial. `state`: of STATES; `runs`: not ended by anybody. `day` of `of`: 1 on its first day, `of` None where
    nobody knows the end; `over_days`: since its end passed, 0 before. `seeds`: what it holds of theirs, None where
    nobody said, empty where nothing. `told`: somebody told of it; else subscriptions show it. `reached`: the last
    milestone. `paid_on`: the paid start
    that subscriptions show. `person`: who started it; `reason`: why it ended, or by what one knows that they buy."""

    trial_id: str
    account_id: str
    account: str
    product_id: str
    product: str
    play_id: int | None
    told: bool
    state: str
    runs: bool
    person: str | None
    started_on: date
    ends_on: date | None
    ended_on: date | None
    converted_on: date | None
    paid_on: date | None
    reason: str | None
    day: int
    of: int | None
    over_days: int
    criteria_met: int
    criteria_total: int
    reached: str | None
    reached_on: date | None
    people: tuple[str, ...]
    seeds: tuple[str, ...] | None
    says: str


def trials_at(desk: Desk, account_id: str) -> tuple[TrialLine, ...]:
    """The trials of one account, those that run first, then the newest."""
    found = trial_lines(desk, live_trials(desk, account_id).to_pylist())
    return tuple(sorted(found, key=lambda one: (not one.runs, -one.started_on.toordinal(), one.trial_id)))


def trial_lines(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> tuple[TrialLine, ...]:
    """Rows of `trials` as lines, in their order."""
    told = any(row["source"] != FROM_SUBSCRIPTIONS for row in rows)
    histories = {str(one.trial.trial_id): one for one in desk.ledger.trials()} if told else {}
    products = product_names(desk)
    ids = [row["account_id"] for row in rows]
    accounts = {
        row["account_id"]: row["name"] for row in desk.rows_of("accounts", ids, ("account_id", "name"))
    }
    return tuple(_line(row, histories.get(row["trial_id"]), accounts, products) for row in rows)


def state_of(row: Mapping[str, Any]) -> str:
    """How a row of `trials` stands, of STATES."""
    late = row["days_left"] is not None and row["days_left"] < 0
    return "decide" if row["state"] == "running" and late else str(row["state"])


def people_said(participants: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Each by name, else e-mail, else id."""
    return tuple(str(one["name"] or one["email"] or one["contact_id"]) for one in participants)


def _line(
    row: Mapping[str, Any],
    history: TrialHistory | None,
    accounts: Mapping[str, str | None],
    products: Mapping[str, str],
) -> TrialLine:
    reached = _last_milestone(history)
    ends_on, seeded = row["ends_on"], row["seeded_with"]
    last = row["ended_on"] or max(row["as_of"], row["started_on"])
    return TrialLine(
        trial_id=row["trial_id"],
        account_id=row["account_id"],
        account=accounts.get(row["account_id"]) or row["account_id"],
        product_id=row["product_id"],
        product=products.get(row["product_id"], row["product_id"]),
        play_id=row["play_id"],
        told=row["source"] != FROM_SUBSCRIPTIONS,
        state=state_of(row),
        runs=row["ended_on"] is None,
        person=history.trial.person if history else None,
        started_on=row["started_on"],
        ends_on=ends_on,
        ended_on=row["ended_on"],
        converted_on=row["converted_on"],
        paid_on=row["paid_on"],
        reason=history.trial.reason if history else None,
        day=(last - row["started_on"]).days + 1,
        of=None if ends_on is None else (ends_on - row["started_on"]).days + 1,
        over_days=max(0, -(row["days_left"] or 0)),
        criteria_met=row["criteria_met"],
        criteria_total=row["criteria_total"],
        reached=reached.step.text if reached else None,
        reached_on=row["last_milestone_on"],
        people=people_said(json.loads(row["participants"])),
        seeds=None if seeded is None else () if seeded == NOTHING else tuple(seeded.split("; ")),
        says=row["says"],
    )


def _last_milestone(history: TrialHistory | None) -> KeptStep | None:
    reached = history.milestones if history else ()
    return max(reached, key=lambda kept: (kept.step.effective_on, kept.number), default=None)
