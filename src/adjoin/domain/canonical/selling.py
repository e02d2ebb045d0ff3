"""Deals, experiments, and what people of ours do."""

from adjoin.domain.canonical.columns import PRODUCT, PRODUCT_ID, date, identifier, number, text
from adjoin.domain.contract import Start, Table

OPPORTUNITIES = Table(
    "opportunities",
    "a past or open deal",
    key=("opportunity_id", "product_id"),
    known_from="created_on",
    start=Start.REQUIRED,
    open_while=("outcome", "open"),
    spans=(("created_on", "closed_on"),),
    columns=(
        identifier("opportunity_id"),
        identifier("account_id"),
        PRODUCT,
        text("type"),
        date("created_on", required=True, past_fact=True),
        date("closed_on", counts_from="closed_on"),
        text("stage", counts_from="closed_on", overwritten=True),
        text("outcome", counts_from="closed_on", values=("open", "won", "lost"), default="open"),
        text("lost_reason", counts_from="closed_on"),
        text("competitor", counts_from="closed_on"),
        number("amount", counts_from="closed_on", money=True),
        number("discount", counts_from="closed_on", low=0, high=1),
        text("discount_reason", counts_from="closed_on"),
        text("motion"),
        text("trigger"),
        text("owner", overwritten=True),
        text("contact_id"),
    ),
    switches_on="open deals in the eligibility gate and lost ones in the fatigue gate",
)

ASSIGNMENTS = Table(
    "assignments",
    "a random assignment made elsewhere",
    key=("experiment", "account_id"),
    known_from="assigned_on",
    start=Start.REQUIRED,
    columns=(
        identifier("experiment"),
        identifier("account_id"),
        identifier("arm"),
        date("assigned_on", required=True, past_fact=True),
        PRODUCT,
    ),
    switches_on="read-outs of experiments made elsewhere, and whom they moved",
)

HOLDS = Table(
    "holds",
    "a person's word to leave an account, or one product at it, alone until a day",
    key=("hold_id",),
    known_from="entered_on",
    start=Start.REQUIRED,
    columns=(
        identifier("hold_id"),
        identifier("account_id"),
        PRODUCT,
        date("entered_on", required=True),
        date("until", required=True),
        text("kind", values=("hold", "snooze", "not_now")),
        text("reason"),
        text("person"),
    ),
    switches_on="hands off by hand",
)

PLAYS = Table(
    "plays",
    "a recommendation that a person accepted",
    key=("play_id",),
    known_from="accepted_on",
    start=Start.REQUIRED,
    columns=(
        identifier("play_id"),
        identifier("account_id"),
        PRODUCT_ID,
        date("accepted_on", required=True),
        date("closed_on", counts_from="closed_on"),
        text("outcome", counts_from="closed_on", values=("won", "lost", "declined")),
        text("person"),
    ),
    switches_on="cells in play and the fatigue gate",
)
