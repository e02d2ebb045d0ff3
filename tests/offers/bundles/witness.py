"""The definitions of bundles read plainly, account by account: what the SQL has to say of a small world."""

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from math import exp, log
from typing import Any

from offers.bundles.relations import AS_OF, Rows, Tables

HARD = ("eligibility", "adjacency", "competitor_bought")
LAND, SCREENED, EXPAND = 12, 16, 8


@dataclass
class Target:
    """One account of a bundle: chances, money and response of what it lacks, by product."""

    account: str
    chance: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]
    worth: dict[str, float]
    held_acv: float
    ready: bool

    @property
    def w(self) -> float:
        return min(self.chance.values())

    @property
    def list(self) -> float:
        return sum(self.worth.values())

    def slope(self, slopes: dict[str, float]) -> float:
        return sum(slopes[p] for p in self.chance) / len(self.chance)

    @property
    def partial(self) -> float:
        expected = sum(self.chance[p] * self.worth[p] for p in self.chance)
        return 0.0 if self.w == 1 else (expected - self.w * self.list) / (1 - self.w)


@dataclass
class World:
    """The relations as look-ups."""

    tables: Tables
    as_of: date = AS_OF
    held: dict[str, dict[str, float]] = field(default_factory=dict)
    scored: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.tables["holdings"]:
            self.held.setdefault(row["account_id"], {})[row["product_id"]] = row["acv"] or 0.0
        self.scored = {(row["account_id"], row["product_id"]): row for row in self.tables["scored"]}

    @property
    def on_sale(self) -> list[str]:
        return sorted(
            p["product_id"]
            for p in self.tables["catalog_products"]
            if (p.get("sold_from") or self.as_of) <= self.as_of <= (p.get("sold_until") or self.as_of)
        )

    def blocks(self, account: str, product: str) -> Rows:
        base = self.scored[account, product]["base_product_id"]
        return [
            gate
            for gate in self.tables["gates"]
            if gate["account_id"] == account and gate["counts_as"] == "block"
            and gate.get("product_id") in (None, product) and gate.get("base_product_id") in (None, base)
        ]  # fmt: skip

    def fits(self, pair: tuple[str, str]) -> bool:
        seen = [
            row
            for row in self.tables["affinity"]
            if {row["from_product"], row["to_product"]} == set(pair)
            and row["horizon_days"] == 90
            and row["enough"]
        ]
        linked = any(
            row["linked"] or row["bridge"]
            for row in self.tables["catalog_links"]
            if {row["from_product"], row["to_product"]} == set(pair)
        )
        follows = any(row["lift_low"] > 1 for row in seen)
        return not self.apart(pair) and (
            follows or (linked and sum(row["lift_high"] < 1 for row in seen) < 2)
        )

    def apart(self, products: tuple[str, ...]) -> bool:
        sold = self.tables["catalog_sold"]
        return any(r["rule"] == "excludes" and {r["product_id"], r["word"]} <= set(products) for r in sold)

    def targets(self, products: tuple[str, ...]) -> list[Target]:
        return [t for account in sorted(self.held) if (t := self._target(account, products))]

    def _target(self, account: str, products: tuple[str, ...]) -> Target | None:
        held = self.held[account]
        missing = [product for product in products if product not in held]
        if not missing or len(missing) == len(products):
            return None
        ready = True
        for product in missing:
            cell = self.scored.get((account, product))
            if cell is None or cell["probability"] is None:
                return None
            gates = self.blocks(account, product)
            if any(g["gate"] in HARD and g["reason_code"] != "prerequisite_missing" for g in gates):
                return None
            needed = {r["word"] for r in self.tables["catalog_sold"]
                      if r["product_id"] == product and r["rule"] == "requires"}  # fmt: skip
            if any(g["reason_code"] == "prerequisite_missing" for g in gates) and needed - set(
                products
            ) - set(held):
                return None
            ready = ready and all(g["gate"] in HARD for g in gates)
        cells = {product: self.scored[account, product] for product in missing}
        return Target(
            account,
            {p: cell["probability"] for p, cell in cells.items()},
            {p: min(cell["probability_low"], cell["probability"]) for p, cell in cells.items()},
            {p: max(cell["probability_high"], cell["probability"]) for p, cell in cells.items()},
            {p: cell["expected_acv"] or 0.0 for p, cell in cells.items()},
            sum(acv for product, acv in held.items() if product in products),
            ready,
        )


def worth(targets: list[Target]) -> float:
    return sum(t.w * t.list for t in targets)


def chosen(world: World) -> dict[str, tuple[str, ...]]:
    """The bundles that are kept, by id."""
    pairs = {pair: world.targets(pair) for pair in combinations(world.on_sale, 2) if world.fits(pair)}
    money = {pair: round(worth(targets), 2) for pair, targets in pairs.items()}
    land = sorted((p for p in pairs if pairs[p]), key=lambda p: (-money[p], p))[:LAND]
    threes = {
        three: sum(money.get(pair, 0) for pair in combinations(three, 2))
        for three in combinations(world.on_sale, 3)
        if sum(pair in pairs for pair in combinations(three, 2)) >= 2 and not world.apart(three)
    }
    looked_at = sorted(threes, key=lambda t: (-threes[t], t))[:SCREENED]
    exact = {three: targets for three in looked_at if (targets := world.targets(three))}
    expand = sorted(exact, key=lambda t: (-round(worth(exact[t]), 2), -len(exact[t]), "+".join(t)))[:EXPAND]
    return {"+".join(products): products for products in (*land, *expand)}


def answer(chance: float, slope: float, discount: float) -> float:
    if chance in (0, 1):
        return chance
    return 1 / (1 + exp(-(log(chance / (1 - chance)) + slope * discount)))


def net(targets: list[Target], slopes: dict[str, float], discount: float, of: str = "chance") -> float:
    """Added less cannibalised, as the issue defines them. `of`: the chance or a bound of it, low or high."""
    total = 0.0
    for t in targets:
        w = min(getattr(t, of).values())
        uplifted = answer(w, t.slope(slopes), discount) - w
        total += uplifted * ((1 - discount) * t.list - t.partial) - w * discount * t.list
    return total


def estimated(world: World, targets: list[Target], bound: str = "slope") -> dict[str, float] | None:
    """The slope of every part that a target lacks; None if one of them has none."""
    known = {r["product_id"]: r[bound] for r in world.tables["price_responses"] if r["estimated"]}
    lacking = {product for t in targets for product in t.chance}
    return {p: known[p] for p in lacking} if lacking <= known.keys() else None


def break_even(targets: list[Target], discount: float, *, on_all: bool) -> float | None:
    given = sum(t.w * discount * (t.list + (t.held_acv if on_all else 0)) for t in targets)
    gain = sum(
        t.w * ((1 - discount) * t.list - t.partial - (discount * t.held_acv if on_all else 0))
        for t in targets
    )
    most = sum(
        min(10 * t.w, 1 - t.w)
        * ((1 - discount) * t.list - t.partial - (discount * t.held_acv if on_all else 0))
        for t in targets
    )
    return given / gain if gain > 0 and given <= 10 * gain and given <= most else None
