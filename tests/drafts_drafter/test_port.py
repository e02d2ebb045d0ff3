"""What every drafter does: one suite for the offline templates and a language model."""

from collections.abc import Callable

import pytest

from adjoin.domain.catalog import Catalog
from adjoin.drafts.brief import Brief
from adjoin.drafts.checker.check import check_all
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.drafter.port import Drafter
from adjoin.drafts.drafter.templates import Templates
from drafts_drafter.conftest import Model
from drafts_drafter.model_server import ModelServer


@pytest.fixture(params=["templates", "language model"])
def drafter(
    request: pytest.FixtureRequest, model: Model, server: ModelServer, answer: Callable[..., str]
) -> Drafter:
    if request.param == "templates":
        return Templates()
    server.answers(answer())
    return model()


def test_one_draft_of_each_kind_in_order_about_the_product(drafter: Drafter, brief: Brief) -> None:
    drafts = drafter.draft(brief)
    assert [draft.kind for draft in drafts] == list(DraftKind)
    assert {draft.product_id for draft in drafts} == {brief.product.id}


def test_only_the_kinds_asked_for_in_the_order_asked(drafter: Drafter, brief: Brief) -> None:
    asked = (DraftKind.USER_MESSAGE, DraftKind.HYPOTHESIS, DraftKind.USER_MESSAGE)
    assert [draft.kind for draft in drafter.draft(brief, asked)] == list(asked[:2])


def test_the_same_brief_gives_the_same_drafts(drafter: Drafter, brief: Brief) -> None:
    assert drafter.draft(brief) == drafter.draft(brief)


def test_careful_drafts_pass_the_checker(drafter: Drafter, brief: Brief, catalog: Catalog) -> None:
    assert [checked.faults for checked in check_all(drafter.draft(brief), brief, catalog)] == [()] * 5
