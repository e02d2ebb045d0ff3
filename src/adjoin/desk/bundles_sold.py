"""Bundles that were sold, examined: what they added, what would have been bought anyway, what nobody uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import product_names


@dataclass(frozen=True, slots=True)
class Sold:
    """One bundle as sold so far. Money a year; counts are of parts, an account's product each.

    `parts_named`: its products by name. `anyway`: share of the parts added that would have begun anyway, of the
    `judged` ones, an estimate where takers were `compared_with` accounts asked; with all alike it is only known to be
    at least `anyway_low`, and what was added net at most `net_added_high`. `followed`: parts whose use could be
    followed, `unused` of them.
    """

    bundle: str
    parts_named: tuple[str, ...]
    since: date | None
    takers: int
    discount: float | None
    added: int
    already_held: int
    judged: int
    compared_with: str | None
    anyway: float | None
    anyway_low: float | None
    anyway_high: float | None
    cannibalised: float | None
    cannibalised_low: float | None
    cannibalised_high: float | None
    cannibalised_money: float | None
    given_away: float | None
    given_up: float | None
    net_added: float | None
    net_added_low: float | None
    net_added_high: float | None
    followed: int
    unused: int | None
    unused_money: float | None
    says: str

    @property
    def one_sided(self) -> bool:
        """Whether the share has a lower limit only, and the money added an upper one."""
        return self.compared_with == "all alike"


def bundles_sold(desk: Desk) -> tuple[Sold, ...]:
    """All of them, most takers first; none where no sale was ever a bundle."""
    names = product_names(desk)
    rows = sorted(desk.rows("bundles_sold"), key=lambda row: (-row["takers"], row["bundle"]))
    return tuple(_sold(row, names) for row in rows)


def _sold(row: Mapping[str, Any], names: Mapping[str, str]) -> Sold:
    ids = [product.strip() for product in row["products"].split(",")]
    rest: dict[str, Any] = {name: row.get(name) for name in Sold.__slots__ if name != "parts_named"}
    return Sold(parts_named=tuple(names.get(product, product) for product in ids), **rest)
