"""Trials by forms: each kept once, refused with the reason and without losing a word, and shown as what they are."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import date
from html import unescape
from typing import Any

import httpx
import pytest

from adjoin.desk import (
    Desk,
    acting,
    trial_lines,
    trial_proposed,
    trial_view,
    trialing,
    trials_board,
    unused_here,
)
from adjoin.desk.accepting import accept
from adjoin.desk.person import Person
from adjoin.desk.playing import measure
from adjoin.desk.stepping import At
from adjoin.desk.trialing import Asked, Reporter
from adjoin.desk.trials import live_trials
from adjoin.offers.trials.starting import Hindrance
from adjoin.web.pages.play import Refused
from adjoin.web.pages.trial import TrialPage
from adjoin.web.pages.trials import NotStarted, TrialsPage
from adjoin.words.share import percent
from published_demo import AS_OF, NOW
from web.conftest import HOSTILE
from web.test_documented_fields import attributes

WORDS = {
    "criteria": "They log in\nTen deals | deals | 10\n",
    "participants": "kim@theirs.example\nMara Lind",
    "seeded_with": "deals of Pipeline",
    "starts_on": "2026-09-30",
    "ends_on": "2026-10-30",
}

PAGES: dict[str, tuple[type, tuple[type, ...]]] = {
    "trials.html": (
        TrialsPage,
        (trials_board.Board, trials_board.Conversion, trial_proposed.Proposed, NotStarted, Hindrance),
    ),
    "trial.html": (
        TrialPage,
        (
            *(trial_view.TrialPageView, trial_view.CriterionLine, trial_view.Happened, trial_view.TrialMoves),
            Refused,
        ),
    ),
}


def rendered(*templates: str) -> set[tuple[str, str]]:
    return {found for name in (*templates, "trialing.html") for found in attributes(name)}


@pytest.mark.parametrize("template", PAGES)
def test_page_fields_are_documented_and_rendered(template: str) -> None:
    page, views = PAGES[template]
    named = {field.name for field in fields(page)}
    assert {name for name in named if f"`{name}`" not in (page.__doc__ or "")} == set()
    shown_there = rendered(template)
    assert {attr for name, attr in shown_there if name == "page"} == named
    for view in views:
        assert {field.name for field in fields(view)} - {attr for _, attr in shown_there} == set(), (
            view.__name__
        )


def test_what_several_pages_share_is_rendered_between_them() -> None:
    found = {attr for _, attr in rendered("trials.html", "trial.html", "play.html", "account.html")}
    for view in (trial_lines.TrialLine, trial_proposed.TrialsOfPlay, unused_here.UnusedHere):
        assert {field.name for field in fields(view)} - found == set(), view.__name__


@pytest.fixture(scope="module")
def free(desk: Desk) -> Iterator[tuple[str, str]]:
    """Gives one account after another, with a product of which a trial may begin there."""
    blocked = {
        (row["account_id"], row["product_id"])
        for row in desk.rows("gates")
        if row["counts_as"] == "block" and row["gate"] in ("eligibility", "escalation", "health", "hold")
    }
    held_out = {row["account_id"] for row in desk.rows("recommendations") if row["action"] == "holdout"}
    able = {
        row["account_id"]: row["product_id"]
        for row in desk.rows("whitespace")
        if row["state"] == "open"
        and row["account_id"] not in held_out
        and not {(row["account_id"], row["product_id"]), (row["account_id"], None)} & blocked
    }
    return iter(able.items())


@pytest.fixture
def sound(free: Iterator[tuple[str, str]]) -> dict[str, str]:
    """What the form sends of a trial that may begin."""
    account, product = next(free)
    return {"account": account, "product": product, **WORDS}


@pytest.fixture
def running(client: httpx.Client, sound: dict[str, str]) -> int:
    return begun(client.post("/trials/start", data=sound))


def begun(answer: httpx.Response) -> int:
    found = re.fullmatch(r"/trials/(\d+)\?done=\d+", answer.headers.get("location", ""))
    assert found, answer.text
    return int(found[1])


def token_of(client: httpx.Client, path: str, action: str) -> str:
    page = client.get(path).text
    form = re.findall(rf'<form method="post" action="{action}".*?</form>', page, re.DOTALL)[0]
    return str(re.findall(r'name="token" value="([0-9a-f]{32})"', form)[0])


def said(answer: httpx.Response, status: int = 422) -> str:
    assert answer.status_code == status, answer.text
    return unescape(re.findall(r'id="refused">(.*?)</div>', answer.text, re.DOTALL)[0])


def steps_of(desk: Desk, trial: int) -> list[str]:
    return [str(kept.step.verb) for kept in desk.ledger.trial(trial).steps]


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


def shown(page: str, section: str) -> list[str]:
    body = page.partition(f'id="{section}"')[2].partition("</section>")[0]
    return [unescape(found) for found in re.findall(r'data-id="([^"]*)"', body)]


def test_the_page_is_the_table(
    client: httpx.Client, desk: Desk, running: int, free: Iterator[tuple[str, str]]
) -> None:
    account, product = next(free)
    late_one = {**WORDS, "account": account, "product": product, "starts_on": "2026-08-01"}
    over = begun(client.post("/trials/start", data=late_one | {"ends_on": "2026-09-12"}))
    rows: list[dict[str, Any]] = live_trials(desk).to_pylist()
    page = client.get("/trials").text
    told = [row for row in rows if row["source"] != "subscriptions"]
    assert set(shown(page, "running")) == {row["trial_id"] for row in told if row["ended_on"] is None}
    assert set(shown(page, "over")) == {row["trial_id"] for row in told if row["ended_on"] is not None}
    found = [row for row in rows if row["source"] == "subscriptions"]
    newest = sorted(found, key=lambda row: (-row["started_on"].toordinal(), row["trial_id"]))
    assert shown(page, "found") == [row["trial_id"] for row in newest][:250]
    assert shown(page, "running")[0] == str(over)
    assert 'over since <b class="num">18 days</b>: decide' in page
    assert page.count("is not known.") == 1
    late = client.get("/trials", params={"state": "decide"}).text
    assert shown(late, "running") == [str(over)]
    assert shown(late, "found") == []
    here = client.get("/trials", params={"account": account}).text
    assert {*shown(here, "running"), *shown(here, "over")} == {
        row["trial_id"] for row in told if row["account_id"] == account
    }


def test_conversion_is_the_published_counts(client: httpx.Client, desk: Desk) -> None:
    rows = desk.rows("trial_conversion")
    page = client.get("/trials").text.partition('id="conversion"')[2].partition("</section>")[0]
    assert rows
    assert any(row["share"] is not None for row in rows)
    for row in rows:
        line = re.findall(rf'product={row["product_id"]}".*?</tr>', page, re.DOTALL)[0]
        assert f"{row['converted']} of {row['ended']}" in line
        assert (percent(row["share"]) if row["share"] is not None else "too few") in line
    one = client.get("/trials", params={"product": rows[0]["product_id"]}).text
    assert one.partition('id="conversion"')[2].count("<tr data-row") == 1 + len(shown(one, "found"))


def test_a_trial_of_subscriptions_has_a_page_without_forms(client: httpx.Client, desk: Desk) -> None:
    row = next(row for row in live_trials(desk).to_pylist() if row["source"] == "subscriptions")
    page = client.get(f"/trials/{row['trial_id']}")
    assert page.status_code == 200
    assert "Nobody told of this trial" in page.text
    assert "<form" not in page.text.split("<main")[1].split("<footer")[0]


def test_a_play_proposes_its_product_its_people_and_what_was_agreed(client: httpx.Client, desk: Desk) -> None:
    waiting = [row["account_id"] for row in desk.rows("recommendations") if row["action"] == "play"]
    play = accept(desk, waiting[-1], Person("ann", NOW)).entry_id
    kept = desk.ledger.campaign(play).play
    measure(
        desk, At(kept.account_id, play), "Weekly users up", "Ten | boards", Person("ann", NOW), agreed=True
    )
    page = client.get(f"/plays/{play}").text
    form = unescape(re.findall(r'action="/trials/start".*?</form>', page, re.DOTALL)[0])
    assert f'name="play" value="{play}"' in form
    assert f'value="{kept.account_id}"' in form
    assert f'<option value="{kept.product_id}" selected>' in form
    assert "Weekly users up\nTen / boards" in form
    proposed = re.findall(r'name="participants"[^>]*>(.*?)</textarea>', form, re.DOTALL)[0].splitlines()
    there = {
        value
        for row in desk.rows("people_there", kept.account_id)
        for value in (row["name"], row["contact_id"])
    }
    assert set(proposed) <= there
    sent = {
        "play": str(play),
        "account": kept.account_id,
        "product": kept.product_id,
        "criteria": "Weekly users up",
        "participants": "\n".join(proposed),
        "seeded_with": "nothing",
        "anyway": "They asked",
    }
    trial = begun(client.post("/trials/start", data=sent))
    row = next(row for row in live_trials(desk).to_pylist() if row["trial_id"] == str(trial))
    assert row["play_id"] == play
    assert len(json.loads(row["participants"])) == len(proposed)
    page = client.get(f"/plays/{play}").text
    assert f'href="/trials/{trial}"' in page
    assert 'action="/trials/start"' not in page


def test_an_account_shows_its_trials_and_what_it_does_not_use(
    client: httpx.Client, desk: Desk, running: int, sound: dict[str, str]
) -> None:
    assert f'href="/trials/{running}"' in client.get(f"/accounts/{sound['account']}").text
    unused = desk.rows("shelfware")
    assert unused
    page = unescape(client.get(f"/accounts/{unused[0]['account_id']}").text)
    assert "and does not use it" in page.partition("trial-unused")[2]
    assert unused[0]["what_to_do"].split(",")[0] in page
    free_of_it = (
        {row["account_id"] for row in desk.rows("accounts")} - {row["account_id"] for row in unused}
    ).pop()
    assert "trial-unused" not in client.get(f"/accounts/{free_of_it}").text


def test_days_are_counted_on_the_day_of_the_run(client: httpx.Client, desk: Desk, running: int) -> None:
    trial = desk.ledger.trial(running).trial
    assert trial.started_on == AS_OF
    assert "day <b>1</b> of 31" in client.get(f"/trials/{running}").text


def test_a_trial_that_is_not_there_leads_to_all_of_them(client: httpx.Client) -> None:
    answer = client.get("/trials/99")
    assert answer.status_code == 404
    assert "There is no trial 99." in answer.text
    assert '<a class="button" href="/trials">See all trials</a>' in answer.text
    assert "Run:" not in answer.text
