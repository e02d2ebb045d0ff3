"""Whole servers under load: killed while people post, and fifty people at once on a ledger in PostgreSQL.

What was acknowledged (303) is there, nothing is doubled, nothing is half there, and a refusal says why.
"""

import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.accepting import accept
from adjoin.desk.person import Person
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import TaskState
from companies import NOON, run_company, write_small
from ledger.conftest import empty_postgres
from web.served import served

__all__ = ["empty_postgres"]

ADJOIN = str(Path(sys.executable).with_name("adjoin"))
CLIENTS, KILLS, PEOPLE, TURNS = 10, 2, 50, 2


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def process(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`adjoin serve` as a process of its own, once it answers."""
    port = free_port()
    command = [ADJOIN, "-C", str(folder), "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + 60
            while not answers(address):
                assert server.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
            yield address, server
        finally:
            server.kill()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def some_plays(desk: Desk, number: int) -> list[int]:
    found: list[int] = []
    for row in desk.rows("recommendations"):
        if len(found) == number:
            break
        if row["action"] == "play":
            try:
                found.append(accept(desk, row["account_id"], Person("Ann", NOON)).entry_id)
            except (ConfigurationError, ConflictError):  # one of a group that is taken
                continue
    return found


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_small(tmp_path_factory.mktemp("crowd"), accounts=120)
    run_company(folder)
    return folder


def test_a_killed_server_kept_every_step_that_it_acknowledged(company: Path) -> None:
    with open_desk(company) as desk:
        plays = some_plays(desk, 3)
    acknowledged: list[str] = []
    for turn in range(KILLS):
        with process(company) as (address, server):
            stop = threading.Event()

            def post(
                client: int, address: str = address, stop: threading.Event = stop, turn: int = turn
            ) -> None:
                number = 0
                with httpx.Client(base_url=address, trust_env=False, timeout=10) as http:
                    while not stop.is_set():
                        number += 1
                        text = f"{turn}-{client}-{number}"
                        form = {"text": text, "kind": "call", "token": f"{turn:02}{client:02}{number:028}"}
                        try:
                            answer = http.post(f"/plays/{plays[client % 3]}/log", data=form)
                        except httpx.TransportError:
                            return
                        if answer.status_code == 303:
                            acknowledged.append(text)

            people = [threading.Thread(target=post, args=(client,)) for client in range(CLIENTS)]
            for person in people:
                person.start()
            wanted = len(acknowledged) + 2 * CLIENTS
            patience = time.monotonic() + 30
            while len(acknowledged) < wanted and time.monotonic() < patience:
                time.sleep(0.05)
            server.kill()
            stop.set()
            for person in people:
                person.join()
        with open_desk(company) as desk:
            nothing_is_half_there(desk, plays, acknowledged)
    assert len(acknowledged) > 2 * CLIENTS
    with process(company) as (address, _):
        assert httpx.get(f"{address}/plays/{plays[0]}", trust_env=False, timeout=30).status_code == 200


def nothing_is_half_there(desk: Desk, plays: list[int], acknowledged: list[str]) -> None:
    campaigns = [desk.ledger.campaign(play_id) for play_id in plays]
    for campaign in campaigns:
        assert [taken.number for taken in campaign.steps] == list(range(1, campaign.play.version + 1))
        assert campaign in desk.ledger.campaigns()
    kept = Counter(taken.step.text for campaign in campaigns for taken in campaign.steps if taken.step.text)
    assert not [text for text in acknowledged if kept[text] != 1]
    assert set(kept.values()) <= {1}


def test_fifty_people_on_shared_plays_over_postgres(tmp_path: Path, empty_postgres: str) -> None:
    folder = write_small(tmp_path / "company", accounts=120)
    with (folder / "adjoin.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nledger: {empty_postgres}\n")
    run_company(folder)
    with open_desk(folder) as desk:
        waiting = [row["account_id"] for row in desk.rows("recommendations") if row["action"] == "play"]
        plays = some_plays(desk, 5)
        free = [a for a in waiting if desk.ledger.running(a) is None][-3:]
        todo = {p: [t.place for t in desk.ledger.campaign(p).tasks if not t.asks] for p in plays}
        with served(desk) as address:
            said = crowd(address, plays, free, todo)
        nothing_is_half_there(desk, plays, [text for text, status, _ in said if status == 303 and text])
        assert {status for _, status, _ in said} <= {303, 409, 422}
        assert all(page for _, status, page in said if status != 303)
        done = Counter(
            (play_id, taken.step.task)
            for play_id in plays
            for taken in desk.ledger.campaign(play_id).steps
            if str(taken.step.verb) == "done"
        )
        assert set(done.values()) == {1}
        for play_id in plays:
            tasks = {t.place: t.state for t in desk.ledger.campaign(play_id).tasks}
            assert {tasks[place] for play, place in done if play == play_id and place is not None} <= {
                TaskState.DONE
            }
        opened = [play for play in desk.ledger.plays(only_running=True) if play.account_id in free]
        assert len({play.account_id for play in opened}) == len(opened)
        assert desk.ledger.plays() == tuple(c.play for c in desk.ledger.campaigns())


def crowd(
    address: str, plays: list[int], free: list[str], todo: dict[int, list[int]]
) -> list[tuple[str, int, bool]]:
    """What each person sent (a note's text), how it was answered, and whether a refusal said why."""
    said: list[tuple[str, int, bool]] = []
    together = threading.Barrier(PEOPLE)

    def act(person: int) -> None:
        with httpx.Client(base_url=address, trust_env=False, timeout=120) as http:
            together.wait(60)
            took = http.post("/act/accept", data={"account": free[person % len(free)], "token": f"a{person}"})
            said.append(("", took.status_code, "open play" in took.text or took.status_code == 303))
            for turn in range(TURNS):
                play = plays[(person + turn) % len(plays)]
                text = f"note {person}-{turn}"
                kept = http.post(f"/plays/{play}/log", data={"text": text, "token": f"n{person}-{turn}"})
                said.append((text, kept.status_code, "Not kept" in kept.text))
            place = todo[plays[person % len(plays)]][0]
            form = {"task": str(place), "text": "", "token": f"d{person}"}
            over = http.post(f"/plays/{plays[person % len(plays)]}/done", data=form)
            said.append(("", over.status_code, "Not kept" in over.text))

    people = [threading.Thread(target=act, args=(person,)) for person in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert len(said) == PEOPLE * (TURNS + 2)
    return said
