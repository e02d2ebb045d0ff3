"""The server, a brief, its catalog, and a model that asks the server."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest

from adjoin.domain.catalog import Catalog
from adjoin.drafts.brief import Brief
from adjoin.drafts.drafter.language_model import LanguageModel
from adjoin.drafts.drafter.language_model_settings import LanguageModelSettings
from adjoin.drafts.drafter.templates import Templates
from drafts_drafter.model_server import ModelServer, model_server
from drafts_words import briefs

Model = Callable[..., LanguageModel]


@pytest.fixture(scope="session")
def running() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def server(running: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    running.answers("")
    return running


@pytest.fixture
def brief() -> Brief:
    return briefs.SAAS


@pytest.fixture
def catalog(brief: Brief) -> Catalog:
    assert brief.base_product is not None
    return Catalog(products=(brief.product, brief.base_product, briefs.BILLING))


@pytest.fixture
def good(brief: Brief) -> dict[str, Any]:
    """An answer that passes: what a careful writer would write."""
    return {"drafts": [asdict(draft) for draft in Templates().draft(brief)]}


@pytest.fixture
def model(server: ModelServer) -> Model:
    def asks(**settings: Any) -> LanguageModel:
        told = {"model": "small", "base_url": server.address, "timeout_seconds": 10, **settings}
        return LanguageModel(LanguageModelSettings(**told), environment={"MY_KEY": "secret-key-1"})

    return asks


@pytest.fixture
def answer(good: dict[str, Any]) -> Callable[..., str]:
    """The good answer with changes to the drafts of a kind: `answer(buyer_message={"body": …})`."""

    def changed(**changes: dict[str, Any]) -> str:
        drafts = [{**draft, **changes.get(str(draft["kind"]), {})} for draft in good["drafts"]]
        return json.dumps({"drafts": drafts})

    return changed
