"""What is known when a recommendation is accepted, as far as its campaign depends on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from adjoin.domain.catalog import Product
from adjoin.domain.play import GiveGet, PlayKind
from adjoin.plays.campaigns.written import Campaigns, OnlyIf

NAMED = re.compile(r"\{(\w+)\}")
FEATURES = 2
"""A fix of adoption mends at most so many key features."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One account at the day of acceptance.

    `account`: its name. `country`, `industry`: the customer's, as written. `owners`: role → id of ours, of the roles
    that are known. `open_questions`: the open ones of need, budget and timing → the task that the diagnosis wrote for
    it, or None for the campaign's own words. `buyer`, `user`, `evaluator`, `partner`: names, None where nobody is
    known. `introduction`: what to ask of whom so that the buyer is met, a sentence without a full stop; `acquainted`:
    who of ours spoke with the buyer, as a clause about them. `features`: key features that are not used, the most
    important first.
    """

    account: str
    product: Product
    accepted_on: date
    kind: PlayKind = PlayKind.CROSS_SELL
    base_product: Product | None = None
    motion: str | None = None
    country: str | None = None
    industry: str | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    open_questions: Mapping[str, str | None] = field(default_factory=dict)
    buyer: str | None = None
    user: str | None = None
    evaluator: str | None = None
    partner: str | None = None
    introduction: str | None = None
    acquainted: str | None = None
    single_thread: bool = False
    features: tuple[str, ...] = ()
    give_get: GiveGet | None = None

    def wants(self, only_if: OnlyIf, campaigns: Campaigns) -> bool:
        """Whether a task with that condition is needed here."""
        known = {
            name: getattr(self, name)
            for name in ("partner", "buyer", "evaluator", "introduction", "acquainted")
        }
        return all(
            (
                only_if.open is None or only_if.open in self.open_questions,
                only_if.answered is None or only_if.answered not in self.open_questions,
                all(
                    getattr(only_if, name) in (None, "known" if who else "unknown")
                    for name, who in known.items()
                ),
                only_if.single_thread in (None, self.single_thread),
                only_if.industry in (None, campaigns.industry_of(self.industry)),
                only_if.implementation is None or self.product.implementation in only_if.implementation,
            )
        )

    def fill(self, words: str, feature: str | None) -> str:
        """The words with every placeholder filled once: a name that looks like one stays as it is."""
        base = self.base_product.name if self.base_product else "what they use today"
        filled = {
            "account": self.account,
            "product": self.product.name,
            "base_product": base,
            "buyer": self.buyer or f"whoever would pay for {self.product.name}",
            "user": self.user or "somebody who would work with it",
            "evaluator": self.evaluator or "whoever judges the technical side",
            "partner": self.partner or "a partner",
            "introduction": self.introduction
            or f"Look for somebody at {self.account} who could introduce us",
            "acquainted": self.acquainted or "whom nobody of ours knows yet",
            "feature": feature or f"the most useful unused part of {base}",
            "give": self.give_get.gives if self.give_get else "what costs us little",
            "get": self.give_get.gets if self.give_get else "what is worth much to us",
        }
        said = NAMED.sub(lambda found: filled.get(found[1], found[0]), words)
        return said[0].upper() + said[1:]
