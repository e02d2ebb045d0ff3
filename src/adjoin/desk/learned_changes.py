"""What learning changed since the publication before, each value before and after."""

from dataclasses import dataclass
from datetime import date

from adjoin.desk.desk import Desk, on_one_publication


@dataclass(frozen=True, slots=True)
class Changed:
    """One change. `before`, `after`: numbers in `unit`, None where they are words, which then stand in `before_says`
    and `after_says`, or where there was nothing. `since`: the publication that before is of; None for an expert's."""

    what: str
    name: str
    before: float | None
    after: float | None
    before_says: str | None
    after_says: str | None
    unit: str
    because: str
    since: date | None


@on_one_publication
def learned_changes(desk: Desk, what: str | None = None) -> tuple[Changed, ...]:
    """By what changed and its name; of one sort of value if asked."""
    return tuple(
        Changed(
            **{name: row[name] for name in ("what", "name", "before", "after", "before_says", "after_says")},
            **{name: row[name] for name in ("unit", "because", "since")},
        )
        for row in desk.rows("learning_changes")
        if what is None or row["what"] == what
    )
