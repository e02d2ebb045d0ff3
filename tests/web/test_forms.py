"""Forms: what is sent lands in the ledger; what cannot be kept is said kindly."""

from collections.abc import Callable

import httpx
import pytest

from adjoin.desk import Desk


def test_second_accept_is_told_who_was_first(client: httpx.Client, to_speak_to: Callable[[], str]) -> None:
    account = to_speak_to()
    client.cookies.set("adjoin_person", "anna")
    first = client.post("/act/accept", data={"account": account})
    assert first.status_code == 303
    client.cookies.set("adjoin_person", "bert")
    second = client.post("/act/accept", data={"account": account})
    assert second.status_code == 409
    assert "Somebody else was first" in second.text
    assert "accepted by anna" in second.text
    page = client.get(f"/accounts/{account}").text
    assert "accepted by anna" in page
    assert 'action="/act/accept"' not in page
    assert "/plays/" in page


@pytest.mark.parametrize(
    ("path", "fields", "verb"),
    [
        ("snooze", {"until": "2026-11-15"}, "snooze"),
        ("not-now", {"reason": "no budget until spring"}, "not_now"),
        ("hold", {"until": "2026-12-01", "why": "reorganising"}, "hold"),
        ("heard", {"kind": "asked", "text": "Do you have billing?", "product": "bill"}, "heard"),
        ("feedback", {"kind": "too_early"}, "feedback"),
    ],
)
def test_each_form_is_kept_and_said_back(
    client: httpx.Client,
    desk: Desk,
    to_speak_to: Callable[[], str],
    path: str,
    fields: dict[str, str],
    verb: str,
) -> None:
    account = to_speak_to()
    answer = client.post(f"/act/{path}", data={"account": account, "back": "account", **fields})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/accounts/{account}?done=")
    (kept,) = desk.entries(account)
    assert (str(kept.entry.verb), kept.entry.person) == (verb, "tester")
    page = client.get(answer.headers["location"]).text
    assert "Kept. Tester" in page
    assert "counts it from the next run" in page
    for word in set(fields.values()) - {fields.get("until"), fields.get("kind"), "bill"}:
        assert word in page


@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        ("snooze", {"until": "next week"}, "is not a day"),
        ("snooze", {"until": "2020-01-01"}, "before it takes effect"),
        ("not-now", {"reason": "  "}, "needs reason"),
        ("heard", {"kind": "aksed", "text": "x", "product": "bill"}, "did you mean"),
        ("feedback", {"kind": "meh"}, "is no feedback"),
    ],
)
def test_what_cannot_be_kept_says_why(
    client: httpx.Client, desk: Desk, path: str, fields: dict[str, str], says: str
) -> None:
    account = desk.show("recommendations").to_pylist()[0]["account_id"]
    before = len(desk.entries())
    answer = client.post(f"/act/{path}", data={"account": account, **fields})
    assert answer.status_code == 422
    assert says in answer.text
    assert len(desk.entries()) == before


def test_unknown_account_and_missing_field(client: httpx.Client) -> None:
    assert client.post("/act/accept", data={"account": "nobody"}).status_code == 422
    assert client.post("/act/accept", data={}).status_code == 422
    assert client.get("/accounts/nobody-like-this").status_code == 404


def test_the_browser_remembers_who_acts(client: httpx.Client) -> None:
    answer = client.post("/act/you", data={"person": "Zoë; a=b"})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "You act as Zoë; a=b" in client.get("/definitions").text


def test_a_link_cannot_put_words_into_the_page(client: httpx.Client) -> None:
    assert 'class="done"' not in client.get("/?done=You+have+won").text
    assert 'class="done"' not in client.get("/?done=999999").text
