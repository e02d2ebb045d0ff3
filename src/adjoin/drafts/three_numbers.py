"""The three numbers of a message to an executive: potential, time and confidence; in words where there is no number."""

from adjoin.drafts.brief import Brief
from adjoin.words.count import counted
from adjoin.words.days import span
from adjoin.words.money import money
from adjoin.words.share import percent

LONGEST_TOLD = 365
"""Days; a longer median speaks against the step where a customer reads it."""

EARLY = 0.15
"""Below this share a per cent would say more than it knows to a customer: the words for it stand instead."""

SET_UP = "set_up"
"""Among a brief's numbers: how long a set-up of that kind takes, `2 to 6 weeks`."""

SET_UPS = {
    "none": "no separate implementation",
    "guided": "a guided set-up",
    "project": "an implementation that we plan together",
}


def potential(brief: Brief) -> str:
    """What it would come to, for ours a potential and for the customer an investment: `about $48k a year`."""
    if brief.potential is None or brief.potential <= 0:
        return "open until we have looked at it together"
    return f"about {money(brief.potential, brief.currency)} a year"


def investment(brief: Brief) -> str:
    """The same, as a customer reads it: a usual price that lies under the list price by more than the cap would be a
    discount in writing, so the list price stands there."""
    listed, usual = brief.product.list_price, brief.potential
    if listed and usual and usual < listed * (1 - brief.discount_cap):
        return f"list price {money(listed, brief.currency)} a year, to be fitted to your size"
    return potential(brief)


def implementation_time(brief: Brief) -> str:
    """`a guided set-up (2 to 6 weeks), about 6 weeks to a decision`; the weeks where the brief's numbers say them."""
    said = brief.implementation or brief.product.implementation
    set_up = SET_UPS.get(said, said.strip().rstrip(".")) if said else "a plan that we make together"
    if brief.numbers.get(SET_UP):
        set_up = f"{set_up} ({brief.numbers[SET_UP]})"
    return f"{set_up}, about {span(brief.lead_days)} to a decision" if brief.lead_days else set_up


def confidence(brief: Brief, ours: bool) -> str:
    """`39 % (34 % to 45 %) of companies in this position take this step within 90 days`, or words where it is early.
    `ours`: read by ours alone."""
    if brief.probability is None or brief.probability < EARLY or brief.band is not None:
        like = like_you(brief, ours)
        return f"early; {like}" if like else "early, an indication rather than a case"
    within = f" within {brief.horizon_days} days" if brief.horizon_days else ""
    low, high = brief.probability_low, brief.probability_high
    between = f" ({percent(low)} to {percent(high)})" if low is not None and high is not None else ""
    return f"{percent(brief.probability)}{between} of companies in this position take this step{within}"


def like_you(brief: Brief, ours: bool) -> str | None:
    """`3 customers in this position took this step, after a median of 64 days`; None where there are none.

    A median of more than a year is said to ours alone.
    """
    if not brief.like_customers:
        return None
    said = f"{counted(brief.like_customers, 'customer')} in this position took this step"
    days = brief.like_median_days
    if days is None or brief.like_customers < 2 or (days > LONGEST_TOLD and not ours):
        return said
    return f"{said}, after a median of {days:.0f} days"
