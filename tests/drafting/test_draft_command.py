"""`adjoin draft` and `adjoin value-map` as people and scripts use them."""

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adjoin.desk import Desk
from adjoin.drafts.draft import DraftKind
from cli.invoke import adjoin
from drafting.writing import to_write_to


@pytest.fixture(scope="module")
def account(desk: Desk) -> str:
    return str(next(r for r in to_write_to(desk) if r["action"] == "play")["account_id"])


def test_the_five_drafts_are_printed_ready(company: Path, account: str) -> None:
    said = adjoin(company, "draft", account)
    assert (said.code, said.err) == (0, "")
    assert said.out.count("· ready") == len(DraftKind)
    drafts = adjoin(company, "draft", account, "--format", "json").data
    assert [one["kind"] for one in drafts] == list(DraftKind)
    assert all(one["body"] in said.out for one in drafts)


def test_the_prompt_holds_the_facts_and_the_rules(company: Path, account: str) -> None:
    said = adjoin(company, "draft", account, "--prompt")
    assert said.code == 0
    assert f'"account_id": "{account}"' in said.out.partition("<customer_data>")[2]


def test_what_cannot_be_written_says_why(company: Path, desk: Desk, account: str) -> None:
    waiting = [r for r in desk.rows("recommendations") if r["action"] == "fix_adoption"]
    for words, told in (
        (("draft", "Nobody & Sons"), "No account 'Nobody & Sons'"),
        (("draft", account, "--product", "zzz"), "No product 'zzz'"),
        *((("draft", row["account_id"]), "is not to be brought up") for row in waiting[:1]),
    ):
        said = adjoin(company, *words)
        assert (said.code, said.out) == (2, "")
        assert told in said.err


def test_in_a_play_the_words_are_about_its_product(company: Path, tmp_path: Path, account: str) -> None:
    folder = shutil.copytree(company, tmp_path / "company")
    accepted = adjoin(folder, "play", "accept", account, "--by", "ann")
    assert accepted.code == 0, accepted.err
    product = adjoin(folder, "play", "show", account, "--format", "json").data[0]["product_id"]
    drafts = adjoin(folder, "draft", account, "--format", "json").data
    assert {one["product_id"] for one in drafts} == {product}


def test_a_value_map_is_written_or_refused_in_a_sentence(
    company: Path, desk: Desk, account: str, tmp_path: Path
) -> None:
    page = tmp_path / "map.html"
    assert adjoin(company, "value-map", account, "-o", str(page)).code == 0
    assert "<html" in page.read_text("utf-8")
    for file, told in (("nowhere/map.html", "there is no folder"), ("map.docx", ".pdf, .html, .png")):
        said = adjoin(company, "value-map", account, "-o", str(tmp_path / file))
        assert (said.code, told in said.err) == (2, True)
    guessed = [
        row["account_id"]
        for row in desk.rows("diagnosis")
        if (row["question"], row["standing"]) == ("need", "projected")
    ]
    open_now = {r["account_id"] for r in to_write_to(desk) if r["action"] == "discover"}
    projected = next(account for account in guessed if account in open_now)
    said = adjoin(company, "value-map", projected, "-o", str(page))
    assert (said.code, "projected" in said.err) == (2, True), said.err


def test_without_the_extra_the_value_map_says_how_to_get_it(
    company: Path, account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    said = adjoin(company, "value-map", account, "-o", str(tmp_path / "map.pdf"))
    assert (said.code, "pip install 'adjoin[pdf]'" in said.err) == (2, True)
    assert not (tmp_path / "map.pdf").exists()
    assert adjoin(company, "value-map", account, "-o", str(tmp_path / "map.html")).code == 0


def test_a_message_for_an_empty_chair_says_that_nobody_is_known(company: Path, desk: Desk) -> None:
    users = {row["account_id"] for row in desk.rows("roles") if row["role"] == "user"}
    empty = next(r["account_id"] for r in to_write_to(desk) if r["account_id"] not in users)
    said = adjoin(company, "draft", empty)
    assert "to whoever uses it (nobody known yet) · ready, no recipient known ·" in said.out


def test_a_gate_that_closed_since_the_play_was_accepted_keeps_its_words_back(
    company: Path, tmp_path: Path, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(company, tmp_path / "company")
    assert adjoin(folder, "play", "accept", account, "--by", "ann").code == 0
    assert adjoin(folder, "draft", account).out.count("· ready") == len(DraftKind)
    rows_of = Desk.rows_of

    def closed(desk: Desk, table: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        found = rows_of(desk, table, ids)
        if table != "gates":
            return found
        urgent = {"gate": "escalation", "counts_as": "block", "severity": 1, "product_id": None}
        says = {"base_product_id": None, "reason": "2 urgent tickets are open", "reason_code": "urgent"}
        return [{**found[0], **urgent, **says, "reopens_on": date(2026, 10, 12)}]

    monkeypatch.setattr(Desk, "rows_of", closed)
    said = adjoin(folder, "draft", account)
    assert said.err.startswith("Do not send now: 2 urgent tickets are open; opens on 12 Oct.")
    assert said.out.count("NOT READY") == len(DraftKind) - 1
    assert "Do not send anything now: 2 urgent tickets are open; opens on 12 Oct." in said.out
