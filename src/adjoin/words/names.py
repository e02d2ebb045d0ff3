"""Codes of the engine as people read them."""

ACTIONS = {
    "play": "introduce",
    "discover": "explore",
    "fix_adoption": "fix adoption before",
    "fold_into_renewal": "fold into the renewal:",
    "wait": "wait with",
    "holdout": "hold out:",
    "none": "leave for now",
}
"""What to do, as the verb before the product's name."""

GATES = {
    "adoption": "Adoption",
    "health": "Health",
    "satisfaction": "Satisfaction",
    "escalation": "Escalation",
    "relationship": "Relationship",
    "renewal": "Renewal window",
    "objectives": "Objectives",
    "adjacency": "Adjacency",
    "eligibility": "Eligibility",
    "competitor_bought": "Rival bought",
    "fatigue": "Fatigue",
    "people": "People",
    "hold": "Hands off",
}

BLOCKERS = {**GATES, "capacity": "No slot this week"}
"""What can stand in a recommendation's way: a gate, or that the week is full."""

SIGNALS = {
    "asked": "Asked for it",
    "usage_ceiling": "Usage ceiling",
    "workaround": "Workaround",
    "problem_emergence": "Problem in tickets",
    "stakeholder_expansion": "New person",
    "integration_activity": "Tool connected",
    "partner_signal": "Partner",
    "competitive_evaluation": "Evaluating a rival",
    "strategic_shift": "Strategic shift",
    "team_expansion": "Growing team",
    "outside_event": "Outside event",
    "objective": "Objective",
    "affinity": "Affinity",
}

STATES = {
    "held": "held",
    "in_play": "in play",
    "recommended": "recommended",
    "open": "open",
    "blocked": "blocked",
    "not_sold": "not sold here",
    "thin": "not enough evidence",
}
"""The states of a whitespace cell; `thin` is an open cell whose affinity cannot be told yet."""

CHANGES = {
    "new": "New",
    "gone": "Gone",
    "changed": "Another product or action",
    "moved": "Much more or less likely",
    "rest": "Nothing to speak about, then or now",
}
"""What became of a recommendation since the run before."""

VERDICTS = {"pass": "pass", "warn": "mind", "block": "blocked", "unknown": "cannot tell", "off": "off"}

MOTIONS = {
    "csm_led_introduction": "introduction by customer success",
    "product_led_trial": "product-led trial",
    "solutions_demonstration": "solutions demonstration",
    "executive_platform_deal": "executive platform deal",
}
"""How a product is brought to an account."""

ROLES = {
    "csm": "customer success",
    "ae": "account executive",
    "solutions": "solutions",
    "partner": "partner manager",
}
"""Who of ours does a task."""

VERBS = {
    "accept": "accepted",
    "close": "closed",
    "snooze": "snoozed",
    "not_now": "said not now",
    "hold": "said hands off",
    "heard": "heard",
    "feedback": "answered",
    "trial": "reported on a trial",
}


DRAFTS = {
    "hypothesis": "For ourselves: why this account",
    "buyer_message": "Message to who pays",
    "user_message": "Message to who uses it",
    "evaluator_message": "Message to who evaluates it",
    "opening_question": "Question to open with",
}
"""What each draft is for."""


def spoken(code: str, names: dict[str, str] | None = None) -> str:
    """The code's name, or the code itself with spaces and a capital where nobody named it."""
    named = (names or {}).get(code)
    if named is not None:
        return named
    plain = code.replace("_", " ")
    return plain[:1].upper() + plain[1:]
