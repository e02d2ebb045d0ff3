"""Briefs to make value maps of: a plain one, and what is changed in it."""

from dataclasses import replace
from datetime import date
from typing import Any

from adjoin.domain.catalog import Adoption, PairReadiness, Product, Value
from adjoin.domain.play import GiveGet
from adjoin.drafts.brief import Brief, Evidence, Person, Sender
from adjoin.drafts.value_map import Measured, SuccessMeasure, ValueMap, assumptions_for, value_map

AS_OF = date(2026, 9, 30)
QUOTE = "Every Monday two of us rebuild the same charts in a spreadsheet. It takes the whole morning."

CRM = Product(id="crm", name="Aldine Sales", takes=("leads",), gives=("deals", "contacts"))
REPORTS = Product(
    id="reports",
    name="Aldine Reports",
    list_price=24_000,
    implementation="guided",
    solves=(
        "analyse trends across teams and regions",
        "the same charts and figures are rebuilt in a spreadsheet every week",
        "dashboards across all data, not one table at a time",
    ),
    takes=("deals", "tickets"),
    gives=("leads",),
    adoption=Adoption(metric="active_users", key_features=("shared dashboards", "alerts")),
    value=Value(
        executive="One set of numbers for every decision.",
        manager="Reports ready on Monday without anybody's Sunday.",
        practitioner="Join data without exports.",
        technical="Live on the data you already keep with us.",
    ),
    works_with={
        "crm": PairReadiness(
            sign_on="full", shared_data="full", activation="partial", experience="none",
            bridge="Your deals, already in the dashboard: no export, no copy.",
        )
    },
)  # fmt: skip
TICKET = Evidence(
    id="signal:problem_emergence", kind="problem_emergence", says="3 tickets on rebuilding reports since 2026-07-02",
    on=date(2026, 9, 14), quote=QUOTE, where="tickets T-8121", strength=0.8,
)  # fmt: skip
CEILING = Evidence(
    id="signal:usage_ceiling", kind="usage_ceiling", says="Report runs at 96 % of the limit in 5 of the last 6 weeks",
    on=date(2026, 9, 28), where="usage 771", strength=0.7,
)  # fmt: skip
RIVAL = Evidence(id="signal:competitive_evaluation", kind="competitive_evaluation", says="Evaluating Rivalio")


def brief(**changes: Any) -> Brief:
    """Harrow & Pine, who rebuild reports by hand."""
    plain = Brief(
        account_id="A7",
        account="Harrow & Pine",
        as_of=AS_OF,
        currency="USD",
        product=REPORTS,
        base_product=CRM,
        industry="Software",
        segment="mid-market",
        country="GB",
        action="play",
        motion="csm_led_introduction",
        need="observed",
        evidence=(TICKET, CEILING, RIVAL),
        people=(
            Person("C1", "Maya Lind", "VP Data", "economic_buyer"),
            Person("C2", "Ines Roth", "Head of Analytics", "champion"),
        ),
        sender=Sender("R1", "Sam Ortega", "csm"),
        introduction=None,
        give_get=GiveGet("pilot", "a pilot", "a reference"),
        lead_days=41,
        like_customers=38,
        like_median_days=74.0,
        uses=("crm",),
    )
    return replace(plain, **changes)


def mapped(changed: Brief | None = None, measured: Measured | None = None, **changes: Any) -> ValueMap:
    """Its value map with 120 people who use the base product."""
    one = changed or brief()
    measures = (
        SuccessMeasure("Aldine Sales", "deals with a next step, from 61 % to 80 %", date(2026, 12, 31)),
        SuccessMeasure("Aldine Reports", "reports built by hand, from 14 a week to 2", date(2026, 12, 31)),
    )
    numbers = assumptions_for(one, measured or Measured(people=120, people_says="active in September"))
    return value_map(one, numbers, **{"measures": measures, **changes})
