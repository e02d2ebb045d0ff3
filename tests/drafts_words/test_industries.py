"""Industries as people write them, and what each is told."""

from dataclasses import replace

import pytest

from adjoin.drafts.draft import DraftKind
from adjoin.drafts.families import family_of, industry_numbers
from adjoin.drafts.offline import offline_drafts
from adjoin.drafts.word_files import shipped
from drafts_words.briefs import BANK, CLINIC, FACTORY, RETAIL, SAAS


@pytest.mark.parametrize(
    ("industry", "family"),
    [
        ("Banking", "financial_services"),
        ("FinTech", "financial_services"),
        ("Financial Services", "financial_services"),
        ("Health Insurance", "financial_services"),
        ("Health care", "healthcare"),
        ("HOSPITALS", "healthcare"),
        ("Medical devices", "healthcare"),
        ("Manufacturing", "manufacturing"),
        ("Maschinenbau", "manufacturing"),
        ("Software", "saas"),
        ("B2B SaaS", "saas"),
        ("Information Technology", "saas"),
        ("Retail", "everybody"),
        ("Architecture", "everybody"),
        ("", "everybody"),
        (None, "everybody"),
    ],
)
def test_a_family_is_recognised_by_the_words_people_use(industry: str | None, family: str) -> None:
    assert family_of(industry, shipped().families) == family


def test_saas_opens_with_the_ceiling_even_where_something_else_is_stronger() -> None:
    assert SAAS.signals[0].kind == "workaround"
    said = {draft.kind: draft for draft in offline_drafts(SAAS)}
    assert said[DraftKind.OPENING_QUESTION].cites == ("signal:usage_ceiling",)
    assert "deal exports" in said[DraftKind.HYPOTHESIS].body.split("\n")[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bank", ("audit or regulatory date", "six months back", "control mappings")),
        ("clinic", ("business associate agreement", "four to six weeks")),
        ("factory", ("for each further site or line", "one site first")),
        ("saas", ("Your own usage makes the case",)),
    ],
)
def test_each_industry_hears_its_own(name: str, words: tuple[str, ...]) -> None:
    brief = {"bank": BANK, "clinic": CLINIC, "factory": FACTORY, "saas": SAAS}[name]
    said = " ".join(draft.body for draft in offline_drafts(brief))
    elsewhere = " ".join(draft.body for draft in offline_drafts(RETAIL))
    for word in words:
        assert word in said
        assert word not in elsewhere


def test_what_an_industry_says_in_figures_needs_the_brief_to_hold_it() -> None:
    numbers = industry_numbers("Hospitals", shipped().families)
    assert numbers == {"agreement_takes": "four to six weeks"}
    without = " ".join(draft.body for draft in offline_drafts(replace(CLINIC, numbers={})))
    assert "business associate agreement" in without
    assert "four to six weeks" not in without
