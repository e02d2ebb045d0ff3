"""Trials that may begin, and one that runs."""

from collections.abc import Iterator

import httpx
import pytest

from adjoin.desk import (
    Desk,
)
from web.trials.by_form import WORDS, begun


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
