"""The ledger as a source: what people did and heard, as rows of the canonical tables."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Type
from adjoin.domain.entry import Arm, Recorded, Verb
from adjoin.domain.experiment import Experiment
from adjoin.domain.play import Play, PlayKind
from adjoin.ledger import Ledger

Row = dict[str, Any]
NEXT_DAY = timedelta(days=1)

EVENT_KINDS = {
    "competitive_evaluation": "competitor_evaluation",
    "partner_signal": "partner_referral",
    "answer_need": "answer_need",
    "answer_budget": "answer_budget",
    "answer_timing": "answer_timing",
}
"""Kinds with an event kind of their own; any other becomes an event `heard`, the kind its category."""

ROLE = "role_"
"""How the kinds begin that say what a contact is for a product: an event `role`, its body the contact."""

ARROW = {
    Type.TEXT: pa.string(),
    Type.DATE: pa.date32(),
    Type.NUMBER: pa.float64(),
    Type.WHOLE: pa.int64(),
    Type.FLAG: pa.bool_(),
}
"""The Arrow type of each canonical one."""


def ledger_rows(ledger: Ledger) -> dict[str, pa.Table]:
    """What people did, by the canonical table it enters; columns are exactly those of the contract.

    `holds` and `plays` are always there, the others only if something was heard. Rows are dated by the day
    they take effect, so that the warehouse's as-of rules do the rest. `plays` are those that sell, for they alone stand
    in the way of another; fixes of adoption and steps stay in the ledger.
    """
    selling = [_play(play) for play in ledger.plays() if play.kind is PlayKind.CROSS_SELL]
    rows: dict[str, list[Row]] = {"holds": [], "plays": selling}
    for recorded in ledger.entries():
        if recorded.rests_the_account:
            rows["holds"].append(_hold(recorded))
        elif recorded.entry.verb is Verb.HEARD:
            table, row = heard(recorded)
            rows.setdefault(table, []).append(row)
        elif recorded.entry.verb is Verb.FEEDBACK and recorded.play_id is None:
            rows.setdefault("feedback", []).append(_feedback(recorded))
    return {name: _table(name, found) for name, found in rows.items()} | _tried(ledger)


def _tried(ledger: Ledger) -> dict[str, pa.Table]:
    """What runs and people recorded for experiments; what a run recorded counts from the day after."""
    found = ledger.experiments()
    proposals = ledger.proposals()
    rows: dict[str, list[Row]] = {
        "experiments": [_experiment(one) for one in found],
        "arms": [_arm(arm) for arm in ledger.arms(date.max)],
        "proposals": [row | {"counts_on": row["shown_on"] + NEXT_DAY} for row in proposals.to_pylist()],
    }
    return {name: _table(name, told) for name, told in rows.items() if told}


def _experiment(experiment: Experiment) -> Row:
    return {
        name: getattr(experiment, name)
        for name in (
            *("experiment", "design", "held_share", "delay_days", "horizon_days", "started_on", "read_on"),
            "stopped_on",
        )
    }


def _arm(arm: Arm) -> Row:
    return {
        "experiment": arm.experiment,
        "root_id": arm.root_id,
        "arm": arm.arm,
        "drawn_on": arm.as_of,
        "counts_on": arm.as_of + NEXT_DAY,
    }


def _feedback(recorded: Recorded) -> Row:
    entry = recorded.entry
    return {
        "feedback_id": f"feedback-{recorded.entry_id}",
        "account_id": entry.account_id,
        "product_id": entry.product_id,
        "kind": entry.kind,
        "given_on": entry.effective_on,
        "person": entry.person,
    }


def heard(recorded: Recorded) -> tuple[str, Row]:
    """The canonical table and row of one thing heard."""
    return _HEARD.get(recorded.entry.kind or "", _event)(recorded)


def _hold(recorded: Recorded) -> Row:
    entry = recorded.entry
    return {
        "hold_id": f"{entry.verb}-{recorded.entry_id}",
        "account_id": entry.account_id,
        "product_id": entry.product_id,
        "entered_on": entry.effective_on,
        "until": entry.until,
        "kind": str(entry.verb),
        "reason": entry.reason,
        "person": entry.person,
    }


def _play(play: Play) -> Row:
    return {
        "play_id": f"play-{play.play_id}",
        "account_id": play.account_id,
        "product_id": play.product_id,
        "accepted_on": play.accepted_on,
        "closed_on": play.closed_on,
        "outcome": play.outcome,
        "person": play.person,
    }


def _asked(recorded: Recorded) -> tuple[str, Row]:
    entry = recorded.entry
    return "interactions", {
        "interaction_id": _id(recorded),
        "account_id": entry.account_id,
        "rep": entry.person,
        "occurred_on": entry.effective_on,
        "direction": "in",
        "channel": "heard",
        "purpose": "asked",
        "body": entry.text,
        "products_mentioned": entry.product_id,
    }


def _objective(recorded: Recorded) -> tuple[str, Row]:
    entry = recorded.entry
    return "objectives", {
        "account_id": entry.account_id,
        "objective": entry.text,
        "stated_on": entry.effective_on,
        "source": _source(recorded),
    }


def _problem(recorded: Recorded) -> tuple[str, Row]:
    entry = recorded.entry
    return "tickets", {
        "ticket_id": _id(recorded),
        "account_id": entry.account_id,
        "product_id": entry.product_id,
        "kind": "post",
        "opened_on": entry.effective_on,
        "body": entry.text,
    }


def _event(recorded: Recorded) -> tuple[str, Row]:
    entry = recorded.entry
    said = entry.kind or ""
    role = said.startswith(ROLE)
    kind = "role" if role else EVENT_KINDS.get(said)
    return "events", {
        "event_id": _id(recorded),
        "account_id": entry.account_id,
        "occurred_on": entry.effective_on,
        "kind": kind or "heard",
        "product_id": entry.product_id,
        "category": said.removeprefix(ROLE) if role or not kind else None,
        "body": entry.text,
        "source": _source(recorded),
    }


_HEARD: Mapping[str, Callable[[Recorded], tuple[str, Row]]] = {
    "asked": _asked,
    "objective": _objective,
    "problem_emergence": _problem,
}


def _id(recorded: Recorded) -> str:
    return f"heard-{recorded.entry_id}"


def _source(recorded: Recorded) -> str:
    return f"heard from {recorded.entry.person}"


def _table(name: str, rows: Iterable[Row]) -> pa.Table:
    columns = CANONICAL[name].columns
    schema = pa.schema([(column.name, ARROW[column.type]) for column in columns])
    return pa.Table.from_pylist(list(rows), schema)
