"""What a person does about an account; each lands in the ledger. What keeps us off it counts at once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from adjoin.desk.accepting import accept
from adjoin.desk.contact import contact_meant
from adjoin.desk.desk import Desk
from adjoin.desk.person import Done, Person
from adjoin.desk.playing import close
from adjoin.domain.entry import FEEDBACK_KINDS, Entry, Verb
from adjoin.domain.errors import ConfigurationError, nearest

__all__ = ["Done", "Heard", "Person", "accept", "close", "feedback", "hear", "hold", "not_now", "snooze"]

NOT_NOW_DAYS = 90
"""How long a 'not now' rests a product, the rest of a declined play."""

HEARD_KINDS = (
    *("asked", "problem_emergence", "competitive_evaluation", "partner_signal", "strategic_shift"),
    *("usage_ceiling", "workaround", "stakeholder_expansion", "integration_activity", "objective"),
    *("answer_need", "answer_budget", "answer_timing"),
    *("role_economic_buyer", "role_champion", "role_evaluator", "role_user", "role_blocker"),
)


def snooze(desk: Desk, account: str, until: date, person: Person, on: date | None = None) -> Done:
    """Show the account again on `until`."""
    account_id = desk.reader.account_id(account)
    return _record(desk, Verb.SNOOZE, account_id, person, on, until=until)


def not_now(desk: Desk, account: str, reason: str, person: Person, on: date | None = None) -> Done:
    """Rest the recommended product at this account for 90 days, with the reason."""
    account_id, product = _recommended(desk, account)
    if product is None:
        raise ConfigurationError(
            f"There is nothing to rest at {account}: no product is recommended now. Use hold."
        )
    start = on or desk.publication().as_of
    until = start + timedelta(days=NOT_NOW_DAYS)
    return _record(desk, Verb.NOT_NOW, account_id, person, on, product_id=product, until=until, reason=reason)


def hold(desk: Desk, account: str, until: date, why: str, person: Person, on: date | None = None) -> Done:
    """Hands off the account on every surface until a day."""
    account_id = desk.reader.account_id(account)
    return _record(desk, Verb.HOLD, account_id, person, on, until=until, reason=why)


@dataclass(frozen=True)
class Heard:
    """What a person heard at an account: `kind` is one of HEARD_KINDS; of a role, `text` names who plays it."""

    kind: str
    text: str
    product: str | None = None


def hear(desk: Desk, account: str, heard: Heard, person: Person, on: date | None = None) -> Done:
    """Keep what was heard; it enters the canonical tables at the next load.

    A role is kept with the id of who plays it, for one product or, without one, for all.
    """
    if heard.kind not in HEARD_KINDS:
        raise ConfigurationError(
            f"'{heard.kind}' is no kind of signal{nearest(heard.kind, HEARD_KINDS)}. "
            f"Use one of: {', '.join(HEARD_KINDS)}."
        )
    product = desk.product(heard.product).id if heard.product else None
    is_role = heard.kind.startswith("role_")
    if product is None and not is_role and heard.kind != "objective":
        raise ConfigurationError(f"A signal of kind '{heard.kind}' points to a product: add --product.")
    account_id = desk.reader.account_id(account)
    text = (
        contact_meant(heard.text, desk.rows("people_there", account_id), account) if is_role else heard.text
    )
    return _record(desk, Verb.HEARD, account_id, person, on, product_id=product, kind=heard.kind, text=text)


def feedback(desk: Desk, account: str, kind: str, person: Person, on: date | None = None) -> Done:
    """Whether the recommendation helped: helpful, not_helpful or too_early. It feeds the next `learn`."""
    if kind not in FEEDBACK_KINDS:
        raise ConfigurationError(
            f"'{kind}' is no feedback{nearest(kind, FEEDBACK_KINDS)}. Use one of: {', '.join(FEEDBACK_KINDS)}."
        )
    account_id, product = _recommended(desk, account)
    return _record(desk, Verb.FEEDBACK, account_id, person, on, product_id=product, kind=kind)


def _recommended(desk: Desk, account: str) -> tuple[str, str | None]:
    row = desk.show("recommendations", account).to_pylist()[0]
    return str(row["account_id"]), row["product_id"]


def _record(desk: Desk, verb: Verb, account_id: str, person: Person, on: date | None, **rest: Any) -> Done:
    publication = desk.publication()
    entry = Entry(
        verb=verb,
        account_id=account_id,
        effective_on=on or publication.as_of,
        person=person.name,
        **rest,
    )
    entry_id = desk.ledger.record(entry, at=person.at, run_id=publication.run_id)
    return Done(entry_id, _said(entry))


def _said(entry: Entry) -> str:
    product = f" for {entry.product_id}" if entry.product_id else ""
    until = f" until {entry.until}" if entry.until else ""
    return f"{str(entry.verb).replace('_', ' ').capitalize()}{product} at {entry.account_id}{until}, by {entry.person}"
