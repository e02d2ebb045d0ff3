"""What is answered, and what an objection changes in the play."""

import re
from datetime import date

import pytest

from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.play import EffectKind
from adjoin.plays.objections.objection import PLACEHOLDERS, Objection
from adjoin.plays.objections.reading import shipped_objections

WORDS = {
    "account": "Linden Cafes",
    "product": "Kestrel Stock",
    "base_product": "Kestrel Till",
    "need": "the stock is copied by hand every evening",
    "person": "Ada Brandt",
}
BY_ID = {objection.id: objection for objection in shipped_objections()}
KNOWN = ("happy_as_is", "no_budget_yet", "adoption_first", "evaluating_others", "it_must_approve")


def test_the_five_known_ones_ship_each_with_its_artefact() -> None:
    assert {name: BY_ID[name].artefact for name in KNOWN} == {
        "happy_as_is": None,
        "no_budget_yet": ArtefactKind.PHASED_START,
        "adoption_first": ArtefactKind.ADOPTION_PLAN,
        "evaluating_others": ArtefactKind.MIGRATION_PLAN,
        "it_must_approve": ArtefactKind.TECHNICAL_BRIEF,
    }
    assert tuple(BY_ID) == KNOWN


@pytest.mark.parametrize("objection", shipped_objections(), ids=str)
def test_every_answer_can_be_sent_as_it_is(objection: Objection) -> None:
    said = objection.answer(WORDS)
    assert said.startswith("Hi Ada Brandt,\n\n")
    assert 40 <= len(said.split()) <= 110
    assert not re.search(r"[{}]|  |%|\d", said)


@pytest.mark.parametrize("objection", shipped_objections(), ids=str)
@pytest.mark.parametrize("unknown", PLACEHOLDERS)
def test_a_sentence_whose_word_is_not_known_is_left_out(objection: Objection, unknown: str) -> None:
    said = objection.answer({**WORDS, unknown: None})
    assert "None" not in said
    assert not re.search(r"[{}]|, \.|: \.", said)
    assert said[0].isupper()
    assert len(said.split()) >= 20
    assert objection.answer({}).count("{") == 0


def test_a_word_put_in_is_not_read_again() -> None:
    planted = {**WORDS, "need": "{product} costs {secret}"}
    assert "{product} costs {secret}" in BY_ID["happy_as_is"].answer(planted)


def test_each_has_examples_of_several_tones_and_no_sentence_twice() -> None:
    everything = [
        text for objection in shipped_objections() for text in (*objection.examples, *objection.not_this)
    ]
    assert len(everything) == len(set(everything))
    for objection in shipped_objections():
        assert len(objection.examples) >= 30
        lengths = [len(text.split()) for text in objection.examples]
        assert min(lengths) <= 6
        assert max(lengths) >= 11


def test_what_each_changes_in_the_play() -> None:
    kinds = {name: [effect.kind for effect in objection.effects] for name, objection in BY_ID.items()}
    assert EffectKind.SNOOZE in kinds["happy_as_is"]
    assert EffectKind.PUT_OFF in kinds["no_budget_yet"]
    assert EffectKind.PUT_OFF in kinds["adoption_first"]
    assert kinds["evaluating_others"][0] is EffectKind.URGENT
    assert {EffectKind.ASK_ROLE, EffectKind.NEEDS_REVIEW} <= set(kinds["it_must_approve"])
    assert all(effect.what for objection in BY_ID.values() for effect in objection.effects)


def test_the_play_waits_for_the_day_the_customer_names_and_for_no_other() -> None:
    budget = BY_ID["no_budget_yet"]
    opens = date(2027, 1, 4)
    (put_off,) = [e for e in budget.effects_on({"budget_opens": opens}) if e.kind is EffectKind.PUT_OFF]
    assert put_off.until == opens
    unnamed = budget.effects_on()
    assert EffectKind.PUT_OFF not in [effect.kind for effect in unnamed]
    (asking,) = [effect for effect in unnamed if effect.asks == "budget"]
    assert "which day the new budget opens" in asking.what


def test_tasks_added_by_an_objection_are_not_put_off_with_the_rest() -> None:
    """Effects are taken in order: what moves the open tasks stands before what adds some."""
    for objection in shipped_objections():
        moving = [
            place
            for place, effect in enumerate(objection.effects)
            if effect.kind in (EffectKind.PUT_OFF, EffectKind.URGENT)
        ]
        assert moving in ([], [0])
