"""How products are used, and how the account is said to be."""

from adjoin.domain.canonical.columns import PRODUCT, PRODUCT_ID, date, identifier, number, text
from adjoin.domain.contract import Start, Table

USAGE = Table(
    "usage",
    "one metric over one period",
    key=("account_id", "product_id", "metric", "day"),
    known_from="day",
    known_on="known_on",
    derived=(text("grain", values=("day", "week", "month")), date("known_on")),
    start=Start.REQUIRED,
    columns=(
        identifier("account_id"),
        PRODUCT_ID,
        date("day", required=True, past_fact=True),
        identifier("metric"),
        number("quantity", required=True, low=0),
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
        identifier("account_id"),
        PRODUCT_ID,
        identifier("metric"),
        number("limit_quantity", required=True, low=0),
        text("period", values=("day", "week", "month", "total")),
        date("effective_on"),
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
        identifier("account_id"),
        identifier("user_id"),
        PRODUCT_ID,
        text("function"),
        date("first_used_on", past_fact=True),
        date("last_used_on", counts_from="last_used_on", past_fact=True),
    ),
    switches_on="the adoption gate where the catalog names no measure",
)

INTEGRATIONS = Table(
    "integrations",
    "a third-party tool linked",
    key=("account_id", "product_id", "tool", "connected_on"),
    known_from="connected_on",
    start=Start.FIRST_LOAD,
    spans=(("connected_on", "disconnected_on"),),
    columns=(
        identifier("account_id"),
        PRODUCT,
        identifier("tool"),
        text("tool_category"),
        date("connected_on", past_fact=True),
        date("disconnected_on", counts_from="disconnected_on", past_fact=True),
    ),
    switches_on="integration signals",
)

HEALTH = Table(
    "health",
    "the company's own score",
    key=("account_id", "measure", "day"),
    known_from="day",
    start=Start.REQUIRED,
    columns=(
        identifier("account_id"),
        text("measure", values=("overall", "nps", "csat"), default="overall"),
        date("day", required=True, past_fact=True),
        number("score", required=True),
        text("colour", values=("green", "yellow", "red")),
    ),
    switches_on="the health gate",
)

USAGE_PERIODS = Table(
    "usage_periods",
    "usage of one metric over one complete week or month, rolled up by the warehouse",
    key=("account_id", "product_id", "metric", "grain", "period_end"),
    known_from="period_end",
    start=Start.REQUIRED,
    columns=(
        *(
            identifier("account_id"),
            PRODUCT_ID,
            identifier("metric"),
            identifier("grain"),
            date("period_end", required=True),
        ),
        *(number("total"), number("largest"), number("last_reading")),
    ),
)
