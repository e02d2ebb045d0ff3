"""The page that goes with an answer: read in the browser, taken along as Markdown; a wrong kind is said in words."""

from collections.abc import Callable

import httpx
import pytest

from adjoin.domain.artefact import ArtefactKind


@pytest.fixture
def play(client: httpx.Client, to_speak_to: Callable[[], str]) -> str:
    """The address of a play that was just accepted."""
    account = to_speak_to()
    answer = client.post("/act/accept", data={"account": account, "token": f"of {account}"})
    return answer.headers["location"].split("?")[0]


def test_every_kind_has_its_page_and_the_same_words_as_markdown(client: httpx.Client, play: str) -> None:
    for kind in ArtefactKind:
        page, words = client.get(f"{play}/artefacts/{kind}"), client.get(f"{play}/artefacts/{kind}.md")
        assert (page.status_code, words.status_code) == (200, 200)
        assert words.headers["content-type"].startswith("text/markdown")
        assert page.text.count("<h2 id=") == words.text.count("\n## ")
        assert f'href="{play}/artefacts/{kind}.md"' in page.text


def test_a_wrong_kind_names_the_nearest(client: httpx.Client, play: str) -> None:
    answer = client.get(f"{play}/artefacts/adoption_plam")
    assert answer.status_code == 404
    assert "did you mean" in answer.text


def test_an_objection_that_was_kept_leads_to_its_page(client: httpx.Client, play: str) -> None:
    read = client.post(f"{play}/objection/read", data={"text": "We have no budget until next year."})
    assert "It is “" in read.text
    kept = client.post(
        f"{play}/objection",
        data={"text": "No money.", "kind": "no_budget_yet", "token": "once", "until": "2027-01-04"},
    )
    assert f'href="{play}/artefacts/phased_start"' in client.get(kept.headers["location"]).text
    assert "4 Jan 2027" in client.get(f"{play}/artefacts/phased_start").text
