"""Who the accounts are, what they hold, and who of ours looks after them."""

from adjoin.domain.canonical.columns import PRODUCT_ID, date, flag, identifier, number, text
from adjoin.domain.contract import Column, Start, Table, Type

ACCOUNTS = Table(
    "accounts",
    "a company in the CRM",
    key=("account_id",),
    known_from="customer_since",
    start=Start.FIRST_LOAD,
    required=True,
    columns=(
        identifier("account_id"),
        text("name", required=True),
        date("customer_since", past_fact=True),
        text("industry", overwritten=True),
        text("segment", overwritten=True),
        number("employees", low=0, overwritten=True),
        number("sites", low=0, overwritten=True),
        text("country", overwritten=True),
        text("parent_account_id", overwritten=True),
        Column("fiscal_year_start", Type.WHOLE, low=1, high=12, overwritten=True),
        text("csm", overwritten=True),
        text("ae", overwritten=True),
        text("partner", overwritten=True),
        flag("referenceable", overwritten=True),
    ),
)

ACCOUNT_IDS = Table(
    "account_ids",
    "another system's id of an account",
    key=("system", "system_id"),
    known_from=None,
    start=Start.ALWAYS,
    columns=(identifier("system"), identifier("system_id"), identifier("account_id")),
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
        text("subscription_id"),
        identifier("account_id"),
        PRODUCT_ID,
        date("started_on", required=True, past_fact=True),
        date("ended_on", counts_from="ended_on"),
        date("renews_on", overwritten=True, meaning="a plan; for an earlier date rolled back by term_months"),
        date("notice_on", meaning="a plan: the last day to give notice"),
        number("term_months", low=0),
        text("plan", overwritten=True),
        number("acv", low=0, money=True, overwritten=True),
        number("list_acv", low=0, money=True, overwritten=True),
        number("seats", low=0, overwritten=True),
        flag("is_trial"),
        text("bundle_id"),
        flag("covers_children"),
        flag("start_is_floor", meaning="held, but begun earlier than the row says"),
    ),
)

TEAM = Table(
    "team",
    "one of ours",
    key=("rep_id",),
    known_from=None,
    start=Start.ALWAYS,
    columns=(
        identifier("rep_id"),
        text("name"),
        text("email"),
        text("role"),
        text("manager"),
        number("weekly_capacity", low=0),
        text("country"),
        text("calendar_url"),
    ),
    switches_on="owners by name",
)

ATTRIBUTES = Table(
    "attributes",
    "one further column of an account, in long form",
    key=("account_id", "name"),
    known_from=None,
    start=Start.ALWAYS,
    columns=(identifier("account_id"), identifier("name"), number("number"), text("text")),
)
