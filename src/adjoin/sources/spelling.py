"""A column by the name that a person wrote: found in spite of capitals, or missed with a hint."""

from adjoin.domain.errors import nearest
from adjoin.sources.origin import Origin

MOST_NAMED = 12


def spelled(name: str, columns: dict[str, str]) -> str | None:
    """The column of that name, else the only one that differs by capitals alone, else null."""
    if name in columns:
        return name
    folded = [column for column in columns if column.casefold() == name.casefold()]
    return folded[0] if len(folded) == 1 else None


def no_column(origin: Origin, name: str) -> str:
    """The sentence about a column that is not there: the nearest spelling, or what there is."""
    columns = origin.columns
    hint = nearest(name, columns) or f" (it has {', '.join(list(columns)[:MOST_NAMED])})"
    return f"{origin.name} has no column '{name}'{hint}"
