"""A play from accepting to closing at a person's desk: what is asked, refused, kept, and read again as of a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.accepting import accept
from adjoin.desk.acting import Heard, hear
from adjoin.desk.campaigns import campaign_at, live_table
from adjoin.desk.moving import advance, pitch
from adjoin.desk.person import Person
from adjoin.desk.play_gates import blocked_now
from adjoin.desk.playing import close, log, measure, pause, resume, snooze
from adjoin.desk.tasks import done, hand_over, put_off, skip
from adjoin.domain.entry import ConflictError, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Phase, PlayKind, PlayState, TaskState
from companies import NOON, run_company, write_small

ANN, BOB = Person("Ann", NOON), Person("Bob", NOON)
LATER = Person("Ann", NOON + timedelta(days=30))
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


def recommended(desk: Desk, action: str, *, asks_need: bool | None = None) -> dict[str, Any]:
    """A recommendation that nobody took yet, in whose group no play runs."""
    roots = {row["account_id"]: row["root_id"] for row in desk.rows("accounts")}
    taken = {roots[play.account_id] for play in desk.ledger.plays()}
    asked = {
        (row["account_id"], row["product_id"])
        for row in desk.rows("diagnosis")
        if row["question"] == "need" and row["task"]
    }
    for row in desk.rows("recommendations"):
        fits = row["action"] == action and roots[row["account_id"]] not in taken
        if fits and asks_need in (None, (row["account_id"], row["product_id"]) in asked):
            return row
    pytest.fail(f"the company has no further account to {action}")


def taken_on(desk: Desk, action: str = "play", *, asks_need: bool | None = None) -> str:
    """The account of a play that Ann has just accepted."""
    row = recommended(desk, action, asks_need=asks_need)
    accept(desk, row["account_id"], ANN)
    return str(row["account_id"])


def campaign(desk: Desk, account: str) -> Campaign:
    return campaign_at(desk, account).campaign


def answer_all(desk: Desk, account: str) -> None:
    """Every question of the play is answered by the customer."""
    for task in campaign(desk, account).tasks:
        if task.asks:
            done(desk, account, task.place, ANN, "They said so")


def in_value_mapping(desk: Desk) -> str:
    account = taken_on(desk)
    answer_all(desk, account)
    advance(desk, account, ANN)
    return account


def test_accepting_keeps_the_signals_the_settings_and_the_tasks(desk: Desk) -> None:
    row = recommended(desk, "play")
    said = accept(desk, row["account_id"], ANN)
    found = campaign(desk, row["account_id"])
    assert said.entry_id == found.play.play_id
    live = [
        signal
        for signal in desk.rows("signals", row["account_id"])
        if signal["product_id"] == row["product_id"] and signal["state"] in ("open", "fading")
    ]
    assert found.play.signal_on == min((s["opened_on"] or s["detected_on"] for s in live), default=None)
    kept = found.steps[0].step.data
    assert [cited["says"] for cited in kept["cites"]] == [s["says"] for s in live]
    assert all(isinstance(cited["evidence"], dict) for cited in kept["cites"])
    assert (kept["settings"]["as_of"], kept["settings"]["why"]) == (str(AS_OF), row["why"])
    assert found.play.base_product_id == row["base_product_id"]
    assert found.play.accepted_on == AS_OF
    assert [task.place for task in found.tasks] == list(range(1, len(found.tasks) + 1))
    assert all(task.due_on > AS_OF for task in found.tasks)


def test_the_second_to_accept_is_told_who_was_first(desk: Desk) -> None:
    account = taken_on(desk)
    with pytest.raises(ConflictError, match=r"accepted by Ann \(counts from 2026-09-30\)"):
        accept(desk, account, BOB)
    once = Person("Ann", NOON, token="form-1")
    other = recommended(desk, "play")["account_id"]
    assert accept(desk, other, once) == accept(desk, other, once)


def test_a_fix_of_adoption_is_a_play_of_its_own(desk: Desk) -> None:
    account = taken_on(desk, "fix_adoption")
    found = campaign(desk, account)
    assert found.play.kind is PlayKind.FIX_ADOPTION
    assert desk.ledger.running(account, PlayKind.CROSS_SELL) is None
    advance(desk, account, ANN)
    assert campaign(desk, account).play.phase is Phase.VALUE_MAP
    with pytest.raises(ConfigurationError, match="No play runs"):
        pitch(desk, account, ANN)


def test_a_projected_need_keeps_the_play_in_discovery_until_it_is_heard(desk: Desk) -> None:
    account = taken_on(desk, "discover", asks_need=True)
    play = campaign(desk, account).play
    told = next(r["task"] for r in desk.rows("diagnosis", account) if r["question"] == "need")
    for attempt in (advance, pitch):
        with pytest.raises(ConfigurationError, match="stays in discovery") as refused:
            attempt(desk, account, ANN)
        assert told in str(refused.value)
        assert f"adjoin heard {account}" in str(refused.value)
    asking = [task for task in campaign(desk, account).tasks if task.asks == "need"]
    skip(desk, account, asking[0].place, "we think so", ANN)
    with pytest.raises(ConfigurationError, match="stays in discovery"):
        advance(desk, account, ANN)
    for question in ("need", "budget", "timing"):
        hear(desk, account, Heard(f"answer_{question}", "It costs us a day a week", play.product_id), BOB)
    advance(desk, account, ANN)
    after = campaign(desk, account)
    assert after.play.phase is Phase.VALUE_MAP
    assert not [task for task in after.tasks if task.asks and task.state is TaskState.OPEN]
    assert "It costs us a day a week" in [taken.step.text for taken in after.steps]


def test_an_asking_task_is_done_with_the_answer_which_is_kept_as_heard(desk: Desk) -> None:
    account = taken_on(desk, "discover", asks_need=True)
    asking = next(task for task in campaign(desk, account).tasks if task.asks == "need")
    with pytest.raises(ConfigurationError, match="say what they answered"):
        done(desk, account, asking.place, ANN)
    once = Person("Ann", NOON, token="answer-1")
    for _ in range(2):
        done(desk, account, asking.place, once, "Two days a month are lost")
    heard = [r.entry for r in desk.entries(account) if r.entry.verb is Verb.HEARD]
    assert [(entry.kind, entry.text) for entry in heard] == [("answer_need", "Two days a month are lost")]
    assert len(campaign(desk, account).steps) == 2


def test_a_play_goes_through_its_phases_to_won(desk: Desk) -> None:
    account = in_value_mapping(desk)
    pitch(desk, account, ANN, "Shown on their own data")
    assert campaign(desk, account).play.pitched_on == AS_OF
    with pytest.raises(ConfigurationError, match="success measure"):
        advance(desk, account, ANN)
    measure(desk, account, "reports on time", "hours saved", ANN)
    advance(desk, account, LATER, on=AS_OF + timedelta(days=20))
    with pytest.raises(ConfigurationError, match="before it"):
        close(desk, account, "won", LATER, on=AS_OF + timedelta(days=10))
    close(desk, account, "won", ANN)
    over = campaign(desk, account).play
    assert (over.state, over.closed_on) == (PlayState.WON, AS_OF + timedelta(days=20))
    with pytest.raises(ConfigurationError, match="No play runs"):
        log(desk, account, "again", ANN)


def test_a_gate_that_closes_after_acceptance_stops_pitch_and_closing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = in_value_mapping(desk)
    play = campaign(desk, account).play
    assert blocked_now(desk, play) is None
    gate = {
        "gate": "escalation",
        "verdict": "block",
        "counts_as": "block",
        "severity": 10,
        "reason_code": "escalation_open",
        "reason": "Ticket T-9 is escalated",
        "reopens_on": date(2026, 10, 20),
        "product_id": None,
        "base_product_id": None,
    }
    own = gate | {"gate": "fatigue", "reason_code": "play_open", "severity": 5}
    elsewhere = gate | {"product_id": "something else", "severity": 1}
    rows = Desk.rows

    def with_gates(self: Desk, name: str, account: str | None = None) -> list[dict[str, Any]]:
        return [own, elsewhere, gate] if name == "gates" else rows(self, name, account)

    monkeypatch.setattr(Desk, "rows", with_gates)
    measure(desk, account, "a", "b", ANN)
    for attempt in (pitch, advance):
        with pytest.raises(
            ConfigurationError, match=r"T-9 is escalated \(it opens on 20 Oct 2026\).* play pause"
        ):
            attempt(desk, account, ANN)
    monkeypatch.setattr(
        Desk, "rows", lambda self, name, a=None: [own] if name == "gates" else rows(self, name, a)
    )
    pitch(desk, account, ANN)


def test_lost_and_declined_need_a_reason_and_keep_the_rival(desk: Desk) -> None:
    account = taken_on(desk)
    for outcome in ("lost", "declined"):
        with pytest.raises(ConfigurationError, match="why"):
            close(desk, account, outcome, ANN)
    close(desk, account, "lost", ANN, reason="price", rival="Rivalsoft")
    over = campaign(desk, account).play
    assert (over.outcome, over.reason, over.rival) == ("lost", "price", "Rivalsoft")


def test_resting_and_going_on_moves_what_is_open(desk: Desk) -> None:
    account = taken_on(desk)
    before = campaign(desk, account).tasks
    pause(desk, account, AS_OF + timedelta(days=14), "their fair", ANN)
    with pytest.raises(ConfigurationError, match=r"Resume it first|stays in discovery"):
        advance(desk, account, ANN)
    resume(desk, account, LATER, on=AS_OF + timedelta(days=14))
    after = campaign(desk, account)
    assert after.play.state is PlayState.OPEN
    assert all(late.due_on > early.due_on for early, late in zip(before, after.tasks, strict=True))
    snooze(desk, account, AS_OF + timedelta(days=40), ANN)
    asleep = campaign(desk, account)
    strongest = [
        row["score"]
        for row in desk.rows("signals", account)
        if row["product_id"] == asleep.play.product_id and row["state"] != "closed"
    ]
    assert asleep.steps[-1].step.data.get("score") == max(strongest, default=None)
    assert asleep.steps[-1].step.effective_on == AS_OF + timedelta(days=14)


def test_a_task_is_handed_to_a_role_or_a_person_and_put_off(desk: Desk) -> None:
    account = taken_on(desk)
    book = desk.rows_of("accounts", [account])[0]
    first = campaign(desk, account).tasks[0]
    target = "ae" if first.owner == book["csm"] else "csm"
    hand_over(desk, account, first.place, target, ANN)
    assert campaign(desk, account).tasks[0].owner == book[target]
    someone = next(row for row in desk.rows("team") if row["rep_id"] not in (book["ae"], book["csm"]))
    hand_over(desk, account, first.place, someone["name"], ANN)
    assert campaign(desk, account).tasks[0].owner == someone["rep_id"]
    with pytest.raises(ConfigurationError, match="It is not clear whom 'nobody we know' means"):
        hand_over(desk, account, first.place, "nobody we know", ANN)
    put_off(desk, account, first.place, first.due_on + timedelta(days=7), ANN)
    assert campaign(desk, account).tasks[0].due_on == first.due_on + timedelta(days=7)


def test_the_tables_say_what_stood_on_a_day(desk: Desk) -> None:
    account = taken_on(desk)
    log(desk, account, "they called", LATER, on=AS_OF + timedelta(days=3))
    close(desk, account, "declined", LATER, on=AS_OF + timedelta(days=5), reason="merger")
    (now,) = live_table(desk, "plays", account).to_pylist()
    assert (now["state"], now["outcome"], now["version"]) == ("declined", "declined", 3)
    (then,) = live_table(desk, "plays", account, AS_OF + timedelta(days=4)).to_pylist()
    assert (then["state"], then["outcome"], then["version"]) == ("open", None, 2)
    assert live_table(desk, "plays", account, AS_OF - timedelta(days=1)).num_rows == 0
    tasks = live_table(desk, "tasks", account).to_pylist()
    assert [row["place"] for row in tasks] == [task.place for task in campaign(desk, account).tasks]
    assert tasks[0]["account_id"] == account
    waited = campaign(desk, account).play.signal_on
    assert now["waited_days"] == (None if waited is None else (AS_OF - waited).days)
