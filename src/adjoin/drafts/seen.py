"""What was seen at the customer, said to the customer: the kind of evidence decides the words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.domain.catalog import Product
from adjoin.drafts.brief import Brief, Evidence
from adjoin.drafts.customer_text import clean_name, quotable
from adjoin.drafts.families import Family
from adjoin.drafts.forms import Form, Kinds
from adjoin.drafts.named import company
from adjoin.drafts.said_days import said_day, said_month, with_days_said
from adjoin.drafts.sandbox import fill
from adjoin.words.names import SIGNALS, spoken

QUOTE_ENDS = " ;,.:–-"
SHORTEST_NAME = 4
_OUR_MARKS = re.compile(r"[%\"]|(?<!\w)'|'(?!\w)")  # an apostrophe within a word is the writer's
CUT_AT = 120  # the signals keep this many characters of a customer's text


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was seen. `says`: a main clause without a full stop; `topic`: a subject; `asks`: a question
    without its mark; `so`: a sentence on what follows, None where it speaks for itself; `evidence`: what it rests on,
    None where nothing was seen."""

    says: str
    topic: str
    asks: str
    so: str | None
    evidence: Evidence | None


def opener(brief: Brief, family: Family) -> Evidence | None:
    """What to begin with: the strongest signal, or the strongest of the kinds that the industry begins with; without
    a signal a goal, then the customer's words, then a number."""
    for kind in family.opens_with:
        for found in brief.signals:
            if found.kind == kind:
                return found
    if brief.signals:
        return brief.signals[0]
    for kind in ("objective", "quote", "number"):
        for found in brief.evidence:
            if found.kind == kind:
                return found
    return None


def seen(
    brief: Brief, found: Evidence | None, kinds: Kinds, family: Family, facts: Mapping[str, Any]
) -> Seen:
    """The first form of its kind that can be filled in, names no product to sell and holds no word to avoid."""
    kind = found.kind if found else "nothing"
    forms = (*kinds.get(kind, ()), *kinds["any"])
    says = with_days_said(" ".join(found.says.split()), brief.as_of) if found else ""
    quote = None if facts["short"] > 2 else quoted(found.quote, family) if found else None
    on = found.on if found else None
    known = {
        **facts,
        "quote": quote,
        "day": said_day(on, brief.as_of) if on else None,
        "month": said_month(on, brief.as_of) if on else None,
    }
    known["recipient"] = bool(facts["recipient"] and facts["recipient"].casefold() in says.casefold())
    for form in forms:
        filled = _filled(form, says, known)
        if filled and _clean(filled, brief, family):
            return Seen(*filled, evidence=found)
    return Seen(*_filled(kinds["any"][-1], "", known) or ("", "", "", None), evidence=found)


def our_sentence(found: Evidence, family: Family, written_on: date) -> str:
    """Our sentence about it with its days said, for ours. What a customer wrote stands in it after a colon, if at all:
    where that is not safe to repeat it is left off, and where the rest is not either, the kind and the day remain."""
    says = with_days_said(" ".join(found.says.split()), written_on).removesuffix(".")
    for whole in (says, says.partition(": ")[0]):
        if whole and harmless(whole) and not family.avoids(whole):
            return whole
    return kind_and_day(found, written_on)


def kind_and_day(found: Evidence, written_on: date) -> str:
    """What can always be said of it: `Problem in tickets on 7 Sep`."""
    return f"{spoken(found.kind, SIGNALS)}{f' on {said_day(found.on, written_on)}' if found.on else ''}"


def names_product(text: str, product: Product) -> bool:
    """Whether a text names the product: its name, or the last word of it as a name."""
    last = product.name.split()[-1]
    short = len(last) >= SHORTEST_NAME and re.search(rf"\b{re.escape(last)}\b", text)
    return product.name.casefold() in text.casefold() or bool(short)


def harmless(says: str) -> bool:
    """Whether nothing in a sentence of ours reads as an instruction; its percentages and quotation marks are ours."""
    bare = " ".join(_OUR_MARKS.sub("", says).split())
    return quotable(bare) == bare


def quoted(text: str | None, family: Family) -> str | None:
    """The customer's own words in quotation marks, to the letter; None where they must not be repeated.

    Marks at their end are left off, and a word that was cut in the middle; then an ellipsis stands after the marks.
    """
    words = quotable(text) if text else None
    if not words or family.avoids(words):
        return None
    if words.endswith(" …"):
        return f'"{words.removesuffix(" …").rstrip(QUOTE_ENDS)}" …'
    if len(text or "") >= CUT_AT and words[-1].isalnum():
        return f'"{words.rpartition(" ")[0].rstrip(QUOTE_ENDS)}" …'
    return f'"{words.rstrip(QUOTE_ENDS)}"'


def _filled(form: Form, says: str, known: Mapping[str, Any]) -> tuple[str, str, str, str | None] | None:
    """Clause, topic and question of a form; None where it does not fit."""
    groups: dict[str, Any] = dict.fromkeys(form.groups)
    if form.reads is not None:
        read = re.match(form.reads, says)
        if read is None:
            return None
        groups = read.groupdict()
    if not all(clean_name(groups[name]) for name in form.names):
        return None
    if not all(harmless(groups[name] or "") for name in form.free):
        return None
    if not all(known[name] for name in form.needs):
        return None
    words = {**known, **groups}
    so = fill(form.so, words) if form.so else None
    return fill(form.seen, words), fill(form.topic, words), fill(form.asks, words), so or None


def _clean(filled: tuple[str, str, str, str | None], brief: Brief, family: Family) -> bool:
    """Whether the words hold nothing to avoid, beside the account's own name, and do not name the product."""
    said = [text for text in filled if text is not None]
    return all(
        text
        and not names_product(text, brief.product)
        and not family.avoids(text.replace(company(brief), "your company"))
        for text in said
    )
