"""Whether accounts with several products stay: at equal age, size and segment; the folklore way beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication

VERDICTS = {
    "stays_longer": "stay longer",
    "leaves_sooner": "leave sooner",
    "no_difference_seen": "no difference can be seen",
    "cannot_tell": "cannot tell",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One number of products of a curve. `kind`: landmark, calendar, naive or folklore.

    `accounts` is None for folklore. `standardised`: at equal age, size and segment, landmarks only. `difference`: to
    one product.
    """

    kind: str
    place: int
    products: str
    accounts: int | None
    retained: int | None
    rate: float
    low: float | None
    high: float | None
    standardised: float | None
    standardised_low: float | None
    standardised_high: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Retention:
    """`there`: whether the publication says anything of it. `outside_support`: share of the `landmarks` (a root account
    at an age) that cannot be compared. The rest of the counts are landmarks left out, by why."""

    as_of: date
    there: bool
    verdict: str
    landmark: tuple[Step, ...]
    calendar: tuple[Step, ...]
    naive: tuple[Step, ...]
    folklore: tuple[Step, ...]
    naive_difference: float | None
    calendar_difference: float | None
    landmarks: int
    roots: int
    outside_support: float | None
    start_unknown: int
    not_followed: int
    ends_unknown: int
    gone: int
    follow_days: int | None
    ages: str
    least_cell: int | None
    says: str
    says_gap: str
    says_support: str

    @property
    def verdict_said(self) -> str:
        """The verdict in words."""
        return VERDICTS[self.verdict]


CURVES = ("landmark", "calendar", "naive", "folklore")
NOTHING = "No run has measured retention yet. Run: adjoin run"


@on_one_publication
def retention(desk: Desk) -> Retention:
    """All curves, and what they come to."""
    names = Step.__slots__
    steps = [
        Step(**{name: row[name] for name in names})
        for row in sorted(desk.rows("retention"), key=lambda row: (row["kind"], row["place"]))
    ]
    summary = next(iter(desk.rows("retention_summary")), None)
    told: dict[str, Any] = summary or {"verdict": "cannot_tell", "says": NOTHING}
    counts = ("landmarks", "roots", "start_unknown", "not_followed", "ends_unknown", "gone")
    words = ("ages", "says", "says_gap", "says_support")
    plain = ("naive_difference", "calendar_difference", "outside_support", "follow_days", "least_cell")
    rest: dict[str, Any] = {
        **{kind: tuple(step for step in steps if step.kind == kind) for kind in CURVES},
        **{name: told.get(name) or 0 for name in counts},
        **{name: told.get(name) or "" for name in words},
        **{name: told.get(name) for name in plain},
    }
    return Retention(
        as_of=desk.publication().as_of, there=summary is not None, verdict=told["verdict"], **rest
    )
