"""What a draft may cite about an account: signals, the customer's own words, goals, customers who went before.

Fields that come from the outside (a vendor's name, a title, a ticket's words) are data: what does not look like the
name it should be is left out of our own sentences, and a quote is kept apart as a quote.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from adjoin.desk.like_you import LikeYou
from adjoin.desk.outside import named, passage
from adjoin.domain.catalog import Product
from adjoin.drafts.brief import Evidence
from adjoin.drafts.customer_text import clean_name
from adjoin.drafts.seen import harmless
from adjoin.words.days import day, with_days_said
from adjoin.words.names import SIGNALS, spoken

OUTSIDE = ("outside_event", "strategic_shift", "partner_signal")
"""Kinds of signals that are seen around an account, not in its own data."""

INSTEAD = {
    "vendor": "another vendor",
    "tool": "another tool",
    "partner": "a partner",
    "title": "somebody new",
    "function": "another team",
    "name": "somebody",
}
"""What stands for a field from the outside that does not look like a name."""

NOTED = "heard-"
"""How the ids begin of rows that one of ours entered by hand."""

IN_FULL = date(1, 1, 1)  # seen from there every day is said with its year


def cited_signals(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str | None]) -> tuple[Evidence, ...]:
    """Live signals of one product, the weightiest first. `names`: contact id → name as the CRM says it."""
    ordered = sorted(rows, key=lambda row: (-row["score"], row["kind"]))
    return tuple(_signal(row, names) for row in ordered)


def _signal(row: Mapping[str, Any], names: Mapping[str, str | None]) -> Evidence:
    shown = json.loads(row["evidence"] or "{}")
    where = _where(shown)
    if where is not None and where.partition(" ")[2].startswith(NOTED):
        return _noted(row, where)
    return Evidence(
        id=f"signal:{row['kind']}",
        kind=row["kind"],
        says=_in_own_words(row["kind"], row["says"], shown, names),
        on=row["detected_on"],
        quote=passage(shown.get("quote")),
        where=where,
        strength=row["strength"],
        observed=row["kind"] not in OUTSIDE,
    )


def _noted(row: Mapping[str, Any], where: str) -> Evidence:
    """What one of ours heard and noted: the words are ours and the day is that of the note, so neither is quoted."""
    return Evidence(
        id=f"signal:{row['kind']}",
        kind="heard",
        says="Heard from their team, and noted by one of ours",
        where=where,
        strength=row["strength"],
        observed=row["kind"] not in OUTSIDE,
    )


def _in_own_words(kind: str, says: str, shown: Mapping[str, Any], names: Mapping[str, str | None]) -> str:
    """The signal's sentence; a field that does not look like a name is replaced by what it should have named.

    What somebody wrote stands in it after a colon, of a kind of the project's own anywhere: it is left off where it
    may not be repeated.
    """
    fields = {name: shown.get(name) for name in INSTEAD} | {"name": names.get(shown.get("contact_id") or "")}
    said = named(says, [(value, INSTEAD[name]) for name, value in fields.items() if isinstance(value, str)])
    ours, _, theirs = said.partition(": ")
    if kind not in SIGNALS:
        return next((part for part in (said, ours) if _is_ours(part)), spoken(kind, SIGNALS))
    return said if not theirs or _is_ours(theirs) else ours


def _is_ours(says: str) -> bool:
    return harmless(with_days_said(says, IN_FULL))


def _where(shown: Mapping[str, Any]) -> str | None:
    table = shown.get("table")
    key = next((str(shown[name]) for name in shown if name.endswith("_id") and name != "product_id"), None)
    return None if table is None else table if key is None else f"{table} {key}"


def cited_objectives(rows: Iterable[Mapping[str, Any]], as_of: date, goal_days: int) -> tuple[Evidence, ...]:
    """Goals in the customer's own words, the newest first: of the last `goal_days`, and those without a day."""
    since = as_of - timedelta(days=goal_days)
    fresh = [row for row in rows if row["stated_on"] is None or row["stated_on"] >= since]
    ordered = sorted(fresh, key=lambda row: (-(row["stated_on"] or date.min).toordinal(), row["objective"]))
    return tuple(
        Evidence(
            id=f"objective:{place}",
            kind="objective",
            says="A goal they stated",
            on=row["stated_on"],
            quote=passage(row["objective"]),
            where="objectives",
        )
        for place, row in enumerate(ordered, 1)
    )


def cited_standing(
    held: Iterable[Mapping[str, Any]], base: Product | None, alike: Mapping[str, Any]
) -> tuple[Evidence, ...]:
    """What stands without any signal: what they hold and since when, and how many alike made the move."""
    found = [
        Evidence(
            id="number:held",
            kind="number",
            says=f"They have used {base.name} since {day(row['began_on'])}",
            on=row["began_on"],
            where=f"subscriptions of {base.id}",
        )
        for row in held
        if base is not None and row["began_on"] is not None and not row["is_floor"]
    ]
    if alike and alike["customers"]:
        like = LikeYou(alike["customers"], alike["median_days"], alike["alike_by"])
        found.append(
            Evidence(id="number:like_you", kind="number", says=like.says, where="like_you", observed=False)
        )
    return tuple(found)


def cited_answer(told: str | None) -> tuple[Evidence, ...]:
    """What the customer told one of ours about the need."""
    if not told:
        return ()
    said = passage(told)
    return (Evidence(id="quote:need", kind="heard", says="What they told us", quote=said, where="heard"),)


def cited_references(rows: Iterable[Mapping[str, Any]], product: Product) -> tuple[Evidence, ...]:
    """Customers who made the move and may be named; not those who may compete with the reader."""
    return tuple(
        Evidence(
            id=f"reference:{row['reference_id']}",
            kind="reference",
            says=f"{row['reference']} took {product.name} as well",
            on=row["began_on"],
            where=f"accounts {row['reference_id']}",
        )
        for row in sorted(rows, key=lambda row: int(row["place"]))
        if clean_name(row["reference"] or "") and not row.get("caution")
    )
