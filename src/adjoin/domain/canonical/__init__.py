"""The canonical tables: what every analysis reads. One declaration a table, grouped by what they tell."""

from adjoin.domain.canonical.accounts import ACCOUNT_IDS, ACCOUNTS, ATTRIBUTES, SUBSCRIPTIONS, TEAM
from adjoin.domain.canonical.happenings import CONTACTS, EVENTS, INTERACTIONS, OBJECTIVES, TICKETS
from adjoin.domain.canonical.selling import ASSIGNMENTS, HOLDS, OPPORTUNITIES, PLAYS
from adjoin.domain.canonical.trying import ARMS, EXPERIMENTS, FEEDBACK, PROPOSALS
from adjoin.domain.canonical.use import HEALTH, INTEGRATIONS, LIMITS, USAGE, USAGE_PERIODS, USERS
from adjoin.domain.contract import Table

CANONICAL: dict[str, Table] = {
    table.name: table
    for table in (
        *(ACCOUNTS, ACCOUNT_IDS, SUBSCRIPTIONS, USAGE, LIMITS, USERS, CONTACTS, INTERACTIONS, TICKETS),
        *(INTEGRATIONS, EVENTS, OBJECTIVES, HEALTH, OPPORTUNITIES, ASSIGNMENTS, TEAM, HOLDS, PLAYS),
        *(EXPERIMENTS, ARMS, PROPOSALS, FEEDBACK),
    )
}

LEDGER_ONLY = ("holds", "plays", "experiments", "arms", "proposals", "feedback")
"""Canonical tables that people and runs fill through Adjoin; they cannot be mapped."""

KEPT_BY_RUNS = ("arms", "proposals")
"""Of them, what runs record themselves: no data that anybody gave."""

__all__ = [
    "ACCOUNTS",
    "ACCOUNT_IDS",
    "ARMS",
    "ASSIGNMENTS",
    "ATTRIBUTES",
    "CANONICAL",
    "CONTACTS",
    "EVENTS",
    "EXPERIMENTS",
    "FEEDBACK",
    "HEALTH",
    "HOLDS",
    "INTEGRATIONS",
    "INTERACTIONS",
    "KEPT_BY_RUNS",
    "LEDGER_ONLY",
    "LIMITS",
    "OBJECTIVES",
    "OPPORTUNITIES",
    "PLAYS",
    "PROPOSALS",
    "SUBSCRIPTIONS",
    "TEAM",
    "TICKETS",
    "USAGE",
    "USAGE_PERIODS",
    "USERS",
]
