"""Drafts and texts by somebody who had not read the rules, and the offline drafts of hand-written briefs."""

import time

import pytest

from adjoin.domain.catalog import Catalog
from adjoin.drafts.brief import Brief
from adjoin.drafts.checker.check import check, check_all
from adjoin.drafts.customer_text import clean_name, demands, quotable
from adjoin.drafts.offline import offline_drafts
from drafts_checker.broken.loading import BrokenDraft, CustomerText, GoodDraft, load, load_customer_texts
from drafts_words.briefs import BRIEFS

CORPUS = load()
TEXTS = load_customer_texts()
NAMES = ("contact.name", "contact.title", "account.name")
NOT_SENT = {
    "nothing",
    "steep_offer",
}  # briefs from which nothing may be sent: no evidence; a give-get over the cap


@pytest.mark.parametrize("broken", CORPUS.drafts, ids=lambda broken: f"{broken.expects}: {broken.note}")
def test_a_broken_draft_fails_for_its_reason(broken: BrokenDraft) -> None:
    found = check(broken.draft, CORPUS.briefs[broken.brief], CORPUS.catalog).faults
    assert broken.expects in {fault.code for fault in found}


@pytest.mark.parametrize("good", CORPUS.good, ids=lambda good: good.note)
def test_a_good_draft_passes(good: GoodDraft) -> None:
    assert check(good.draft, CORPUS.briefs[good.brief], CORPUS.catalog).faults == ()


@pytest.mark.parametrize("planted", TEXTS.injections, ids=lambda text: f"{text.field} {text.language}")
def test_a_planted_instruction_is_neither_quoted_nor_taken_for_a_name(planted: CustomerText) -> None:
    assert quotable(planted.text) is None
    if planted.field in NAMES:
        assert clean_name(planted.text) is None


def test_most_harmless_texts_are_quoted() -> None:
    kept = [
        (clean_name if text.field in NAMES else quotable)(text.text) is not None for text in TEXTS.harmless
    ]
    assert sum(kept) >= 0.6 * len(kept)


def test_a_text_that_may_be_quoted_demands_nothing() -> None:
    texts = [text.text for text in (*TEXTS.injections, *TEXTS.harmless)]
    assert not [text for text in texts if quotable(text) is not None and demands(text)]


@pytest.mark.parametrize(
    "brief", [brief for name, brief in BRIEFS.items() if name not in NOT_SENT], ids=lambda b: b.account
)
def test_offline_drafts_pass(brief: Brief) -> None:
    products = {one.id: one for one in (brief.product, brief.base_product) if one}
    checked = check_all(offline_drafts(brief), brief, Catalog(products=tuple(products.values())))
    assert [(found.draft.kind, found.faults) for found in checked if not found.ready] == []


@pytest.mark.parametrize("key", CORPUS.briefs)
def test_offline_drafts_of_briefs_that_the_templates_never_saw_pass(key: str) -> None:
    checked = check_all(offline_drafts(CORPUS.briefs[key]), CORPUS.briefs[key], CORPUS.catalog)
    assert [(found.draft.kind, found.faults) for found in checked if not found.ready] == []


@pytest.mark.bench
def test_one_draft_is_checked_in_under_5_ms() -> None:
    for good in CORPUS.good:
        check(good.draft, CORPUS.briefs[good.brief], CORPUS.catalog)
    begun = time.process_time()
    for good in CORPUS.good:
        check(good.draft, CORPUS.briefs[good.brief], CORPUS.catalog)
    assert (time.process_time() - begun) / len(CORPUS.good) < 0.005
