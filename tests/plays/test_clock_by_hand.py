"""The 41-day clock, what is late, and hand-offs, day by day around their boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from adjoin.domain.play import Campaign, Phase
from adjoin.plays.campaign_tables import campaign_tables
from adjoin.plays.clock import Level, clock
from adjoin.plays.steps import advance, close, done, hand_over, log, pause, resume, snooze
from adjoin.plays.waking import wakes
from plays.campaigns import after, begun, task, then, who


def closing(signal_days: int | None = 12) -> Campaign:
    """In its last phase with one task that is due on the last day."""
    campaign = begun((task(1, 41, Phase.CLOSE),), signal_days)
    campaign = then(campaign, advance(campaign, who(2)))
    return then(campaign, advance(campaign, who(3), "no measures"))


def test_the_clock_runs_from_the_signal() -> None:
    found = clock(closing(), after(3), "DE")
    assert (found.day, found.of, found.waited, found.from_signal, found.phase_days) == (15, 41, 12, True, 0)
    assert found.says == "Day 15 of 41 since the signal; it waited 12 days for us"


@pytest.mark.parametrize(
    ("day", "level", "days"), [(41, Level.FRESH, 26), (42, Level.OVERDUE, 1), (50, Level.OVERDUE, 9)]
)
def test_day_41_is_the_last_in_time(day: int, level: Level, days: int) -> None:
    found = clock(closing(), after(day - 12), "DE")
    assert found.day == day
    assert found.ageing is not None
    assert (found.ageing.level, found.ageing.days) == (level, days)


def test_without_a_signal_it_runs_from_acceptance_and_says_so() -> None:
    found = clock(closing(None), after(41), "DE")
    assert (found.day, found.waited, found.from_signal) == (41, None, False)
    assert found.says == "Day 41 of 41 since acceptance, for no signal was cited"
    assert found.ageing is not None
    assert found.ageing.level is Level.FRESH
    overdue = clock(closing(None), after(42), "DE").ageing
    assert overdue is not None
    assert (overdue.level, overdue.days, overdue.why) == (
        Level.OVERDUE,
        1,
        "The 41 days ended 1 day ago.",
    )


def test_a_phase_that_should_have_ended_is_late() -> None:
    campaign = begun((task(1, 20),))
    for day, level, days in ((7, Level.FRESH, 7), (8, Level.LATE, 1), (10, Level.LATE, 3)):
        found = clock(campaign, after(day), "DE").ageing
        assert found is not None
        assert (found.level, found.days) == (level, days)


def test_a_task_is_overdue_from_the_day_after() -> None:
    campaign = begun((task(1, 2), task(2, 3), task(3, 1)))
    campaign = then(campaign, done(campaign, 3, who(1)))
    assert clock(campaign, after(2), "DE").overdue == ()
    assert [t.place for t in clock(campaign, after(3), "DE").overdue] == [1]
    found = clock(campaign, after(5), "DE")
    assert [t.place for t in found.overdue] == [1, 2]
    assert found.ageing is not None
    assert found.ageing.why == "Task 1 was due 3 days ago."


def test_a_hand_off_without_a_word_is_dropped_after_its_business_days() -> None:
    campaign = begun((task(1, 1), task(2, 20, hand_off_days=2)))
    campaign = then(campaign, done(campaign, 1, who(3)))  # Thursday
    assert clock(campaign, after(7), "DE").dropped == ()  # Monday, two business days later
    [dropped] = clock(campaign, after(8), "DE").dropped
    assert (dropped.task.place, dropped.days) == (2, 3)
    spoken = then(campaign, log(campaign, who(5), "read it", place=2))
    assert clock(spoken, after(8), "DE").dropped == ()
    again = then(spoken, hand_over(spoken, 2, who(7), "adam"))
    assert clock(again, after(9), "DE").dropped == ()
    assert [drop.days for drop in clock(again, after(10), "DE").dropped] == [3]


def test_a_word_before_the_hand_off_is_none_after_it() -> None:
    campaign = begun((task(1, 1), task(2, 20, hand_off_days=2)))
    campaign = then(campaign, log(campaign, who(1), "will be yours", place=2))
    campaign = then(campaign, done(campaign, 1, who(3)))
    assert [drop.days for drop in clock(campaign, after(8), "DE").dropped] == [3]


def test_a_first_task_of_somebody_else_is_handed_on_by_accepting() -> None:
    first = task(1, 20, hand_off_days=2, owner="adam")
    assert [drop.days for drop in clock(begun((first,)), after(3), "DE").dropped] == [3]
    own = task(1, 20, hand_off_days=2, owner="carol")
    assert clock(begun((own,)), after(3), "DE").dropped == ()
    both = begun((task(1, 1, owner="carol"), task(2, 20, hand_off_days=2, owner="carol")))
    assert clock(then(both, done(both, 1, who(0))), after(3), "DE").dropped == ()


def test_while_it_rests_nothing_is_late_and_its_time_is_longer() -> None:
    campaign = closing()
    paused = then(campaign, pause(campaign, who(4), after(20), "frozen"))
    found = clock(paused, after(19), "DE")
    assert (found.overdue, found.dropped, found.rested) == ((), (), 15)
    assert found.ageing is not None
    assert found.ageing.level is Level.FRESH
    forgotten = clock(paused, after(23), "DE")
    assert forgotten.rested == 16
    assert forgotten.ageing is not None
    assert (forgotten.ageing.level, forgotten.ageing.days) == (Level.LATE, 3)
    resumed = then(paused, resume(paused, who(20), "DE"))
    # 41 days and 16 of rest since the signal, which was 12 days before acceptance: day 45 is the last.
    assert clock(resumed, after(45), "DE").ageing.level is Level.FRESH  # type: ignore[union-attr]
    assert clock(resumed, after(46), "DE").ageing.level is Level.OVERDUE  # type: ignore[union-attr]
    found = clock(resumed, after(45), "DE")
    assert (found.day, found.says) == (
        41,
        "Day 41 of 41 since the signal; it waited 12 days for us; rested 16 days",
    )
    late = clock(resumed, after(87), "DE").ageing
    assert late is not None
    assert late.why == "The 41 days ended 42 days ago."


def test_of_a_play_that_is_over_nothing_is_to_do() -> None:
    campaign = begun((task(1, 1), task(2, 3)))
    over = then(campaign, close(campaign, who(2), "won"))
    for one, expected in ((campaign, (2, after(1))), (over, (0, None))):
        (row,) = campaign_tables([one], after(2), {})["plays"].to_pylist()
        assert (row["tasks_open"], row["next_due_on"]) == expected


def test_a_rest_starts_the_timer_of_a_hand_off_anew() -> None:
    campaign = begun((task(1, 1), task(2, 20, hand_off_days=2)))
    campaign = then(campaign, done(campaign, 1, who(0)))
    campaign = then(campaign, pause(campaign, who(1), after(7), "holiday"))
    campaign = then(campaign, resume(campaign, who(7), "DE"))
    assert clock(campaign, after(9), "DE").dropped == ()
    assert [drop.days for drop in clock(campaign, after(10), "DE").dropped] == [3]


def test_a_play_that_is_over_stands_still() -> None:
    campaign = closing()
    over = then(campaign, close(campaign, who(10), "won"))
    found = clock(over, date(2030, 1, 1), "DE")
    assert (found.day, found.ageing, found.overdue) == (22, None, ())


def test_a_day_before_the_last_step_counts_as_its_day() -> None:
    assert clock(closing(), after(0), "DE").day == 15


def test_a_snoozed_play_wakes_on_a_stronger_signal_or_on_its_day() -> None:
    campaign = begun((task(1, 1),))
    snoozed = then(campaign, snooze(campaign, who(1), after(30), 0.5))
    assert wakes(snoozed, after(5), 0.5) is None
    assert wakes(snoozed, after(5), None) is None
    assert (
        wakes(snoozed, after(5), 0.51)
        == "There is a signal that weighs 0.51; it was snoozed with one that weighed 0.50."
    )
    assert wakes(snoozed, after(29), 0.1) is None
    assert wakes(snoozed, after(30), 0.1) == "It was to rest until 1 Apr."
    silent = then(campaign, snooze(campaign, who(1), after(30)))
    assert (
        wakes(silent, after(5), 0.2) == "There is a signal that weighs 0.20; it was snoozed without a signal."
    )
    paused = then(campaign, pause(campaign, who(1), after(30), "frozen"))
    assert wakes(paused, after(5), 1.0) is None
    step = replace(snoozed.steps[-1].step, data={"strength": 0.5})  # as it was kept before scores were
    older = replace(snoozed, steps=(*snoozed.steps[:-1], replace(snoozed.steps[-1], step=step)))
    assert wakes(older, after(5), 0.2) == "There is a signal that weighs 0.20."
    assert wakes(campaign, after(99), 1.0) is None
