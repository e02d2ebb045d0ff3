"""How a source column becomes a canonical value: its raw form, the cast, and what to say when the cast fails.

A raw form is text, or the source's own type where that is the canonical one already; so nothing typed is
taken apart and put together again. The macros are in `sql/casts.sql`.
"""

from adjoin.domain.contract import Column, Type
from adjoin.sources.mapping import TableMapping
from adjoin.sources.template import literal

_NUMBERS = ("DOUBLE", "FLOAT", "DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_FRACTIONS = ("DOUBLE", "FLOAT", "DECIMAL")


def is_number(kind: str) -> bool:
    """Whether a DuckDB type is one of numbers (not a list of them)."""
    return kind.removeprefix("U").startswith(_NUMBERS) and not kind.endswith("]")


def is_native(column: Column, kind: str) -> bool:
    """Whether a source column of that DuckDB type holds the canonical type already."""
    match column.type:
        case Type.DATE:
            return kind.startswith(("DATE", "TIMESTAMP")) and not kind.endswith("]")
        case Type.NUMBER | Type.WHOLE:
            return is_number(kind)
        case Type.FLAG:
            return kind == "BOOLEAN"
        case _:
            return False


def as_text(source: str, kind: str) -> str:
    """A source column as trimmed text, null where empty; whole numbers lose their '.0'."""
    if kind.startswith(_FRACTIONS) and not kind.endswith("]"):
        return f"adjoin_id({source})"
    return f"adjoin_text({source})"


def as_native(column: Column, source: str, kind: str) -> str:
    """A source column of the canonical type as it is; days are days in UTC."""
    if column.type is Type.DATE:
        in_utc = f"{source} AT TIME ZONE 'UTC'" if kind == "TIMESTAMP WITH TIME ZONE" else source
        return f"CAST({in_utc} AS DATE)"
    return f"CAST({source} AS DOUBLE)" if column.type in {Type.NUMBER, Type.WHOLE} else source


def replaced(raw: str, values: dict[str, str | None]) -> str:
    """A text with the user's `values` applied; "*" catches the rest, what is empty stays so."""
    cases = " ".join(f"WHEN {literal(old)} THEN {_word(new)}" for old, new in values.items() if old != "*")
    rest = f"CASE WHEN {raw} IS NOT NULL THEN {_word(values['*'])} END" if "*" in values else raw
    return f"CASE {raw} {cases} ELSE {rest} END" if cases else rest


def _word(value: str | None) -> str:
    return "CAST(NULL AS VARCHAR)" if value is None else literal(value)


def value_of(column: Column, raw: str, native: bool, mapping: TableMapping) -> str:
    """The canonical value of a raw one, null where it is none."""
    if native:
        return {
            Type.DATE: f"CASE WHEN isfinite({raw}) THEN {raw} END",
            Type.NUMBER: f"CASE WHEN isfinite({raw}) THEN {raw} END",
            Type.WHOLE: f"CASE WHEN {raw} = floor({raw}) THEN TRY_CAST({raw} AS BIGINT) END",
        }.get(column.type, raw)
    return {
        Type.DATE: f"adjoin_date_{mapping.dates}({raw})",
        Type.NUMBER: f"adjoin_number({raw})",
        Type.WHOLE: f"adjoin_whole({raw})",
        Type.FLAG: f"adjoin_flag({raw})",
        Type.TEXT: f"adjoin_word({raw})" if column.values else raw,
    }[column.type]


def failure_of(column: Column, raw: str, mapping: TableMapping) -> str:
    """The sentence for a raw value that is no canonical one."""
    name, text = literal(column.name), f"CAST({raw} AS VARCHAR)"
    match column.type:
        case Type.DATE:
            return f"adjoin_bad_date({name}, {text}, {str(mapping.dates == 'iso').lower()})"
        case Type.NUMBER:
            return f"adjoin_bad_number({name}, {text})"
        case Type.WHOLE:
            return f"{name} || ' ' || adjoin_quoted({text}) || ' is not a whole number'"
        case _:
            return f"{name} || ' ' || adjoin_quoted({text}) || ' is neither true nor false'"
