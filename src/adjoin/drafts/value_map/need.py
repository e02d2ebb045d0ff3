"""The need: the customer's own words where they may be quoted, else what their own data shows, said as such."""

import re
from collections.abc import Sequence

from adjoin.drafts.brief import Brief, Evidence
from adjoin.drafts.customer_text import quotable
from adjoin.drafts.industry import may_say
from adjoin.drafts.placeholders import seen_and_asked
from adjoin.drafts.value_map.content import Need, Quote, Seen

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

AROUND = (
    "stakeholder_expansion",
    "partner_signal",
    "competitive_evaluation",
    "outside_event",
    "number",
    "reference",
)
"""What was seen around an account shows no need of it."""

BEFORE_A_NEED = ("integration_activity", "team_expansion")
"""What they did lets us ask whether there is one."""

ASKED = "asked"
"""It shows interest in a product rather than what it would solve: never the headline where another need was seen."""

_ID = re.compile(r"[\w.:/#-]{1,40}")


def need_of(brief: Brief) -> Need:
    """Quotes and what was seen, in the brief's order, needs first. Text that may not be quoted is left out.

    Where no need was seen the headline says what was, and asks.
    """
    proper = [one for one in brief.evidence if one.observed and not _unsaid(brief, one)]
    quotes = _once([quote for one in proper if _is_need(one) and (quote := _quote(one)) is not None])
    quoted = {quote.cites for quote in quotes}
    seen = tuple(
        Seen(one.says.removesuffix("."), one.on, one.id)
        for one in sorted(proper, key=_order)
        if one.id not in quoted and one.kind in SHOWN_TO_THEM and one.says.strip()
    )
    if quotes:
        return Need(quotes[0].words, True, quotes, seen)
    return Need(_headline(brief, proper, seen), False, (), seen)


def shows_a_need(brief: Brief) -> bool:
    """Whether anything that they may read was seen or told of which there is something to say or to ask."""
    return any(one.observed and one.kind not in AROUND for one in brief.evidence)


def _headline(brief: Brief, proper: Sequence[Evidence], seen: Sequence[Seen]) -> str:
    first = next((one for one in proper if seen and one.id == seen[0].cites), None)
    if first is None:
        return f"What {brief.product.name} should solve for you, to be agreed together"
    if _is_need(first):
        return seen[0].says
    said, asks = seen_and_asked(brief, first)
    return f"{said}. {asks[:1].upper()}{asks[1:]}?"


def _order(one: Evidence) -> int:
    return 2 if not _is_need(one) else 1 if one.kind == ASKED else 0


def _is_need(one: Evidence) -> bool:
    return one.kind not in (*AROUND, *BEFORE_A_NEED)


def _quote(one: Evidence) -> Quote | None:
    words = quotable(one.quote)
    return None if words is None else Quote(words, _source(one), one.on, one.id)


def _source(one: Evidence) -> str:
    table, _, row = (one.where or "").replace(":", " ", 1).partition(" ")
    called = SOURCES.get(table, "your words")
    # Ids of ours mean nothing to the reader; a ticket's number is on their side too.
    return f"{called} {row.strip()}" if table == "tickets" and _ID.fullmatch(row.strip()) else called


def _unsaid(brief: Brief, one: Evidence) -> bool:
    return not may_say(brief.industry, f"{one.quote or ''} {one.says}")


def _once(quotes: list[Quote]) -> tuple[Quote, ...]:
    found: dict[str, Quote] = {}
    for quote in quotes:
        found.setdefault(quote.words.casefold(), quote)
    return tuple(found.values())
