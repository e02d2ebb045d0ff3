"""The six pitfalls and by which symptoms each is seen. The numbers are in the SQL file of the symptom's name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

PITCHES = "interactions or opportunities"
PITCHED = "pitched to in the last year"
WAITING = "price a year × chance of what was pitched so and is not held today"
BEGUN = "price a year of the products that began so"
GIVEN = "money given away on these deals"
NEXT = "price a year × chance of these open products"


@dataclass(frozen=True, slots=True)
class Symptom:
    """One way in which a pitfall shows, told as `N of M accounts {of_whom} {did}`.

    `needs`: what must be mapped, each a table or column, or alternatives joined by ` or `. `money_is`: what its money
    counts.
    """

    pitfall: str
    name: str
    of_whom: str
    did: str
    money_is: str
    what_to_do: str
    needs: tuple[str, ...] = ()

    def missing(self, mapped: Collection[str]) -> tuple[str, ...]:
        """What of it is not mapped."""
        return tuple(need for need in self.needs if not any(one in mapped for one in need.split(" or ")))


SYMPTOMS = (
    Symptom("catalog_selling", "several_at_once", PITCHED, "were pitched several products within a month", WAITING,
            "Choose one product an account: the one Adjoin puts first, and let the others rest until it is decided",
            (PITCHES,)),
    Symptom("catalog_selling", "many_proposed", "with a recommendation in the last 90 days",
            "had three products or more recommended", WAITING,
            "Let a recommendation stand until it is answered: accept it, snooze it or say not now"),
    Symptom("catalog_selling", "no_signal", "whose pitches can be held against signals",
            "were pitched a product that nothing seen pointed to", WAITING,
            "Pitch from Today, where each product comes with why now; without a signal ask, and pitch nothing",
            (PITCHES,)),
    Symptom("unstable_base", "unstable_pitch", PITCHED, "were pitched while their base was unsteady",
            "what these accounts pay a year for that base",
            "Steady the base first: these accounts get a fix of adoption or an end to the escalation before a pitch",
            (PITCHES, "health or tickets or usage")),
    Symptom("unstable_base", "play_while_blocked", "with an open play", "have a play open while a gate blocks",
            "price a year × chance of what is played",
            "Pause these plays until the gate opens, and work on its reason"),
    Symptom("wrong_buyer", "no_buyer", "pitched a product whose buyers the catalog names",
            "were pitched past them: nobody who pays for it was spoken with", WAITING,
            "Find who pays before the next pitch: the account page names them, or shows the empty chair",
            ("interactions.contact_id or opportunities.contact_id", "contacts.title")),
    Symptom("wrong_buyer", "one_person", "pitched to, with conversations on record,",
            "hang by one person", WAITING,
            "Ask that person for a second one, from the department that pays for the product",
            (PITCHES, "interactions.contact_id")),
    Symptom("integration_friction", "unused_after_start", "that began a further product",
            "had it unused 90 days later", BEGUN,
            "Start these with the product's key features before their renewal asks; Unused says who and with what",
            ("usage or users",)),
    Symptom("integration_friction", "tickets_after_start", "that began a further product",
            "opened more tickets after it", BEGUN,
            "Read these tickets with the product team: what they have in common is what the pair lacks",
            ("tickets",)),
    Symptom("integration_friction", "no_sign_on", "that began a further product beside one the catalog tells about",
            "sign on to it separately", BEGUN,
            "Build one sign-on for these pairs first, or lead with the pairs that have it"),
    Symptom("eroding_discounts", "above_cap", "that bought in the last year",
            "bought with more off than the cap", GIVEN,
            "Let discounts over the cap need an approver's name, and offer a trial or a term in their place",
            ("opportunities.discount or subscriptions.list_acv",)),
    Symptom("eroding_discounts", "nothing_got", "that bought in the last year",
            "paid below list for nothing on record", GIVEN,
            "Record what each discount buys: a longer term, a reference, a date; without one, list price",
            ("opportunities.discount", "opportunities.discount_reason")),
    Symptom("eroding_discounts", "rising_discount", "that bought again in the last year",
            "got more off than the time before", GIVEN,
            "Open the next deal with these accounts at list price, and trade anything below it",
            ("opportunities.discount or subscriptions.list_acv",)),
    Symptom("eroding_discounts", "renewed_for_less", "whose lines followed one another in the last year",
            "pay less for the same product", "money a year by which the price fell",
            "See what was conceded at these renewals, and whether it was for use that fell or for nothing",
            ("subscriptions.acv", "subscriptions.ended_on")),
    Symptom("siloed_products", "no_motion", "that could buy a product others hold with theirs",
            "have nobody who carries it across", NEXT,
            "Give each of these pairs one owner and one number: accounts that hold both",
            (PITCHES,)),
    Symptom("siloed_products", "no_shared_seller", "that could buy a product others hold with theirs",
            "would need two teams that share no seller", NEXT,
            "Let one person in each territory carry both products, or pay both teams on accounts that hold both",
            ("interactions.rep or opportunities.owner",)),
    Symptom("siloed_products", "held_alone", "that hold a product with enough holders",
            "hold one that almost nobody holds with another", NEXT,
            "Put accounts with a second product on that team's scorecard, next to its own"),
)  # fmt: skip
"""In the order of the pitfalls, and of the symptoms within each."""

PITFALLS = tuple(dict.fromkeys(symptom.pitfall for symptom in SYMPTOMS))
