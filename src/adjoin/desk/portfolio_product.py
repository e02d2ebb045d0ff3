"""The report's part for product: missing integrations, losses to integration, what lies unused."""

from collections import defaultdict

from adjoin.desk.portfolio_rows import SHOWN, Row, Rows, losses_table, lost_answer, more
from adjoin.presentation.portfolio import Column, Part, Table

SOON_DAYS = 180


def product_part(rows: Rows) -> Part:
    """What to build between products, and what to bring into use."""
    unused = rows.of("shelfware")
    return Part(
        "product",
        "Product",
        (_missing_answer(rows), lost_answer(rows, "integration"), _unused_answer(rows, unused)),
        (
            _missing_table(rows),
            losses_table(rows, "integration", "Deals lost to integration, by pair"),
            _unused_table(rows, unused),
        ),
    )


def _missing_answer(rows: Rows) -> str:
    total = next((row for row in rows.of("integration_totals") if row["kind"] == "both"), None)
    if total is None or total["money"] is None:
        return (
            "What missing integrations cost cannot be told: say in catalog.yaml how products work together."
        )
    within = f" within {total['horizon_days']} days" if total["horizon_days"] else ""
    return (
        f"Missing integrations hold back {rows.cash(total['money'], total['money_low'], total['money_high'])} a year "
        f"of starts expected{within}, at today's chances."
    )


def _missing_table(rows: Rows) -> Table:
    found = [row for row in rows.of("integrations") if row["money"] is not None]
    return Table(
        title="What is missing between products, by the money it costs",
        means=(
            "Money: what the accounts that could buy would be expected to start on top of today's, if what is missing "
            "were there; its range takes every chance at its lower and upper bound. Rows overlap with those of "
            "prerequisites, so they do not add up. Where the weights are the usual ones, the money is a reasoned guess."
        ),
        columns=(
            Column("Pair or prerequisite", wide=True),
            Column("Accounts", number=True),
            Column("Money", number=True),
            Column("Weights"),
            Column("What to do", wide=True),
        ),
        rows=tuple(
            (
                row["name"],
                f"{row['accounts']:,}",
                rows.cash(row["money"], row["money_low"], row["money_high"]),
                {"default": "usual", "learned": "learned"}.get(row["weights"] or "", "–"),
                rows.said(row["what_to_do"]),
            )
            for row in found[:SHOWN]
        ),
        none="Nothing is known to be missing; works_with in catalog.yaml says how products work together.",
        more=more(found),
    )


def _unused_answer(rows: Rows, unused: list[Row]) -> str:
    if not unused:
        return (
            "Nothing that is paid for is seen to be unused; only products whose use is recorded are judged."
        )
    known = [row["acv"] for row in unused if row["acv"] is not None]
    unknown = f"; {len(unused) - len(known)} without a price" if len(known) < len(unused) else ""
    worth = rows.cash(sum(known) if known else None)
    return f"Paid for and not used: {len(unused):,} subscriptions, {worth} a year{unknown}."


def _unused_table(rows: Rows, unused: list[Row]) -> Table:
    by_product: dict[str, list[Row]] = defaultdict(list)
    for row in unused:
        by_product[row["product_id"]].append(row)
    told = [_unused_row(rows, product, found) for product, found in by_product.items()]
    told.sort(key=lambda pair: (-pair[0], pair[1]))
    return Table(
        title="Paid for and not used, by product",
        means=(
            "Never used, no longer used, or used for under a tenth of what is held; only where use is recorded. Counts "
            f"and money of today, so there is no interval. Soon: renews within {SOON_DAYS} days."
        ),
        columns=(
            Column("Product", wide=True),
            Column("Accounts", number=True),
            Column("Never used", number=True),
            Column("A year", number=True),
            Column("Of it soon", number=True),
        ),
        rows=tuple(cells for _, cells in told),
        none="Nothing is seen to be unused. Map usage in adjoin.yaml, and give products an adoption measure.",
    )


def _unused_row(rows: Rows, product: str, found: list[Row]) -> tuple[float, tuple[str, ...]]:
    known = [row["acv"] for row in found if row["acv"] is not None]
    soon = [row for row in found if row["renews_on"] and (row["renews_on"] - rows.as_of).days <= SOON_DAYS]
    at_risk = [row["acv"] for row in soon if row["acv"] is not None]
    never = sum(row["state"] == "never_used" for row in found)
    cells = (
        rows.product(product),
        f"{len(found):,}",
        f"{never:,}",
        rows.cash(sum(known) if known else None),
        rows.cash(sum(at_risk) if at_risk or not soon else None),
    )
    return sum(known), cells
