"""What the parts of the portfolio report are made of: published rows, names, and how numbers are written."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import product_names
from adjoin.presentation.portfolio import Column, Table
from adjoin.words.count import counted
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money
from adjoin.words.share import interval, percent

Row = dict[str, Any]
SHOWN = 10
LOST_TO = {
    "integration": "integration",
    "price": "price",
    "rival": "a rival",
    "timing": "timing or budget",
    "no_need": "no need",
    "other": "other words",
    "unknown": "nothing on record",
}
LOSSES_MEAN = (
    "Deals of the last three years for a product beside one held, renewals left out. Share: lost for this reason, of "
    "the pair's deals that closed, won or lost. Money: the amounts of the lost deals. The reason is what was recorded, "
    "by the words under settings.losses; budgets that were not there count as timing. What was recorded is what "
    "sellers wrote, not what buyers thought."
)


class Rows:
    """One publication's rows for the report."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.as_of = desk.publication().as_of
        self.currency = desk.project.configuration.currency
        self.names = product_names(desk)

    def of(self, name: str) -> list[Row]:
        """Rows of a table; none where the publication has no such table."""
        return self.desk.rows(name)

    def product(self, product_id: str | None) -> str:
        return self.names.get(product_id or "", product_id or "–")

    def pair(self, row: Row) -> str:
        return f"{self.product(row['base_product_id'])} → {self.product(row['product_id'])}"

    def cash(self, amount: float | None, low: float | None = None, high: float | None = None) -> str:
        """`$48k`, with its bounds behind it where they are known."""
        if low is None or high is None:
            return money(amount, self.currency)
        return f"{money(amount, self.currency)} ({money(low, self.currency)} to {money(high, self.currency)})"

    def said(self, sentence: str | None) -> str:
        """A sentence of the engine with its days in words."""
        return with_days_said(sentence or "", self.as_of)

    def lost(self, *reasons: str) -> list[Row]:
        """Losses by pair for these reasons, most money first."""
        found = [row for row in self.of("losses") if row["product_id"] and row["reason"] in reasons]
        return sorted(found, key=lambda row: (-(row["money"] or 0), -row["deals"], self.pair(row)))

    def lost_in_all(self) -> list[Row]:
        """Losses of all pairs together by reason, most deals first."""
        found = [row for row in self.of("losses") if not row["product_id"]]
        return sorted(found, key=lambda row: (-row["deals"], row["reason"]))


def share(value: float | None, low: float | None, high: float | None) -> str:
    """`36 % (29–43)`; `–` where unknown."""
    bounds = interval(low, high)
    return percent(value) + (f" ({bounds})" if bounds and value is not None else "")


def lost_answer(rows: Rows, reason: str) -> str:
    """In a sentence how many deals were lost to it."""
    total = next((row for row in rows.lost_in_all() if row["reason"] == reason), None)
    if total is None:
        closed = max((row["closed"] for row in rows.lost_in_all()), default=0)
        if not closed:
            return f"Whether deals are lost to {LOST_TO[reason]} cannot be told: no closed deal with a loss is known."
        return f"No deal of {closed:,} that closed is recorded as lost to {LOST_TO[reason]}."
    return (
        f"Lost to {LOST_TO[reason]}: {counted(total['deals'], 'deal')}, {rows.cash(total['money'])}; "
        f"{share(total['share'], total['low'], total['high'])} of {total['closed']:,} that closed."
    )


def losses_table(rows: Rows, reason: str, title: str) -> Table:
    """Losses to one reason by pair; for a rival, which."""
    found = rows.lost(reason)
    rivals = reason == "rival"
    columns = [Column("Held → offered", wide=True), Column("Lost", number=True), Column("Of closed", number=True),
               Column("Share", number=True), Column("Money", number=True)]  # fmt: skip
    columns.append(Column("Rivals", wide=True) if rivals else Column("Last", number=True))
    return Table(
        title=title,
        means=LOSSES_MEAN,
        columns=tuple(columns),
        rows=tuple(_loss(rows, row, rivals) for row in found[:SHOWN]),
        none=_no_losses(rows, reason),
        more=more(found),
    )


def _loss(rows: Rows, row: Row, rivals: bool) -> tuple[str, ...]:
    ends = _rivals(row["rivals"]) if rivals else day(row["last_on"], rows.as_of)
    cells = (f"{row['deals']:,}", f"{row['closed']:,}", share(row["share"], row["low"], row["high"]))
    return (rows.pair(row), *cells, rows.cash(row["money"]), ends)


def _rivals(found: str) -> str:
    return ", ".join(f"{one['rival']} {one['deals']}" for one in json.loads(found)) or "not recorded"


def _no_losses(rows: Rows, reason: str) -> str:
    if rows.lost_in_all():
        return (
            f"No loss is recorded as {LOST_TO[reason]}. If sellers call it otherwise, add their words to "
            f"settings.losses.{reason} in adjoin.yaml."
        )
    return "No lost deal beside a held product is known: map opportunities with outcome, lost_reason and competitor."


def more(found: Sequence[Any]) -> str:
    """What a shortened table says below itself."""
    return f"The first {SHOWN} of {len(found):,}." if len(found) > SHOWN else ""


def sentences(rows: Rows, found: Iterable[Row], name: str = "says") -> tuple[str, ...]:
    """What these rows say of themselves, each sentence ended."""
    said = (rows.said(row[name]) for row in found if row.get(name))
    return tuple(one if one.endswith(".") else f"{one}." for one in said)
