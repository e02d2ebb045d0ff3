"""Experiments as pages: the list with its form, one experiment, starting and stopping one; in the browser too."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk, experimenting, open_desk
from adjoin.desk.experimenting import Wanted
from adjoin.desk.person import Person
from adjoin.web.pages.experiment import ExperimentPage
from adjoin.web.pages.experiments import ExperimentsPage
from adjoin.web.pages.held_out import HeldOutPage
from experimented_company import AS_OF, add, experimented, write_read
from web.served import served
from web.the_hand import holds_on_a_desk_and_on_paper, holds_on_a_phone, keeps_its_words

OpenPage = Callable[..., Page]
PATHS = ("/experiments", "/experiments/spring", "/experiments/letters", "/experiments/wave?source=elsewhere")
ADA = Person("ada", datetime(2024, 6, 30, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """`spring` runs, is read and not to be trusted; a01, which has a play to accept, is held out by it."""
    folder = experimented(tmp_path_factory.mktemp("experiments") / "company")
    with open_desk(folder) as desk:
        experimenting.start(desk, Wanted("spring", exclude=("a05",)), "Grace", ADA)
    write_read(folder / ".adjoin", ratio_p=0.00001)
    held = {
        "as_of": AS_OF,
        "account_id": "a01",
        "root_id": "a01",
        "drawn_root_id": "a01",
        "experiment": "spring",
    }
    add(folder / ".adjoin", {"held_out": [held]})
    with open_desk(folder) as opened:
        yield opened


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[httpx.Client]:
    """The pages before anybody started one."""
    folder = experimented(tmp_path / "company")
    with (
        open_desk(folder) as desk,
        served(desk) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        yield client


def words(answer: httpx.Response) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def test_what_pages_show_is_documented() -> None:
    for page in (ExperimentPage, ExperimentsPage, HeldOutPage):
        assert {f.name for f in fields(page) if f"`{f.name}`" not in (page.__doc__ or "")} == set()


@pytest.mark.parametrize("path", PATHS)
def test_terms_are_defined_tables_have_captions_and_attacks_stay_words(
    client: httpx.Client, path: str
) -> None:
    text = keeps_its_words(client, path)
    assert text.count('<svg class="chart') <= text.count("as a table")


def test_the_list_says_each_verdict_in_words(client: httpx.Client) -> None:
    told = words(client.get("/experiments"))
    for said in ("running 365 days to go", "✓ it works letter", "? cannot tell yet mail", "do not trust",
                 "12 left alone were reached anyway", "50 of 60"):  # fmt: skip
        assert said in told, said


def test_broken_arms_are_loud_and_come_before_the_verdict(client: httpx.Client) -> None:
    told = words(client.get("/experiments/spring"))
    assert "once in 100,000 draws" in told
    assert told.index("Do not trust anything on this page.") < told.index("? Cannot tell yet")


def test_an_experiment_shows_rails_accounts_who_approved_and_what_could_be_seen(client: httpx.Client) -> None:
    told = words(client.get("/experiments/spring"))
    for said in ("days until it is read 365", "✕ worse Ended a product 3 of 25", "Think of stopping", "✓ not worse",
                 "– not watched", "Approved by Grace , started by ada", "12 months 30 Jun 2025",
                 "Not drawn: Company a05", "exploratory", "12 root accounts", "deal opened", "8 weeks as a table",
                 "a lift under 20 points"):  # fmt: skip
        assert said in told, said
    assert client.get("/experiments/spring").text.count('class="chart difference"') == 1


def test_who_is_moved_and_put_off_or_that_nobody_differs(client: httpx.Client) -> None:
    told = words(client.get("/experiments/letters"))
    for said in (
        "1 most moved",
        "✕ put off",
        "Do not disturb 12",
        "Company a11",
        "segment: S",
        "+4.0",
        "by lot",
    ):
        assert said in told, said
    assert (
        "No difference between accounts can be seen. Approached, accounts start by 0.0 points, over 60"
        in words(client.get("/experiments/wave"))
    )


def test_an_unknown_one_is_not_found_with_the_way_back(client: httpx.Client) -> None:
    answer = client.get("/experiments/leters")
    assert answer.status_code == 404
    assert "did you mean 'letters'" in words(answer)
    assert 'href="/experiments">See all experiments' in answer.text


def test_a_plan_keeps_nothing_a_start_needs_an_approver_and_is_kept_once(fresh: httpx.Client) -> None:
    asked = {"name": "try / one", "held_share": "40", "exclude": "a03\nCompany a04", "horizon_days": "60"}
    told = words(fresh.get("/experiments", params=asked))
    assert "88 root accounts:" in told
    assert "cannot be seen in a year" in told or "no lift can be seen in a year" in told
    assert "try / one" not in words(fresh.get("/experiments"))
    assert "Nobody Ltd" in words(fresh.get("/experiments", params={**asked, "exclude": "Nobody Ltd"}))
    refused = fresh.post("/experiments/start", data=asked)
    assert refused.status_code == 422
    assert "without somebody who approves that accounts are held out." in words(refused)
    assert 'value="40"' in refused.text
    for _ in range(2):
        kept = fresh.post("/experiments/start", data={**asked, "approver": "Vera"})
        assert (kept.status_code, kept.headers["location"]) == (303, "/experiments/try%20%2F%20one")
    told = words(fresh.get(kept.headers["location"]))
    assert "Started, and not read yet." in told
    assert "Approved by Vera" in told
    other = fresh.get("/experiments", params={"name": "another"})
    assert "'try / one' goes on" in words(other)
    assert "adjoin experiment stop" not in other.text
    stopped = {"experiment": "try / one", "why": "the year ends"}
    assert fresh.post("/experiments/stop", data={**stopped, "why": ""}).status_code == 422
    for _ in range(2):
        assert fresh.post("/experiments/stop", data=stopped).status_code == 303
    told = words(fresh.get(kept.headers["location"]))
    assert "by tester: the year ends" in told
    assert "Stop it for good" not in told


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"held_share": "half"}, "'half' is not a percentage; write it as 50."),
        ({"held_share": "150 %"}, "Held out is a percentage between 0 and 100"),
        ({"delay_days": "30"}, "Release after 30 ends before the horizon of 90 days"),
        ({"design": "holdout", "delay_days": "90"}, "leave the days until release empty"),
        ({"read_on": "soon"}, "'soon' is not a day"),
        ({"name": "spring"}, "'spring' already"),
    ],
)
def test_a_plan_that_cannot_be_says_why_in_the_words_of_the_form(
    client: httpx.Client, asked: dict[str, str], says: str
) -> None:
    answer = client.get("/experiments", params={"name": "x", **asked})
    assert answer.status_code == 200
    told = re.findall(r'class="problem-told" role="alert">(.*?)</div>', answer.text)[0]
    assert says in unescape(told)
    assert "--" not in told


def test_whoever_accepts_at_an_account_held_out_is_asked_why(client: httpx.Client, desk: Desk) -> None:
    sent = {"account": "a01", "product": "bi", "token": "t1"}
    refused = client.post("/act/accept", data=sent)
    assert refused.status_code == 422
    told = words(refused)
    assert "The experiment 'spring' holds a01 out" in told
    assert "--anyway" not in told
    assert 'name="anyway"' in refused.text
    assert desk.ledger.running_at("a01") == ()
    kept = client.post("/act/accept", data={**sent, "anyway": "their CEO called"})
    assert kept.status_code == 303
    (campaign,) = desk.ledger.campaigns(account_id="a01")
    assert campaign.steps[0].step.data["settings"]["contaminates"] == {
        "experiment": "spring",
        "anyway": "their CEO called",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_scrolls_tables_only_and_words_stand_out(open_page: OpenPage, scheme: str) -> None:
    for path in (*PATHS[:3], "/experiments?name=spring"):
        page = open_page(path, 390, color_scheme=scheme)
        holds_on_a_phone(page)


def test_a_desk_shows_every_column_keys_move_and_paper_holds_it(open_page: OpenPage) -> None:
    for path in PATHS[:3]:
        page = open_page(path, 1280)
        holds_on_a_desk_and_on_paper(page)
        assert page.locator(".chosen").count() == 1
