"""One slide for the quarterly review: one need, one number, what changes, the next step."""

from dataclasses import dataclass
from datetime import date

from adjoin.drafts.value_map.content import Quote, ValueMap
from adjoin.drafts.value_map.figures import one_number
from adjoin.words.days import day


@dataclass(frozen=True, slots=True)
class QbrSlide:
    """`need`: one sentence; `in_their_words`: whether it is a quote, with its `source`. `number` and `of_what`: one
    figure and what it is. `changes`: at most three sentences. `owner` and `on`: of the next step; None where open."""

    account_id: str
    account: str
    product: str
    as_of: date
    need: str
    in_their_words: bool
    source: str | None
    number: str
    of_what: str
    changes: tuple[str, ...]
    next_step: str
    owner: str | None
    on: date | None


def qbr_slide(
    found: ValueMap, next_step: str | None = None, owner: str | None = None, on: date | None = None
) -> QbrSlide:
    """The slide of a value map. Without a next step it is the first open question, else the scope to agree."""
    number, of_what = one_number(found)
    quote = found.need.quotes[0] if found.need.quotes else None
    values = dict(found.meets.values)
    changes = [values[reader] for reader in ("executive", "manager", "practitioner") if reader in values]
    if found.integration is not None and found.integration.bridge:
        changes = [found.integration.bridge, *changes]
    return QbrSlide(
        account_id=found.account_id,
        account=found.account,
        product=found.product,
        as_of=found.as_of,
        need=found.need.says,
        in_their_words=found.need.in_their_words,
        source=_source(quote) if quote else None,
        number=number,
        of_what=of_what,
        changes=tuple(changes[:3]),
        next_step=next_step or (found.asks[0] if found.asks else "Agree on scope and success measures"),
        owner=owner or (found.sender.name if found.sender else None),
        on=on,
    )


def _source(quote: Quote) -> str:
    return f"{quote.source}, {day(quote.on)}" if quote.on else quote.source
