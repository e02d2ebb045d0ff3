"""Six ways in which cross-selling goes wrong, as they stand now, and the accounts behind each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names, team_names
from adjoin.domain.errors import ConfigurationError, nearest

PITFALLS = {
    "catalog_selling": "Selling the catalog",
    "unstable_base": "Selling on an unstable base",
    "wrong_buyer": "The wrong buyer",
    "integration_friction": "Friction after the sale",
    "eroding_discounts": "Discounts that erode value",
    "siloed_products": "Products in silos",
}
STATES = {"bad": "bad", "watch": "watch", "ok": "ok", "cannot_tell": "cannot tell", "off": "not watched"}
SYMPTOMS = {
    "several_at_once": "Several products at once",
    "many_proposed": "Many recommendations",
    "no_signal": "Pitched without a signal",
    "unstable_pitch": "Pitched on an unsteady base",
    "play_while_blocked": "Play open while a gate blocks",
    "no_buyer": "Pitched past the buyer",
    "one_person": "One contact only",
    "unused_after_start": "Unused after the start",
    "tickets_after_start": "More tickets after the start",
    "no_sign_on": "Separate sign-on",
    "above_cap": "Over the discount cap",
    "nothing_got": "Nothing got for it",
    "rising_discount": "More off each time",
    "renewed_for_less": "Renewed for less",
    "no_motion": "Nobody carries it across",
    "no_shared_seller": "No shared seller",
    "held_alone": "Held alone",
}
SHOWN, MOST = 5, 250


@dataclass(frozen=True, slots=True)
class Symptom:
    """One way in which a pitfall shows. `share`: `accounts` of `of_accounts`, with its interval; worth watching from
    `watch`, bad from `threshold`. `money`: what `money_is` says, over `priced` of `cells` accounts × products; None
    where none has a price."""

    symptom: str
    state: str
    accounts: int | None
    of_accounts: int | None
    share: float | None
    low: float | None
    high: float | None
    money: float | None
    cells: int | None
    priced: int | None
    money_is: str
    watch: float
    threshold: float
    says: str


@dataclass(frozen=True, slots=True)
class Case:
    """One account behind a symptom. `seen_on`: the day; `money`: None where unknown."""

    account_id: str
    account: str
    owner_name: str | None
    product: str | None
    symptom: str
    seen_on: date | None
    money: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Pitfall:
    """One of the six. `worst`: the symptom that stands worst, whose numbers are the pitfall's; `others`: the rest.

    `cases`: accounts behind the worst symptom, most money first; `all_cases`: how many there are.
    `missing`: what is not mapped, None where nothing is.
    """

    pitfall: str
    state: str
    what_to_do: str
    missing: str | None
    worst: Symptom
    others: tuple[Symptom, ...]
    cases: tuple[Case, ...]
    all_cases: int


@dataclass(frozen=True, slots=True)
class Pitfalls:
    """All six in their order. `there`: whether the publication says. `chosen`, `symptom`: what was asked for."""

    as_of: date
    there: bool
    chosen: str | None
    symptom: str | None
    pitfalls: tuple[Pitfall, ...]


@on_one_publication
def pitfalls(desk: Desk, pitfall: str | None = None, symptom: str | None = None) -> Pitfalls:
    """The six, or one with up to 250 accounts behind one of its symptoms (its worst by default).

    ConfigurationError for a pitfall, or a symptom of it, that is not known.
    """
    if pitfall and pitfall not in PITFALLS:
        raise ConfigurationError(
            f"There is no pitfall '{pitfall}'{nearest(pitfall, PITFALLS)}. Pitfalls are: {', '.join(PITFALLS)}."
        )
    rows = sorted(desk.rows("pitfalls"), key=lambda row: row["place"])
    wanted = [row for row in rows if pitfall in (None, "", row["pitfall"])]
    cases = _cases(desk, wanted, symptom, MOST if pitfall else SHOWN)
    return Pitfalls(
        as_of=desk.publication().as_of,
        there=desk.show_if_there("pitfalls") is not None,
        chosen=pitfall or None,
        symptom=symptom or None,
        pitfalls=tuple(_pitfall(row, *cases[row["pitfall"]], symptom) for row in wanted),
    )


def _cases(
    desk: Desk, rows: Sequence[Mapping[str, Any]], symptom: str | None, most: int
) -> dict[str, tuple[tuple[Case, ...], int]]:
    """The first cases of each pitfall, and how many it has."""
    if not rows:
        return {}
    found = desk.show("pitfall_accounts")
    chosen: dict[str, tuple[list[dict[str, Any]], int]] = {}
    for row in rows:
        name = _symptom_meant(row, symptom)
        own = found.filter(pc.field("symptom") == name).sort_by("rank")
        chosen[row["pitfall"]] = (own.slice(0, most).to_pylist(), own.num_rows)
    ids = {case["account_id"] for cases, _ in chosen.values() for case in cases}
    named = _Names(desk, sorted(ids))
    return {name: (tuple(map(named.case, cases)), count) for name, (cases, count) in chosen.items()}


def _symptom_meant(row: Mapping[str, Any], symptom: str | None) -> str:
    own = [one["symptom"] for one in json.loads(row["symptoms"])]
    if symptom and symptom not in own:
        raise ConfigurationError(
            f"'{row['pitfall']}' has no symptom '{symptom}'{nearest(symptom, own)}. It has: {', '.join(own)}."
        )
    return symptom or str(row["symptom"])


class _Names:
    """What accounts, owners and products are called."""

    def __init__(self, desk: Desk, ids: Sequence[str]) -> None:
        self.team, self.products = team_names(desk), product_names(desk)
        columns = ("account_id", "name", "csm", "ae")
        self.book = {row["account_id"]: row for row in desk.rows_of("accounts", ids, columns)}

    def case(self, row: Mapping[str, Any]) -> Case:
        of = self.book.get(row["account_id"], {})
        owner = of.get("csm") or of.get("ae")
        return Case(
            account_id=row["account_id"],
            account=of.get("name") or row["account_id"],
            owner_name=self.team.get(owner, owner) if owner else None,
            product=self.products.get(row["product_id"], row["product_id"] or None),
            symptom=row["symptom"],
            seen_on=row["seen_on"],
            money=row["money"],
            says=row["says"],
        )


def _pitfall(row: Mapping[str, Any], cases: tuple[Case, ...], all_cases: int, symptom: str | None) -> Pitfall:
    told = [Symptom(**{name: one[name] for name in Symptom.__slots__}) for one in json.loads(row["symptoms"])]
    first = _symptom_meant(row, symptom)
    return Pitfall(
        pitfall=row["pitfall"],
        state=row["state"],
        what_to_do=row["what_to_do"],
        missing=row["missing"],
        worst=next(one for one in told if one.symptom == first),
        others=tuple(one for one in told if one.symptom != first),
        cases=cases,
        all_cases=all_cases,
    )
