"""Give and get on the page of a play: one form, one step, the cap in words, and who let it go over."""

import re
from collections.abc import Callable
from html import unescape

import httpx
import pytest
from playwright.sync_api import Page

from adjoin.desk import Desk
from adjoin.desk.accepting import accept
from adjoin.desk.person import Person
from published_demo import NOW
from web.conftest import HOSTILE
from web.test_pages_in_chromium import fits
from web.test_plays_forms import fresh

GIVE = {"kind": "volume", "gives": "a better deal on seats", "gets": "100 more seats", "source": "their CFO"}


@pytest.fixture
def play(desk: Desk, to_speak_to: Callable[[], str]) -> int:
    return accept(desk, to_speak_to(), Person("tester", NOW)).entry_id


def give(client: httpx.Client, play: int, **fields: str) -> httpx.Response:
    return client.post(f"/plays/{play}/give", data={"token": fresh(client, play), **GIVE, **fields})


def section(client: httpx.Client, play: int) -> str:
    page = client.get(f"/plays/{play}").text
    found = re.search(r'<section aria-labelledby="give">.*?</section>', page, re.DOTALL)
    assert found
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])))


def test_planned_given_and_settled_with_the_share_that_is_used(client: httpx.Client, play: int) -> None:
    assert "planned, not given" in section(client, play)
    token = fresh(client, play)
    first, again = (
        client.post(f"/plays/{play}/give", data={"token": token, **GIVE, "discount": "17,5 %"})
        for _ in range(2)
    )
    assert first.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    said = section(client, play)
    assert "18 % of the 25 % that may be given" in said
    assert "7.5 % left" in said
    assert "for 100 more seats, from their CFO" in said
    done = client.get(first.headers["location"]).text
    assert "Kept. Tester offered something for something (volume)." in done
    for state in ("agreed", "kept"):
        sent = {"token": fresh(client, play), "concession": "1", "kind": state}
        assert client.post(f"/plays/{play}/got", data=sent).status_code == 303
    assert "kept" in section(client, play)


def test_over_the_cap_it_comes_back_with_every_word_until_somebody_else_approves(
    client: httpx.Client, play: int
) -> None:
    answer = give(client, play, discount="30", gives=f"a deal {HOSTILE}")
    text = unescape(answer.text)
    assert answer.status_code == 422
    assert "25 % is left" in text
    assert "name who approves it, somebody other than tester" in text
    assert "<script>document" not in answer.text
    assert 'value="30"' in answer.text
    assert "their CFO" in answer.text
    assert give(client, play, discount="30", approved_by="tester").status_code == 422
    assert give(client, play, discount="30", approved_by="Dora").status_code == 303
    said = section(client, play)
    assert "30 % of the 25 %" in said
    assert "More than the cap" in said
    assert "approved by Dora" in said


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"gets": " "}, "nothing is given for nothing"),
        ({"discount": "lots"}, "is not a number"),
        ({"gives": "two months free"}, "takes 16.67 % off the price"),
        ({"kind": "gift"}, "no kind of concession"),
        ({"discount": "250"}, "no share of the price"),
    ],
)
def test_what_is_no_give_and_get_is_refused(
    client: httpx.Client, desk: Desk, play: int, fields: dict[str, str], says: str
) -> None:
    answer = give(client, play, **fields)
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    assert len(desk.ledger.campaign(play).steps) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_a_person_gives_and_gets_in_the_browser(
    open_page: Callable[..., Page], play: int, javascript: bool
) -> None:
    page = open_page(f"/plays/{play}", java_script_enabled=javascript)
    page.get_by_text("Give something for something").click()
    form = page.locator(f"form[action='/plays/{play}/give']")
    form.locator("input[name=source]").fill("their CFO")
    form.locator("input[name=discount]").fill("10")
    form.get_by_role("button", name="Offer it").click()
    page.wait_for_url("**?done=*")
    row = page.locator("#concession-1")
    assert "offered" in row.inner_text()
    row.locator("summary").click()
    row.get_by_role("button", name="They agreed").click()
    page.wait_for_url("**?done=*")
    assert "agreed" in page.locator("#concession-1 small").first.inner_text()
    assert "10 % of the 25 %" in page.locator("section[aria-labelledby=give] .card").first.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_with_many_of_them_open(
    client: httpx.Client, open_page: Callable[..., Page], play: int, width: int, scheme: str
) -> None:
    give(client, play, discount="18", gives="a better deal on seats " * 8)
    give(client, play, kind="services", gives="help with the set-up", once="500")
    page = open_page(f"/plays/{play}", width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert fits(page)
    assert page.complaints == []  # type: ignore[attr-defined]
