"""Trials on pages: shown as what they are, in the table, at the account and on the play."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from html import unescape
from typing import Any

import httpx
import pytest

from adjoin.desk import (
    Desk,
    trial_lines,
    trial_proposed,
    trial_view,
    trials_board,
    unused_here,
)
from adjoin.desk.accepting import accept
from adjoin.desk.person import Person
from adjoin.desk.playing import measure
from adjoin.desk.stepping import At
from adjoin.desk.trials import live_trials
from adjoin.offers.trials.starting import Hindrance
from adjoin.web.pages.play import Refused
from adjoin.web.pages.trial import TrialPage
from adjoin.web.pages.trials import NotStarted, TrialsPage
from adjoin.words.share import percent
from published_demo import AS_OF, NOW
from web.test_documented_fields import attributes
from web.trials.by_form import WORDS, begun

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
