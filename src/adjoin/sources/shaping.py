"""From a part's source columns to the final columns of its canonical table, as SQL select lists."""

from collections.abc import Iterator

from adjoin.domain.contract import Column, Table
from adjoin.sources import money
from adjoin.sources.binding import CURRENCY, Bound, Part
from adjoin.sources.casting import as_native, as_text, is_native, is_number, replaced, value_of
from adjoin.sources.template import literal, quoted

KNOWN_ON = {
    "day": "v_day",
    "week": "CAST(date_trunc('week', v_day) AS DATE) + 6",
    "month": "last_day(v_day)",
}
PAINTED = "WHEN v_score < 40 THEN 'red' WHEN v_score < 70 THEN 'yellow' ELSE 'green' END"


def extra_columns(table: Table) -> dict[str, str]:
    """Columns beside the contract's: name → DuckDB type."""
    return {"grain": "VARCHAR", "known_on": "DATE"} if table.name == "usage" else {}


def expands(table: Table) -> bool:
    """Whether one line may stand for several products: only where the product is part of the key."""
    return "product_id" in table.key


def drops_ignored(table: Table) -> bool:
    """Whether a row about an ignored order line is left out; elsewhere it stays, without a product."""
    return any(c.product and c.required for c in table.columns) or any(c.money for c in table.columns)


def raw_selects(part: Part) -> Iterator[tuple[str, str]]:
    """Select lists of r_… and a_… columns with the condition under which they hold: one, or one a metric."""
    plain = [f"{_raw(part, bound)} AS r_{bound.name}" for bound in part.bound.values()]
    plain += [f"{as_text(quoted(b.source), b.type)} AS a_{i}" for i, b in enumerate(part.attributes.values())]
    unpivot = part.mapping.unpivot
    if unpivot is None:
        yield ", ".join(plain), "true"
        return
    shared = [p for p in plain if not p.endswith((" AS r_metric", f" AS r_{unpivot.value}"))]
    for metric, source in part.metrics:
        text = as_text(quoted(source), part.origin.columns[source])
        value = text if not side_by_side_numbers(part) else f"CAST({quoted(source)} AS DOUBLE)"
        yield (
            ", ".join([*shared, f"{literal(metric)} AS r_metric", f"{value} AS r_{unpivot.value}"]),
            f"{text} IS NOT NULL",
        )


def side_by_side_numbers(part: Part) -> bool:
    """Whether all columns of an unpivot are numbers already."""
    return bool(part.metrics) and all(is_number(part.origin.columns[column]) for _, column in part.metrics)


def _raw(part: Part, bound: Bound) -> str:
    source = quoted(bound.source)
    values = part.mapping.values.get(bound.name)
    if bound.name != CURRENCY:
        column = part.table.column(bound.name)
        if values is None and is_native(column, bound.type):
            return as_native(column, source, bound.type)
    text = as_text(source, bound.type)
    return replaced(text, values) if values else text


def _is_native(part: Part, column: Column) -> bool:
    unpivot = part.mapping.unpivot
    if unpivot is not None and column.name == unpivot.value:
        return side_by_side_numbers(part)
    if column.name not in part.bound or column.name in part.mapping.values:
        return False
    return is_native(column, part.bound[column.name].type)


def values(part: Part, currency: str) -> str:
    """The select list of v_… columns."""
    found = [
        f"{value_of(column, f'r_{column.name}', _is_native(part, column), part.mapping)} AS v_{column.name}"
        for column in part.table.columns
        if column.name in part.names
    ]
    if any(column.money for column in part.table.columns):
        found.append(f"{money.rate(part, currency)} AS v_rate")
    return ", ".join(found)


def finals(part: Part) -> dict[str, str]:
    """Canonical column → the SQL of its final value, defaults filled in."""
    found = {column.name: _final(part, column) for column in part.table.columns}
    if part.table.name == "usage":
        found |= {"grain": literal(part.mapping.grain), "known_on": KNOWN_ON[part.mapping.grain]}
    return found | {f"a_{i}": f"a_{i}" for i in range(len(part.attributes))}


def _final(part: Part, column: Column) -> str:
    name, given = column.name, column.name in part.names
    value = f"v_{name}" if given else f"CAST(NULL AS {column.type.value})"
    if column.product:
        return "j_product"
    if name == "account_id":
        return value if part.table.name == "accounts" else "j_account"
    if name == "products_mentioned" and given:
        return "coalesce(j_mentioned, v_products_mentioned)"
    if column.money and given:
        return money.yearly(part, name)
    if name == "start_is_floor":
        return _floor(part, value)
    special = {
        ("events", "event_id"): f"coalesce({value}, {_hash(part)})",
        ("subscriptions", "subscription_id"): f"coalesce({value}, j_account || ':' || j_product)",
        ("health", "colour"): f"coalesce({value}, {_painted(part)})",
    }
    default = value if column.default is None else f"coalesce({value}, {literal(column.default)})"
    return special.get((part.table.name, name), default)


def _painted(part: Part) -> str:
    """The colour that an overall score has; NPS and CSAT have scales of their own."""
    other = "WHEN v_measure <> 'overall' THEN NULL " if "measure" in part.names else ""
    return f"CASE {other}{PAINTED}"


def _floor(part: Part, value: str) -> str:
    day = part.mapping.history_from
    if day is None or "started_on" not in part.names:
        return value
    return f"CASE WHEN v_started_on <= DATE '{day.isoformat()}' THEN true ELSE {value} END"


def _hash(part: Part) -> str:
    """A row without an id is named by what it says."""
    said = ", ".join(f"coalesce(CAST(r_{name} AS VARCHAR), '')" for name in part.bound)
    return f"md5(concat_ws(chr(31), {said}))"


def key_text(part: Part, final: dict[str, str]) -> str:
    """The key as a person finds it in the source, its columns joined by '|'."""
    raw = {name: f"CAST(r_{name} AS VARCHAR), " if name in part.names else "" for name in part.table.key}
    words = ", ".join(f"coalesce({raw[name]}CAST({final[name]} AS VARCHAR), '')" for name in part.table.key)
    return f"concat_ws('|', {words})"


def nothing(table: Table) -> str:
    """The canonical columns without a row."""
    columns = [f"CAST(NULL AS {c.type.value}) AS {quoted(c.name)}" for c in table.columns]
    columns += [f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in extra_columns(table).items()]
    return ", ".join(columns)
