"""A value map in words and figures as both pages show it: plain texts, ready to be set, as JSON can carry them."""

from __future__ import annotations

from typing import Any

from adjoin.drafts.value_map.assumption import Origin
from adjoin.drafts.value_map.content import ValueMap
from adjoin.drafts.value_map.figures import (
    amount,
    formula,
    months,
    one_number,
    ratio,
    shown,
    verdict,
    whole,
)
from adjoin.presentation.value_map.fitting import Room, Shortener
from adjoin.words.count import counted
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money

Sheet = dict[str, Any]
READERS = {
    "executive": "Leadership",
    "manager": "Team leads",
    "practitioner": "Day to day",
    "technical": "IT",
}
LEVELS = {"full": "ready", "partial": "in part", "none": "not yet"}
LEAD, LABEL, NAME = 110, 64, 32
"""The need, our own phrases and names are never shorter than this: cut, they would tell nothing."""
SHORTENED = "Shortened to fit one page; the whole text is in the web app."


def sheet(found: ValueMap, room: Room) -> Sheet:
    """Everything the page says, texts no longer than the room allows. Values are texts, lists and truth values."""
    cut = Shortener(room)
    said = {
        "title": f"{cut.text(found.product, 0.2, NAME)} for {cut.text(found.account, 0.25, NAME)}",
        "made": _made(found, cut),
        **_lead(found, cut),
        "figures": [{"value": value, "of": cut.text(of, 0.3, LABEL)} for value, of in _figures(found)],
        "product": cut.text(found.product, 0.2, NAME),
        "quotes": [
            {
                "words": cut.text(quote.words, 1.0, LABEL),
                "source": cut.text(_dated(quote.source, quote.on), 0.3, LABEL),
            }
            for quote in cut.some(list(found.need.quotes[1:]), 0.75)
        ],
        "seen": [
            {
                "says": cut.text(with_days_said(seen.says, found.as_of), 0.6),
                "on": day(seen.on) if seen.on else "",
            }
            for seen in cut.some(list(found.need.seen if found.need.quotes else found.need.seen[1:]), 0.75)
        ],
        "solves": [cut.text(one, 0.5) for one in cut.some(list(found.meets.solves), 0.75)],
        "values": [
            {"reader": READERS[reader], "says": cut.text(says, 0.4)} for reader, says in found.meets.values
        ],
        "integration": _integration(found, cut),
        "timeline": [{"when": one.when, "says": cut.text(one.says, 0.35, LABEL)} for one in found.timeline],
        "outcomes": [cut.text(one, 0.6) for one in cut.some(list(found.outcomes), 0.5)],
        "measures": [_measure(one.product, one.says, one.by, cut) for one in cut.some(list(found.measures))],
        "asks": [cut.text(one, 0.35, LABEL) for one in cut.some(list(found.asks))],
        **_return(found, cut),
    }
    return {**said, "note": SHORTENED if cut.cut else ""}


def _made(found: ValueMap, cut: Shortener) -> str:
    by = f"by {cut.text(found.sender.name, 0.2, NAME)}" if found.sender else ""
    to = f"for {cut.text(found.next_to, 0.3, NAME)}" if found.next_to else ""
    return " · ".join(part for part in (by, to, day(found.as_of)) if part)


def _figures(found: ValueMap) -> list[tuple[str, str]]:
    """Three at most: what it costs, when it is there, what it takes to pay; a question is no figure."""
    price, weeks = found.assumptions.at("price"), found.assumptions.at("setup_weeks")
    says = found.assumptions.named("price").says
    figures = [] if price is None else [(money(price, found.currency), f"a year, {says}")]
    if weeks is not None:
        figures.append(
            ("at once", "ready to use") if not weeks else (counted(round(weeks) or 1, "week"), "to set up")
        )
    number, of = one_number(found)
    if found.roi.expected.minutes is not None or found.roi.expected.hours_in_all is not None:
        figures.append((number, of))
    return figures


def _lead(found: ValueMap, cut: Shortener) -> Sheet:
    """The first of what is known, set large: their words, else what was seen and said as such."""
    need = found.need
    if need.quotes:
        source = _dated(need.quotes[0].source, need.quotes[0].on)
    elif need.seen:
        source = _dated("Seen in your own data", need.seen[0].on)
    else:
        source = ""
    says = need.says if need.in_their_words else with_days_said(need.says, found.as_of)
    return {
        "lead": cut.text(says, 0.8),
        "in_their_words": need.in_their_words,
        "lead_source": cut.text(source, 0.3, LABEL),
    }


def _integration(found: ValueMap, cut: Shortener) -> Sheet | None:
    one = found.integration
    if one is None:
        return None
    base, product = cut.text(one.base, 0.2, NAME), cut.text(found.product, 0.2, NAME)
    flows = ((one.takes, f"{base} → {product}"), (one.gives, f"{product} → {base}"))
    return {
        "base": base,
        "bridge": cut.text(one.bridge, 0.8),
        "aspects": [
            {"called": called, "level": level, "says": LEVELS[level]} for called, level in one.aspects
        ],
        "flows": [
            {"things": cut.text(", ".join(things), 0.3), "way": way} for things, way in flows if things
        ],
    }


def _return(found: ValueMap, cut: Shortener) -> Sheet:
    low, expected, high = found.roi.results
    currency = found.currency
    rows = [
        ("Saved, year one", *(amount(one.saved, currency) for one in (low, expected, high))),
        ("Invested, year one", *(amount(one.invested, currency) for one in (low, expected, high))),
        ("Return", *(ratio(one.times) for one in (low, expected, high))),
        ("Months to pay back", *(months(one.months) for one in (low, expected, high))),
        ("Minutes a week to pay", *(whole(one.minutes) for one in (low, expected, high))),
    ]  # fmt: skip
    site = found.roi.per_site
    if site is not None:
        rows.append(("Saved, each site", "", amount(site[0], currency), ""))
        rows.append(("Invested, each site", "", amount(site[1], currency), ""))
    return {
        "verdict": verdict(found),
        "rows": [list(row) for row in rows if any(cell not in ("–", "") for cell in row[1:])],
        "formula": formula(found.assumptions, currency),
        "formulas": [{"called": name, "says": says} for name, says in found.roi.formulas],
        "assumptions": [_assumption(one, currency, cut) for one in found.assumptions.each],
    }


def _assumption(one: Any, currency: str, cut: Shortener) -> Sheet:
    value, of_range = shown(one, currency)
    return {
        "name": one.name,
        "called": cut.text(one.called, 0.25, LABEL),
        "value": value,
        "range": of_range,
        "says": cut.text(one.says, 0.3, LABEL),
        "edited": one.origin is Origin.EDITED,
        "unknown": one.value is None,
    }


def _measure(product: str, says: str, by: Any, cut: Shortener) -> Sheet:
    return {"product": cut.text(product, 0.15), "says": cut.text(says, 0.5), "by": day(by) if by else ""}


def _dated(source: str, on: Any) -> str:
    return f"{source}, {day(on)}" if on else source
