"""A draft: words to one person about one product, and the evidence that they cite."""

from dataclasses import dataclass
from enum import StrEnum


class DraftKind(StrEnum):
    """What the words are for."""

    HYPOTHESIS = "hypothesis"  # for ours: why this account, why now, whom to speak to
    BUYER_MESSAGE = "buyer_message"  # to the economic buyer: three numbers, the one give-get
    USER_MESSAGE = "user_message"  # to the day-to-day user: one insight, one question, one calendar link
    EVALUATOR_MESSAGE = "evaluator_message"  # to the technical evaluator
    OPENING_QUESTION = "opening_question"  # one sentence to begin a conversation with


MOST_WORDS = {
    DraftKind.HYPOTHESIS: 260,
    DraftKind.BUYER_MESSAGE: 150,
    DraftKind.USER_MESSAGE: 110,
    DraftKind.EVALUATOR_MESSAGE: 130,
    DraftKind.OPENING_QUESTION: 45,
}
"""What a reader would read: words between spaces of the body, greeting and signature included."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words as somebody or something wrote them. `to`: the contact's id, None where nobody is known.

    `subject`: of a message, None else. `cites`: ids of the brief's evidence. `give_get`: the name of the one it offers;
    only the message to the economic buyer offers one. `product_id`: the one product it is about.
    """

    kind: DraftKind
    body: str
    product_id: str
    cites: tuple[str, ...]
    to: str | None = None
    subject: str | None = None
    give_get: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a draft is not ready. `code`: one of the guard rails; `says`: what is wrong, and where, in words."""

    code: str
    says: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft and what the checker found. Ready only where it found nothing."""

    draft: Draft
    faults: tuple[Fault, ...]

    @property
    def ready(self) -> bool:
        return not self.faults


GUARD_RAILS = {
    "no_signal": "cites no signal of this account for this product",
    "unknown_evidence": "cites evidence that is not in the brief",
    "product_first": "leads with the product instead of the need",
    "another_product": "names a product other than the one recommended",
    "give_get": "offers no give-get where one belongs, or more than one, or one where none belongs",
    "unproven_number": "says a number that no evidence shows",
    "unproven_name": "names a person, company or rival that no evidence shows",
    "discount": "offers more off the price than the cap allows",
    "clinical": "speaks of clinical workflows to a healthcare customer",
    "wrong_recipient": "is addressed to somebody who does not play that part for this product",
    "instruction_followed": "holds a link, address or demand that came from a customer's text",
    "unfinished": "holds a placeholder, markup, or nothing at all",
    "wrong_moment": "would be sent at a time when nobody should be spoken to",
    "too_long": "is longer than its reader would read",
}
"""Every reason for which a draft is not shown as ready; the checker has one rule for each."""
