"""What may be done with a trial and what is refused, each case told by hand; refusals come all at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.trial import TrialChange, TrialHistory, TrialState
from adjoin.offers.trials import steps
from adjoin.offers.trials.by import By
from adjoin.offers.trials.standing import standing
from adjoin.offers.trials.starting import Hindrance, start
from adjoin.offers.trials.terms import Terms, terms_of
from adjoin.offers.trials.written import criterion, in_one_line, participant, read_criterion
from offers.trials.some_trials import ANN, MONDAY, after, began, wanted


def on(days: int, person: str = "bob") -> By:
    return By(person, MONDAY + timedelta(days=days))


def test_a_trial_begins_and_ends_in_thirty_days() -> None:
    trial, step = start(wanted(), ANN)
    assert (trial.state, trial.started_on, trial.ends_on) == (TrialState.RUNNING, MONDAY, date(2026, 4, 1))
    assert (step.effective_on, step.until, step.data) == (MONDAY, date(2026, 4, 1), {"source": "person"})
    assert start(wanted(), ANN, terms=Terms(days=14))[0].ends_on == date(2026, 3, 16)
    assert start(wanted(seeded_with=("Nothing",)), ANN)[0].seeded_with == ()


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"criteria": ()}, "at least one criterion"),
    ({"ends_on": date(2026, 3, 1)}, "ends on 2026-03-01, before it starts on 2026-03-02"),
    ({"ends_on": date(2026, 6, 1)}, "90 days at most: until 2026-05-31"),
    ({"seeded_with": None}, "'nothing'"),
    ({"seeded_with": ()}, "'nothing'"),
    ({"seeded_with": ("nothing", "deals")}, "not with both"),
    ({"seeded_with": (" ",)}, "empty"),
    ({"participants": (participant("kim"),) * 51}, "51 participants are too many"),
    ({"anyway": " "}, "Why it begins anyway is empty"),
]


@pytest.mark.parametrize(("other", "says"), REFUSED)
def test_what_cannot_be_a_trial(other: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        start(wanted(**other), ANN)


def test_every_problem_is_said_at_once() -> None:
    bad = wanted(criteria=(), seeded_with=None, ends_on=date(2026, 3, 1))
    with pytest.raises(ConfigurationError) as refused:
        start(bad, replace(ANN, source="x" * 81), [Hindrance("It is held", firm=True)])
    assert len(refused.value.problems) == 5


def test_the_last_day_that_may_be_asked_for() -> None:
    assert start(wanted(ends_on=date(2026, 5, 31)), ANN)[0].ends_on == date(2026, 5, 31)
    assert start(wanted(ends_on=MONDAY), ANN)[0].ends_on == MONDAY


def test_a_person_passes_what_yields_and_nothing_that_is_firm() -> None:
    hold = Hindrance("Hands off A-1", date(2026, 3, 9))
    with pytest.raises(
        ConfigurationError, match=r"Hands off A-1 \(it lifts on 2026-03-09\)\. .*--anyway WHY"
    ):
        start(wanted(), ANN, [hold])
    trial, step = start(wanted(anyway="Their CEO asked for it"), ANN, [hold])
    assert trial.anyway == step.reason == "Their CEO asked for it"
    with pytest.raises(ConfigurationError, match="Not sold in FR"):
        start(wanted(anyway="Their CEO asked"), ANN, [hold, Hindrance("Not sold in FR", firm=True)])


def test_nobody_calls_itself_subscriptions() -> None:
    with pytest.raises(ConfigurationError, match="source of trials in subscriptions"):
        start(wanted(), replace(ANN, source="Subscriptions"))


def test_milestones_and_criteria() -> None:
    history = after(began(), steps.milestone(began(), on(3), "First\n login\x00 "))
    assert history.steps[-1].step.text == "First login"
    history = after(history, steps.met(history, on(5), 2))
    assert [(one.met_on, one.met_by) for one in history.trial.criteria] == [
        (None, None),
        (date(2026, 3, 7), "bob"),
    ]
    with pytest.raises(ConfigurationError, match="is met since 2026-03-07, said bob"):
        steps.met(history, on(6), 2)
    with pytest.raises(ConfigurationError, match=r"no criterion 3\. There are: 1 \(Ten deals"):
        steps.met(history, on(6), 3)
    with pytest.raises(ConfigurationError, match="began on 2026-03-02"):
        steps.milestone(history, on(-1), "too early")
    with pytest.raises(ConfigurationError, match="empty"):
        steps.milestone(history, on(6), " \u200b")
    with pytest.raises(ConfigurationError, match="501 characters; 500 are the most"):
        steps.milestone(history, on(6), "x" * 501)


def test_it_is_extended_once_with_a_reason() -> None:
    history = began()
    until = date(2026, 4, 20)
    longer = after(history, steps.extend(history, on(20), until, "Their data came late"))
    assert (longer.trial.ends_on, longer.trial.extended_on) == (until, date(2026, 3, 22))
    with pytest.raises(ConfigurationError, match="once is the most"):
        steps.extend(longer, on(21), date(2026, 4, 25), "again")
    for day, reason, says in (
        (until, None, "Why it is extended"),
        (date(2026, 4, 1), "x", "a later day"),
        (date(2026, 6, 1), "x", "90 days at most"),
    ):
        with pytest.raises(ConfigurationError, match=says):
            steps.extend(history, on(20), day, reason)


ENDINGS: list[tuple[Callable[[TrialHistory], TrialChange], TrialState]] = [
    (lambda h: steps.end(h, on(10)), TrialState.ENDED),
    (lambda h: steps.stop(h, on(10), "no time"), TrialState.STOPPED),
    (lambda h: steps.convert(h, on(10), "order signed"), TrialState.CONVERTED),
]


@pytest.mark.parametrize(("ending", "state"), ENDINGS)
def test_it_is_over_once(ending: Callable[[TrialHistory], TrialChange], state: TrialState) -> None:
    history = began()
    over = after(history, ending(history))
    assert (over.trial.state, over.trial.ended_on) == (state, date(2026, 3, 12))
    refused: tuple[Callable[[], TrialChange], ...] = (
        lambda: steps.milestone(over, on(11), "x"),
        lambda: steps.met(over, on(11), 1),
        lambda: steps.extend(over, on(11), date(2026, 4, 20), "x"),
        lambda: steps.end(over, on(11)),
        lambda: steps.stop(over, on(11), "x"),
    )
    for again in refused:
        with pytest.raises(ConfigurationError, match="is over"):
            again()
    if state is TrialState.CONVERTED:
        with pytest.raises(ConfigurationError, match="converted on 2026-03-12 already"):
            steps.convert(over, on(11), "x")
    else:
        late = steps.convert(over, on(20), "order signed").trial
        assert (late.converted_on, late.ended_on) == (date(2026, 3, 22), date(2026, 3, 12))


def test_an_end_comes_after_all_that_was_reported() -> None:
    history = after(began(), steps.milestone(began(), on(8), "Login"))
    with pytest.raises(ConfigurationError, match="has a step 'milestone' on 2026-03-10"):
        steps.end(history, on(7))
    with pytest.raises(ConfigurationError, match="Why trial 7 is stopped"):
        steps.stop(history, on(9), None)
    with pytest.raises(ConfigurationError, match="known to have converted"):
        steps.convert(history, on(9), "")


SAYS: list[tuple[int, str, int]] = [
    (0, "Running, 30 days left; 0 of 2 criteria met", 30),
    (29, "Running, 1 day left; 0 of 2 criteria met", 1),
    (30, "Running, its last day is today; 0 of 2 criteria met", 0),
    (31, "Over since 1 day: decide; 0 of 2 criteria met", -1),
    (44, "Over since 14 days: decide; 0 of 2 criteria met", -14),
]


@pytest.mark.parametrize(("days", "says", "left"), SAYS)
def test_its_end_is_a_plan_until_somebody_says_so(days: int, says: str, left: int) -> None:
    row = standing(began(), MONDAY + timedelta(days=days))
    assert (row["state"], row["says"], row["days_left"], row["ended_on"]) == ("running", says, left, None)


def test_what_makes_it_weak_and_what_became_of_it_is_said() -> None:
    weak = began(seeded_with=("nothing",), participants=())
    says = standing(weak, MONDAY)["says"]
    assert "seeded with nothing of theirs, which is a weakness" in says
    assert "nobody of theirs is named" in says
    paid = standing(began(), date(2026, 4, 9), date(2026, 3, 20))
    assert (paid["state"], paid["converted_on"]) == ("converted", date(2026, 3, 20))
    assert paid["says"].startswith("Converted: paid since 2026-03-20, still open here: end it")
    told = after(began(), steps.convert(began(), on(10), "order signed"))
    row = standing(told, date(2026, 4, 9))
    assert (row["state"], row["converted_on"], row["paid_on"]) == ("converted", date(2026, 3, 12), None)
    assert "as told (order signed); no paid start is on record yet" in row["says"]


def test_what_is_written_is_read_in_one_line() -> None:
    assert in_one_line(" a\tb\r\n\x00c\ud800 ") == "a b c"
    assert read_criterion(1, "Deals forecast | deals | 1,000") == criterion(
        1, "Deals forecast", "deals", 1000.0
    )
    assert read_criterion(2, "They log in") == criterion(2, "They log in")
    for line, says in (
        ("a | b", "is written WHAT"),
        ("a | b | many", "'many' is no number"),
        ("", "is empty"),
    ):
        with pytest.raises(ConfigurationError, match=says):
            read_criterion(1, line)
    with pytest.raises(ConfigurationError, match="no number"):
        criterion(1, "x", "y", float("nan"))
    assert participant("kim@theirs.example").email == "kim@theirs.example"
    assert participant("Kim @ home").name == "Kim @ home"


def test_terms_are_those_of_the_project() -> None:
    assert terms_of({"trials": {"days": 14}}) == Terms(14, 90, 10)
    for wrong in ({"days": 0}, {"days": 91}, {"least_ended": 0}):
        with pytest.raises(ValueError, match="of trials"):
            terms_of({"trials": wrong})
