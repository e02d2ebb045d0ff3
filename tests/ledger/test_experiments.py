"""Experiments and rules of credit in the ledger, on both engines: kept whole or not at all, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest

from adjoin.domain.entry import Arm, GhostPlay, Publication
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.experiment import CreditRule, Design, Experiment
from adjoin.ledger import Ledger
from adjoin.ledger.experiments import is_over

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FAR = date(2030, 1, 1)
A_YEAR = timedelta(days=365)
DELAYED = Experiment(
    experiment="spring",
    design=Design.DELAYED_START,
    held_share=0.5,
    delay_days=90,
    horizon_days=90,
    started_on=MONDAY,
    read_on=MONDAY + A_YEAR,
    approver="Vera",
    person="sam",
    excluded=("root-9", "root-8"),
    power={"held": 1, "visible": [{"months": 3, "fixed_date": None}], "says": ["With your 2 …"]},
)
HOLDOUT = replace(DELAYED, experiment="long", design=Design.HOLDOUT, delay_days=None, excluded=(), power={})
ARMS = (Arm("spring", "root-1", "held", MONDAY), Arm("spring", "root-2", "approached", MONDAY))


def test_an_experiment_is_kept_as_it_was_given_with_its_arms(ledger: Ledger) -> None:
    ledger.start_experiment(DELAYED, ARMS, NOON)
    assert ledger.experiments() == (DELAYED,)
    assert ledger.arms(FAR) == ARMS
    assert ledger.arms(MONDAY) == ()


def test_a_name_is_used_once_and_nothing_of_the_second_is_kept(ledger: Ledger) -> None:
    ledger.start_experiment(DELAYED, ARMS, NOON)
    ledger.stop_experiment("spring", MONDAY, "sam", "a mistake")
    later = replace(DELAYED, started_on=MONDAY + A_YEAR)
    with pytest.raises(ConfigurationError, match="take another"):
        ledger.start_experiment(later, [Arm("spring", "root-3", "held", MONDAY)], NOON)
    assert ledger.arms(FAR) == ARMS
    assert len(ledger.experiments()) == 1


def test_arms_that_cannot_be_kept_leave_no_experiment(ledger: Ledger) -> None:
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        ledger.start_experiment(DELAYED, (*ARMS, ARMS[0]), NOON)
    assert ledger.experiments() == ()
    assert ledger.arms(FAR) == ()


def test_another_begins_only_when_the_first_is_over(ledger: Ledger) -> None:
    ledger.start_experiment(DELAYED, ARMS, NOON)
    with pytest.raises(ConfigurationError, match="'spring' goes on"):
        ledger.start_experiment(HOLDOUT, (), NOON)
    on_the_day = replace(HOLDOUT, started_on=DELAYED.read_on)
    with pytest.raises(ConfigurationError, match="'spring' goes on"):
        ledger.start_experiment(on_the_day, (), NOON)
    ledger.start_experiment(replace(HOLDOUT, started_on=DELAYED.read_on + timedelta(days=1)), (), NOON)


def test_an_end_is_said_once_and_kept(ledger: Ledger) -> None:
    ledger.start_experiment(DELAYED, ARMS, NOON)
    day = MONDAY + timedelta(days=9)
    over = ledger.stop_experiment("spring", day, "sam", "the market moved")
    assert (over.stopped_on, over.stopped_by, over.stopped_why) == (day, "sam", "the market moved")
    assert ledger.experiments() == (over,)
    with pytest.raises(ConfigurationError, match="was stopped on 2026-03-11"):
        ledger.stop_experiment("spring", day, "sam", "again")
    ledger.start_experiment(replace(HOLDOUT, started_on=day), (), NOON)


def test_what_cannot_be_stopped_is_said(ledger: Ledger) -> None:
    ledger.start_experiment(DELAYED, ARMS, NOON)
    with pytest.raises(ConfigurationError, match="did you mean 'spring'"):
        ledger.stop_experiment("sprin", MONDAY, "sam", "no")
    with pytest.raises(ConfigurationError, match="began on 2026-03-02, after 2026-03-01"):
        ledger.stop_experiment("spring", MONDAY - timedelta(days=1), "sam", "no")


def test_a_run_adds_arms_and_draws_none_again(
    ledger: Ledger, publication: Callable[[str, date], Publication]
) -> None:
    ledger.start_experiment(DELAYED, ARMS, NOON)
    day = MONDAY + timedelta(days=7)
    new = Arm("spring", "root-3", "held", day)
    ghost = GhostPlay("spring", "root-1", "a-1", "bi", 0.2, day)
    ledger.commit_run(
        publication("one", day), arms=[Arm("spring", "root-1", "approached", day), new], ghost_plays=[ghost]
    )
    ledger.commit_run(publication("two", day), arms=[new], ghost_plays=[ghost])
    assert set(ledger.arms(FAR)) == {*ARMS, new}
    assert ledger.ghost_plays(FAR) == (ghost,)


def test_what_goes_on_at_the_start_counts_anew_from_the_first_run_after_it(
    ledger: Ledger, publication: Callable[[str, date], Publication]
) -> None:
    """Held out or not, the play that was open before the draw begins on the same day in either arm."""
    days = [MONDAY + timedelta(days=7 * week) for week in range(-2, 3)]
    for day in days:
        ledger.commit_run(publication(f"run {day}", day), shown_rows=slots(day, held=day > MONDAY))
    before = [("a-1", False, days[0]), ("a-2", False, days[0])]
    turned = ("a-1", True, days[3])
    assert proposed(ledger) == [*before, turned]
    ledger.start_experiment(DELAYED, ARMS, NOON)
    assert proposed(ledger) == [*before, turned, ("a-2", False, days[3])]


def slots(day: date, *, held: bool) -> pa.Table:
    """Both accounts have a slot for one product; that of the first is a ghost's while it is held out."""
    usual = {"as_of": day, "product_id": "bi", "action": "play", "slot": "this_week", "filler": False,
             "probability": 0.2, "shown_since": day, "signal_kind": None, "signal_score": 1.0}  # fmt: skip
    accounts = [("a-1", held), ("a-2", False)]
    return pa.Table.from_pylist(
        [{**usual, "account_id": account, "root_id": account, "ghost": ghost} for account, ghost in accounts]
    )


def proposed(ledger: Ledger) -> list[tuple[str, bool, date]]:
    rows = ledger.proposals().to_pylist()
    return [(row["account_id"], row["ghost"], row["shown_on"]) for row in rows]


def test_when_one_is_over() -> None:
    day = timedelta(days=1)
    assert not is_over(DELAYED, DELAYED.read_on)
    assert is_over(DELAYED, DELAYED.read_on + day)
    assert not is_over(HOLDOUT, HOLDOUT.read_on + day)
    stopped = replace(HOLDOUT, stopped_on=MONDAY + 9 * day)
    assert not is_over(stopped, MONDAY + 8 * day)
    assert is_over(stopped, MONDAY + 9 * day)


RULE = CreditRule(effective_on=MONDAY, csm=0.5, ae=0.3, partner=0.2, person="fin", why="as agreed")


def test_rules_of_credit_follow_one_another(ledger: Ledger) -> None:
    ledger.add_credit_rule(RULE, NOON)
    later = replace(RULE, effective_on=MONDAY + timedelta(days=1), csm=0.4, ae=0.4, why=None)
    ledger.add_credit_rule(later, NOON)
    assert ledger.credit_rules() == (RULE, later)


@pytest.mark.parametrize("days", [0, -1, -400])
def test_a_rule_never_counts_from_a_day_that_has_one(ledger: Ledger, days: int) -> None:
    ledger.add_credit_rule(RULE, NOON)
    with pytest.raises(ConfigurationError, match="from 2026-03-02 already"):
        ledger.add_credit_rule(replace(RULE, effective_on=MONDAY + timedelta(days=days)), NOON)
    assert ledger.credit_rules() == (RULE,)
