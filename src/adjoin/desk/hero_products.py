"""The hero product: what to begin with, by how many further products those who did went on to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.pathways import notes_about
from adjoin.desk.recommendation import product_names


@dataclass(frozen=True, slots=True)
class Entry:
    """One product as a beginning. `further`: mean number of further products after `horizon_days`, accounts that have
    left still counted, weighted to the book's segments; `further_raw`: not weighted. `together`: accounts that began
    it with others on their first day, counted apart. `reason`: why it is not enough."""

    product_id: str
    product: str
    hero: bool
    accounts: int
    together: int
    ended: int
    followed: int
    further: float | None
    further_low: float | None
    further_high: float | None
    further_raw: float | None
    horizon_days: int
    enough: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class HeroProducts:
    """Every product as a beginning, the best first. `hero`: None where nothing is followed long enough."""

    as_of: date
    hero: Entry | None
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]


@on_one_publication
def hero_products(desk: Desk) -> HeroProducts:
    """The table of beginnings."""
    names = product_names(desk)
    ranked = desk.show("hero_products").sort_by([("rank", "ascending")])
    entries = tuple(_entry(row, names) for row in ranked.to_pylist())
    return HeroProducts(
        as_of=desk.publication().as_of,
        hero=next((entry for entry in entries if entry.hero), None),
        entries=entries,
        notes=notes_about(desk, "hero_products"),
    )


def _entry(row: Mapping[str, Any], names: Mapping[str, str]) -> Entry:
    product = names.get(row["product_id"], row["product_id"])
    return Entry(product=product, **{field: row[field] for field in Entry.__slots__ if field != "product"})
