"""The contract as conditions: when a row is rejected, and the sentence that says so, the first that holds."""

from datetime import date

from adjoin.domain.contract import Column, Table, Type
from adjoin.sources import money
from adjoin.sources.binding import Part
from adjoin.sources.casting import failure_of
from adjoin.sources.template import literal

Rule = tuple[str, str]
"""SQL (condition, reason) over the columns r_… (raw), v_… (value) and j_… (joined)."""


def rules_of(part: Part, load_day: date) -> list[Rule]:
    """All rules of a part, in the order in which they are said."""
    found: list[Rule] = []
    for column in part.table.columns:
        if column.name in part.names:
            found += _of_column(part, column, load_day)
    for start, end in part.table.spans:
        if {start, end} <= set(part.names):
            found.append(
                (
                    f"v_{end} < v_{start}",
                    f"'{end} ' || v_{end} || ' lies before {start} ' || v_{start}",
                )
            )
    return found + _closed_ahead(part, load_day) + money.failures(part)


def as_case(rules: list[Rule]) -> str:
    """The reason of a row as one SQL expression; null where no rule holds."""
    cases = " ".join(f"\n    WHEN {condition} THEN {reason}" for condition, reason in rules)
    return f"CASE {cases}\n END" if cases else "CAST(NULL AS VARCHAR)"


def _of_column(part: Part, column: Column, load_day: date) -> list[Rule]:
    name, raw, value = column.name, f"r_{column.name}", f"v_{column.name}"
    found: list[Rule] = []
    if column.required:
        found.append((f"{raw} IS NULL", f"'{name} is missing'"))
    if name == "account_id" and part.table.name != "accounts":
        found.append(_unmatched(part))
    elif column.product:
        found.append(
            (
                "j_verdict = 'unknown'",
                f"'product ' || adjoin_quoted({raw}) || ' is not in catalog.yaml' || j_hint",
            )
        )
    elif column.values:
        allowed = ", ".join(literal(word) for word in column.values)
        found.append(
            (
                f"{value} NOT IN ({allowed})",
                f"'{name} ' || adjoin_quoted({raw}) || ' is none of {', '.join(column.values)}'",
            )
        )
    elif column.type is not Type.TEXT:
        found.append((f"{raw} IS NOT NULL AND {value} IS NULL", failure_of(column, raw, part.mapping)))
        found += _range(column)
    if column.past_fact:
        found.append((f"{value} > {_day(load_day)}", _after(name, load_day)))
    return found


def _unmatched(part: Part) -> Rule:
    via = part.bound["account_id"].mapping.via
    if via is None:
        return "j_account IS NULL", "'account ' || adjoin_quoted(r_account_id) || ' is not in accounts'"
    return (
        "j_account IS NULL",
        f"{literal(f'{via} id ')} || adjoin_quoted(r_account_id) || ' is not in account_ids'",
    )


def _range(column: Column) -> list[Rule]:
    value, said = f"v_{column.name}", f"'{column.name} ' || adjoin_id(v_{column.name})"
    if column.low is None:
        return []
    if column.low == 0 and column.high is None:
        return [(f"{value} < 0", f"{said} || ' is negative'")]
    outside = f"{value} < {column.low}" + (f" OR {value} > {column.high}" if column.high is not None else "")
    limits = (
        f"between {column.low:g} and {column.high:g}"
        if column.high is not None
        else f"{column.low:g} or more"
    )
    share = (column.low, column.high) == (0, 1)
    advice = "; if these are per cents, divide by 100 in the mapping" if share else ""
    return [(outside, f"{said} || ' is not {limits}{advice}'")]


def _closed_ahead(part: Part, load_day: date) -> list[Rule]:
    """A date that is a plan while the row is open, and a fact once it is not."""
    table: Table = part.table
    if table.open_while is None:
        return []
    status, is_open = table.open_while
    dates = {column.counts_from for column in table.columns if column.counts_from in part.names}
    default = table.column(status).default or is_open
    known = f"v_{status}" if status in part.names else literal(default)
    return [
        (
            f"coalesce({known}, {literal(default)}) <> {literal(is_open)} AND v_{name} > {_day(load_day)}",
            _after(str(name), load_day),
        )
        for name in sorted(str(name) for name in dates)
    ]


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _after(name: str, load_day: date) -> str:
    return f"'{name} ' || v_{name} || ' lies after the load day {load_day.isoformat()}'"
