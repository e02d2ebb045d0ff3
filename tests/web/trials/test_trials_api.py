"""Trials over HTTP: a product starts one and reports on it; each request once, every problem in one shape of error."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from adjoin.desk import Desk, trialing
from adjoin.desk.person import Person
from adjoin.desk.trialing import Asked, Reporter
from adjoin.desk.trials import NESTED, live_trials
from adjoin.words.rows_as_json import rows_as_json
from published_demo import AS_OF, NOW

SOUND: dict[str, Any] = {
    "criteria": ["They log in", {"what": "Ten deals", "metric": "deals", "target": 10}],
    "participants": ["kim@theirs.example"],
    "seeded_with": "deals of Pipeline",
    "source": "Sync",
}


@pytest.fixture(scope="module")
def free(desk: Desk) -> Iterator[tuple[str, str]]:
    """Gives one account after another, with a product of which a trial may begin there."""
    blocked = {
        (row["account_id"], row["product_id"])
        for row in desk.rows("gates")
        if row["counts_as"] == "block" and row["gate"] in ("eligibility", "escalation", "health", "hold")
    }
    held_out = {row["account_id"] for row in desk.rows("recommendations") if row["action"] == "holdout"}
    cells = (
        (row["account_id"], row["product_id"]) for row in desk.rows("whitespace") if row["state"] != "held"
    )
    able = {
        account: product
        for account, product in cells
        if account not in held_out and not {(account, product), (account, None)} & blocked
    }
    return iter(able.items())


@pytest.fixture
def sound(free: Iterator[tuple[str, str]]) -> dict[str, Any]:
    """A trial that may begin."""
    account, product = next(free)
    return {"account": account, "product": product, **SOUND}


@pytest.fixture
def running(client: httpx.Client, sound: dict[str, Any]) -> str:
    answer = client.post("/api/trials", json=sound)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["trial_id"])


def problem(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]["status"] == status
    return str(answer.json()["error"]["says"])


def test_a_product_runs_a_trial_to_its_end(client: httpx.Client, desk: Desk, sound: dict[str, Any]) -> None:
    answer = client.post("/api/trials", json=sound)
    assert answer.status_code == 201, answer.text
    trial = answer.json()
    assert (trial["state"], trial["source"], trial["criteria_total"]) == ("running", "Sync", 2)
    assert (trial["started_on"], trial["ends_on"], trial["days_left"]) == ("2026-09-30", "2026-10-30", 30)
    where = f"/api/trials/{trial['trial_id']}"
    reported = client.post(f"{where}/milestones", json={"text": "First login", "on": "2026-10-01"})
    assert (reported.status_code, reported.json()["milestones"]) == (201, 1)
    met = client.post(f"{where}/criteria/2/met", json={"on": "2026-10-01"})
    assert (met.status_code, met.json()["criteria"][1]["met_on"]) == (200, "2026-10-01")
    longer = client.post(f"{where}/extend", json={"until": "2026-11-20", "reason": "their data came late"})
    assert (longer.status_code, longer.json()["ends_on"]) == (200, "2026-11-20")
    over = client.post(f"{where}/end", json={})
    assert (over.status_code, over.json()["state"], over.json()["ended_on"]) == (200, "ended", "2026-10-01")
    assert client.get(where).json() == over.json()
    assert [step["verb"] for step in over.json()["log"]] == ["start", "milestone", "met", "extend", "end"]
    assert "is over" in problem(client.post(f"{where}/stop", json={"reason": "x"}), 422)
    then = client.get(where, params={"as_of": "2026-09-30"}).json()
    assert (then["state"], len(then["log"])) == ("running", 1)


def test_a_request_sent_again_is_the_same(client: httpx.Client, desk: Desk, sound: dict[str, Any]) -> None:
    first = client.post("/api/trials", json=sound | {"token": "k-1"})
    again = client.post("/api/trials", json=sound, headers={"Idempotency-Key": "k-1"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    where = f"/api/trials/{first.json()['trial_id']}"
    sent = [client.post(f"{where}/milestones", json={"text": "Login", "token": "k-2"}) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 200]
    assert sent[-1].json()["milestones"] == 1
    says = problem(client.post(f"{where}/milestones", json={"text": "Another", "token": "k-2"}), 422)
    assert "'k-2' was sent with something else" in says
    other = client.post("/api/trials", json=sound | {"token": "k-1", "criteria": ["Else"]})
    assert "'k-1' was sent with something else" in problem(other, 422)
    both = client.post("/api/trials", json=sound | {"token": "k-3"}, headers={"Idempotency-Key": "k-4"})
    assert "differ" in problem(both, 422)
    stopped = [client.post(f"{where}/stop", json={"reason": "no time", "token": "k-5"}) for _ in range(2)]
    assert [(one.status_code, one.json()["state"]) for one in stopped] == [(200, "stopped")] * 2


def test_ten_at_once_and_one_wins(base: str, client: httpx.Client, sound: dict[str, Any]) -> None:
    answers: list[httpx.Response] = []

    def post() -> None:
        with httpx.Client(base_url=base, trust_env=False, timeout=60) as mine:
            answers.append(mine.post("/api/trials", json=sound))

    threads = [threading.Thread(target=post) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.status_code for one in answers) == [201, *[409] * 9]
    told = [problem(one, 409) for one in answers if one.status_code == 409]
    assert all("started by tester on 2026-09-30" in words for words in told)
    rows = client.get("/api/trials", params={"account": sound["account"]}).json()
    assert (
        len([row for row in rows if row["product_id"] == sound["product"] and row["source"] == "Sync"]) == 1
    )


def test_every_problem_is_said_at_once(client: httpx.Client, desk: Desk) -> None:
    before = len(desk.entries())
    bad = {"account": "nobody", "product": "nothing", "ends_on": "2026-01-01", "criteria": [" "]}
    says = problem(client.post("/api/trials", json=bad), 422)
    for words in (
        "No account 'nobody'",
        "No product 'nothing'",
        "Criterion 1 is empty",
        "before it starts",
        "'nothing'",
    ):
        assert words in says
    says = problem(client.post("/api/trials", json={}), 422)
    for words in ("which account", "which product", "at least one criterion", "what customer data"):
        assert words in says
    assert len(desk.entries()) == before


BAD: list[tuple[Any, str]] = [
    ({"anyway": "because"}, "anyway"),
    ({"source": "x" * 81}, "source"),
    ({"source": "subscriptions"}, "source of trials in subscriptions"),
    ({"criteria": [{"what": "x", "target": "many"}]}, "target"),
    ({"ends_on": "soon"}, "ends_on"),
    ({"token": ""}, "token"),
    ({"on": "2999-01-01"}, "lies ahead"),
    ({"criteria": ["x" * 501]}, "500 are the most"),
    ({"criteria": ["x"] * 51}, "51 criteria are too many"),
]


@pytest.mark.parametrize(("other", "says"), BAD)
def test_what_cannot_be_read_is_said(
    client: httpx.Client, desk: Desk, sound: dict[str, Any], other: dict[str, Any], says: str
) -> None:
    before = len(desk.entries())
    assert says in problem(client.post("/api/trials", json=sound | other), 422)
    assert len(desk.entries()) == before


def test_a_criterion_in_one_line_is_read_as_on_the_command_line(
    client: httpx.Client, sound: dict[str, Any]
) -> None:
    answer = client.post(
        "/api/trials", json=sound | {"criteria": ["Ten deals | deals | 1,000", "They log in"]}
    )
    assert answer.status_code == 201, answer.text
    first, second = answer.json()["criteria"]
    assert (first["what"], first["metric"], first["target"]) == ("Ten deals", "deals", 1000.0)
    assert (second["what"], second["metric"]) == ("They log in", None)
    says = problem(client.post("/api/trials", json=sound | {"criteria": ["a | b"]}), 422)
    assert "WHAT | METRIC | TARGET" in says


@pytest.mark.parametrize(
    "other",
    [
        {"account": "y" * 150},
        {"account": "y " * 90},
        {"account": "y" * 5000},
        {"product": "y" * 150},
        {"y" * 5000: 1},
        {"criteria": ["y | " * 2000]},
        {"criteria": ["y " * 200 + "|b"] * 40},
    ],
)
def test_what_was_sent_is_never_all_said_again(
    client: httpx.Client, sound: dict[str, Any], other: dict[str, Any]
) -> None:
    says = problem(client.post("/api/trials", json=sound | other), 422)
    assert "y" * 81 not in says
    assert "y " * 41 not in says
    assert "y | " * 21 not in says


def test_too_much_is_refused_before_it_is_read(
    client: httpx.Client, desk: Desk, sound: dict[str, Any]
) -> None:
    before = len(desk.entries())
    much = json.dumps(sound | {"seeded_with": "x" * 65_536}).encode()
    kind = {"Content-Type": "application/json"}
    assert "64 kB" in problem(client.post("/api/trials", content=much, headers=kind), 413)
    parts = (much[at : at + 4096] for at in range(0, len(much), 4096))
    assert "64 kB" in problem(client.post("/api/trials", content=parts, headers=kind), 413)
    assert "64 kB" in problem(client.post("/api/trials", content=b"[" * 70_000, headers=kind), 413)
    assert len(desk.entries()) == before
    sent = json.dumps(sound).encode()
    few = (sent[at : at + 16] for at in range(0, len(sent), 16))
    assert client.post("/api/trials", content=few, headers=kind).status_code == 201


def test_a_product_cannot_pass_what_a_person_can(
    client: httpx.Client, desk: Desk, sound: dict[str, Any]
) -> None:
    from adjoin.desk import acting  # noqa: PLC0415

    acting.hold(desk, sound["account"], NOW.date().replace(month=12), "their merger", Person("cleo", NOW))
    says = problem(client.post("/api/trials", json=sound), 422)
    assert "Hands off" in says
    assert "cleo" in says
    asked = Asked(sound["account"], sound["product"], ("x",), ("y",), anyway="Their CEO asked")
    trialing.start_trial(desk, asked, Reporter(Person("ann", NOW)))


def test_an_escalation_refuses(client: httpx.Client, desk: Desk) -> None:
    row = next(row for row in desk.rows("gates") if row["reason_code"] == "escalation_open")
    held = {one["product_id"] for one in desk.rows("holdings", row["account_id"])}
    product = next(one.id for one in desk.project.catalog.products if one.id not in held)
    answer = client.post("/api/trials", json={**SOUND, "account": row["account_id"], "product": product})
    assert row["reason"].rstrip(".") in problem(answer, 422)


@pytest.mark.parametrize("trial_id", ["99999", "x", "subscriptions:a:b:2026-01-01", "9" * 30])
def test_what_is_not_there(client: httpx.Client, trial_id: str) -> None:
    assert "no trial" in problem(client.get(f"/api/trials/{trial_id}"), 404)
    for verb in ("milestones", "criteria/1/met", "end", "stop"):
        problem(client.post(f"/api/trials/{trial_id}/{verb}", json={}), 404)


def test_the_list_is_what_the_desk_shows(client: httpx.Client, desk: Desk, running: str) -> None:
    rows = client.get("/api/trials").json()
    assert rows == json.loads(rows_as_json(live_trials(desk).to_pylist(), NESTED))
    assert running in {row["trial_id"] for row in rows}
    assert {row["as_of"] for row in rows} == {AS_OF.isoformat()}
    assert "No account" in problem(client.get("/api/trials?account=zzz"), 404)


GUARDED = [
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Host": "evil.example"}, 403),
]


@pytest.mark.parametrize(("headers", "status"), GUARDED)
def test_other_sites_start_nothing(
    client: httpx.Client, desk: Desk, sound: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    before = len(desk.entries())
    assert client.post("/api/trials", json=sound, headers=headers).status_code == status
    assert len(desk.entries()) == before


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_read(
    client: httpx.Client, desk: Desk, sound: dict[str, Any], running: str, kind: str
) -> None:
    """What a form of another site can send without asking the browser's leave first."""
    before = len(desk.entries())
    for path, sent in (("", sound), (f"/{running}/end", {})):
        answer = client.post(f"/api/trials{path}", content=json.dumps(sent), headers={"Content-Type": kind})
        assert "application/json" in problem(answer, 415)
    assert len(desk.entries()) == before


def test_what_customers_write_is_data(client: httpx.Client, running: str) -> None:
    text = "<script>alert(1)</script> ignore all rules\u0000\n=cmd()"
    answer = client.post(f"/api/trials/{running}/milestones", json={"text": text, "source": "Sync"})
    assert answer.status_code == 201
    step = answer.json()["log"][-1]
    assert (step["says"], step["source"]) == ("<script>alert(1)</script> ignore all rules =cmd()", "Sync")
