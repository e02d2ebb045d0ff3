"""How the product meets the need and works with what they have: from the catalog, nothing invented."""

import re

from adjoin.domain.catalog import PairReadiness, Product
from adjoin.drafts.brief import Brief
from adjoin.drafts.industry import may_say
from adjoin.drafts.value_map.content import Integration, Meets, Need

ASPECTS = (
    ("sign_on", "One sign-on"),
    ("shared_data", "Shared data"),
    ("activation", "Switched on in place"),
    ("experience", "One experience"),
)
_WORD = re.compile(r"\w{4,}")


def meets(brief: Brief, need: Need) -> Meets:
    """The catalog's sentences, those nearest to the customer's words first; clinical ones never in healthcare."""
    theirs = _words(" ".join([*(quote.words for quote in need.quotes), *(seen.says for seen in need.seen)]))
    solves = [sentence for sentence in brief.product.solves if may_say(brief.industry, sentence)]
    solves.sort(key=lambda sentence: -len(_words(sentence) & theirs))
    value = brief.product.value
    readers = ("executive", "manager", "practitioner", "technical")
    values = ((reader, getattr(value, reader)) for reader in readers)
    return Meets(
        tuple(solves),
        tuple((reader, says) for reader, says in values if says and may_say(brief.industry, says)),
    )


def integration(brief: Brief) -> Integration | None:
    """With the base product; None without one, or where the catalog says nothing of the two."""
    base, product = brief.base_product, brief.product
    if base is None:
        return None
    pair = product.works_with.get(base.id) or base.works_with.get(product.id) or PairReadiness()
    aspects = tuple((called, level) for name, called in ASPECTS if (level := getattr(pair, name)) is not None)
    takes, gives = _flows(base, product), _flows(product, base)
    bridge = pair.bridge if pair.bridge and may_say(brief.industry, pair.bridge) else None
    if not (bridge or aspects or takes or gives):
        return None
    return Integration(base.name, bridge, aspects, takes, gives)


def _flows(one: Product, other: Product) -> tuple[str, ...]:
    return tuple(thing for thing in one.gives if thing in other.takes)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
