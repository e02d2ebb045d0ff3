"""A project's own words: used where they are sound, refused by name where they are not."""

from pathlib import Path

import pytest

from adjoin.drafts.draft import DraftKind
from adjoin.drafts.offline import offline_drafts, written
from adjoin.drafts.own_words import read_words
from adjoin.drafts.word_files import FILES, Words, shipped
from drafts_words.briefs import BANK, GUESS, RETAIL, SAAS


def project(root: Path, **files: str) -> Words:
    (root / "words").mkdir()
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (root / "words" / f"{stem}.{suffix}").write_text(text, "utf-8")
    return read_words(root)


def body(words: Words, kind: DraftKind = DraftKind.OPENING_QUESTION) -> str:
    return next(draft.body for draft in offline_drafts(SAAS, words) if draft.kind is kind)


def test_without_the_folder_there_are_the_shipped_words(tmp_path: Path) -> None:
    assert read_words(tmp_path) == shipped()


def test_every_shipped_file_can_be_replaced_by_itself(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "src" / "adjoin" / "drafts" / "words"
    assert {file.name for file in folder.iterdir()} == set(FILES)
    (tmp_path / "words").mkdir()
    for file in folder.iterdir():
        (tmp_path / "words" / file.name).write_text(file.read_text("utf-8"), "utf-8")
    words = read_words(tmp_path)
    assert words.refused == ()
    for brief in (SAAS, BANK, GUESS):
        assert offline_drafts(brief, words) == offline_drafts(brief)


def test_an_own_template_is_used(tmp_path: Path) -> None:
    words = project(tmp_path, opening_question_jinja="{{ seen }}. What now, {{ company }}?")
    assert words.refused == ()
    assert body(words).endswith("What now, Corvid Apps?")


def test_own_kinds_and_industries_are_laid_over_ours(tmp_path: Path) -> None:
    words = project(
        tmp_path,
        kinds_yaml="usage_ceiling:\n- {seen: 'The jar is full', topic: 'The jar', asks: 'who empties it'}\n",
        industries_yaml="saas: {buyer: 'Own words.'}\nretail: {words: [retail], mind: 'Slow.', blocker: 'Shops'}\n",
    )
    assert words.refused == ()
    assert body(words) == "The jar is full; who empties it?"
    assert "Own words." in body(words, DraftKind.BUYER_MESSAGE)
    assert words.families["saas"].words == shipped().families["saas"].words
    assert "Shops" in offline_drafts(RETAIL, words)[0].body
    assert offline_drafts(BANK, words) == offline_drafts(BANK)


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("opening_question_jinja", "{{ sen }}?", "there is no placeholder 'sen' (did you mean 'seen'?)"),
        ("opening_question_jinja", "one\n{% if seen %}?", "line 2: Unexpected end of template"),
        ("opening_question_jinja", "{{ industry.colour }}", "it breaks where everything is known"),
        ("opening_question_jinja", "{{ base + '!' }}", "it breaks where nothing is known"),
        ("opening_question_jinja", "{{ ''.__class__.__mro__ }}", "it breaks where everything is known"),
        ("opening_question_jinja", "  \n", "it comes out empty where everything is known"),
        ("opning_question_jinja", "{{ seen }}", "(did you mean 'opening_question.jinja'?)"),
        (
            "kinds_yaml",
            "asked: [{sen: a, topic: b, asks: c}]",
            "there is no entry 'sen' (did you mean 'seen'?)",
        ),
        (
            "kinds_yaml",
            "asked: [{seen: '{{ dy }}', topic: b, asks: c}]",
            "no placeholder 'dy' (did you mean 'day'?)",
        ),
        ("kinds_yaml", "asked: [{reads: '(', seen: a, topic: b, asks: c}]", "is no regular expression"),
        (
            "kinds_yaml",
            "asked: [{names: [who], seen: a, topic: b, asks: c}]",
            "'who' is no group of its expression",
        ),
        ("kinds_yaml", "asked: []", "asked has no form"),
        ("kinds_yaml", "asked: [", "this is not YAML"),
        ("industries_yaml", "saas: {byer: x}", "there is no entry 'byer' (did you mean 'buyer'?)"),
        ("industries_yaml", "retail: {words: [retail]}", "retail, mind is missing"),
        ("industries_yaml", "saas: {buyer: 'In {{ weeks }}.'}", "there is no placeholder 'weeks'"),
        ("industries_yaml", "- saas", "write entries with a name each"),
    ],
)
def test_a_broken_file_is_refused_by_name_and_ours_used(
    tmp_path: Path, file: str, text: str, why: str
) -> None:
    words = project(tmp_path, **{file: text})
    assert len(words.refused) == 1
    refusal = words.refused[0]
    stem, _, suffix = file.rpartition("_")
    assert refusal.file == f"words/{stem}.{suffix}"
    assert refusal.why.startswith(refusal.file)
    assert why in refusal.why
    assert refusal.why.endswith("Adjoin's own words are used instead")
    assert offline_drafts(SAAS, words) == offline_drafts(SAAS)


def test_a_template_that_breaks_on_one_account_gives_way_there_alone(tmp_path: Path) -> None:
    words = project(
        tmp_path,
        user_message_jinja="{{ seen }}{% if need == 'verified' %}{{ 1 // (signals | length - 1) }}{% endif %}?",
    )
    assert words.refused == ()
    broken = written(BANK, words)
    assert [refusal.file for refusal in broken.refused] == ["words/user_message.jinja"]
    assert "breaks on the account A2" in broken.refused[0].why
    assert broken.drafts == offline_drafts(BANK)
    assert written(SAAS, words).refused == ()
