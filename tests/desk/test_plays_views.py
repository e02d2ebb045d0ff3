"""The board and the page of a play: their numbers against the ledger's rows and hand counts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.accepting import accept
from adjoin.desk.moving import advance
from adjoin.desk.person import Person
from adjoin.desk.play_objections import raise_objection, read_reply
from adjoin.desk.play_view import play_view
from adjoin.desk.play_waking import wake_reasons
from adjoin.desk.playing import close, measure, pause, snooze
from adjoin.desk.plays_board import Filters, plays_board
from adjoin.desk.tasks import done, hand_over, skip
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Phase, PlayKind, TaskState
from adjoin.plays.clock import Level
from companies import NOON, run_company, write_small

ANN = Person("Ann", NOON)
AS_OF = date(2026, 9, 30)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = write_small(tmp_path_factory.mktemp("company"), accounts=300)
    run_company(folder)
    with open_desk(folder) as opened:
        yield opened


def taken(desk: Desk, days_ago: int = 0, action: str = "play") -> int:
    """A play that Ann accepted so many days before the run, at an account of a group where nobody is yet."""
    roots = {row["account_id"]: row["root_id"] for row in desk.rows("accounts")}
    busy = {roots[play.account_id] for play in desk.ledger.plays()}
    signals = [row for row in desk.rows("signals") if row["opened_on"] > AS_OF - timedelta(days=days_ago)]
    late = {(row["account_id"], row["product_id"]) for row in signals}
    for row in desk.rows("recommendations"):
        free = roots[row["account_id"]] not in busy and (row["account_id"], row["product_id"]) not in late
        if row["action"] == action and free:
            return accept(desk, row["account_id"], ANN, on=AS_OF - timedelta(days=days_ago)).entry_id
    pytest.fail(f"no further account to {action}")


def test_an_empty_board_has_three_empty_columns(desk: Desk) -> None:
    if desk.ledger.plays(only_running=True):
        pytest.skip("plays run already")
    board = plays_board(desk)
    assert [column.phase for column in board.columns] == list(Phase)
    assert (board.running, board.shown, board.late, board.over) == (0, 0, 0, 0)
    assert all(column.worth is None for column in board.columns)


def test_board_puts_every_running_play_in_one_place_and_sums_its_worth(desk: Desk) -> None:
    ids = {taken(desk), taken(desk, 5), taken(desk, 9)}
    board = plays_board(desk)
    shown = [card for column in board.columns for card in column.cards] + [*board.resting, *board.fixes]
    running = desk.ledger.plays(only_running=True)
    assert sorted(card.play_id for card in shown) == sorted(play.play_id for play in running)
    assert ids <= {card.play_id for card in shown}
    scores = {(r["account_id"], r["product_id"]): r["expected_value"] for r in desk.rows("scores")}
    discovery = next(column for column in board.columns if column.phase is Phase.DISCOVERY)
    here = [play for play in running if play.phase is Phase.DISCOVERY and play.kind is PlayKind.CROSS_SELL]
    worth = sum(scores[(play.account_id, play.product_id)] or 0 for play in here if str(play.state) == "open")
    assert discovery.worth == pytest.approx(worth)
    due = [card.next_task.due_on for card in discovery.cards if card.next_task]
    assert due == sorted(due)


def test_day_waited_and_next_task_are_counted_by_hand(desk: Desk) -> None:
    play_id = taken(desk, 5)
    campaign = desk.ledger.campaign(play_id)
    play = campaign.play
    card = next(c for column in plays_board(desk).columns for c in column.cards if c.play_id == play_id)
    start = play.signal_on or play.accepted_on
    assert (card.day, card.of) == ((AS_OF - start).days, 41)
    assert card.waited == (None if play.signal_on is None else (play.accepted_on - play.signal_on).days)
    first = min(campaign.tasks, key=lambda task: (task.due_on, task.place))
    assert card.next_task is not None
    assert (card.next_task.place, card.next_task.due_on) == (first.place, first.due_on)
    assert card.next_task.late == max((AS_OF - first.due_on).days, 0)
    assert card.level is (Level.OVERDUE if card.day > card.of else Level.LATE)
    assert f" {card.days} " in card.why


def test_filters_narrow_and_a_filter_that_means_nothing_is_told_so(desk: Desk) -> None:
    taken(desk)
    board = plays_board(desk)
    owner = board.owners[0]
    mine = plays_board(desk, Filters(owner=owner.name))
    assert (mine.filters.owner, mine.shown) == (owner.value, owner.plays)
    late = plays_board(desk, Filters(overdue=True))
    assert late.shown == late.late == board.late
    assert [column.phase for column in plays_board(desk, Filters(phase="close")).columns] == [Phase.CLOSE]
    with pytest.raises(ConfigurationError, match="did you mean 'close'"):
        plays_board(desk, Filters(phase="clsoe"))
    with pytest.raises(ConfigurationError, match="Nobody called"):
        plays_board(desk, Filters(owner="nobody at all"))


def test_a_dropped_hand_off_is_on_the_card_and_on_the_task(desk: Desk) -> None:
    play_id = taken(desk, 9)
    account = desk.ledger.campaign(play_id).play.account_id
    to = next(row["rep_id"] for row in desk.rows("team") if row["role"] == "ae")
    hand_over(desk, account, 1, to, ANN, on=AS_OF - timedelta(days=8))
    view = play_view(desk, play_id)
    (task,) = [task for phase in view.phases for task in phase.tasks if task.place == 1]
    assert task.dropped is not None
    assert task.dropped >= 5
    card = next(c for column in plays_board(desk).columns for c in column.cards if c.play_id == play_id)
    assert any("task 1" in said for said in card.dropped)


def test_a_snooze_says_until_when_and_wakes_on_a_stronger_signal_or_its_day(desk: Desk) -> None:
    play_id = taken(desk)
    account = desk.ledger.campaign(play_id).play.account_id
    snooze(desk, account, AS_OF + timedelta(days=20), ANN, "waits for their new head of data")
    (card,) = [card for card in plays_board(desk).resting if card.play_id == play_id]
    assert (card.until, card.rests, card.woken) == (
        AS_OF + timedelta(days=20),
        "waits for their new head of data",
        None,
    )
    asleep = desk.ledger.campaign(play_id)
    past = replace(asleep, play=replace(asleep.play, until=AS_OF))
    assert "It was to rest until" in wake_reasons(desk, [past])[play_id]
    step = asleep.steps[-1]
    weak = replace(step, step=replace(step.step, data={"score": -9.0}))
    stirred = wake_reasons(desk, [replace(asleep, steps=(*asleep.steps[:-1], weak))])
    live = {
        row["says"]
        for row in desk.rows("signals", account)
        if row["product_id"] == asleep.play.product_id and row["state"] in ("open", "fading")
    }
    assert bool(live) == (play_id in stirred)
    assert not live or any(says.rstrip(".") in stirred[play_id] for says in live)


def test_obstacles_are_what_advance_refuses_and_go_when_they_are_settled(desk: Desk) -> None:
    play_id = taken(desk, 0, "discover")
    account = desk.ledger.campaign(play_id).play.account_id
    asked = [o for o in play_view(desk, play_id).obstacles if o.sort == "question"]
    assert asked
    with pytest.raises(ConfigurationError) as refused:
        advance(desk, account, ANN)
    assert all(obstacle.says in str(refused.value) for obstacle in asked)
    for obstacle in asked:
        assert obstacle.task is not None
        done(desk, account, obstacle.task, ANN, "They lose two days a month on it")
    assert [o for o in play_view(desk, play_id).obstacles if o.sort == "question"] == []
    advance(desk, account, ANN)
    (lacking,) = [o for o in play_view(desk, play_id).obstacles if o.sort == "measure"]
    assert lacking.hard
    measure(desk, account, "Weekly users up by a third", "Five reports a week", ANN)
    view = play_view(desk, play_id)
    assert [o for o in view.obstacles if o.sort == "measure"] == []
    assert (view.measures.base, view.measures.new) == ("Weekly users up by a third", "Five reports a week")
    assert view.moves.advance == "Close"


def test_an_objection_is_read_confirmed_and_told_with_what_it_changed(desk: Desk) -> None:
    play_id = taken(desk)
    play = desk.ledger.campaign(play_id).play
    read = read_reply(desk, "We have no budget until next year.")
    assert 0 <= read.confidence <= 1
    with pytest.raises(ConfigurationError, match="Paste what they wrote"):
        read_reply(desk, "  ")
    known = play_view(desk, play_id).known
    chosen = next(kind for kind in known if "budget" in kind.objection_id)
    before = len(desk.ledger.campaign(play_id).tasks)
    raise_objection(desk, play, chosen.objection_id, "We have no budget until next year.", ANN)
    (raised,) = play_view(desk, play_id).objections
    assert (raised.kind, raised.text) == (chosen, "We have no budget until next year.")
    assert raised.response
    assert "{" not in raised.response
    assert len(desk.ledger.campaign(play_id).tasks) > before
    with pytest.raises(ConfigurationError, match="did you mean"):
        raise_objection(desk, play, chosen.objection_id[:-1], "No.", ANN)


def test_every_step_is_told_with_who_when_and_the_evidence_of_the_acceptance(desk: Desk) -> None:
    play_id = taken(desk)
    account = desk.ledger.campaign(play_id).play.account_id
    place = next(t.place for t in desk.ledger.campaign(play_id).tasks if t.state is TaskState.OPEN)
    skip(desk, account, place, "they told us already", ANN)
    pause(desk, account, AS_OF + timedelta(days=9), "holidays", ANN)
    close(desk, account, "lost", ANN, reason="price", rival="Tableau")
    view = play_view(desk, play_id)
    assert [step.number for step in view.steps] == [4, 3, 2, 1]
    assert view.steps[0].did == "closed the play: lost, to Tableau"
    assert view.steps[1].did == f"paused the play, until {AS_OF + timedelta(days=9)}"
    assert view.steps[2].did.startswith(f"skipped task {place} (")
    assert {step.person for step in view.steps} == {"Ann"}
    assert len(view.accepted.cites) == len(desk.ledger.campaign(play_id).steps[0].step.data["cites"])
    assert view.accepted.run_id == desk.publication().run_id
    assert view.obstacles == ()
    assert view.next_task is None
    assert not view.moves.close


def test_a_fix_of_adoption_stands_apart_and_is_never_pitched(desk: Desk) -> None:
    play_id = taken(desk, 0, "fix_adoption")
    board = plays_board(desk)
    assert play_id in {card.play_id for card in board.fixes}
    assert play_id not in {card.play_id for column in board.columns for card in column.cards}
    assert not play_view(desk, play_id).moves.pitch


def test_no_play_of_that_number(desk: Desk) -> None:
    with pytest.raises(ConfigurationError, match="There is no play 999"):
        play_view(desk, 999)
