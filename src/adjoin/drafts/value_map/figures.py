"""The figures of a value map in words, no finer than what they rest on."""

from adjoin.drafts.value_map.assumption import Assumption, Assumptions
from adjoin.drafts.value_map.content import ValueMap
from adjoin.drafts.value_map.roi import MOST_TIMES, two_figures
from adjoin.words.count import counted, quantity
from adjoin.words.money import money

NONE = "–"


def one_number(found: ValueMap) -> tuple[str, str]:
    """The figure that says most and what it is: what it takes to pay, else the price, else the question to ask."""
    result = found.roi.expected
    if result.minutes is not None:
        return minutes(result.minutes), "a week saved by each user pays for it"
    if result.hours_in_all is not None:
        return hours(result.hours_in_all), "a week saved by all together pays for it"
    price = found.assumptions.at("price")
    if price is not None:
        return money(price, found.currency), "a year"
    return "?", found.roi.asks[0] if found.roi.asks else "to be worked out together"


def verdict(found: ValueMap) -> str:
    """The return in one sentence, or what must be asked before there is one."""
    result, currency = found.roi.expected, found.currency
    if result.times is not None and result.times < 1 and result.minutes is not None:
        return (
            f"It pays from {minutes(result.minutes)} a week saved by each user; what we assume does not reach that in "
            "year one."
        )
    if result.times is not None and result.saved is not None and result.invested is not None:
        saved, invested = amount(result.saved, currency), amount(result.invested, currency)
        return f"As assumed, about {saved} saved for {invested} invested in year one: {times(result.times)}."
    if result.hours_in_all is not None and result.invested is not None:
        return (
            f"It pays once your people together save {hours(result.hours_in_all)} a week. "
            "How many would use it decides the rest."
        )
    if result.saved is not None:
        return f"As assumed, about {amount(result.saved, currency)} saved in year one. The price depends on the scope."
    return "A return cannot be worked out yet. These answers are missing."


def times(number: float) -> str:
    """`1.7 times`; never finer than two figures, never above ten."""
    return (
        f"more than {MOST_TIMES:.0f} times"
        if number > MOST_TIMES
        else f"{quantity(two_figures(number))} times"
    )


def ratio(number: float | None) -> str:
    """The same for a table: `1.7×`, `>10×`; `–` where unknown."""
    return NONE if number is None else times(number).replace("more than ", ">").replace(" times", "×")


def amount(number: float | None, currency: str) -> str:
    """Money to two figures; `–` where unknown."""
    return NONE if number is None else money(two_figures(number), currency)


def months(number: float | None) -> str:
    """`5`; beyond three years nobody would believe the month; `–` where unknown."""
    return "over 36" if number is not None and number > 36 else whole(number)


def whole(number: float | None) -> str:
    """`12`, `under 1`; `–` where unknown."""
    if number is None:
        return NONE
    return "under 1" if number < 1 else quantity(round(number))


def minutes(number: float) -> str:
    """`12 minutes`, `2.5 hours`."""
    if number >= 120:
        return f"{quantity(two_figures(number / 60))} hours"
    return "under a minute" if number < 1 else counted(round(number), "minute")


def hours(number: float) -> str:
    """`9 hours`."""
    if number < 1:
        return minutes(number * 60)
    shown = quantity(two_figures(number))
    return f"{shown} {'hour' if shown == '1' else 'hours'}"


def shown(one: Assumption, currency: str) -> tuple[str, str]:
    """An assumption's value with its unit, and its range; the range is empty where there is none."""
    if one.value is None or one.least is None or one.most is None:
        return "?", ""
    of_range = (
        "" if one.least == one.most else f"{_bare(one, one.least, currency)}–{_bare(one, one.most, currency)}"
    )
    weeks = "week" if one.value == 1 else "weeks"
    unit = {"hours": "h", "weeks": weeks, "share": "%"}.get(one.unit, "")
    return f"{_bare(one, one.value, currency)}{chr(0xA0) if unit else ''}{unit}", of_range


def formula(assumptions: Assumptions, currency: str) -> str:
    """What is saved in the expected case with the numbers in place; empty where one is missing."""
    names = ("people", "share", "hours", "working_weeks", "setup_weeks", "hour_cost")
    found = {name: assumptions.named(name) for name in names}
    if any(one.value is None for one in found.values()):
        return ""
    said = {name: shown(one, currency)[0] for name, one in found.items()}
    setup = _bare(found["setup_weeks"], found["setup_weeks"].value or 0.0, currency)
    return (
        f"{said['people']} people × {said['share']} × {said['hours']} a week × "
        f"{said['working_weeks']} × (52 − {setup}) ÷ 52 × {said['hour_cost']}"
    )


def _bare(one: Assumption, number: float, currency: str) -> str:
    if one.unit == "money":
        return money(number, currency)
    if one.unit == "share":
        return quantity(round(number * 100, 1))
    return f"{number:,.2f}".rstrip("0").rstrip(".")
