"""One commit: publication, pointer, seen, arms, ghosts together or not at all; a rerun replaces its date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pytest
import sqlalchemy as sa

from adjoin.domain.entry import Arm, GhostPlay, Publication
from adjoin.ledger import Ledger

Make = Callable[[str, date], Publication]
MONDAY = date(2026, 3, 2)
LATER = MONDAY + timedelta(days=7)
FAR = date(2099, 1, 1)


def ghost(account: str, as_of: date, probability: float = 0.25) -> GhostPlay:
    return GhostPlay("delay", account, account, "bi", probability, as_of)


def seen(**values: str) -> pa.Table:
    return pa.table(
        {"table_name": ["accounts"] * len(values), "row_key": list(values), "columns": list(values.values())}
    )


def test_before_the_first_run_there_is_nothing(ledger: Ledger) -> None:
    assert ledger.current() is None
    assert ledger.first_load() is None
    assert ledger.publication(MONDAY) is None


def test_a_publication_comes_back_as_it_was_given(ledger: Ledger, publication: Make) -> None:
    given = publication("a", MONDAY)
    ledger.commit_run(given)
    assert ledger.current() == given
    assert ledger.publications() == (given,)


def test_the_pointer_follows_the_last_commit_and_dates_find_their_newest(
    ledger: Ledger, publication: Make
) -> None:
    for run_id, as_of in (("a", LATER), ("b", MONDAY), ("c", MONDAY)):
        ledger.commit_run(publication(run_id, as_of))
    assert ledger.current() == publication("c", MONDAY)
    assert ledger.publication(MONDAY) == publication("c", MONDAY)
    assert ledger.publication(LATER) == publication("a", LATER)
    assert [p.run_id for p in ledger.publications()] == ["a", "b", "c"]
    assert ledger.first_load() == MONDAY


def test_a_rerun_of_one_date_replaces_its_ghosts_and_draws_no_arm_anew(
    ledger: Ledger, publication: Make
) -> None:
    first = Arm("delay", "R-1", "held", MONDAY)
    ledger.commit_run(publication("a", MONDAY), None, [first], [ghost("A", MONDAY), ghost("B", MONDAY)])
    ledger.commit_run(publication("b", LATER), None, [], [ghost("C", LATER)])
    redrawn = [replace(first, arm="approached"), Arm("delay", "R-2", "approached", MONDAY)]
    ledger.commit_run(publication("c", MONDAY), None, redrawn, [ghost("B", MONDAY, 0.5)])
    assert ledger.ghost_plays(FAR) == (ghost("B", MONDAY, 0.5), ghost("C", LATER))
    assert ledger.arms(FAR) == (first, redrawn[1])


def test_what_the_engine_recorded_counts_only_for_a_later_date(ledger: Ledger, publication: Make) -> None:
    arm = Arm("delay", "R-1", "held", MONDAY)
    ledger.commit_run(publication("a", MONDAY), None, [arm], [ghost("A", MONDAY)])
    assert ledger.arms(MONDAY) == ()
    assert ledger.ghost_plays(MONDAY) == ()
    assert ledger.arms(LATER) == (arm,)
    assert ledger.ghost_plays(LATER) == (ghost("A", MONDAY),)


def test_a_commit_that_fails_at_its_last_step_leaves_no_trace(ledger: Ledger, publication: Make) -> None:
    ledger.commit_run(publication("a", MONDAY), seen(A="1"), [], [ghost("A", MONDAY)])
    doubled = pa.concat_tables([seen(A="2"), seen(A="3")])
    with pytest.raises(sa.exc.IntegrityError):
        ledger.commit_run(publication("b", MONDAY), doubled, [Arm("delay", "R-1", "held", MONDAY)], [])
    assert ledger.current() == publication("a", MONDAY)
    assert ledger.publication(MONDAY) == publication("a", MONDAY)
    assert ledger.arms(FAR) == ()
    assert ledger.ghost_plays(FAR) == (ghost("A", MONDAY),)
    assert ledger.latest_seen().column("columns").to_pylist() == ["1"]


def test_the_pointer_cannot_name_a_run_that_is_not_there(ledger: Ledger, publication: Make) -> None:
    ledger.commit_run(publication("a", MONDAY))
    with pytest.raises(sa.exc.IntegrityError), ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE current_run SET run_id = 'ghost'"))


def test_time_without_a_zone_is_refused(ledger: Ledger, publication: Make) -> None:
    naive = publication("a", MONDAY).finished_at.replace(tzinfo=None)
    with pytest.raises(sa.exc.StatementError, match="no time zone"):
        ledger.commit_run(replace(publication("a", MONDAY), finished_at=naive))
