"""Two plays at one account; what finishes which task; the one give-get; a play's sleep; what follows a sale."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.accepting import accept
from adjoin.desk.acting import Heard, hear
from adjoin.desk.briefing import brief
from adjoin.desk.moving import advance, pitch
from adjoin.desk.person import Person
from adjoin.desk.play_objections import raise_objection
from adjoin.desk.play_view import play_view
from adjoin.desk.playing import close, log, measure, pause, snooze
from adjoin.desk.plays_board import plays_board
from adjoin.desk.stepping import At
from adjoin.desk.tasks import done, skip
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import PlayKind, Step, StepVerb, TaskState
from companies import NOON, copy_of, run_company, write_small

ANN = Person("Ann", NOON)
AS_OF = date(2026, 9, 30)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_small(tmp_path_factory.mktemp("company"), accounts=300)
    run_company(folder)
    return folder


@pytest.fixture(scope="module")
def desk(company: Path) -> Iterator[Desk]:
    with open_desk(company) as opened:
        yield opened


def taken(desk: Desk, action: str = "play") -> tuple[str, int]:
    """An account nobody is at yet, and the play that Ann has just accepted there."""
    roots = {row["account_id"]: row["root_id"] for row in desk.rows("accounts")}
    busy = {roots[play.account_id] for play in desk.ledger.plays()}
    for row in desk.rows("recommendations"):
        if row["action"] == action and roots[row["account_id"]] not in busy:
            return str(row["account_id"]), accept(desk, row["account_id"], ANN).entry_id
    pytest.fail(f"no further account to {action}")


def answer_all(desk: Desk, account: str, play_id: int) -> None:
    for task in desk.ledger.campaign(play_id).tasks:
        if task.asks and task.state is TaskState.OPEN:
            done(desk, At(account, play_id), task.place, ANN, "They said so")


def test_each_of_two_plays_at_an_account_takes_its_own_steps(desk: Desk) -> None:
    account, fix = taken(desk, "fix_adoption")
    mends = desk.ledger.campaign(fix)
    selling = replace(mends.play, play_id=0, kind=PlayKind.CROSS_SELL)
    begun = Step(StepVerb.ACCEPT, "Ann", selling.accepted_on)
    sells = desk.ledger.accept(selling, mends.tasks, begun, NOON).play_id
    kinds = [play.kind for play in desk.ledger.running_at(account)]
    assert kinds == [PlayKind.CROSS_SELL, PlayKind.FIX_ADOPTION]
    with pytest.raises(ConfigurationError, match=rf"say which with --play: {sells} .*, {fix} \(fix of adop"):
        log(desk, account, "which one?", ANN)
    log(desk, At(account, fix), "they use one report", ANN)
    log(desk, At(account, sells), "they asked for a price", ANN)
    notes = {play: desk.ledger.campaign(play).steps[-1].step.text for play in (fix, sells)}
    assert notes == {fix: "they use one report", sells: "they asked for a price"}
    advance(desk, At(account, fix), ANN)
    assert [str(desk.ledger.campaign(play).play.phase) for play in (fix, sells)] == ["value_map", "discovery"]
    with pytest.raises(ConfigurationError, match=f"Play {fix} takes no such step"):
        pitch(desk, At(account, fix), ANN)
    close(desk, At(account, fix), "won", ANN)
    log(desk, account, "only one is left", ANN)
    with pytest.raises(ConfigurationError, match=f"Play {fix} at {account} is over: won"):
        log(desk, At(account, fix), "too late", ANN)
    other, elsewhere = taken(desk)
    with pytest.raises(ConfigurationError, match=f"Play {elsewhere} is at {other}, not at {account}"):
        log(desk, At(account, elsewhere), "not here", ANN)


def test_an_answer_from_before_an_objection_does_not_close_the_task_it_added(desk: Desk) -> None:
    account, play_id = taken(desk)
    play = desk.ledger.campaign(play_id).play
    hear(desk, account, Heard("answer_budget", "The plant pays", play.product_id), ANN)
    before = {task.place for task in desk.ledger.campaign(play_id).tasks}
    asking = next(
        each.id for each in desk.project.objections.known if any(e.asks == "budget" for e in each.effects)
    )
    raise_objection(desk, play, asking, "The plant has no money this year", ANN)
    (added,) = [
        t for t in desk.ledger.campaign(play_id).tasks if t.place not in before and t.asks == "budget"
    ]
    for task in desk.ledger.campaign(play_id).tasks:
        if task.asks == "budget" and task.state is TaskState.OPEN and task.place != added.place:
            skip(
                desk, account, task.place, "asked anew", ANN
            )  # done, it would be an answer after the objection
        elif task.asks and task.state is TaskState.OPEN and task.place != added.place:
            done(desk, account, task.place, ANN, "They said so")
    with pytest.raises(ConfigurationError, match="discovery"):
        advance(desk, account, ANN)
    hear(desk, account, Heard("answer_budget", "Next year's, from head office", play.product_id), ANN)
    advance(desk, account, ANN)
    after = {task.place: task for task in desk.ledger.campaign(play_id).tasks}[added.place]
    assert after.state is TaskState.DONE
    said = [t.step.text for t in desk.ledger.campaign(play_id).steps if t.step.task == added.place]
    assert said[-1] == "Next year's, from head office"


def test_pitch_and_agreed_measures_finish_their_tasks_and_no_other(desk: Desk) -> None:
    account, play_id = taken(desk)
    answer_all(desk, account, play_id)
    advance(desk, account, ANN)

    def state(words: str) -> TaskState:
        (task,) = [t for t in desk.ledger.campaign(play_id).tasks if t.what.startswith(words)]
        return task.state

    finished = {t.place for t in desk.ledger.campaign(play_id).tasks if t.state is TaskState.DONE}
    pitch(desk, account, ANN)
    assert state("First pitch") is TaskState.DONE
    measure(desk, account, "reports on time", None, ANN)
    measure(desk, account, None, "hours saved", ANN, agreed=False)
    assert state("Agree on joint success measures") is TaskState.OPEN
    measure(desk, account, None, "hours saved", ANN)
    assert state("Agree on joint success measures") is TaskState.DONE
    assert state("Fill in the value map") is TaskState.OPEN
    now = {t.place for t in desk.ledger.campaign(play_id).tasks if t.state is TaskState.DONE}
    assert len(now - finished) == 2


def test_page_campaign_and_brief_name_one_give_get(desk: Desk) -> None:
    for _ in range(6):
        account, play_id = taken(desk)
        view = play_view(desk, play_id)
        assert view.giving is not None
        given = view.giving.planned
        assert given is not None
        offered = brief(desk, account).give_get
        assert (offered.name, offered.gives, offered.discount) == (given.name, given.gives, given.share)
        (task,) = [t for t in desk.ledger.campaign(play_id).tasks if t.what.startswith("Bring the give-get")]
        assert given.gives in task.what
        assert given.gets in task.what


def test_a_snoozed_play_wakes_on_a_stronger_signal_and_stays_as_it_is(company: Path, tmp_path: Path) -> None:
    folder = copy_of(company, tmp_path / "company")
    run_company(folder)
    with open_desk(folder) as desk:
        score: dict[tuple[str, str], float] = {}
        for row in desk.rows("signals"):
            cell = (row["account_id"], row["product_id"])
            score[cell] = max(score.get(cell, 0), row["score"])
        quiet = [
            row["account_id"]
            for row in desk.rows("recommendations")
            if row["action"] in ("play", "discover")
            and score.get((row["account_id"], row["product_id"]), 0) < 0.8
        ]
        asleep, paused = (accept(desk, account, ANN).entry_id for account in quiet[:2])
        snooze(desk, quiet[0], AS_OF + timedelta(days=60), ANN, "after their fair")
        pause(desk, quiet[1], AS_OF + timedelta(days=60), "their budget round", ANN)
        assert [card.woken for card in plays_board(desk).resting] == [None, None]
        for play_id in (asleep, paused):
            play = desk.ledger.campaign(play_id).play
            heard = Heard("competitive_evaluation", "They look at Rivalsoft", play.product_id)
            hear(desk, play.account_id, heard, ANN, AS_OF + timedelta(days=3))
        before = [desk.ledger.campaign(play_id) for play_id in (asleep, paused)]
    for days in (7, 8):
        run_company(folder, AS_OF + timedelta(days=days), AS_OF + timedelta(days=days + 1))
        with open_desk(folder) as desk:
            resting = {card.play_id: card for card in plays_board(desk).resting}
            assert set(resting) == {asleep, paused}
            assert "There is a signal that weighs" in str(resting[asleep].woken)
            assert "Evaluating a rival" in str(resting[asleep].woken)
            assert resting[paused].woken is None
            assert [desk.ledger.campaign(play_id) for play_id in (asleep, paused)] == before
            cells = {(r["account_id"], r["product_id"]): r["state"] for r in desk.rows("whitespace")}
            assert {cells[(c.play.account_id, c.play.product_id)] for c in before} == {"in_play"}


def test_a_won_cell_is_not_recommended_again_before_the_product_starts(company: Path, tmp_path: Path) -> None:
    folder = copy_of(company, tmp_path / "company")
    run_company(folder)
    with open_desk(folder) as desk:
        account, play_id = taken(desk)
        close(desk, account, "won", replace(ANN, at=NOON + timedelta(days=3)), on=AS_OF + timedelta(days=2))
        product = desk.ledger.campaign(play_id).play.product_id
    run_company(folder, AS_OF + timedelta(days=7), AS_OF + timedelta(days=8))
    with open_desk(folder) as desk:
        (row,) = desk.show("recommendations", account).to_pylist()
        assert row["product_id"] != product or row["action"] not in ("play", "discover")
        cell = next(r for r in desk.rows("whitespace", account) if r["product_id"] == product)
        assert cell["state"] in ("in_play", "blocked"), cell
