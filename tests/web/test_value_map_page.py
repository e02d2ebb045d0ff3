"""The value map as a page: what is on it, edited in place, taken along as a file, or refused."""

from html import unescape

import httpx
import pytest

from adjoin.desk import Desk, value_map
from adjoin.domain.play import StepVerb


def test_an_assumption_is_edited_in_place_and_the_return_counts_with_it(
    client: httpx.Client, desk: Desk, played: str
) -> None:
    account = played
    sent = {"name": "share", "value": "20 %", "why": "they said so", "token": "1" * 32}
    answer = client.post(f"/accounts/{account}/value-map", data=sent)
    assert answer.status_code == 303
    found = value_map.value_map_of(desk, account).value_map
    share = found.assumptions.named("share")
    assert (share.value, share.says) == (0.2, "edited by tester")
    page = client.get(answer.headers["location"]).text
    assert "Tester edited" in page
    assert "edited by tester" in page
    assert client.post(f"/accounts/{account}/value-map", data=sent).status_code == 303
    steps = desk.ledger.campaign(desk.ledger.running(account).play_id).steps  # type: ignore[union-attr]
    assert [t.step.verb for t in steps].count(StepVerb.ASSUME) == 1


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("share", "140", "0 to 100"),
        ("share", "half", "is no number"),
        ("hours", "nan", "hours"),
        ("hours", "-3", "hours"),
        ("wages", "3", "no assumption"),
        ("price", "<script>", "is no number"),
    ],
)
def test_a_number_that_cannot_be_comes_back_with_the_reason(
    client: httpx.Client, desk: Desk, played: str, name: str, value: str, says: str
) -> None:
    account = played
    answer = client.post(f"/accounts/{account}/value-map", data={"name": name, "value": value})
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    assert "Not kept" in answer.text
    assert "<script>" not in answer.text.split("<main")[1]


def test_every_part_of_the_map_is_on_the_page(client: httpx.Client, desk: Desk, played: str) -> None:
    account = played
    found = value_map.value_map_of(desk, account).value_map
    page = unescape(client.get(f"/accounts/{account}/value-map").text)
    for sentence in (*found.meets.solves, *(says for _, says in found.meets.values), *found.outcomes):
        assert sentence in page
    for one in found.assumptions.each:
        assert one.called in page
        assert one.asks in page
        assert one.says in page
    for called, formula in found.roi.formulas:
        assert called in page
        assert formula in page
    assert all(step.says in page for step in found.timeline)


@pytest.mark.parametrize(
    ("file", "begins", "kind"),
    [
        ("value-map.pdf", b"%PDF", "application/pdf"),
        ("value-map.html", b"<!doctype html>", "text/html"),
        ("value-map.png", b"\x89PNG", "image/png"),
        ("slide.pdf", b"%PDF", "application/pdf"),
        ("slide.png", b"\x89PNG", "image/png"),
    ],
)
def test_files_are_taken_along(
    client: httpx.Client, played: str, file: str, begins: bytes, kind: str
) -> None:
    answer = client.get(f"/accounts/{played}/{file}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_file_of_another_kind_is_refused_in_words(client: httpx.Client, played: str) -> None:
    account = played
    answer = client.get(f"/accounts/{account}/value-map.docx")
    assert answer.status_code == 404
    assert "cannot be written as" in unescape(answer.text)
    assert client.get(f"/accounts/{account}/slide.html").status_code == 404


def test_a_projected_need_is_refused_with_whom_to_ask_and_the_answer_opens_the_map(
    client: httpx.Client, desk: Desk
) -> None:
    rows = [r for r in desk.show("diagnosis").to_pylist() if r["question"] == "need"]
    account = next(r["account_id"] for r in rows if r["standing"] == "projected")
    product = next(r["product_id"] for r in rows if r["account_id"] == account)
    page = client.get(f"/accounts/{account}/value-map").text
    assert "only projected" in page
    assert "Ask " in page
    assert 'value="answer_need"' in page
    assert "adjoin heard" not in page  # the form does it
    told = "Our planners copy figures between two systems every morning"
    sent = {"account": account, "kind": "answer_need", "product": product, "text": told, "back": "value-map"}
    answer = client.post("/act/heard", data=sent)
    assert answer.headers["location"].startswith(f"/accounts/{account}/value-map?done=")
    assert told in client.get(answer.headers["location"]).text
