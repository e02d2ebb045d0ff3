"""People, conversations, and what happens at and around an account."""

from adjoin.domain.canonical.columns import PRODUCT, date, flag, identifier, number, text
from adjoin.domain.contract import Start, Table

CONTACTS = Table(
    "contacts",
    "a person at the customer",
    key=("contact_id", "account_id"),
    known_from="first_seen_on",
    start=Start.FIRST_LOAD,
    columns=(
        identifier("contact_id"),
        identifier("account_id"),
        text("name"),
        text("title", overwritten=True),
        date("title_since", counts_from="title_since", past_fact=True),
        text("department", overwritten=True),
        text("seniority", overwritten=True),
        text("email", overwritten=True),
        date("first_seen_on", past_fact=True),
        date("left_on", counts_from="left_on", past_fact=True),
        flag("opted_out", overwritten=True),
    ),
    switches_on="stakeholder expansion and whom to speak to",
)

INTERACTIONS = Table(
    "interactions",
    "a meeting, call, mail or approach, either way",
    key=("interaction_id",),
    known_from="occurred_on",
    start=Start.REQUIRED,
    columns=(
        identifier("interaction_id"),
        identifier("account_id"),
        text("contact_id"),
        text("rep"),
        date("occurred_on", required=True, past_fact=True),
        text("direction", values=("in", "out")),
        text("channel"),
        text("purpose"),
        number("sentiment", low=-1, high=1),
        text("subject"),
        text("body"),
        text("products_mentioned"),
        text("play"),
    ),
    switches_on="customers who ask, and the fatigue gate",
)

TICKETS = Table(
    "tickets",
    "a support case, feature request or post",
    key=("ticket_id",),
    known_from="opened_on",
    start=Start.REQUIRED,
    spans=(("opened_on", "closed_on"),),
    columns=(
        identifier("ticket_id"),
        identifier("account_id"),
        PRODUCT,
        text("kind", values=("support", "feature_request", "post")),
        date("opened_on", required=True, past_fact=True),
        date("closed_on", counts_from="closed_on", past_fact=True),
        text("severity", values=("low", "normal", "high", "urgent"), overwritten=True),
        flag("escalated", counts_from="escalated_on"),
        date("escalated_on", counts_from="escalated_on", past_fact=True),
        text("subject"),
        text("body"),
    ),
    switches_on="problem signals and the escalation gate",
)

EVENTS = Table(
    "events",
    "something at or around the account",
    key=("event_id",),
    known_from="occurred_on",
    start=Start.REQUIRED,
    columns=(
        text("event_id"),
        identifier("account_id"),
        date("occurred_on", required=True, past_fact=True),
        identifier("kind"),
        PRODUCT,
        text("category"),
        text("vendor"),
        text("body"),
        text("source"),
        text("url"),
        text("partner"),
        date("due_on"),
    ),
    switches_on="partner signals and competitive evaluation",
)

OBJECTIVES = Table(
    "objectives",
    "a goal the customer has stated",
    key=("account_id", "objective"),
    known_from="stated_on",
    start=Start.FIRST_LOAD,
    columns=(
        identifier("account_id"),
        identifier("objective"),
        date("stated_on", past_fact=True),
        text("source"),
    ),
)
