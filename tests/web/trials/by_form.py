"""What is written into the forms of a trial, and what they answer."""

import re
from html import unescape

import httpx

from adjoin.desk import (
    Desk,
)

WORDS = {
    "criteria": "They log in\nTen deals | deals | 10\n",
    "participants": "kim@theirs.example\nMara Lind",
    "seeded_with": "deals of Pipeline",
    "starts_on": "2026-09-30",
    "ends_on": "2026-10-30",
}


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
