"""What is there by when: the industry's way to a decision, the set-up, then days 30, 60 and 90."""

from adjoin.drafts.brief import Brief
from adjoin.drafts.industry import is_financial, is_healthcare
from adjoin.drafts.three_numbers import LONGEST_TOLD
from adjoin.drafts.value_map.assumption import Assumptions
from adjoin.drafts.value_map.content import Milestone
from adjoin.words.count import counted, quantity
from adjoin.words.days import span

FINANCIAL_DAYS = 182
SETUP = {
    "none": "Switched on; nothing to implement",
    "guided": "Guided set-up with a fixed plan",
    "project": "Implementation project, in steps",
}


def timeline(brief: Brief, assumptions: Assumptions) -> tuple[Milestone, ...]:
    """In order of time. Weeks of the set-up are the assumption's, so that an edit shows here as well."""
    return (_agreement(brief), _setup(brief, assumptions), *_days(brief))


def like_customers(brief: Brief) -> str | None:
    """What accounts like this one did; None where too few did."""
    if not brief.like_customers or brief.like_median_days is None:
        return None
    took = f"{counted(brief.like_customers, 'customer')} like you took the same step"
    if brief.like_median_days > LONGEST_TOLD:
        return took
    return f"{took}, typically {span(max(1, round(brief.like_median_days)))} after the one before"


def _agreement(brief: Brief) -> Milestone:
    if is_healthcare(brief.industry):
        return Milestone(
            "4–6 weeks", "Business associate agreement (BAA), before any data is shared", "industry"
        )
    lead = span(brief.lead_days) if brief.lead_days else None
    if is_financial(brief.industry):
        says = "Agreement, planned around your next audit and regulatory dates"
        return Milestone(f"About {lead or span(FINANCIAL_DAYS)}", says, "industry")
    return Milestone(
        f"About {lead}" if lead else "First", "Scope and success measures agreed, order signed", "default"
    )


def _setup(brief: Brief, assumptions: Assumptions) -> Milestone:
    least, weeks, most = (assumptions.named("setup_weeks").least, assumptions.at("setup_weeks"),
                          assumptions.named("setup_weeks").most)  # fmt: skip
    effort = brief.implementation or brief.product.implementation or "guided"
    if not weeks:
        when = "At once"
    else:
        shown = quantity(weeks) if least == most else f"{quantity(least)}–{quantity(most)}"
        when = f"Then {shown} {'week' if shown == '1' else 'weeks'}"
    return Milestone(when, SETUP.get(effort, SETUP["guided"]), "default")


def _days(brief: Brief) -> tuple[Milestone, ...]:
    value, adoption = brief.product.value, brief.product.adoption
    features = adoption.key_features[:2] if adoption else ()
    first = (
        f"In daily use: {' and '.join(features)}" if features else "The first team works with it day by day"
    )
    return (
        Milestone("Day 30 of use", first, "catalog" if features else "default"),
        Milestone(
            "Day 60 of use",
            value.practitioner or "Everybody who needs it uses it",
            _origin(value.practitioner),
        ),
        Milestone(
            "Day 90 of use", value.manager or "Measured against what we agreed", _origin(value.manager)
        ),
    )


def _origin(sentence: str | None) -> str:
    return "catalog" if sentence else "default"
