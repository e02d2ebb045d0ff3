"""The project's own objections join the shipped ones or replace them; a broken one is refused by name and place."""

from pathlib import Path

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.plays.objections.reading import FILE, Objections, read_objections, shipped_objections

OWN = """objections:
  - id: wants_a_discount
    name: Wants a discount
    examples: [that is too dear, can you do better on the price, our limit is lower]
    response: "Thank you, {person}."
    next_step: Talk about scope, not price.
  - id: happy_as_is
    name: Content
    examples: [all fine here, we need nothing, no thanks]
    response: Good to hear.
    next_step: Wait.
    effects:
      - {kind: snooze, days: 30, what: They are content}
"""


def read(root: Path, text: str) -> Objections:
    (root / "plays").mkdir(exist_ok=True)
    (root / FILE).write_text(text, "utf-8")
    return read_objections(root)


def test_without_a_file_there_are_the_shipped_ones(tmp_path: Path) -> None:
    assert read_objections(tmp_path) == Objections(shipped_objections())


def test_own_ones_join_and_replace(tmp_path: Path) -> None:
    found = read(tmp_path, OWN)
    assert found.refused == ()
    shipped = [objection.id for objection in shipped_objections()]
    assert [objection.id for objection in found.known] == [*shipped, "wants_a_discount"]
    assert found.get("happy_as_is").name == "Content"
    assert found.get("happy_as_is").own
    assert not found.get("no_budget_yet").own


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("next_step: Wait.", "nextstep: Wait."), "line 7, next_step: is missing"),
        (
            ("next_step: Wait.", "next_stp: Wait."),
            "line 7, next_stp: there is no such key (did you mean 'next_step'?)",
        ),
        (("days: 30, ", ""), "line 7, effects.0: snooze needs `days`"),
        (("Good to hear.", "Good, {persn}."), "there is no {persn} (did you mean 'person'?)"),
        (("next_step: Wait.", "next_step: Wait.\n    artefact: phased"), "did you mean 'phased_start'?"),
        (("id: happy_as_is", "id: Happy!"), "line 7, id:"),
        (("id: happy_as_is", "id: wants_a_discount"), "line 7: 'wants_a_discount' is there twice"),
        (("[all fine here, we need nothing, no thanks]", "[fine]"), "line 7, examples:"),
        (("kind: snooze", "kind: ask_role"), "ask_role needs `asks`, one of economic_buyer"),
    ],
)
def test_a_broken_entry_refuses_itself_alone(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    found = read(tmp_path, OWN.replace(*change))
    (refused,) = found.refused
    assert said in refused.why
    assert refused.why.startswith(FILE)
    assert "\n" not in refused.why
    assert found.get("wants_a_discount").own
    assert found.get("happy_as_is").name == "Happy with what they have", "the shipped one stays"


@pytest.mark.parametrize(
    "text", ["", "- a\n", "objections: {a: 1}\n", "objections: [\n", "objections: [2026-13-45]"]
)
def test_a_file_that_cannot_be_read_leaves_the_shipped_ones(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.known == shipped_objections()
    (refused,) = found.refused
    assert FILE in refused.why


def test_bytes_that_are_no_text_leave_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "plays").mkdir()
    (tmp_path / FILE).write_bytes(b"objections: \xff")
    assert "not UTF-8" in read_objections(tmp_path).refused[0].why


def test_an_unknown_id_gets_the_nearest_spelling() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'no_budget_yet'"):
        Objections(shipped_objections()).get("no_budget")
