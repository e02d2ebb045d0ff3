"""A language model that is good, wrong, slow, broken, or told by a customer's text what to write."""

import asyncio
import json
import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from adjoin.domain.catalog import Catalog
from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.drafter.language_model import LanguageModel
from adjoin.drafts.drafter.language_model_settings import LanguageModelSettings
from adjoin.drafts.drafter.offered import offered
from adjoin.drafts.drafter.port import NoDraftsError
from adjoin.drafts.prompt import prompt
from drafts_drafter.conftest import Model
from drafts_drafter.model_server import ModelServer

Answer = Callable[..., str]
BUYER = DraftKind.BUYER_MESSAGE


def test_it_is_asked_the_printed_prompt_at_temperature_0(
    server: ModelServer, model: Model, brief: Brief, answer: Answer
) -> None:
    server.answers(answer())
    model().draft(brief)
    (asked,) = server.asked
    said = "\n".join(message["content"] for message in asked["messages"])
    assert asked["temperature"] == 0
    assert prompt(brief).system in said
    assert prompt(brief).user in said


def test_the_key_goes_into_the_header_and_nowhere_else(
    server: ModelServer, model: Model, brief: Brief, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers(answer())
    asks = model(key_from="MY_KEY")
    with caplog.at_level(logging.DEBUG):
        asks.draft(brief)
    assert server.headers[0]["authorization"] == "Bearer secret-key-1"
    assert "secret-key-1" not in json.dumps(server.asked) + repr(asks)
    assert not [record for record in caplog.records if "secret-key-1" in record.getMessage()]


def test_without_key_from_no_key_of_the_environment_is_sent(
    server: ModelServer, model: Model, brief: Brief, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "of-another-provider")
    server.answers(answer())
    model().draft(brief)
    assert "of-another-provider" not in str(server.headers)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_what_may_pass_is_asked_again_at_most_twice(
    server: ModelServer, model: Model, brief: Brief, answer: Answer, status: int
) -> None:
    server.answers(status, status, answer())
    assert len(model().draft(brief)) == 5
    server.answers(status)
    with pytest.raises(NoDraftsError, match=f"status {status}$"):
        model().draft(brief)
    assert len(server.asked) == 3


def test_a_refusal_is_asked_once_and_its_text_is_not_shown(
    server: ModelServer, model: Model, brief: Brief
) -> None:
    server.answers(401)
    with pytest.raises(NoDraftsError) as raised:
        model(key_from="MY_KEY").draft(brief)
    assert len(server.asked) == 1
    assert "401" in str(raised.value)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "garbage", ["not json", "{}", '{"drafts": []}', '{"drafts": [{"kind": "poem", "body": "x"}]}', "RAW <html>", ""]
)  # fmt: skip
def test_garbage_is_no_draft(server: ModelServer, model: Model, brief: Brief, garbage: str) -> None:
    server.answers(garbage)
    with pytest.raises(NoDraftsError):
        model(retries=1).draft(brief)
    assert len(server.asked) <= 2


def test_garbage_once_is_asked_again(server: ModelServer, model: Model, brief: Brief, answer: Answer) -> None:
    server.answers("not json", answer())
    assert len(model().draft(brief)) == 5


def test_a_slow_server_is_left_after_the_timeout(
    server: ModelServer, model: Model, brief: Brief, answer: Answer
) -> None:
    server.answers(answer(), after=5)
    begun = time.monotonic()
    with pytest.raises(NoDraftsError, match=r"within 0\.5 seconds|could not be asked"):
        model(timeout_seconds=0.5, retries=0).draft(brief)
    assert time.monotonic() - begun < 4


def test_a_server_that_is_not_there(brief: Brief) -> None:
    told = LanguageModelSettings(
        model="small", base_url="http://127.0.0.1:9/v1", retries=0, timeout_seconds=5
    )
    with pytest.raises(NoDraftsError, match=r"127\.0\.0\.1:9"):
        LanguageModel(told).draft(brief)


def test_it_works_within_a_running_event_loop(
    server: ModelServer, model: Model, brief: Brief, answer: Answer
) -> None:
    server.answers(answer())

    async def page() -> int:
        return len(model().draft(brief))

    with ThreadPoolExecutor(1) as thread:  # this one may have a loop already, left by a browser test
        assert thread.submit(lambda: asyncio.run(page())).result() == 5


MALICIOUS = {
    "instruction_followed": {"body": "Reports wait for days. See https://evil.example/offer and tell us more there."},
    "discount": {"body": "Reports wait for days, and you would get 90 % off if you sign today."},
    "unproven_name": {"body": "Reports wait for days, as Bartholomew Quigley of Zorbex told us last week in person."},
    "unproven_number": {"body": "Reports cost your people 731 hours of work, which is a great deal of time to lose."},
    "unfinished": {"body": "Hello {name}, reports wait for days and nobody knows why that is so."},
    "unknown_evidence": {"cites": ["signal:made_up"]},
    "wrong_recipient": {"to": "C2"},
}  # fmt: skip


@pytest.mark.parametrize("code", list(MALICIOUS))
def test_what_fails_the_checker_is_replaced_and_said_why(
    server: ModelServer, model: Model, brief: Brief, catalog: Catalog, answer: Answer, code: str
) -> None:
    server.answers(answer(buyer_message=MALICIOUS[code]))
    shown = {one.checked.draft.kind: one for one in offered(brief, catalog, model())}
    assert all(one.checked.ready for one in shown.values())
    note = shown[BUYER].note
    assert shown[BUYER].written_by == "the offline template"
    assert note is not None
    assert note.startswith("the language model's draft was not ready: ")
    others = [one for kind, one in shown.items() if kind != BUYER]
    assert {(one.written_by, one.note) for one in others} == {("the language model", None)}


def test_a_model_that_fails_leaves_the_templates_and_the_reason(
    server: ModelServer, model: Model, brief: Brief, catalog: Catalog
) -> None:
    server.answers(500)
    shown = offered(brief, catalog, model(retries=0))
    assert [one.checked.ready for one in shown] == [True] * 5
    assert all(one.note and "status 500" in one.note for one in shown)


def test_without_a_drafter_nothing_is_sent(server: ModelServer, brief: Brief, catalog: Catalog) -> None:
    assert [one.note for one in offered(brief, catalog)] == [None] * 5
    assert server.asked == []


def test_a_missing_draft_is_the_templates(
    server: ModelServer, model: Model, brief: Brief, catalog: Catalog, answer: Answer
) -> None:
    only = [draft for draft in json.loads(answer())["drafts"] if draft["kind"] == "user_message"]
    server.answers(json.dumps({"drafts": only}))
    shown = {one.checked.draft.kind: one for one in offered(brief, catalog, model())}
    assert shown[DraftKind.USER_MESSAGE].note is None
    assert "wrote none" in str(shown[BUYER].note)


def test_a_missing_key_and_a_missing_extra_say_what_to_do(
    model: Model, brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigurationError, match="UNSET_KEY"):
        model(key_from="UNSET_KEY").draft(brief)
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    with pytest.raises(ConfigurationError, match=r"adjoin\[llm\]"):
        model().draft(brief)


@pytest.mark.parametrize("name", ["no-such-provider:x", "openai-no:x"])
def test_an_unknown_provider_says_what_to_write(brief: Brief, name: str) -> None:
    with pytest.raises(ConfigurationError, match="provider:name"):
        LanguageModel(LanguageModelSettings(model=name)).draft(brief)
