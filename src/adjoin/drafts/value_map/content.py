"""What a value map says, before anybody sets it on a page."""

from dataclasses import dataclass
from datetime import date

from adjoin.drafts.brief import Sender
from adjoin.drafts.value_map.assumption import Assumptions
from adjoin.drafts.value_map.roi import Roi


@dataclass(frozen=True, slots=True)
class Quote:
    """The customer's own words. `words`: verbatim. `source`: what they were said in, such as "support ticket T-81".
    `on`: the day; None where unknown. `cites`: the evidence's id."""

    words: str
    source: str
    on: date | None
    cites: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What their own data shows, in our words. `on`: the day; None where unknown. `cites`: the evidence's id."""

    says: str
    on: date | None
    cites: str


@dataclass(frozen=True, slots=True)
class Need:
    """`says`: the need in one sentence; `in_their_words`: whether that sentence is a quote. `quotes` and `seen`: the
    strongest first."""

    says: str
    in_their_words: bool
    quotes: tuple[Quote, ...]
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Meets:
    """How the product meets the need. `solves`: problems it is made for, nearest to their words first. `values`: reader
    (executive, manager, practitioner, technical) and one sentence each."""

    solves: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Integration:
    """How it works with the product that they use. `base`: that product's name. `bridge`: one sentence, None where the
    catalog has none. `aspects`: name and readiness (none, partial, full). `takes`: what flows from the base product
    into the new one; `gives`: what flows back."""

    base: str
    bridge: str | None
    aspects: tuple[tuple[str, str], ...]
    takes: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is there by when. `when`: in words; `origin`: industry, catalog, default or customers like this one."""

    when: str
    says: str
    origin: str


@dataclass(frozen=True, slots=True)
class SuccessMeasure:
    """What both sides agreed to measure. `product`: the product it is about, by name; `by`: the day to look at it."""

    product: str
    says: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class ValueMap:
    """One page about one need of one account. Money a year in `currency`.

    `outcomes`: what to expect, as sentences. `assumptions`: every number behind `roi`. `measures`: agreed by both
    sides; empty before they agreed. `asks`: what we still need to know, as questions to the customer.
    `next_to`: who at the customer it is for, None where nobody is known.
    """

    account_id: str
    account: str
    product_id: str
    product: str
    as_of: date
    currency: str
    industry: str | None
    sender: Sender | None
    next_to: str | None
    need: Need
    meets: Meets
    integration: Integration | None
    timeline: tuple[Milestone, ...]
    outcomes: tuple[str, ...]
    assumptions: Assumptions
    roi: Roi
    measures: tuple[SuccessMeasure, ...]
    asks: tuple[str, ...]
