"""The report's part for pricing: losses to price, what discounts were given for, and what they change."""

import json

from adjoin.desk.portfolio_rows import Row, Rows, losses_table, lost_answer, share
from adjoin.presentation.portfolio import Column, Part, Table
from adjoin.statistics.share_interval import share_interval
from adjoin.words.count import count
from adjoin.words.share import percent


def pricing_part(rows: Rows) -> Part:
    """Where price loses deals, what is given away for nothing, what a discount changes."""
    return Part(
        "pricing",
        "Pricing",
        (lost_answer(rows, "price"), _discount_answer(rows), *_eroding(rows)),
        (
            losses_table(rows, "price", "Deals lost to price, by pair"),
            _reasons_table(rows),
            _demand_table(rows),
            _concessions_table(rows),
        ),
    )


def _discount_answer(rows: Rows) -> str:
    found = rows.of("discount_reasons")
    deals, discounted = (sum(row[name] for row in found) for name in ("deals", "discounted"))
    if not deals:
        return "What is given away cannot be told: no closed deal has a discount on record."
    bare = sum(row["discounted"] for row in found if not row["reason"])
    said = f"{_of(discounted, deals)} of {deals:,} closed deals were offered below list price"
    if not discounted:
        return f"{said}."
    return f"{said}; for {_of(bare, discounted)} of those nobody recorded why."


def _of(part: int, whole: int) -> str:
    return share(part / whole, *share_interval(part, whole))


def _eroding(rows: Rows) -> tuple[str, ...]:
    """What the pitfall of discounts says where it is worth watching."""
    row = next((row for row in rows.of("pitfalls") if row["pitfall"] == "eroding_discounts"), None)
    if row is None:
        return ()
    told = json.loads(row["symptoms"])
    bad = [one for one in told if one["state"] in ("bad", "watch")]
    if not bad:
        return ()
    return tuple(f"{one['says']}; {one['money_is']}: {rows.cash(one['money'])}." for one in bad)


def _reasons_table(rows: Rows) -> Table:
    found = sorted(rows.of("discount_reasons"), key=lambda row: (-row["discounted"], row["reason"]))
    return Table(
        title="What discounts were given for",
        means=(
            "Closed deals, won or lost, whose discount is known, by the reason recorded. Share: of the deals with this "
            "reason, those below list price. Only discounts given for arbitrary reasons tell what a price changes."
        ),
        columns=(
            Column("Reason", wide=True),
            Column("Deals", number=True),
            Column("Below list", number=True),
            Column("Share", number=True),
            Column("Arbitrary"),
        ),
        rows=tuple(
            (
                row["reason"] or "none recorded",
                count(row["deals"]),
                count(row["discounted"]),
                _of(row["discounted"], row["deals"]),
                "yes" if row["arbitrary"] else "no",
            )
            for row in found
        ),
        none="No closed deal has a discount: map opportunities.discount and opportunities.discount_reason.",
    )


def _demand_table(rows: Rows) -> Table:
    found = [row for row in rows.of("price_responses") if row["estimated"]]
    why = next((row["says"] for row in rows.of("price_responses") if row["says"]), None)
    return Table(
        title="What a discount changes",
        means=(
            "Share that says yes at list price, and what ten points off do to the odds of a yes, from deals whose "
            "discount had an arbitrary reason. Own: of the product's own deals; pooled: of all products' deals."
        ),
        columns=(
            Column("Product", wide=True),
            Column("Deals", number=True),
            Column("From"),
            Column("Yes at list", number=True),
            Column("What it says", wide=True),
        ),
        rows=tuple(
            (
                rows.product(row["product_id"]),
                count(row["deals"]),
                row["basis"] or "–",
                share(row["take_rate_at_list"], row["take_rate_at_list_low"], row["take_rate_at_list_high"]),
                rows.said(row["says"]),
            )
            for row in found
        ),
        none=rows.said(why) or "No discount with an arbitrary reason is known.",
    )


def _concessions_table(rows: Rows) -> Table:
    found = rows.of("give_get_record")
    return Table(
        title="What was got for what was given",
        means=(
            "Concessions on plays by kind: what was promised in return and came, and how plays with and without it "
            "ended. An association: what is conceded depends on the deal."
        ),
        columns=(
            Column("Kind"),
            Column("Offered", number=True),
            Column("Kept", number=True),
            Column("Broken", number=True),
            Column("Won with", number=True),
            Column("Won without", number=True),
            Column("What it says", wide=True),
        ),
        rows=tuple(_concession(rows, row) for row in found),
        none="No concession is on record: adjoin play concede keeps what is given on a play and what is got for it.",
    )


def _concession(rows: Rows, row: Row) -> tuple[str, ...]:
    def won(side: str) -> str:
        plays = row[f"plays_{side}"]
        return _of(row[f"won_{side}"], plays) if plays else "–"

    mean = f" (mean {percent(row['mean_share'])})" if row["mean_share"] is not None else ""
    cells = (count(row["offered"]), count(row["kept"]), count(row["broken"]), won("with"), won("without"))
    return (f"{row['kind'].replace('_', ' ')}{mean}", *cells, rows.said(row["says"]))
