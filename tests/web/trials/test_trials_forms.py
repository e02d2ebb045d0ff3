"""Trials by forms: each kept once, refused with the reason and without losing a word."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape

import httpx
import pytest

from adjoin.desk import (
    Desk,
    acting,
    trialing,
)
from adjoin.desk.person import Person
from adjoin.desk.trialing import Asked, Reporter
from published_demo import NOW
from web.conftest import HOSTILE
from web.trials.by_form import begun, said, steps_of, token_of


def test_a_trial_from_its_start_to_its_end(client: httpx.Client, desk: Desk, sound: dict[str, str]) -> None:
    answer = client.post("/trials/start", data=sound)
    trial = begun(answer)
    page = client.get(answer.headers["location"]).text
    assert "Kept. Tester started it, until 30 Oct. The next run counts it." in page
    for words in (
        "They log in",
        "Ten deals",
        "deals 10",
        "kim@theirs.example",
        "Mara Lind",
        "deals of Pipeline",
    ):
        assert words in page
    where = f"/trials/{trial}"
    sent: dict[str, dict[str, str]] = {
        "milestone": {"text": "First login", "on": "2026-10-01"},
        "met": {"criterion": "2"},
        "extend": {"until": "2026-11-20", "reason": "their data came late"},
        "end": {"reason": "They will say in June"},
        "convert": {"reason": "signed order"},
    }
    for verb, told in sent.items():
        assert client.post(f"{where}/{verb}", data=told).status_code == 303
    assert steps_of(desk, trial) == ["start", *sent]
    kept = desk.ledger.trial(trial)
    assert kept.milestones[0].step.effective_on == date(2026, 10, 1)
    assert (kept.trial.ends_on, kept.trial.state) == (date(2026, 11, 20), "converted")
    page = client.get(where).text
    for words in (
        "First login",
        "their data came late",
        "They will say in June",
        "signed order",
        "said that they buy",
    ):
        assert words in page
    assert "<form" not in page.split("<main")[1].split("<footer")[0]


def test_a_form_sent_twice_is_one_step_and_other_words_are_another(
    client: httpx.Client, desk: Desk, sound: dict[str, str]
) -> None:
    sound["token"] = token_of(client, "/trials", "/trials/start")
    first, again = (client.post("/trials/start", data=sound) for _ in range(2))
    assert first.headers["location"] == again.headers["location"]
    trial = begun(first)
    token = token_of(client, f"/trials/{trial}", f"/trials/{trial}/milestone")
    note = {"token": token, "text": "First login"}
    one, two = (client.post(f"/trials/{trial}/milestone", data=note) for _ in range(2))
    assert one.headers["location"] == two.headers["location"]
    client.post(f"/trials/{trial}/milestone", data=note | {"text": "First report"})
    assert steps_of(desk, trial) == ["start", "milestone", "milestone"]


def test_sent_many_times_at_once_it_is_one_trial(base: str, desk: Desk, sound: dict[str, str]) -> None:
    sound["token"] = "a" * 32

    def send(_: int) -> httpx.Response:
        return httpx.post(f"{base}/trials/start", data=sound, trust_env=False, timeout=60)

    with ThreadPoolExecutor(6) as pool:
        assert len({begun(answer) for answer in pool.map(send, range(6))}) == 1


def test_a_second_trial_of_the_same_is_refused_with_who_was_first(
    client: httpx.Client, desk: Desk, sound: dict[str, str]
) -> None:
    begun(client.post("/trials/start", data=sound))
    assert "started by tester on 30 Sep" in said(client.post("/trials/start", data=sound), 409)


def test_what_is_refused_comes_back_with_every_word_and_every_reason(
    client: httpx.Client, desk: Desk
) -> None:
    before = len(desk.ledger.trials())
    bad = {
        "account": "nobody & sons",
        "product": "bi",
        "criteria": "one | two",
        "participants": HOSTILE,
        "ends_on": "2026-01-01",
    }
    answer = client.post("/trials/start", data=bad)
    says = said(answer)
    for words in (
        "No account 'nobody & sons'",
        "WHAT | METRIC | TARGET",
        "before it starts",
        "what customer data",
    ):
        assert words in says
    assert "--" not in says
    assert "adjoin " not in says
    assert HOSTILE not in answer.text
    form = unescape(re.findall(r'action="/trials/start".*?</form>', answer.text, re.DOTALL)[0])
    for words in (
        'value="nobody & sons"',
        "one | two",
        HOSTILE,
        '"2026-01-01"',
        '<option value="bi" selected>',
    ):
        assert words in form
    assert 'name="anyway"' not in form
    assert len(desk.ledger.trials()) == before


def test_a_person_may_say_why_it_begins_anyway(
    client: httpx.Client, desk: Desk, sound: dict[str, str]
) -> None:
    acting.hold(desk, sound["account"], date(2026, 12, 2), "their merger", Person("cleo", NOW))
    where = {"account": sound["account"], "product": sound["product"], "new": "1"}
    before = client.get("/trials", params=where).text
    assert "In the way now" in before
    assert 'name="anyway"' in before
    answer = client.post("/trials/start", data=sound)
    assert "Hands off" in said(answer)
    assert "--anyway" not in answer.text
    assert 'name="anyway"' in answer.text
    trial = begun(client.post("/trials/start", data=sound | {"anyway": "Their CEO asked"}))
    page = client.get(f"/trials/{trial}").text
    assert "It began although something stood in the way: <q>Their CEO asked</q>" in page


def test_no_reason_passes_what_is_held_already(
    client: httpx.Client, desk: Desk, sound: dict[str, str]
) -> None:
    held = desk.rows("holdings")[0]
    where = {"account": held["account_id"], "product": held["product_id"]}
    assert "no reason lifts this" in client.get("/trials", params=where | {"new": "1"}).text
    answer = client.post("/trials/start", data=sound | where | {"anyway": "please"})
    assert "there is nothing to try" in said(answer)


STEPS: list[tuple[str, dict[str, str], str]] = [
    ("milestone", {"text": " "}, "The milestone is empty"),
    ("milestone", {"text": "x", "on": "2026-09-01"}, "Give a later day"),
    ("milestone", {"text": "x", "on": "2999-01-01"}, "lies ahead"),
    ("milestone", {"text": "x", "on": "soon"}, "is not a day"),
    ("met", {"criterion": "9"}, "no criterion 9"),
    ("extend", {"until": "2026-10-01", "reason": "x"}, "extend it to a later day"),
    ("extend", {"until": "2027-10-01", "reason": "x"}, "90 days at most"),
    ("extend", {"reason": "x"}, "until when"),
    ("stop", {"reason": ""}, "is empty"),
    ("convert", {"reason": ""}, "is empty"),
]


@pytest.mark.parametrize(("verb", "sent", "says"), STEPS)
def test_a_step_that_is_refused_says_why_and_keeps_its_words(
    client: httpx.Client, desk: Desk, running: int, verb: str, sent: dict[str, str], says: str
) -> None:
    answer = client.post(f"/trials/{running}/{verb}", data=sent)
    assert says in said(answer)
    assert steps_of(desk, running) == ["start"]
    for name in ("text", "until"):
        assert f'value="{sent.get(name, "")}"' in answer.text


def test_it_is_extended_once(client: httpx.Client, running: int) -> None:
    longer = {"until": "2026-11-20", "reason": "late data"}
    assert "Extend, once" in client.get(f"/trials/{running}").text
    client.post(f"/trials/{running}/extend", data=longer)
    assert "Extend, once" not in client.get(f"/trials/{running}").text
    again = client.post(f"/trials/{running}/extend", data=longer | {"until": "2026-12-01"})
    assert "once is the most" in said(again)


@pytest.mark.parametrize("path", ["/trials/99999", "/trials/x", f"/trials/{'9' * 30}", "/trials?state=lost"])
def test_what_is_not_there_is_said(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no" in answer.text
    for verb in ("end", "dance"):
        assert client.post(f"{path.partition('?')[0]}/{verb}", data={}).status_code in {404, 405, 422}


def test_other_sites_start_and_change_nothing(
    client: httpx.Client, desk: Desk, sound: dict[str, str], running: int
) -> None:
    for path, sent in (("/trials/start", sound), (f"/trials/{running}/end", {})):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
        ):
            assert client.post(path, data=sent, headers=headers).status_code == 403
    assert steps_of(desk, running) == ["start"]


def test_what_anybody_wrote_is_text(
    client: httpx.Client, desk: Desk, free: Iterator[tuple[str, str]]
) -> None:
    account, product = next(free)
    asked = Asked(account, product, [HOSTILE], [HOSTILE], [HOSTILE])
    trial = trialing.start_trial(desk, asked, Reporter(Person(HOSTILE, NOW), HOSTILE[:70])).history.trial
    who = Reporter(Person(HOSTILE, NOW), HOSTILE[:70])
    trialing.milestone(desk, trial.trial_id, HOSTILE, who)
    for path in (f"/trials/{trial.trial_id}", "/trials", f"/accounts/{account}"):
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>document" not in page.text
        assert "<img" not in page.text
    trialing.stop(desk, trial.trial_id, HOSTILE, who)
    for path in (f"/trials/{trial.trial_id}", "/trials?state=stopped"):
        assert "<script>document" not in client.get(path).text
