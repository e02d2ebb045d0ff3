"""The assumptions to begin with: measured at this account where they can be, declared defaults where not."""

from __future__ import annotations

from dataclasses import dataclass

from adjoin.drafts.brief import Brief
from adjoin.drafts.industry import is_manufacturing
from adjoin.drafts.value_map.assumption import Assumption, Assumptions, Origin

SHARE = (0.25, 0.5, 0.75)
HOURS = (0.25, 0.5, 1.0)
HOUR_COST = (35.0, 50.0, 65.0)
HOUR_COST_CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD")
WORKING_WEEKS = (44.0, 46.0, 48.0)
SETUP_WEEKS = {"none": (0.0, 1.0, 2.0), "guided": (2.0, 4.0, 6.0), "project": (8.0, 12.0, 18.0)}
SETUP_HOURS = {"none": (4.0, 8.0, 16.0), "guided": (20.0, 40.0, 80.0), "project": (80.0, 160.0, 320.0)}
DEFAULT = "our default"


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of this account in numbers. `people`: who work with the product that they have now (monthly active
    users, or paid seats); `people_says`: what was counted, such as "active in September"; `sites`: plants, branches."""

    people: float | None = None
    people_says: str = "counted in their use"
    sites: float | None = None
    sites_says: str = "on record"


def set_up_weeks(implementation: str | None) -> str | None:
    """`2 to 6 weeks`: how long a set-up of that kind takes by our defaults; None for none or an unknown one."""
    least, _, most = SETUP_WEEKS.get(implementation or "", (0.0, 0.0, 0.0))
    return f"{least:g} to {most:g} weeks" if least else None


def assumptions_for(brief: Brief, measured: Measured | None = None) -> Assumptions:
    """The numbers of a value map for this brief. Every one can be edited (`Assumptions.edited`)."""
    known = measured or Measured()
    base = brief.base_product.name if brief.base_product else "our products"
    name, product = brief.product.name, brief.product
    effort = brief.implementation or product.implementation
    each = [
        _known("people", f"People who use {base}", "people", known.people, known.people_says,
               f"How many people would work with {name}?"),
        _default("share", "Share who would use it", "share", SHARE, f"Which of them would use {name}?"),
        _default("hours", "Saved by each, a week", "hours", HOURS, "How long does this take a person a week?"),
        _hour_cost(brief.currency),
        _default("working_weeks", "Working weeks a year", "weeks", WORKING_WEEKS, "How many weeks a year do you work?"),
        _price(brief),
        _effort("setup_weeks", "Time to set up", "weeks", SETUP_WEEKS, effort),
        _effort("setup_hours", "Your work to set up", "hours", SETUP_HOURS, effort),
    ]  # fmt: skip
    if is_manufacturing(brief.industry):
        each.append(
            _known(
                "sites", "Sites", "sites", known.sites, known.sites_says, "At how many sites would it run?"
            )
        )
    return Assumptions(tuple(each))


def _known(name: str, called: str, unit: str, value: float | None, says: str, asks: str) -> Assumption:
    """A count that only this account can show; nothing stands in for it."""
    if value is None or value <= 0:
        return Assumption(name, called, unit, None, None, None, Origin.UNKNOWN, "not known yet", asks)
    return Assumption(name, called, unit, value, value, value, Origin.MEASURED, says, asks)


def _default(name: str, called: str, unit: str, three: tuple[float, float, float], asks: str) -> Assumption:
    least, value, most = three
    return Assumption(name, called, unit, value, least, most, Origin.DEFAULT, DEFAULT, asks)


def _hour_cost(currency: str) -> Assumption:
    called, asks = "Cost of an hour of work", "What does an hour of their work cost you, all in?"
    if currency.upper() in HOUR_COST_CURRENCIES:
        return _default("hour_cost", called, "money", HOUR_COST, asks)
    says = f"no default in {currency}"
    return Assumption("hour_cost", called, "money", None, None, None, Origin.UNKNOWN, says, asks)


def _price(brief: Brief) -> Assumption:
    called, asks = "Price a year", "Which scope should we price?"
    listed, expected = brief.product.list_price, brief.potential
    if expected and not (listed and expected < listed * (1 - brief.discount_cap)):
        says = "our expectation"
        return Assumption(
            "price", called, "money", expected, expected, expected, Origin.MEASURED, says, asks, cost=True
        )
    if listed:
        return Assumption(
            "price", called, "money", listed, listed, listed, Origin.CATALOG, "list price", asks, cost=True
        )
    return Assumption(
        "price", called, "money", None, None, None, Origin.UNKNOWN, "no price yet", asks, cost=True
    )


def _effort(
    name: str, called: str, unit: str, by_effort: dict[str, tuple[float, float, float]], effort: str | None
) -> Assumption:
    least, value, most = by_effort.get(effort or "", by_effort["guided"])
    kinds = {"none": "default, no project", "guided": "default, guided",
             "project": "default, project"}  # fmt: skip
    says = kinds.get(effort or "", "default, as guided")
    asks = "Who on your side would set it up, and when?"
    return Assumption(name, called, unit, value, least, most, Origin.DEFAULT, says, asks, cost=True)
