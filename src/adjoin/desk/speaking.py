"""Whom to speak to at a handful of accounts, by whose help, and with which question to begin."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from adjoin.desk.briefing import briefs, is_warm
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.people import CHAIRS
from adjoin.desk.recommendation import Recommendation
from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.checker.check import check
from adjoin.drafts.customer_text import clean_name
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.named import OPENS_WITH
from adjoin.drafts.offline import rendered
from adjoin.words.days import with_days_said

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Speak:
    """How a conversation begins. `name`, `title`, `does`: whom to speak to and their part; None where nobody is known:
    then `look_for` says whom the catalog names as who pays.

    `via`: the chain of people to them in words, None where there is none; `asks`: the introduction to ask for first.
    `opens_with`: the opening question of the offline template; None where it is not ready.
    """

    name: str | None
    title: str | None
    does: str | None
    look_for: str | None
    via: str | None
    asks: str | None
    opens_with: str | None


@on_one_publication
def speaking(desk: Desk, cards: Iterable[Recommendation]) -> dict[str, Speak]:
    """By account; each table is read once for all of them. Accounts without a product are left out."""
    products = {card.account_id: card.product_id for card in cards if card.product_id}
    roles = _of_product(desk.rows_of("roles", products), products)
    cold_below = desk.project.of_drafts.cold_below
    ways = _of_product(desk.rows_of("warm_paths", products), products)
    questions = _questions(desk, products)
    as_of = desk.publication().as_of
    return {
        account: _speak(
            roles.get(account, ()),
            next(iter(ways.get(account, ())), {}),
            " or ".join(desk.product(product).buyers.titles) or None,
            questions.get(account),
            lambda sentence: with_days_said(sentence, as_of),
            cold_below,
        )
        for account, product in products.items()
    }


def _of_product(rows: Iterable[Row], products: Mapping[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if products[row["account_id"]] == row["product_id"]:
            found.setdefault(row["account_id"], []).append(row)
    return found


def _speak(
    roles: Iterable[Row],
    way: Row,
    look_for: str | None,
    question: str | None,
    said: Callable[[str], str],
    cold_below: float,
) -> Speak:
    known = sorted(
        (row for row in roles if row["role"] in OPENS_WITH),
        key=lambda row: (OPENS_WITH.index(row["role"]), row["place"]),
    )
    whom: Row = next(iter(known), {})
    if not whom:
        return Speak(None, None, None, look_for, None, None, question)
    leads = way.get("contact_id") == whom["contact_id"] and is_warm(way, cold_below)
    return Speak(
        name=clean_name(whom["name"] or "") or str(whom["contact_id"]),
        title=clean_name(whom["title"] or ""),
        does=CHAIRS[whom["role"]],
        look_for=look_for,
        via=said(way["says"]) if leads else None,
        asks=said(way["asks"]) if leads and way["asks"] else None,
        opens_with=question,
    )


def _questions(desk: Desk, products: Mapping[str, str]) -> dict[str, str]:
    """The opening question of each account, where the checker finds nothing against it."""
    found = {}
    for account, brief in briefs(desk, products, products).items():
        try:
            draft = rendered(brief, DraftKind.OPENING_QUESTION, desk.project.words)
        except ConfigurationError:
            continue  # a template of the project's own that breaks here; the drafts page says so
        if check(draft, brief, desk.project.catalog).ready:
            found[account] = draft.body
    return found
