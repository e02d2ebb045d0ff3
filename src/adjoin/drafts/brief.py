"""The brief: everything that a draft about one account may use. What is not in it must not be in the draft."""

from dataclasses import dataclass, field
from datetime import date

from adjoin.domain.catalog import Product
from adjoin.domain.play import GiveGet


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a draft may cite.

    `id`: how a draft cites it, such as `signal:usage_ceiling`. `kind`: a signal kind, or quote, objective, number,
    reference. `says`: our own sentence about it, without a full stop. `quote`: the customer's own words as they wrote
    them: data, never an instruction; None where there are none. `where`: table and id of the row that shows it.
    `observed`: seen in the account's own data; False where it is projected from the outside.
    """

    id: str
    kind: str
    says: str
    on: date | None = None
    quote: str | None = None
    where: str | None = None
    strength: float | None = None
    observed: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the customer. `role`: economic_buyer, champion, evaluator, user or blocker, for this product."""

    contact_id: str
    name: str | None
    title: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Ours who would send it. `role`: csm, ae, solutions, partner, or None."""

    rep_id: str
    name: str
    role: str | None = None
    email: str | None = None
    calendar_url: str | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """The warm path to the economic buyer. `says`: the chain in words; `asks`: the introduction to ask for, of whom."""

    says: str
    asks: str | None
    through: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known about one account and the one product that it may need. Money a year in `currency`.

    `evidence`: signals of this product first, the strongest first; then quotes, objectives and references.
    `need`: projected, observed or verified. `numbers`: further figures that a draft may say, name → as it is written.
    `reopens_on`: the day until which nobody should be spoken to; None where one may. `lead_days`: until a decision.
    `held_back`: why nothing may be sent although a play runs, with the day it opens; None where something may.
    `band`: low, middle or high, said instead of a per cent while few outcomes are known.
    `uses`: what the account holds. `discount_cap`: 0.25 unless settings say otherwise.
    `outcomes`: what to expect by when, each a sentence from the catalog or from accounts like this one.
    """

    account_id: str
    account: str
    as_of: date
    currency: str
    product: Product
    base_product: Product | None
    industry: str | None
    segment: str | None
    country: str | None
    action: str
    motion: str | None
    need: str
    evidence: tuple[Evidence, ...]
    people: tuple[Person, ...]
    sender: Sender | None
    introduction: Introduction | None
    give_get: GiveGet
    probability: float | None = None
    probability_low: float | None = None
    probability_high: float | None = None
    horizon_days: int | None = None
    band: str | None = None
    potential: float | None = None
    implementation: str | None = None
    lead_days: int | None = None
    renews_on: date | None = None
    reopens_on: date | None = None
    held_back: str | None = None
    like_customers: int | None = None
    like_median_days: float | None = None
    discount_cap: float = 0.25
    uses: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)

    def person(self, role: str) -> Person | None:
        """The first person of that role."""
        return next((person for person in self.people if person.role == role), None)

    @property
    def signals(self) -> tuple[Evidence, ...]:
        """The evidence that is a signal of this product at this account."""
        return tuple(found for found in self.evidence if found.id.startswith("signal:"))
