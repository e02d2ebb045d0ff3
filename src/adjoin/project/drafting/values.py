"""What the values of the chosen columns say: their words, the order of their dates, their grain, odd days."""

from dataclasses import dataclass
from datetime import date

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Type
from adjoin.project.drafting.columns import FLAGS
from adjoin.project.drafting.folder import Folder, FoundColumn, usual_words
from adjoin.project.drafting.reading import ask
from adjoin.project.drafting.recognise import Recognised
from adjoin.project.drafting.vocabulary import Vocabulary
from adjoin.sources.template import quoted

ONE_KIND_OF_DAY = 0.95
BULK_SHARE, BULK_ROWS, TIMES_MEDIAN = 0.05, 50, 10
"""A day is a bulk load by the contract's measure, and brings so many times what other days bring."""


@dataclass(frozen=True)
class Told:
    """A value that the data decided, and why."""

    value: str
    reason: str
    is_ambiguous: bool = False


def value_words(found: Recognised, words: Vocabulary) -> dict[str, tuple[dict[str, str | None], str]]:
    """Canonical column → (word of the source → canonical value, reason), where words are not canonical."""
    chosen: dict[str, tuple[dict[str, str | None], str]] = {}
    for column in CANONICAL[found.table].columns:
        if column.name not in found.columns:
            continue
        source = found.file.columns[found.columns[column.name].source]
        if column.type is Type.FLAG:
            flags = {word: words.flag(word) for word in usual_words(source) if word.lower() not in FLAGS}
            if flags:
                chosen[column.name] = (flags, "yes and no in another language")
        elif column.values:
            carried = _carried(column.name, column.values, source, words)
            if carried:
                chosen[column.name] = carried
    return chosen


def _carried(
    name: str, allowed: tuple[str, ...], source: FoundColumn, words: Vocabulary
) -> tuple[dict[str, str | None], str] | None:
    seen = list(usual_words(source))
    if all(word.lower().replace(" ", "_").replace("-", "_") in allowed for word in seen):
        return None
    known = {word: value for word in seen if (value := words.value(name, word)) is not None}
    unknown = [word for word in seen if word not in known]
    otherwise = words.otherwise(name)
    if not unknown:
        return {**known}, "every word of the data has its value"
    listed = ", ".join(f"'{word}'" for word in unknown[:5]) + (" …" if len(unknown) > 5 else "")
    rest = f"counts as {otherwise}" if otherwise else "is left empty"
    return {**known, "*": otherwise}, f"the rest ({listed}) {rest}"


def date_order(found: Recognised, usual: Told | None) -> Told | None:
    """Which comes first in dates such as 03/04/2025: decided by days above 12. None where all are year first.

    `usual`: what another table of the folder decided, for a table whose own dates leave it open.
    """
    dates = [
        found.file.columns[choice.source]
        for name, choice in found.columns.items()
        if CANONICAL[found.table].column(name).type is Type.DATE
    ]
    unclear = [column for column in dates if column.iso < max(column.day_first, column.month_first)]
    if not unclear:
        return None
    by_day = sum(column.day_first for column in unclear)
    by_month = sum(column.month_first for column in unclear)
    names = ", ".join(column.name for column in unclear)
    if by_day != by_month:
        order, other = ("day_first", by_month) if by_day > by_month else ("month_first", by_day)
        beyond = max(by_day, by_month) - other
        place = "first" if order == "day_first" else "second"
        return Told(order, f"in {beyond} dates of {names} the {place} number lies above 12")
    left_open = f"AMBIGUOUS: no number in {names} lies above 12"
    if usual is not None:
        return Told(usual.value, f"{left_open}; as in the other tables", is_ambiguous=True)
    if any(column.dots for column in unclear):
        return Told("day_first", f"{left_open}; with dots the day usually comes first", is_ambiguous=True)
    return Told("month_first", f"{left_open}; if the day comes first, write day_first", is_ambiguous=True)


def grain(folder: Folder, found: Recognised, order: str) -> Told:
    """Whether usage is counted by day, week or month, from the days it falls on."""
    source = found.columns["day"].source
    parts = {"column": quoted(source), "relation": found.file.relation, "order": order}
    edges, weekdays, days = ask(folder.connection, "days", **parts)[0]
    if edges is not None and edges >= ONE_KIND_OF_DAY:
        return Told("month", f"'{source}' is always the first or last day of a month")
    if weekdays == 1 and days > 1:
        return Told("week", f"'{source}' is always the same weekday")
    return Told("day", f"'{source}' falls on {weekdays} weekdays")


def history_from(folder: Folder, found: Recognised, order: str) -> Told | None:
    """The day with an outlying share of first starts: where the records begin rather than the customers."""
    if not {"account_id", "product_id", "started_on"} <= set(found.columns):
        return None
    columns = {n: quoted(found.columns[n].source) for n in ("account_id", "product_id", "started_on")}
    rows = ask(folder.connection, "busiest_start", relation=found.file.relation, order=order, **columns)
    if not rows:
        return None
    day, on_day, total, median = rows[0]
    if on_day < BULK_ROWS or on_day < BULK_SHARE * total or on_day < TIMES_MEDIAN * (median or 1):
        return None
    return Told(
        str(day), f"{on_day} of {total} first starts fall on this day: likely where the records begin"
    )


def newest_day(folder: Folder, found: Recognised, order: str) -> date | None:
    """The newest day on which something happened, no later than the file was written."""
    days: list[date] = []
    for name, choice in found.columns.items():
        column = CANONICAL[found.table].column(name)
        if column.type is Type.DATE and column.past_fact:
            parts = {"relation": found.file.relation, "column": quoted(choice.source), "order": order}
            day = ask(folder.connection, "newest_day", **parts, until=found.file.changed_on.isoformat())[0][0]
            days += [day] if day else []
    return max(days, default=None)
