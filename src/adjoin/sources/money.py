"""Money per year in the reporting currency."""

from adjoin.sources.binding import CURRENCY, Part
from adjoin.sources.template import literal

PAID_PER_YEAR = {"year": "", "month": " * 12", "term": " * 12 / nullif(v_term_months, 0)"}


def rate(part: Part, reporting: str) -> str:
    """What a row's currency is worth in the reporting one: 1 where it says none, null without a rate."""
    if CURRENCY not in part.bound:
        return "1.0"
    told = part.mapping.rates | part.bound[CURRENCY].mapping.rates
    known = {reporting.upper(): 1.0} | {name.upper(): value for name, value in told.items()}
    cases = " ".join(f"WHEN {literal(name)} THEN {float(value)!r}" for name, value in known.items())
    return f"CASE coalesce(upper(r_currency), {literal(reporting.upper())}) {cases} END"


def yearly(part: Part, name: str) -> str:
    """The money column `name` per year, in whole units of the reporting currency, a suite's line split."""
    mapping = part.bound[name].mapping
    minor = " / 100" if mapping.minor_units else ""
    return f"v_{name}{PAID_PER_YEAR[mapping.per]}{minor} * v_rate * j_share"


def failures(part: Part) -> list[tuple[str, str]]:
    """When money cannot be told, and the sentence: pairs of SQL (condition, reason)."""
    names = [column.name for column in part.table.columns if column.money and column.name in part.bound]
    without_rate = "'currency ' || adjoin_quoted(r_currency) || ' has no rate; add it under rates'"
    found = [
        (f"v_{name} IS NOT NULL AND v_rate IS NULL", without_rate) for name in names if CURRENCY in part.bound
    ]
    found += [
        (
            f"v_{name} IS NOT NULL AND coalesce(v_term_months, 0) = 0",
            f"'{name} is per term, but term_months is missing'",
        )
        for name in names
        if part.bound[name].mapping.per == "term"
    ]
    return found
