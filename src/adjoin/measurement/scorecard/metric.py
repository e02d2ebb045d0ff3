"""The metrics of the scorecard: unit, direction, and in one sentence what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adjoin.words.days import day

ARR = (
    "Of accounts that paid for something on {window_from}: {what} ÷ money a year on {window_from}."
    " Lines without a price are left out, and a renewal signed within the gap that closes a holding is no churn."
)
AFTER = "money a year on {window_to}, of whatever they hold then"
KEPT = "of each product the money of {window_from} or of {window_to}, whichever is less"
AIMED = " Only accounts {whom} in the days before {window_from}; an association, not an effect."
TOUCHED = "approached, with an accepted play or with a cross-sell opportunity created"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. `unit`: share, days or ratio; `better`: high or low; `needs`: what must be known for it.

    `counts`: what its units are called, one and several; `means`: the definition, with {window_from} and {window_to}.
    """

    name: str
    unit: str
    better: str
    needs: str
    counts: tuple[str, str]
    means: str

    def definition(self, window_from: date, window_to: date) -> str:
        """The definition with its days."""
        first, last = day(window_from), day(window_to)
        means = self.means.replace("{what}", AFTER if self.name.endswith("nrr") else KEPT)
        return means.replace("{window_from}", first).replace("{window_to}", last)


_ACCOUNTS, _DEALS = ("account", "accounts"), ("deal", "deals")
_PAYING = ("paying account", "paying accounts")
_ELIGIBLE = (
    " ÷ eligible accounts (something is open for them that no gate but the rest after our own approaches blocks;"
    " not held out by an experiment; of past quarters every account then in the book, for past gates are not kept)"
)
_CROSS = "for a product that the account did not hold when the deal began while it held another"

METRICS: dict[str, Metric] = {
    one.name: one
    for one in (
        Metric("coverage", "share", "high", "touches", ("eligible account", "eligible accounts"),
               f"Accounts {TOUCHED} from {{window_from}} to {{window_to}}{_ELIGIBLE}."),
        Metric("opportunity_creation", "share", "high", "opportunities", ("eligible account", "eligible accounts"),
               f"Accounts with an opportunity created from {{window_from}} to {{window_to}} {_CROSS}{_ELIGIBLE}."),
        Metric("win_rate", "share", "high", "deals", _DEALS,
               f"Won ÷ won and lost, of deals closed from {{window_from}} to {{window_to}} {_CROSS}."
               " Plays stand in where no opportunities are known."),
        Metric("cycle_days", "days", "low", "deals", ("won deal", "won deals"),
               f"Median days to the close of deals won from {{window_from}} to {{window_to}} {_CROSS}, from the signal"
               " that their play cites, else from the play's acceptance or the opportunity's creation."),
        Metric("acv_uplift", "ratio", "high", "money", ("account", "accounts"),
               "Of accounts that first began a product beside others from {window_from} to {window_to}: money a year of"
               " the products begun ÷ money a year they paid the day before the first of them."
               " What has no price is left out."),
        Metric("cohort_nrr", "ratio", "high", "aimed", _PAYING, ARR + AIMED.replace("{whom}", TOUCHED)),
        Metric("cohort_grr", "ratio", "high", "aimed", _PAYING, ARR + AIMED.replace("{whom}", TOUCHED)),
        Metric("untargeted_nrr", "ratio", "high", "aimed", _PAYING, ARR + AIMED.replace("{whom}", f"not {TOUCHED}")),
        Metric("untargeted_grr", "ratio", "high", "aimed", _PAYING, ARR + AIMED.replace("{whom}", f"not {TOUCHED}")),
        Metric("nrr", "ratio", "high", "money", _PAYING, ARR),
        Metric("grr", "ratio", "high", "money", _PAYING, ARR),
        Metric("penetration", "share", "high", "held", _ACCOUNTS,
               "Accounts that hold two products or more on {window_to} ÷ accounts that hold any."),
        Metric("multi_product", "share", "high", "held", ("holder", "holders"),
               "Of the accounts that hold the product on {window_to}, those that hold another too."),
        Metric("came_from_others", "share", "high", "starts", ("holder", "holders"),
               "Of the accounts that hold the product on {window_to} and whose first start was seen, those that held"
               " another product the day before it."),
    )
}  # fmt: skip
"""By name, in the order of the card."""

PRODUCT_ONLY = ("multi_product", "came_from_others")
NO_PRODUCT = ("cohort_nrr", "cohort_grr", "untargeted_nrr", "untargeted_grr", "penetration")
"""Not on a product's own card."""
MONEY_PAIRS = ("nrr", "cohort_nrr", "untargeted_nrr")
"""Each has a GRR of the same accounts beside it."""


def window_kind(metric: str) -> str:
    """Which window of `scorecard_windows` a metric is counted in."""
    if metric in ("coverage", "opportunity_creation"):
        return "touch"
    return "deals" if metric in ("win_rate", "cycle_days", "acv_uplift") else "year"
