"""What a manager should look at this week, by whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.domain.errors import ConfigurationError, nearest

KINDS = {
    "gate_ignored": "approached although a gate blocks",
    "overdue_task": "overdue tasks",
    "past_target": "plays past the target",
    "no_next_step": "plays without a next step",
    "nobody_spoke": "ready, and nobody spoke to them",
    "without_play": "approaches without a play",
    "lost": "lost this week",
    "in_flight": "plays in flight",
    "won": "won this week",
}
"""Each kind of finding as people call it, the most urgent first."""
ASKING = tuple(kind for kind in KINDS if kind not in ("in_flight", "won"))
"""The kinds that ask for something to be done."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `days`: late, in play, waiting or ago; `money`: a year's price of what is at stake, or the
    amount of the deal; None where unknown. `product`: its name, None where it is about the account."""

    kind: str
    owner: str
    owner_name: str
    manager: str | None
    account_id: str
    account: str
    product_id: str | None
    product: str | None
    play_id: int | None
    what: str
    days: int | None
    money: float | None
    says: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Owner:
    """One of ours: how many findings of each kind, in the order of `KINDS`, kinds without any left out. `asks`: of the
    kinds that ask for something to be done. `owner`: empty where nobody owns the account."""

    owner: str
    name: str
    manager: str | None
    counts: tuple[tuple[str, int], ...]
    asks: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """The week. Owners with most to ask first; findings the most urgent first, then by money. `there`: whether the
    publication has an inspection; `managers`: who could be asked for."""

    as_of: date
    there: bool
    manager: str | None
    managers: tuple[str, ...]
    owners: tuple[Owner, ...]
    findings: tuple[Finding, ...]


@on_one_publication
def inspection(desk: Desk, manager: str | None = None, owner: str | None = None) -> Inspection:
    """All of it, or of a manager's team, or of one of ours (id or name). ConfigurationError with the nearest for
    somebody unknown."""
    findings = _findings(desk)
    managers = tuple(sorted({one.manager for one in findings if one.manager}))
    _refuse_unknown("manager", manager, managers)
    _refuse_unknown("owner", owner, [name for one in findings for name in (one.owner, one.owner_name)])
    chosen = tuple(
        one
        for one in findings
        if (manager is None or one.manager == manager)
        and (owner is None or owner in (one.owner, one.owner_name))
    )
    return Inspection(
        as_of=desk.publication().as_of,
        there=desk.show_if_there("inspection") is not None,
        manager=manager,
        managers=managers,
        owners=_owners(chosen),
        findings=chosen,
    )


def _findings(desk: Desk) -> list[Finding]:
    rows = desk.rows("inspection")
    accounts = {
        row["account_id"]: row["name"] or row["account_id"]
        for row in desk.rows_of("accounts", (row["account_id"] for row in rows), ("account_id", "name"))
    }
    team = {row["rep_id"]: row["name"] or row["rep_id"] for row in desk.rows("team")}
    products = {product.id: product.name for product in desk.project.catalog.products}
    order = list(KINDS)
    found = [
        Finding(
            **{name: row[name] for name in ("kind", "owner", "account_id", "product_id", "play_id", "what")},
            **{name: row[name] for name in ("days", "money", "says", "what_to_do")},
            owner_name=team.get(row["owner"], row["owner"]),
            manager=team.get(row["manager"], row["manager"]),
            account=accounts.get(row["account_id"], row["account_id"]),
            product=products.get(row["product_id"], row["product_id"]),
        )
        for row in rows
    ]
    return sorted(
        found,
        key=lambda one: (
            order.index(one.kind),
            -(one.money or 0),
            -(one.days or 0),
            one.account_id,
            one.what,
        ),
    )


def _refuse_unknown(role: str, asked: str | None, known: Sequence[str]) -> None:
    if asked is not None and asked not in known:
        raise ConfigurationError(f"Nothing is to be inspected of a {role} '{asked}'{nearest(asked, known)}.")


def _owners(findings: Sequence[Finding]) -> tuple[Owner, ...]:
    people = {(one.owner, one.owner_name, one.manager) for one in findings}
    counts = Counter((one.owner, one.kind) for one in findings)
    owners = [
        Owner(
            owner=owner,
            name=name or "nobody",
            manager=manager,
            counts=tuple((kind, counts[owner, kind]) for kind in KINDS if counts[owner, kind]),
            asks=sum(counts[owner, kind] for kind in ASKING),
        )
        for owner, name, manager in people
    ]
    return tuple(sorted(owners, key=lambda one: (-one.asks, one.name.casefold(), one.owner)))
