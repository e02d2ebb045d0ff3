"""How won deals are shared out between CSM, AE and partner: rules entered before, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.person import Person
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.experiment import CreditRule
from adjoin.words.share import percent

NO_RULE = "No rule has been entered: deals are credited to nobody. Run: adjoin credit set"


@dataclass(frozen=True, slots=True)
class Shares:
    """What a person asks for: fractions that make 1 together, and since when they count; None: from today on."""

    csm: float
    ae: float
    partner: float
    effective_on: date | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """What one party has of a deal. `role`: csm, ae, partner or nobody; money a year, None without a price or rule."""

    role: str
    who: str | None
    share: float | None
    money: float | None


@dataclass(frozen=True, slots=True)
class CreditedDeal:
    """A deal and how it is shared out. `state`: won or open; `effective_on`: since when its rule counts."""

    deal_id: str
    kind: str
    account_id: str
    account: str
    product_id: str
    product: str
    opened_on: date
    state: str
    money: float | None
    effective_on: date | None
    why: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Credited:
    """Money of won deals that one party has in all."""

    role: str
    who: str | None
    deals: int
    money: float


@dataclass(frozen=True, slots=True)
class Credit:
    """`rules`: as they stand now, the oldest first. `deals`: of the run, newest first; `parties`: of won deals."""

    as_of: date
    currency: str
    rules: tuple[CreditRule, ...]
    deals: tuple[CreditedDeal, ...]
    parties: tuple[Credited, ...]
    says: str


def set_credit(desk: Desk, asked: Shares, person: Person) -> str:
    """Enter a rule; gives what was done. ConfigurationError with every problem, or if its day has passed."""
    today = person.at.date()
    effective_on = asked.effective_on or _next_free_day(desk, today)
    problems = [
        f"--{name} {share:g} is no share; write a fraction from 0 to 1, such as 0.3."
        for name, share in (("csm", asked.csm), ("ae", asked.ae), ("partner", asked.partner))
        if not 0 <= share <= 1
    ]
    total = asked.csm + asked.ae + asked.partner
    if not problems and abs(total - 1) > 1e-9:
        problems.append(f"The shares make {total:g} together; they must make 1.")
    if effective_on < today:
        problems.append(
            f"{effective_on} has passed: a rule counts at the earliest from today, {today}, so that no deal that is"
            " open or closed already changes."
        )
    if problems:
        raise ConfigurationError(*problems)
    rule = CreditRule(effective_on, asked.csm, asked.ae, asked.partner, person.name, asked.why)
    desk.ledger.add_credit_rule(rule, person.at)
    return f"{rule_says(rule)} Deals opened before keep the rule of their day."


def _next_free_day(desk: Desk, today: date) -> date:
    rules = desk.ledger.credit_rules()
    return max(today, rules[-1].effective_on + timedelta(days=1)) if rules else today


def rule_says(rule: CreditRule) -> str:
    """A rule in a sentence."""
    return (
        f"Deals opened from {rule.effective_on} on: CSM {percent(rule.csm)}, AE {percent(rule.ae)}, partner"
        f" {percent(rule.partner)}, by {rule.person}."
    )


@on_one_publication
def credit(desk: Desk) -> Credit:
    """The rules, and the deals of the current publication as they are shared out."""
    names = product_names(desk)
    rows = desk.rows("credit")
    accounts = {row["account_id"]: row["name"] for row in desk.rows("accounts")} if rows else {}
    reps = {row["rep_id"]: row["name"] for row in desk.rows("team")}
    by_deal: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_deal.setdefault(row["deal_id"], []).append(row)
    deals = [_deal(found, accounts, names, reps) for found in by_deal.values()]
    rules = desk.ledger.credit_rules()
    ruled = sum(1 for deal in deals if deal.effective_on)
    return Credit(
        as_of=desk.publication().as_of,
        currency=desk.project.configuration.currency,
        rules=rules,
        deals=tuple(sorted(deals, key=lambda deal: (-deal.opened_on.toordinal(), deal.deal_id))),
        parties=_parties(deals),
        says=f"{ruled} of {len(deals)} deals were opened when a rule counted" if rules else NO_RULE,
    )


def _deal(
    rows: list[Mapping[str, Any]],
    accounts: Mapping[str, str],
    names: Mapping[str, str],
    reps: Mapping[str, str],
) -> CreditedDeal:
    first = rows[0]
    order = ("csm", "ae", "partner", "nobody")
    plain = ("deal_id", "kind", "account_id", "product_id", "opened_on", "state", "effective_on", "why")
    return CreditedDeal(
        account=accounts.get(first["account_id"]) or first["account_id"],
        product=names.get(first["product_id"], first["product_id"]),
        money=first["deal_money"],
        parties=tuple(
            Party(row["role"], reps.get(row["who"]) or row["who"], row["share"], row["money"])
            for row in sorted(rows, key=lambda row: order.index(row["role"]))
        ),
        **{name: first[name] for name in plain},
    )


def _parties(deals: list[CreditedDeal]) -> tuple[Credited, ...]:
    found: dict[tuple[str, str | None], list[float]] = {}
    for deal in deals:
        for party in deal.parties if deal.state == "won" and deal.effective_on else ():
            found.setdefault((party.role, party.who), []).append(party.money or 0.0)
    sums = [Credited(role, who, len(money), round(sum(money), 2)) for (role, who), money in found.items()]
    return tuple(sorted(sums, key=lambda one: (-one.money, one.role, one.who or "")))
