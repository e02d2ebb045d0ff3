"""A recommendation with what stands behind it: names, signals with evidence, the person to speak to."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk
from adjoin.desk.ground import Ground, ground_of

TO_SPEAK_TO = ("play", "discover")
"""Actions for which somebody speaks to the account now."""


LIVE = ("open", "fading")
"""States of a signal that speaks for its product now."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What shifted. `score` is what it weighs now, after fading; `evidence` the rows that show it.

    `state`: open, fading, snoozed or closed. `opened_on`: since when it has been seen without a break.
    """

    product_id: str
    product: str
    kind: str
    state: str
    says: str
    opened_on: date
    detected_on: date
    closed_on: date | None
    expires_on: date | None
    strength: float
    score: float
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at the customer, by the part they play for the product."""

    contact_id: str
    name: str | None
    title: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One row of `recommendations`, named and with its proof. Money a year, probabilities as fractions.

    `because`: what usually follows, or the gate's reason. `warnings`: what to mind.
    `look_again_on`: the day the gates lift, or the next review. `ground`: what the probability rests on.
    `slot`: this_week or queued, None where nobody speaks to them now. `settled`: why it changed or stayed.
    """

    account_id: str
    account: str
    product_id: str | None
    product: str | None
    base_product: str | None
    action: str
    priority: int
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    expected_acv: float | None
    expected_value: float | None
    owner: str | None
    owner_name: str | None
    contact: Contact | None
    because: str
    signals: tuple[Signal, ...]
    warnings: tuple[str, ...]
    blocked_by: str | None
    blockers: int
    reopens_on: date | None
    look_again_on: date | None
    ground: Ground | None
    slot: str | None
    settled: str | None


def recommendations(desk: Desk, rows: pa.Table) -> tuple[Recommendation, ...]:
    """Rows of `recommendations` (few) with names, signals and contact, in the order given."""
    listed = blind(rows).to_pylist()
    ids = [row["account_id"] for row in listed]
    names = {row["account_id"]: row["name"] for row in desk.rows_of("accounts", ids)}
    contacts = _contacts(desk.rows_of("stakeholders", ids))
    products = product_names(desk)
    found = [
        (row["account_id"], _signal(row, products))
        for row in desk.rows_of("signals", ids)
        if row["state"] in LIVE
    ]
    grounds = {(row["account_id"], row["product_id"]): ground_of(row) for row in desk.rows_of("scores", ids)}
    named = Named(names, products, team_names(desk), contacts, grounds)
    return tuple(_recommendation(row, named, found) for row in listed)


def blind(rows: pa.Table) -> pa.Table:
    """Rows of `recommendations` without the product of an account held out: nobody should learn what it would be
    offered, or the experiment measures that."""
    product = pc.if_else(pc.equal(rows["action"], "holdout"), None, rows["product_id"])
    return rows.set_column(rows.column_names.index("product_id"), "product_id", product)


def team_names(desk: Desk) -> dict[str, str]:
    """Ours: id → name, the id itself where nobody named them."""
    return {row["rep_id"]: row["name"] or row["rep_id"] for row in desk.show("team").to_pylist()}


def product_names(desk: Desk) -> dict[str, str]:
    """Product id → name, as the catalog lists them."""
    return {row["product_id"]: row["name"] for row in desk.show("products").to_pylist()}


def signals_of(rows: pa.Table, products: Mapping[str, str]) -> tuple[Signal, ...]:
    """Rows of `signals`, the weightiest first, the closed ones last."""
    return _weightiest_first(_signal(row, products) for row in rows.to_pylist())


def _weightiest_first(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    return tuple(sorted(signals, key=lambda signal: (signal.state == "closed", -signal.score, signal.kind)))


def _signal(row: Mapping[str, Any], products: Mapping[str, str]) -> Signal:
    derived = ("product", "evidence")
    return Signal(
        **{name: row[name] for name in Signal.__slots__ if name not in derived},
        product=products.get(row["product_id"], row["product_id"]),
        evidence=json.loads(row["evidence"] or "{}"),
    )


def _contacts(rows: list[dict[str, Any]]) -> dict[tuple[str, str, str], Contact]:
    return {
        (row["account_id"], row["product_id"], row["contact_id"]): Contact(
            row["contact_id"], row["name"], row["title"], row["role"]
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Named:
    """What ids are called: accounts, products, ours, contacts by account, product and id; and what scores rest on."""

    accounts: Mapping[str, str]
    products: Mapping[str, str]
    team: Mapping[str, str]
    contacts: Mapping[tuple[str, str, str], Contact]
    grounds: Mapping[tuple[str, str], Ground]


def _recommendation(
    row: Mapping[str, Any], named: Named, found: Sequence[tuple[str, Signal]]
) -> Recommendation:
    account, product = row["account_id"], row["product_id"]
    signals = _weightiest_first(s for of, s in found if (of, s.product_id) == (account, product))
    same = (
        "action",
        "priority",
        "probability",
        "probability_low",
        "probability_high",
        "expected_acv",
        "expected_value",
    )
    gates = ("owner", "blocked_by", "blockers", "reopens_on", "look_again_on")
    return Recommendation(
        account_id=account,
        account=named.accounts.get(account) or account,
        owner_name=named.team.get(row["owner"], row["owner"]),
        product_id=product,
        product=named.products.get(product, product),
        base_product=named.products.get(row["base_product_id"], row["base_product_id"]),
        contact=named.contacts.get((account, product, row["primary_contact_id"])),
        because=_because(row["why"] or "", signals),
        signals=signals,
        warnings=tuple(row["warnings"].split("; ")) if row["warnings"] else (),
        ground=named.grounds.get((account, product)),
        slot=row.get("slot"),
        settled=row.get("because"),
        **{name: row[name] for name in (*same, *gates)},
    )


def _because(why: str, signals: tuple[Signal, ...]) -> str:
    """What `why` says beyond the signals it begins with: they stand beside their evidence already."""
    rest, before = why, ""
    while rest != before:
        before = rest
        for signal in signals:
            if rest.casefold().startswith(f"{signal.says}; ".casefold()):
                rest = rest[len(signal.says) + 2 :]
    return rest[:1].upper() + rest[1:]
