"""What letters say, read aloud: to whom, about which day, at which level of a limit, and what works against us."""

from dataclasses import replace
from datetime import date

import pytest

from adjoin.domain.catalog import Catalog
from adjoin.drafts.brief import Brief, Evidence
from adjoin.drafts.checker.check import check_all
from adjoin.drafts.draft import Draft, DraftKind
from adjoin.drafts.offline import offline_drafts
from adjoin.drafts.said_days import said_day, said_month, with_days_said
from drafts_words.briefs import BUYER, CEILING, CHAMPION, EVALUATOR, NEW_BUYER, SAAS, USER


def one(brief: Brief, kind: DraftKind) -> Draft:
    return next(draft for draft in offline_drafts(brief) if draft.kind is kind)


def test_a_new_person_is_spoken_to_and_the_others_are_told() -> None:
    role = "If we see it right, you took on the role of VP Data at Quill House in September"
    question = one(NEW_BUYER, DraftKind.OPENING_QUESTION)
    assert (question.to, question.body) == ("C1", f"{role}; what is on your list first?")
    assert f"{role}." in one(NEW_BUYER, DraftKind.BUYER_MESSAGE).body
    told = one(NEW_BUYER, DraftKind.USER_MESSAGE).body
    assert "VP Data Zoe Horvat is new in that role since 14 Sep." in told


def test_the_opening_question_goes_to_the_buyer_else_the_user_else_the_champion() -> None:
    people = [BUYER, USER, CHAMPION, EVALUATOR]
    for place, person in enumerate(people):
        brief = replace(SAAS, people=tuple(reversed(people[place:])))
        assert one(brief, DraftKind.OPENING_QUESTION).to == person.contact_id
        assert f"put the opening question to {person.name}" in one(brief, DraftKind.HYPOTHESIS).body
    assert one(replace(SAAS, people=()), DraftKind.OPENING_QUESTION).to is None


@pytest.mark.parametrize(
    ("share", "asks"),
    [
        ("96 %", "when there is no more room?"),
        ("100 %", "once it is reached?"),
        ("114 %", "once it is reached?"),
    ],
)
def test_the_question_suits_the_level_of_the_limit(share: str, asks: str) -> None:
    says = f"Tern Pipeline report runs at {share} of the limit"
    brief = replace(SAAS, evidence=(replace(CEILING, says=says),))
    body = one(brief, DraftKind.OPENING_QUESTION).body
    assert body.startswith(f"You are at {share} of the limit")
    assert body.endswith(asks)
    assert "room" not in body or share == "96 %"


@pytest.mark.parametrize(("days", "is_told"), [(64.0, True), (365.0, True), (366.0, False), (683.0, False)])
def test_a_median_of_more_than_a_year_is_told_to_ours_alone(days: float, is_told: bool) -> None:
    brief = replace(SAAS, probability=0.1, like_median_days=days)
    said = f"after a median of {days:.0f} days"
    assert said in one(brief, DraftKind.HYPOTHESIS).body
    assert (said in one(brief, DraftKind.BUYER_MESSAGE).body) == is_told


def test_days_near_the_letter_have_no_year() -> None:
    written_on = date(2026, 11, 20)
    assert said_day(date(2026, 7, 17), written_on) == "17 Jul"
    assert said_day(date(2027, 1, 12), written_on) == "12 Jan"
    assert said_day(date(2026, 1, 12), written_on) == "12 Jan 2026"
    assert (said_month(date(2026, 7, 1), written_on), said_month(date(2024, 7, 1), written_on)) == (
        "July",
        "July 2024",
    )
    assert with_days_said("on 2026-10-30, not 2026-13-45", written_on) == "on 30 Oct, not 2026-13-45"


def test_a_gate_that_closed_keeps_every_message_back_and_the_hypothesis_says_so() -> None:
    brief = replace(SAAS, held_back="2 urgent tickets are open; opens on 12 Oct")
    products = tuple(p for p in (SAAS.product, SAAS.base_product) if p)
    for checked in check_all(offline_drafts(brief), brief, Catalog(products=products)):
        ours = checked.draft.kind is DraftKind.HYPOTHESIS
        assert checked.ready == ours
        if ours:
            assert (
                "Do not send anything now: 2 urgent tickets are open; opens on 12 Oct." in checked.draft.body
            )
        else:
            (fault,) = checked.faults
            assert (fault.code, fault.says) == (
                "wrong_moment",
                "do not send now: 2 urgent tickets are open; opens on 12 Oct",
            )


def test_one_person_is_a_person() -> None:
    says = "A new team, finance, uses what the account has: 1 people since 2026-09-01"
    team = Evidence("signal:team_expansion", "team_expansion", says, date(2026, 9, 1))
    for draft in offline_drafts(replace(SAAS, evidence=(team,))):
        assert draft.kind is DraftKind.HYPOTHESIS or "1 people" not in draft.body
