"""The canonical tables: what every analysis reads. One declaration a table, in the order of `contract.md`."""

from adjoin.domain.contract import Column, Start, Table, Type


def _text(name: str, **rest: object) -> Column:
    return Column(name, Type.TEXT, **rest)  # type: ignore[arg-type]


def _date(name: str, **rest: object) -> Column:
    return Column(name, Type.DATE, **rest)  # type: ignore[arg-type]


def _number(name: str, **rest: object) -> Column:
    return Column(name, Type.NUMBER, **rest)  # type: ignore[arg-type]


def _flag(name: str, **rest: object) -> Column:
    return Column(name, Type.FLAG, **rest)  # type: ignore[arg-type]


def _id(name: str) -> Column:
    return Column(name, Type.TEXT, required=True)


_PRODUCT = _text("product_id", product=True)
_PRODUCT_ID = _text("product_id", product=True, required=True)

ACCOUNTS = Table(
    "accounts",
    "a company in the CRM",
    key=("account_id",),
    known_from="customer_since",
    start=Start.FIRST_LOAD,
    required=True,
    columns=(
        _id("account_id"),
        _text("name", required=True),
        _date("customer_since", past_fact=True),
        _text("industry", overwritten=True),
        _text("segment", overwritten=True),
        _number("employees", low=0, overwritten=True),
        _number("sites", low=0, overwritten=True),
        _text("country", overwritten=True),
        _text("parent_account_id", overwritten=True),
        Column("fiscal_year_start", Type.WHOLE, low=1, high=12, overwritten=True),
        _text("csm", overwritten=True),
        _text("ae", overwritten=True),
        _text("partner", overwritten=True),
        _flag("referenceable", overwritten=True),
    ),
)

ACCOUNT_IDS = Table(
    "account_ids",
    "another system's id of an account",
    key=("system", "system_id"),
    known_from=None,
    start=Start.ALWAYS,
    columns=(_id("system"), _id("system_id"), _id("account_id")),
    switches_on="joining tables that carry another system's ids",
)

SUBSCRIPTIONS = Table(
    "subscriptions",
    "one product held for one span at one price",
    key=("subscription_id", "product_id", "started_on"),
    known_from="started_on",
    start=Start.REQUIRED,
    required=True,
    spans=(("started_on", "ended_on"),),
    columns=(
        _text("subscription_id"),
        _id("account_id"),
        _PRODUCT_ID,
        _date("started_on", required=True, past_fact=True),
        _date("ended_on", counts_from="ended_on"),
        _date(
            "renews_on", overwritten=True, meaning="a plan; for an earlier date rolled back by term_months"
        ),
        _date("notice_on", meaning="a plan: the last day to give notice"),
        _number("term_months", low=0),
        _text("plan", overwritten=True),
        _number("acv", low=0, money=True, overwritten=True),
        _number("list_acv", low=0, money=True, overwritten=True),
        _number("seats", low=0, overwritten=True),
        _flag("is_trial"),
        _text("bundle_id"),
        _flag("covers_children"),
        _flag("start_is_floor", meaning="held, but begun earlier than the row says"),
    ),
)

USAGE = Table(
    "usage",
    "one metric over one period",
    key=("account_id", "product_id", "metric", "day"),
    known_from="day",
    known_on="known_on",
    derived=(_text("grain", values=("day", "week", "month")), _date("known_on")),
    start=Start.REQUIRED,
    happenings=False,
    columns=(
        _id("account_id"),
        _PRODUCT_ID,
        _date("day", required=True, past_fact=True),
        _id("metric"),
        _number("quantity", required=True, low=0),
    ),
    switches_on="usage ceilings, workarounds, the adoption gate and falling usage in the health gate",
)

LIMITS = Table(
    "limits",
    "what a plan allows of a metric",
    key=("account_id", "product_id", "metric", "effective_on"),
    known_from="effective_on",
    start=Start.FIRST_LOAD,
    columns=(
        _id("account_id"),
        _PRODUCT_ID,
        _id("metric"),
        _number("limit_quantity", required=True, low=0),
        _text("period", values=("day", "week", "month", "total")),
        _date("effective_on"),
    ),
    switches_on="usage ceilings",
)

USERS = Table(
    "users",
    "a person using a product",
    key=("account_id", "user_id", "product_id"),
    known_from="first_used_on",
    start=Start.FIRST_LOAD,
    columns=(
        _id("account_id"),
        _id("user_id"),
        _PRODUCT_ID,
        _text("function"),
        _date("first_used_on", past_fact=True),
        _date("last_used_on", counts_from="last_used_on", past_fact=True),
    ),
    switches_on="the adoption gate where the catalog names no measure",
)

CONTACTS = Table(
    "contacts",
    "a person at the customer",
    key=("contact_id", "account_id"),
    known_from="first_seen_on",
    start=Start.FIRST_LOAD,
    columns=(
        _id("contact_id"),
        _id("account_id"),
        _text("name"),
        _text("title", overwritten=True),
        _date("title_since", counts_from="title_since", past_fact=True),
        _text("department", overwritten=True),
        _text("seniority", overwritten=True),
        _text("email", overwritten=True),
        _date("first_seen_on", past_fact=True),
        _date("left_on", counts_from="left_on", past_fact=True),
        _flag("opted_out", overwritten=True),
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
        _id("interaction_id"),
        _id("account_id"),
        _text("contact_id"),
        _text("rep"),
        _date("occurred_on", required=True, past_fact=True),
        _text("direction", values=("in", "out")),
        _text("channel"),
        _text("purpose"),
        _number("sentiment", low=-1, high=1),
        _text("subject"),
        _text("body"),
        _text("products_mentioned"),
        _text("play"),
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
        _id("ticket_id"),
        _id("account_id"),
        _PRODUCT,
        _text("kind", values=("support", "feature_request", "post")),
        _date("opened_on", required=True, past_fact=True),
        _date("closed_on", counts_from="closed_on", past_fact=True),
        _text("severity", values=("low", "normal", "high", "urgent"), overwritten=True),
        _flag("escalated", counts_from="escalated_on"),
        _date("escalated_on", counts_from="escalated_on", past_fact=True),
        _text("subject"),
        _text("body"),
    ),
    switches_on="problem signals and the escalation gate",
)

INTEGRATIONS = Table(
    "integrations",
    "a third-party tool linked",
    key=("account_id", "product_id", "tool", "connected_on"),
    known_from="connected_on",
    start=Start.FIRST_LOAD,
    spans=(("connected_on", "disconnected_on"),),
    columns=(
        _id("account_id"),
        _PRODUCT,
        _id("tool"),
        _text("tool_category"),
        _date("connected_on", past_fact=True),
        _date("disconnected_on", counts_from="disconnected_on", past_fact=True),
    ),
    switches_on="integration signals",
)

EVENTS = Table(
    "events",
    "something at or around the account",
    key=("event_id",),
    known_from="occurred_on",
    start=Start.REQUIRED,
    columns=(
        _text("event_id"),
        _id("account_id"),
        _date("occurred_on", required=True, past_fact=True),
        _id("kind"),
        _PRODUCT,
        _text("category"),
        _text("vendor"),
        _text("body"),
        _text("source"),
        _text("url"),
        _text("partner"),
        _date("due_on"),
    ),
    switches_on="partner signals and competitive evaluation",
)

OBJECTIVES = Table(
    "objectives",
    "a goal the customer has stated",
    key=("account_id", "objective"),
    known_from="stated_on",
    start=Start.FIRST_LOAD,
    columns=(_id("account_id"), _id("objective"), _date("stated_on", past_fact=True), _text("source")),
)

HEALTH = Table(
    "health",
    "the company's own score",
    key=("account_id", "measure", "day"),
    known_from="day",
    start=Start.REQUIRED,
    happenings=False,
    columns=(
        _id("account_id"),
        _text("measure", values=("overall", "nps", "csat"), default="overall"),
        _date("day", required=True, past_fact=True),
        _number("score", required=True),
        _text("colour", values=("green", "yellow", "red")),
    ),
    switches_on="the health gate",
)

OPPORTUNITIES = Table(
    "opportunities",
    "a past or open deal",
    key=("opportunity_id", "product_id"),
    known_from="created_on",
    start=Start.REQUIRED,
    open_while=("outcome", "open"),
    spans=(("created_on", "closed_on"),),
    columns=(
        _id("opportunity_id"),
        _id("account_id"),
        _PRODUCT,
        _text("type"),
        _date("created_on", required=True, past_fact=True),
        _date("closed_on", counts_from="closed_on"),
        _text("stage", counts_from="closed_on", overwritten=True),
        _text("outcome", counts_from="closed_on", values=("open", "won", "lost"), default="open"),
        _text("lost_reason", counts_from="closed_on"),
        _text("competitor", counts_from="closed_on"),
        _number("amount", counts_from="closed_on", money=True),
        _number("discount", counts_from="closed_on", low=0, high=1),
        _text("motion"),
        _text("trigger"),
        _text("owner", overwritten=True),
        _text("contact_id"),
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
        _id("experiment"),
        _id("account_id"),
        _id("arm"),
        _date("assigned_on", required=True, past_fact=True),
        _PRODUCT,
    ),
)

TEAM = Table(
    "team",
    "one of ours",
    key=("rep_id",),
    known_from=None,
    start=Start.ALWAYS,
    columns=(
        _id("rep_id"),
        _text("name"),
        _text("email"),
        _text("role"),
        _text("manager"),
        _number("weekly_capacity", low=0),
        _text("country"),
        _text("calendar_url"),
    ),
    switches_on="owners by name",
)

HOLDS = Table(
    "holds",
    "a person's word to leave an account, or one product at it, alone until a day",
    key=("hold_id",),
    known_from="entered_on",
    start=Start.REQUIRED,
    columns=(
        _id("hold_id"),
        _id("account_id"),
        _PRODUCT,
        _date("entered_on", required=True),
        _date("until", required=True),
        _text("kind", values=("hold", "snooze", "not_now")),
        _text("reason"),
        _text("person"),
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
        _id("play_id"),
        _id("account_id"),
        _PRODUCT_ID,
        _date("accepted_on", required=True),
        _date("closed_on", counts_from="closed_on"),
        _text("outcome", counts_from="closed_on", values=("won", "lost", "declined")),
        _text("person"),
    ),
    switches_on="cells in play and the fatigue gate",
)

ATTRIBUTES = Table(
    "attributes",
    "one further column of an account, in long form",
    key=("account_id", "name"),
    known_from=None,
    start=Start.ALWAYS,
    columns=(_id("account_id"), _id("name"), _number("number"), _text("text")),
)

USAGE_PERIODS = Table(
    "usage_periods",
    "usage of one metric over one complete week or month, rolled up by the warehouse",
    key=("account_id", "product_id", "metric", "grain", "period_end"),
    known_from="period_end",
    start=Start.REQUIRED,
    happenings=False,
    columns=(
        *(_id("account_id"), _PRODUCT_ID, _id("metric"), _id("grain"), _date("period_end", required=True)),
        *(_number("total"), _number("largest"), _number("last_reading")),
    ),
)

CANONICAL: dict[str, Table] = {
    table.name: table
    for table in (
        *(ACCOUNTS, ACCOUNT_IDS, SUBSCRIPTIONS, USAGE, LIMITS, USERS, CONTACTS, INTERACTIONS, TICKETS),
        *(INTEGRATIONS, EVENTS, OBJECTIVES, HEALTH, OPPORTUNITIES, ASSIGNMENTS, TEAM, HOLDS, PLAYS),
    )
}

LEDGER_ONLY = ("holds", "plays")
"""Canonical tables that people fill through Adjoin; they cannot be mapped."""
