"""Stability × readiness: who can be asked for more, and who needs a steady base first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.owner import owner_meant
from adjoin.desk.recommendation import product_names, team_names
from adjoin.desk.standing import QUADRANTS, UNKNOWN, crossing
from adjoin.domain.errors import ConfigurationError, nearest

DOTS = 250
"""Accounts that get a dot with a name; the others are the cloud."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One account on both axes, with what is recommended."""

    account_id: str
    account: str
    owner_name: str | None
    stability: float
    readiness: float
    quadrant: str
    action: str
    product: str | None
    worth: float | None


@dataclass(frozen=True, slots=True)
class Quadrant:
    """One quarter of the square. `name`: as the run names it; `means`: what to do there; `to_speak_to`: its accounts
    with a reason now."""

    name: str
    means: str
    accounts: int
    to_speak_to: int
    worth: float | None


@dataclass(frozen=True, slots=True)
class Stability:
    """The book on two axes. `there`: whether the publication says; `crossed_at`: where the axes are
    crossed, and `cloud`: every account, as (readiness, stability);
    `placed`: the first by priority; `unplaced`: accounts of which too little is known."""

    currency: str
    as_of: date
    there: bool
    owner: str | None
    quadrant: str | None
    owners: tuple[tuple[str, str], ...]
    quadrants: tuple[Quadrant, ...]
    crossed_at: tuple[float, float]
    cloud: tuple[tuple[float, float], ...]
    placed: tuple[Placed, ...]
    found: int
    unplaced: int


@on_one_publication
def stability(
    desk: Desk, owner: str | None = None, quadrant: str | None = None, limit: int = DOTS
) -> Stability:
    """The accounts of one owner or quadrant, or all. ConfigurationError for an unknown owner or quadrant."""
    as_of, currency = desk.publication().as_of, desk.project.configuration.currency
    table = desk.show_if_there("stability")
    if table is None:
        return Stability(currency, as_of, False, None, None, (), (), (0.5, 0.5), (), (), 0, 0)
    team = team_names(desk)
    rows = _with_recommendations(desk, table)
    owners = tuple(sorted({(o, team.get(o, o)) for o in rows["owner"].to_pylist() if o}, key=lambda o: o[1]))
    if owner:
        owner = owner_meant(owner, owners)
        rows = rows.filter(pc.field("owner") == owner)
    known = rows.filter(pc.field("stability").is_valid() & pc.field("readiness").is_valid())
    quadrants = _quadrants(known)
    if quadrant:
        if quadrant not in (names := [one.name for one in quadrants]):
            raise ConfigurationError(f"No account stands in '{quadrant}'{nearest(quadrant, names)}.")
        known = known.filter(pc.field("quadrant") == quadrant)
    shown = known.sort_by([("priority", "ascending")]).slice(0, limit)
    return Stability(
        currency=currency,
        as_of=as_of,
        there=True,
        owner=owner or None,
        quadrant=quadrant or None,
        owners=owners,
        quadrants=quadrants,
        crossed_at=crossing(desk),
        cloud=tuple(zip(known["readiness"].to_pylist(), known["stability"].to_pylist(), strict=True)),
        placed=_placed(desk, shown, team),
        found=known.num_rows,
        unplaced=_unplaced(rows),
    )


def _unplaced(rows: pa.Table) -> int:
    missing = pc.field("stability").is_null() | pc.field("readiness").is_null()
    return int(rows.filter(missing).num_rows)


def _with_recommendations(desk: Desk, table: pa.Table) -> pa.Table:
    columns = ["account_id", "priority", "action", "product_id", "owner", "expected_value"]
    recommended = desk.show("recommendations").select(columns)
    return table.select(["account_id", "stability", "readiness", "quadrant"]).join(recommended, "account_id")


def _quadrants(known: pa.Table) -> tuple[Quadrant, ...]:
    """Those that hold somebody, in the order of what to do."""
    found = []
    for name in known["quadrant"].unique().drop_null().to_pylist():
        of = known.filter(pc.field("quadrant") == name)
        actions = Counter(of["action"].to_pylist())
        found.append(
            Quadrant(
                name=name,
                means=QUADRANTS.get(name, UNKNOWN),
                accounts=of.num_rows,
                to_speak_to=actions["play"] + actions["discover"],
                worth=pc.sum(of["expected_value"]).as_py(),
            )
        )
    order = list(QUADRANTS)
    return tuple(sorted(found, key=lambda one: order.index(one.name) if one.name in order else len(order)))


def _placed(desk: Desk, rows: pa.Table, team: Mapping[str, str]) -> tuple[Placed, ...]:
    listed: list[dict[str, Any]] = rows.to_pylist()
    names = {
        row["account_id"]: row["name"] for row in desk.rows_of("accounts", (r["account_id"] for r in listed))
    }
    products = product_names(desk)
    return tuple(
        Placed(
            account_id=row["account_id"],
            account=names.get(row["account_id"]) or row["account_id"],
            owner_name=team.get(row["owner"], row["owner"]) if row["owner"] else None,
            product=products.get(row["product_id"], row["product_id"]),
            worth=row["expected_value"],
            **{name: row[name] for name in ("stability", "readiness", "quadrant", "action")},
        )
        for row in listed
    )
