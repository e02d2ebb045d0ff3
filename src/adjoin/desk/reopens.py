"""What reopens when: the accounts that a gate holds back, by the day on which the last gate in the way lifts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.held_by_gate import HeldByGate, held_by_gate, value_held
from adjoin.desk.owner import owner_meant
from adjoin.desk.recommendation import product_names, team_names
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.words.names import GATES, spoken


@dataclass(frozen=True, slots=True)
class Reopening:
    """One account that opens again. `gate`: the most severe that blocks, of `blockers`; `why`: its sentence. `on`: the
    day on which all have lifted; None where one of them lifts on no known day, then `look_again_on` says when to look.
    `worth`: expected value a year of its best product."""

    account_id: str
    account: str
    owner: str | None
    owner_name: str | None
    product_id: str | None
    product: str | None
    action: str
    gate: str
    why: str
    blockers: int
    on: date | None
    look_again_on: date | None
    worth: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """What opens from a Monday on. `worth`: of all its accounts together; None where nothing has a price."""

    begins: date
    accounts: int
    worth: float | None
    opening: tuple[Reopening, ...]


@dataclass(frozen=True, slots=True)
class Reopens:
    """The calendar of one owner or of all, of one gate or of all. `owners`: (id, name); `weeks` in order of time;
    `unknown`: what lifts on no known day, the dearest first; `gates`: the sums, the dearest first."""

    company: str
    currency: str
    as_of: date
    finished_at: datetime
    owner: str | None
    owner_name: str | None
    gate: str | None
    owners: tuple[tuple[str, str], ...]
    held: tuple[HeldByGate, ...]
    weeks: tuple[Week, ...]
    unknown: tuple[Reopening, ...]

    @property
    def opening(self) -> tuple[Reopening, ...]:
        """Every account with a known day, in order of time and then by worth."""
        return tuple(one for week in self.weeks for one in week.opening)

    @property
    def worth(self) -> float | None:
        """What all gates hold back together; None where nothing has a price."""
        return value_held(self.held)


@on_one_publication
def reopens(desk: Desk, owner: str | None = None, gate: str | None = None) -> Reopens:
    """What is held back and when it opens. ConfigurationError for an owner or a gate that holds nothing back."""
    publication = desk.publication()
    team = team_names(desk)
    rows = _held_rows(desk)
    owners = tuple(sorted({(o, team.get(o, o)) for o in rows["owner"].to_pylist() if o}, key=lambda o: o[1]))
    if owner:
        owner = owner_meant(owner, owners, "Nobody called '{}' has an account held back")
        rows = rows.filter(pc.field("owner") == owner)
    gates = held_by_gate(rows)
    if gate:
        gate = _gate(gate, [one.gate for one in gates])
        rows = rows.filter(pc.field("blocked_by") == gate)
    found = _named(desk, rows, team)
    return Reopens(
        company=desk.project.configuration.company,
        currency=desk.project.configuration.currency,
        as_of=publication.as_of,
        finished_at=publication.finished_at,
        owner=owner or None,
        owner_name=team.get(owner, owner) if owner else None,
        gate=gate or None,
        owners=owners,
        held=gates,
        weeks=_weeks(found),
        unknown=tuple(sorted((one for one in found if one.on is None), key=_dearest)),
    )


def _held_rows(desk: Desk) -> pa.Table:
    """Recommendations that a gate blocks. Accounts in play are not held back: their product is under way; and those
    that wait for a slot wait for us, not for a gate."""
    blocked = pc.field("blocked_by").is_valid() & (pc.field("blocked_by") != "capacity")
    rows = desk.show("recommendations").filter(blocked)
    playing = pa.array([play.account_id for play in desk.ledger.plays(only_running=True)], pa.string())
    return rows.filter(pc.invert(pc.is_in(rows["account_id"], value_set=playing)))


def _gate(word: str, gates: Sequence[str]) -> str:
    for gate in gates:
        if word.casefold() in (gate.casefold(), spoken(gate, GATES).casefold()):
            return gate
    raise ConfigurationError(f"No gate '{word}' holds anything back here{nearest(word, gates)}.")


def _named(desk: Desk, rows: pa.Table, team: Mapping[str, str]) -> list[Reopening]:
    here = pc.field("account_id").isin(rows["account_id"].combine_chunks())
    book = desk.show("accounts").filter(here).select(["account_id", "name"]).to_pylist()
    names = {row["account_id"]: row["name"] for row in book}
    products = product_names(desk)
    return [_reopening(row, names, products, team) for row in rows.to_pylist()]


def _reopening(
    row: Mapping[str, Any], names: Mapping[str, str], products: Mapping[str, str], team: Mapping[str, str]
) -> Reopening:
    account, product, owner = row["account_id"], row["product_id"], row["owner"]
    return Reopening(
        account_id=account,
        account=names.get(account) or account,
        owner=owner,
        owner_name=team.get(owner, owner) if owner else None,
        product_id=product,
        product=products.get(product, product),
        action=row["action"],
        gate=row["blocked_by"],
        why=row["why"] or spoken(row["blocked_by"], GATES),
        blockers=row["blockers"],
        on=row["reopens_on"],
        look_again_on=row["look_again_on"],
        worth=row["expected_value"],
    )


def _weeks(found: Sequence[Reopening]) -> tuple[Week, ...]:
    by_week: dict[date, list[Reopening]] = {}
    for one in sorted(found, key=_dearest):
        if one.on is not None:
            by_week.setdefault(one.on - timedelta(days=one.on.weekday()), []).append(one)
    return tuple(
        Week(
            begins=begins,
            accounts=len(opening),
            worth=None if all(o.worth is None for o in opening) else sum(o.worth or 0 for o in opening),
            opening=tuple(sorted(opening, key=lambda o: (o.on or begins, *_dearest(o)))),
        )
        for begins, opening in sorted(by_week.items())
    )


def _dearest(one: Reopening) -> tuple[float, str]:
    return (-(one.worth or 0), one.account_id)
