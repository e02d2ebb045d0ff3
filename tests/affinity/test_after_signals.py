"""What follows a signal: plain loops over accounts, courses by hand, a planted truth, the law of time."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from adjoin.affinity.affinity_table import HORIZONS
from adjoin.affinity.published import AFTER_SIGNALS
from affinity.measured import Row, held
from affinity.plain import aalen_johansen, at_risk_on, by_account
from affinity.signalled import Firing, after_signals, followed
from worlds import day, random_world

A0, AS_OF = date(2023, 1, 1), date(2025, 12, 31)


def on(offset: int) -> date:
    return A0 + timedelta(days=offset)


def fire(rng: np.random.Generator, accounts: int, count: int) -> list[Firing]:
    return [
        (
            f"a{rng.integers(accounts)}",
            f"p{rng.integers(4)}",
            str(rng.choice(["asked", "ceiling"])),
            day(rng.integers(0, 800)),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("ends_from", [None, day(300)])
def test_random_worlds_against_plain_loops(ends_from: date | None) -> None:
    rng = np.random.default_rng(31)
    world, as_of = random_world(rng, accounts=60), day(750)
    firings = fire(rng, 60, 1500)
    tables = after_signals(world, firings, as_of, ends_from)
    spans, adopters = by_account(tables["spans"]), 0
    rows = {
        (r["condition"], r["from_product"], r["to_product"], r["horizon_days"]): r
        for r in tables["triggered_chances"]
    }
    seen = set()
    for kind in ("asked", "ceiling"):
        for a in world.catalog.ids:
            for b in world.catalog.ids:
                if a == b:
                    continue
                cohort, replaced = followed(spans, firings, a, b, kind, as_of, ends_from)
                if not cohort:
                    assert (kind, a, b, 90) not in rows
                    continue
                for horizon in HORIZONS:
                    row = rows[kind, a, b, horizon]
                    seen.add((kind, a, b, horizon))
                    assert row["probability_raw"] == pytest.approx(aalen_johansen(cohort, horizon), abs=1e-9)
                    assert row["at_risk"] == len(cohort)
                    assert row["at_risk_at_horizon"] == at_risk_on(cohort, horizon)
                    assert row["enough"] == (at_risk_on(cohort, horizon) >= 10)
                    events = sum(t <= horizon and way == "event" for _, t, way in cohort)
                    assert row["adopters"] == events
                    assert row["replaced"] == replaced
                    adopters += events
    assert seen == rows.keys()
    assert adopters > 150


def course(
    lines: list[tuple[Any, ...]], *fired: int, as_of: date = AS_OF, ends_from: date | None = None
) -> dict[str, Any] | None:
    """What became of one account with these lines after signals for p1 on these days; None without a clock."""
    firings = [("a", "p1", "asked", on(offset)) for offset in fired]
    rows = after_signals(held(a=lines), firings, as_of, ends_from)["triggered_chances"]
    told = [r for r in rows if (r["from_product"], r["horizon_days"]) == ("p0", 365)]
    return {name: told[0][name] for name in ("adopters", "at_risk", "replaced")} if told else None


ADOPTED = {"adopters": 1, "at_risk": 1, "replaced": 0}
NOT_ADOPTED = {"adopters": 0, "at_risk": 1, "replaced": 0}
REPLACED = {"adopters": 0, "at_risk": 1, "replaced": 1}


def test_the_product_begun_after_the_signal_while_the_first_is_held_is_the_event() -> None:
    assert course([("p0", on(0), None), ("p1", on(140), None)], 100) == ADOPTED
    assert course([("p0", on(0), on(140)), ("p1", on(140), on(140))], 100) == ADOPTED
    assert course([("p0", on(0), on(139)), ("p1", on(300), None)], 100) == NOT_ADOPTED


def test_a_signal_on_the_day_of_the_start_or_after_it_leads_to_nothing() -> None:
    lines: list[tuple[Any, ...]] = [("p0", on(0), None), ("p1", on(140), None)]
    assert course(lines, 140) is None
    assert course(lines, 141) is None
    assert course([("p0", on(0), None), ("p1", on(-90), on(-80))], 100) is None
    assert course([("p0", on(0), None), ("p1", on(140), None, True)], 100) is None


def test_only_what_is_held_on_the_day_of_the_signal_starts_a_clock() -> None:
    assert course([("p0", on(101), None)], 100) is None
    assert course([("p0", on(0), on(99))], 100) is None
    assert course([("p0", on(100), None)], 100) == NOT_ADOPTED
    assert course([("p0", on(0), on(100))], 100) == NOT_ADOPTED


def test_a_product_whose_real_start_is_unknown_is_held_all_the_same() -> None:
    assert course([("p0", on(0), None, True), ("p1", on(140), None)], 100) == ADOPTED


def test_the_first_signal_while_the_product_is_held_starts_the_clock() -> None:
    """400 days after the first there is an adoption, not within a year; the later one counts for nothing."""
    lines: list[tuple[Any, ...]] = [("p0", on(0), None), ("p1", on(500), None)]
    assert course(lines, 100, 450) == NOT_ADOPTED
    assert course([("p0", on(200), None), ("p1", on(500), None)], 100, 450) == ADOPTED


def test_a_second_holding_has_a_clock_of_its_own_only_if_the_first_had_none() -> None:
    again: list[tuple[Any, ...]] = [("p0", on(0), on(50)), ("p0", on(200), None), ("p1", on(300), None)]
    assert course(again, 250) == ADOPTED
    assert course(again, 40, 250) == NOT_ADOPTED


@pytest.mark.parametrize(
    ("end", "told"), [(-31, NOT_ADOPTED), (-30, REPLACED), (90, REPLACED), (91, ADOPTED)]
)
def test_a_migration_within_thirty_days_before_and_ninety_after(end: int, told: dict[str, int]) -> None:
    assert course([("p0", on(0), on(140 + end)), ("p1", on(140), None)], 100) == told


def test_the_as_of_date_censors_and_what_lies_on_it_counts() -> None:
    lines: list[tuple[Any, ...]] = [("p0", on(0), None), ("p1", on(140), None)]
    assert course(lines, 100, as_of=on(140)) == ADOPTED
    assert course(lines, 100, as_of=on(139)) == NOT_ADOPTED
    assert course(lines, 100, as_of=on(99)) is None


def test_where_ends_are_recorded_late_the_clock_is_entered_late() -> None:
    lines: list[tuple[Any, ...]] = [("p0", on(0), None), ("p1", on(140), None)]
    assert course(lines, 100, ends_from=on(139)) == ADOPTED
    assert course(lines, 100, ends_from=on(140)) is None


def test_without_firings_the_tables_are_empty_and_have_their_columns() -> None:
    tables = after_signals(held(a=[("p0", on(0), None)]), [], AS_OF)
    assert all(tables[name] == [] for name in AFTER_SIGNALS)


def test_each_table_has_its_columns() -> None:
    lines = {f"a{n}": [("p0", on(0), None)] for n in range(25)}
    firings: list[Firing] = [(f"a{n}", "p1", "asked", on(100)) for n in range(25)]
    tables = after_signals(held(**lines), firings, AS_OF)
    for name, columns in AFTER_SIGNALS.items():
        assert tuple(tables[name][0]) == columns


def signalled(
    rng: np.random.Generator, accounts: int
) -> tuple[dict[str, list[tuple[Any, ...]]], list[Firing]]:
    """Owners of p0 or p2 who begin p1 at one in 1,500 days, after a signal `asked` at one in 300."""
    lines: dict[str, list[tuple[Any, ...]]] = {}
    firings: list[Firing] = []
    for n in range(accounts):
        start = AS_OF - timedelta(days=int(rng.integers(10, 900)))
        lines[f"a{n}"] = [("p0" if n % 2 else "p2", start, None)]
        signal, wait = int(rng.exponential(500)) + 1, int(rng.exponential(1500)) + 1
        if wait > signal:
            firings.append((f"a{n}", "p1", "asked", start + timedelta(days=signal)))
            wait = signal + 1 + int(rng.exponential(300))
        lines[f"a{n}"].append(("p1", start + timedelta(days=wait), None))
    return lines, [firing for firing in firings if firing[3] <= AS_OF]


def test_a_planted_chance_after_a_signal_is_recovered() -> None:
    lines, firings = signalled(np.random.default_rng(2), 2000)
    tables = after_signals(held(**lines), firings, AS_OF)
    rows = {(r["from_product"], r["horizon_days"]): r for r in tables["triggered_chances"]}
    for horizon in (90, 365):
        row, truth = rows["p0", horizon], 1 - np.exp(-horizon / 300)
        assert row["raw_low"] < truth < row["raw_high"]
        assert row["probability"] == pytest.approx(truth, rel=0.1)
    truth = 1 - np.exp(-90 / 300)
    from_now = [r for r in tables["triggered_from_now"] if r["from_product"] == "p0"]
    assert [r["held_days"] for r in from_now] == list(range(len(from_now)))
    assert np.mean([r["chance"] for r in from_now[:200]]) == pytest.approx(truth, rel=0.15)
    (beyond,) = (r for r in tables["triggered_beyond"] if r["from_product"] == "p0")
    assert beyond["last_day"] == len(from_now) - 1
    assert beyond["chance"] == pytest.approx(truth, rel=0.15)
    # Without asking who was signalled the same pair looks slower.
    (pair,) = (
        r
        for r in tables["affinity"]
        if (r["from_product"], r["to_product"], r["horizon_days"]) == ("p0", "p1", 90)
    )
    assert pair["probability"] < rows["p0", 90]["probability_low"]


def test_a_pair_learns_from_other_owners_after_the_same_kind_for_the_same_product_only() -> None:
    """Five owners of p0 were signalled and none adopted: the owners of p2 say what to expect."""
    lines, firings = signalled(np.random.default_rng(6), 1200)
    few = {a for a, (line, *_) in lines.items() if line[0] == "p0"}
    kept = sorted(few)[:5]
    firings = [f for f in firings if f[0] not in few] + [(a, "p1", "asked", AS_OF) for a in kept]
    lines = {a: ls[:1] if a in kept else ls for a, ls in lines.items() if a in kept or a not in few}
    told = triggered(lines, firings)
    other = [(*f[:2], "ceiling", f[3]) if f[0] not in kept else f for f in firings]
    alone = triggered(lines, other)
    assert told["probability"] > 0.1 > told["probability_raw"] == 0
    assert alone["probability"] == 0


def triggered(lines: dict[str, list[tuple[Any, ...]]], firings: list[Firing]) -> Row:
    rows = after_signals(held(**lines), firings, AS_OF)["triggered_chances"]
    (row,) = (
        r for r in rows if (r["from_product"], r["condition"], r["horizon_days"]) == ("p0", "asked", 90)
    )
    return row


def test_a_signal_at_a_child_starts_the_clock_of_its_root() -> None:
    world = held(parent=[("p0", on(0), None)], child=[("p1", on(140), None)])
    world.rows["accounts"][1]["parent_account_id"] = "parent"
    firings: list[Firing] = [("parent", "p1", "asked", on(100))]
    (row,) = (
        r
        for r in after_signals(world, firings, AS_OF, settings={"units": {"unit": "root"}})[
            "triggered_chances"
        ]
        if r["horizon_days"] == 90
    )
    assert row["adopters"] == 1


def test_firings_dated_later_change_nothing() -> None:
    rng = np.random.default_rng(32)
    world, firings = random_world(rng, accounts=60), fire(rng, 60, 800)
    as_of = day(500)
    before = after_signals(world, [f for f in firings if f[3] <= as_of], as_of)
    after = after_signals(world, firings, as_of)
    for name in AFTER_SIGNALS:
        assert after[name] == before[name]
    assert before["triggered_chances"]
