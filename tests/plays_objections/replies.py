"""Replies that were held out, and how well a reader reads them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from adjoin.language.passages import sentences_of
from adjoin.plays.objections.classify import Reader
from adjoin.plays.objections.likeness import ByBoth
from adjoin.plays.objections.own_words import own_words

Held = tuple[tuple[str | None, str], ...]


@cache
def held_out(name: str) -> Held:
    """(objection's id or None, reply) pairs of one file."""
    data = YAML(typ="safe", pure=True).load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"))
    said = [(objection, reply) for objection, replies in data["objections"].items() for reply in replies]
    return (*said, *((None, reply) for reply in data["unrelated"]))


@dataclass(frozen=True)
class Reading:
    """`named`: replies for which an objection was named; `right` of them; `held`: replies that hold one; `nearest`:
    of those, how many have the right one first, named or not; `false`: named where there is none."""

    named: int
    right: int
    held: int
    nearest: int
    false: int

    @property
    def precision(self) -> float:
        return self.right / max(self.named, 1)

    @property
    def recall(self) -> float:
        return self.right / self.held


def read(reader: Reader, replies: Held) -> Reading:
    if isinstance(reader.likeness, ByBoth):  # all at once is quicker; each keeps its vector
        reader.likeness.embeddings.vectors(
            [s for _, reply in replies for s in sentences_of(own_words(reply))]
        )
    named = right = held = nearest = false = 0
    for truth, reply in replies:
        found = reader.classify(reply)
        guess = found.found[0] if found.found else found.runner_up
        named += found.objection_id is not None
        right += truth is not None and found.objection_id == truth
        held += truth is not None
        nearest += guess is not None and guess.objection_id == truth
        false += truth is None and found.objection_id is not None
    return Reading(named, right, held, nearest, false)
