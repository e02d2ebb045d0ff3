"""The report's part for go-to-market: the pattern, what the gap is worth, where rivals win, which ways lead on."""

import json

from adjoin.desk.portfolio_rows import (
    LOSSES_MEAN,
    LOST_TO,
    SHOWN,
    Row,
    Rows,
    losses_table,
    lost_answer,
    more,
    sentences,
    share,
)
from adjoin.desk.strategy import PATTERNS
from adjoin.presentation.portfolio import Column, Part, Table
from adjoin.words.count import count
from adjoin.words.names import SIGNALS, spoken
from adjoin.words.share import percent

FITS = {"yes": "fits", "partly": "fits in part", "no": "does not fit", "cannot_tell": "cannot tell"}


def gtm_part(rows: Rows) -> Part:
    """How to sell the next product, what holding several is worth, and to whom deals are lost."""
    return Part(
        "gtm",
        "Go to market",
        (_pattern_answer(rows), *_gap_answer(rows), lost_answer(rows, "rival"), *_causal(rows)),
        (
            _patterns_table(rows),
            _penetration_table(rows),
            losses_table(rows, "rival", "Deals lost to rivals, by pair"),
            _reasons_table(rows),
            _pathways_table(rows),
        ),
    )


def _pattern_answer(rows: Rows) -> str:
    found = sorted(rows.of("strategy"), key=lambda row: row["place"])
    if not found:
        return "Which of the three patterns fits cannot be told: no account began a second product that can be dated."
    leading = next((row for row in found if row["leads"]), None)
    if leading:
        return f"{PATTERNS[leading['pattern']]} leads: {rows.said(leading['what_it_means'])}."
    fitting = [PATTERNS[row["pattern"]].lower() for row in found if row["fits"] in ("yes", "partly")]
    if not fitting:
        return "None of the three patterns can be shown to fit."
    return f"Fits in full or part: {', '.join(fitting)}; which of them leads is inside the noise."


def _patterns_table(rows: Rows) -> Table:
    found = sorted(rows.of("strategy"), key=lambda row: row["place"])
    return Table(
        title="Which of three patterns fits",
        means=(
            "Share: of the further products that could be judged, those that came in this way. Explains: of all "
            "further products, the part beyond what chance would bring."
        ),
        columns=(
            Column("Pattern"),
            Column("Fits"),
            Column("Share", number=True),
            Column("By chance", number=True),
            Column("Explains", number=True),
            Column("What it means", wide=True),
        ),
        rows=tuple(
            (
                PATTERNS.get(row["pattern"]) or str(row["pattern"]),
                FITS[row["fits"]],
                share(row["share"], row["share_low"], row["share_high"]),
                percent(row["expected_by_chance"]),
                _explained(row),
                rows.said(row["what_it_means"]),
            )
            for row in found
        ),
        none="No account began a second product that can be dated: map subscriptions.started_on.",
    )


def _explained(row: Row) -> str:
    low, high = row["explained_low"], row["explained_high"]
    if row["explained"] is None or low is None or high is None:
        return "–"
    if high <= 0:
        return "nothing"
    return share(max(row["explained"], 0.0), max(low, 0.0), high)


def _gap_answer(rows: Rows) -> tuple[str, ...]:
    book = next((row for row in rows.of("penetration") if row["scope"] == "all"), None)
    if book is None or not book["accounts"]:
        return ("How many accounts hold several products cannot be told: map subscriptions.",)
    held = (
        f"{share(book['penetration'], book['low'], book['high'])} of {book['accounts']:,} accounts hold two products "
        "or more"
    )
    if not book["gap_accounts"]:
        return (f"{held}: at or over the target of {percent(book['target'])}.",)
    worth = rows.cash(book["worth"], book["worth_low"], book["worth_high"])
    likely = rows.cash(book["likely"], book["likely_low"], book["likely_high"])
    return (
        f"{held}; closing the gap to {percent(book['target'])} takes {book['gap_accounts']:,} more and is worth "
        f"{worth} a year. At today's chances accounts with one product bring {likely} "
        f"within {book['horizon_days']} days.",
    )


def _penetration_table(rows: Rows) -> Table:
    found = sorted(
        rows.of("penetration"), key=lambda row: (row["scope"] != "all", -row["accounts"], row["scope"])
    )
    return Table(
        title="How many hold several products, and what closing the gap is worth",
        means=(
            "Accounts that hold two products or more. Worth: the price a year of one more product at the accounts "
            "short of the target that can be reached. Likely: expected starts of accounts with one product, at today's "
            "chances, whether or not the gap asks for them. Segments have their own gaps, which do not add up."
        ),
        columns=(
            Column("Accounts", wide=True),
            Column("Today", number=True),
            Column("Typical", number=True),
            Column("Target", number=True),
            Column("Short of it", number=True),
            Column("Worth", number=True),
            Column("Likely", number=True),
        ),
        rows=tuple(
            (
                _scope(row["scope"]),
                share(row["penetration"], row["low"], row["high"]),
                f"{percent(row['typical_low'])} to {percent(row['typical_high'])}",
                percent(row["target"]),
                count(row["gap_accounts"]),
                rows.cash(row["worth"], row["worth_low"], row["worth_high"])
                if row["gap_accounts"]
                else "no gap",
                rows.cash(row["likely"], row["likely_low"], row["likely_high"]),
            )
            for row in found
            if row["accounts"]
        ),
        none="No account holds a product: map subscriptions in adjoin.yaml.",
    )


def _scope(scope: str) -> str:
    return {"all": "All of the book", "no segment": "No segment"}.get(scope, scope)


def _reasons_table(rows: Rows) -> Table:
    found = rows.lost_in_all()
    other = next((row["words"] for row in found if row["reason"] == "other" and row["words"]), "[]")
    words = ", ".join(f"“{one['words']}” {one['deals']}" for one in json.loads(other)[:SHOWN])
    return Table(
        title="What deals were lost to, all pairs together",
        means=LOSSES_MEAN,
        columns=(
            Column("Lost to", wide=True),
            Column("Deals", number=True),
            Column("Share of closed", number=True),
            Column("Money", number=True),
        ),
        rows=tuple(
            (
                LOST_TO[row["reason"]],
                count(row["deals"]),
                share(row["share"], row["low"], row["high"]),
                rows.cash(row["money"]),
            )
            for row in found
        ),
        none="No lost deal beside a held product is known: map opportunities with outcome and lost_reason.",
        more=f"Other words, as recorded: {words}." if words else "",
    )


def _pathways_table(rows: Rows) -> Table:
    found = sorted(rows.of("pathways"), key=lambda row: row["rank"])
    return Table(
        title="Ways on that are worth most now",
        means=(
            "Chance: of starting the second product within the horizon from now, mean over the accounts that can "
            "take it. Worth: chance × accounts × price a year, its lower bound behind it. An account and "
            "product counts once."
        ),
        columns=(
            Column("From → to", wide=True),
            Column("Accounts", number=True),
            Column("Chance", number=True),
            Column("Worth", number=True),
            Column("At least", number=True),
            Column("So far", number=True),
        ),
        rows=tuple(_pathway(rows, row) for row in found[:SHOWN]),
        none="No way on can be ranked: map started_on of subscriptions, and prices.",
        more=more(found),
    )


def _pathway(rows: Rows, row: Row) -> tuple[str, ...]:
    after = f", after: {spoken(row['condition'], SIGNALS).lower()}" if row["condition"] else ""
    return (
        f"{rows.product(row['from_product'])} → {rows.product(row['to_product'])}{after}",
        count(row["eligible_accounts"]),
        share(row["probability"], row["probability_low"], row["probability_high"]),
        rows.cash(row["expected_value"]),
        rows.cash(row["value_low"]),
        percent(row["cumulative_share"]),
    )


def _causal(rows: Rows) -> tuple[str, ...]:
    """What retention and experiments say of themselves, where the publication has them."""
    overall = [row for row in rows.of("readouts") if row.get("product_id") is None]
    return (*sentences(rows, rows.of("retention_summary")), *sentences(rows, overall))
