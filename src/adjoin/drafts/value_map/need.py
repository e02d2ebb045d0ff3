"""The need: the customer's own words where they may be quoted, else what their own data shows, said as such."""

import re

from adjoin.drafts.brief import Brief, Evidence
from adjoin.drafts.customer_text import quotable
from adjoin.drafts.value_map.content import Need, Quote, Seen
from adjoin.drafts.value_map.industry import is_clinical, is_healthcare

SOURCES = {
    "tickets": "support ticket",
    "interactions": "conversation",
    "objectives": "stated objective",
    "opportunities": "conversation",
    "entries": "told to us",
}
"""What customers call the tables that hold their words."""

SHOWN_TO_THEM = (
    "asked",
    "usage_ceiling",
    "workaround",
    "problem_emergence",
    "integration_activity",
    "team_expansion",
    "objective",
)
"""Signals about their own use and words. Rivals, partners and people moving are ours to know and not theirs to read."""

NO_NEED_YET = ("asked", "integration_activity")
"""They show interest in a product rather than what it would solve: never the headline where something else was seen."""

_ID = re.compile(r"[\w.:/#-]{1,40}")


def need_of(brief: Brief) -> Need:
    """Quotes and what was seen, in the brief's order, mere interest last. Text that may not be quoted is left out."""
    proper = [one for one in brief.evidence if one.observed and not _unsaid(brief, one)]
    quotes = _once([quote for one in proper if (quote := _quote(one)) is not None])
    quoted = {quote.cites for quote in quotes}
    seen = tuple(
        Seen(one.says.removesuffix("."), one.on, one.id)
        for one in sorted(proper, key=lambda one: one.kind in NO_NEED_YET)
        if one.id not in quoted and one.kind in SHOWN_TO_THEM and one.says.strip()
    )
    if quotes:
        return Need(quotes[0].words, True, quotes, seen)
    says = seen[0].says if seen else f"What {brief.product.name} should solve for you, to be agreed together"
    return Need(says, False, (), seen)


def _quote(one: Evidence) -> Quote | None:
    words = quotable(one.quote)
    return None if words is None else Quote(words, _source(one), one.on, one.id)


def _source(one: Evidence) -> str:
    table, _, row = (one.where or "").replace(":", " ", 1).partition(" ")
    called = SOURCES.get(table, "your words")
    # Ids of ours mean nothing to the reader; a ticket's number is on their side too.
    return f"{called} {row.strip()}" if table == "tickets" and _ID.fullmatch(row.strip()) else called


def _unsaid(brief: Brief, one: Evidence) -> bool:
    return is_healthcare(brief.industry) and is_clinical(f"{one.quote or ''} {one.says}")


def _once(quotes: list[Quote]) -> tuple[Quote, ...]:
    found: dict[str, Quote] = {}
    for quote in quotes:
        found.setdefault(quote.words.casefold(), quote)
    return tuple(found.values())
