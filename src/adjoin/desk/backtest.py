"""The newest backtest: policies side by side on the company's own past, the grade, and what it cannot tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.measurement.backtest.stored import Backtest, newest_backtest

FORESIGHT, REPLAY, OURS = "foresight", "replay", "adjoin"


@dataclass(frozen=True, slots=True)
class Measured:
    """A share of picks with its 95 % bounds; None where it cannot be told. `picks`: of how many; `effective_n`: of
    replay, how many equally weighted approaches would say as much; `lead_days`: median from pick to start (foresight)
    or to opportunity (replay)."""

    value: float | None
    low: float | None
    high: float | None
    picks: int | None
    effective_n: float | None
    lead_days: float | None


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy. `called`, `what`: in words; `off`: why it did not run. `ours`: Adjoin itself. `by_date`: foresight as
    (date, share, low, high)."""

    policy: str
    called: str
    what: str | None
    off: str | None
    ours: bool
    foresight: Measured | None
    replay: Measured | None
    by_date: tuple[tuple[date, float, float | None, float | None], ...]


@dataclass(frozen=True, slots=True)
class Over:
    """How much higher Adjoin's share is than another policy's, in shares; paired by root account."""

    measure: str
    other: str
    value: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> str:
        """Better, worse, or not to be told apart, beyond doubt."""
        if self.low is not None and self.low > 0:
            return "better"
        return "worse" if self.high is not None and self.high < 0 else "cannot tell"


@dataclass(frozen=True, slots=True)
class Bin:
    """Cells of like predictions. `predicted`: their mean; `observed`: the share that started; `cells`: how many."""

    predicted: float
    observed: float
    low: float | None
    high: float | None
    cells: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Reliability of Adjoin's picks, or of all cells. `slope`: of calibration, 1 is right. `bins`: by rising
    prediction."""

    of: str
    slope: float | None
    slope_low: float | None
    slope_high: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class BacktestView:
    """One finished backtest. `grade`: A, B, C or cannot tell; `verdict`: why. `as_of`: until when outcomes are known.
    `as_they_stand`: (why, columns) that were read as they are today; `notes`: what the numbers cannot say."""

    backtest_id: str
    as_of: date
    first_on: date
    last_on: date
    dates: int
    capacity: str
    follow_days: int
    grade: str
    verdict: str
    policies: tuple[PolicyLine, ...]
    over: tuple[Over, ...]
    curves: tuple[Curve, ...]
    as_they_stand: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[tuple[str, str], ...]


def newest(desk: Desk) -> BacktestView | None:
    """The backtest that was finished last; None if there is none yet. ConfigurationError if its file is damaged."""
    found = newest_backtest(desk.project.state)
    return None if found is None else view_of(found)


def view_of(found: Backtest) -> BacktestView:
    """A finished backtest as its page shows it."""
    about, rows = found.about, found.rows("backtest")
    listed = found.rows("backtest_policies")
    called = {row["policy"]: row["called"] for row in listed}
    same = (
        "backtest_id",
        "as_of",
        "first_on",
        "last_on",
        "dates",
        "capacity",
        "follow_days",
        "grade",
        "verdict",
    )
    return BacktestView(
        **{name: about[name] for name in same},
        policies=tuple(_policy(row, rows) for row in sorted(listed, key=lambda row: row["place"])),
        over=_over(rows, called),
        curves=_curves(found.rows("reliability"), rows),
        as_they_stand=_as_they_stand(found.rows("as_they_stand")),
        notes=tuple((row["about"], row["says"]) for row in found.rows("backtest_notes")),
    )


def _policy(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> PolicyLine:
    mine = [one for one in rows if one["policy"] == row["policy"]]
    dated = sorted(
        (one for one in mine if one["as_of"] and one["measure"] == FORESIGHT and one["value"] is not None),
        key=lambda one: one["as_of"],
    )
    return PolicyLine(
        policy=row["policy"],
        called=row["called"],
        what=row["what"],
        off=row["off"],
        ours=row["policy"] == OURS,
        foresight=_overall(mine, FORESIGHT),
        replay=_overall(mine, REPLAY),
        by_date=tuple((one["as_of"], one["value"], one["low"], one["high"]) for one in dated),
    )


def _overall(mine: Sequence[Mapping[str, Any]], measure: str) -> Measured | None:
    found = next((one for one in mine if one["as_of"] is None and one["measure"] == measure), None)
    return None if found is None else Measured(**{name: found[name] for name in Measured.__slots__})


def _over(rows: Sequence[Mapping[str, Any]], called: Mapping[str, str]) -> tuple[Over, ...]:
    """Adjoin over each policy that it is graded against."""
    found = []
    for row in rows:
        measure, over, other = str(row["measure"]).partition("_over_")
        if over and row["policy"] == OURS and row["as_of"] is None:
            found.append(Over(measure, called.get(other, other), row["value"], row["low"], row["high"]))
    return tuple(sorted(found, key=lambda one: (one.measure != REPLAY, one.other)))


def _curves(bins: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> tuple[Curve, ...]:
    slopes = {
        row["measure"].removeprefix("calibration_slope_of_"): row for row in rows if row["as_of"] is None
    }
    found = []
    for of in dict.fromkeys(row["of"] for row in bins):
        slope: Mapping[str, Any] = slopes.get(of, {})
        mine = sorted((row for row in bins if row["of"] == of), key=lambda row: row["bin"])
        found.append(
            Curve(
                of=of,
                slope=slope.get("value"),
                slope_low=slope.get("low"),
                slope_high=slope.get("high"),
                bins=tuple(Bin(**{name: row[name] for name in Bin.__slots__}) for row in mine),
            )
        )
    return tuple(found)


def _as_they_stand(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Columns by the reason why they are read as they stand."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        by_reason.setdefault(row["says"], []).append(f"{row['table_name']}.{row['column_name']}")
    return tuple((says, tuple(columns)) for says, columns in by_reason.items())
