"""What of a text may take up one thought: each of its sentences, and each two that follow one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]

MOST_WORDS = 40
THOUGHT = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_END = re.compile(r"(?<=[.!?;:])\s+|[\n\r]+")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that have a word; one without an end is cut every MOST_WORDS words."""
    found = []
    for part in _END.split(text):
        words = part.split()
        for start in range(0, len(words), MOST_WORDS):
            piece = " ".join(words[start : start + MOST_WORDS])
            if _WORD.search(piece):
                found.append(piece)
    return found


@dataclass(frozen=True)
class Passages:
    """The passages of many texts, in the order of the texts.

    `sentences`: each distinct one once. `text`: the place of a passage's text among the texts. `first`, `second`:
    its sentences' places; the same place twice where it is one sentence. `texts`: places of the texts that have any.
    """

    sentences: tuple[str, ...]
    text: Places
    first: Places
    second: Places

    @cached_property
    def texts(self) -> Places:
        return np.unique(self.text)

    @cached_property
    def starts(self) -> Places:
        """Where the passages of each of `texts` begin."""
        return np.searchsorted(self.text, self.texts)

    def said(self, passage: int) -> str:
        """The words of one passage."""
        one, other = self.sentences[self.first[passage]], self.sentences[self.second[passage]]
        return one if self.first[passage] == self.second[passage] else f"{one} {other}"


def passages_of(texts: Sequence[str]) -> Passages:
    """The passages of each text. A sentence under THOUGHT words (a heading, a greeting) says nothing by itself
    where the text has longer ones: it counts only beside its neighbour.
    """
    places: dict[str, int] = {}
    rows: list[tuple[int, int, int]] = []
    for place, text in enumerate(texts):
        sentences = sentences_of(text)
        own = [places.setdefault(sentence, len(places)) for sentence in sentences]
        long = [at for at, sentence in zip(own, sentences, strict=True) if len(sentence.split()) >= THOUGHT]
        rows += [(place, at, at) for at in (long or own)]
        rows += [(place, one, other) for one, other in pairwise(own)]
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return Passages(tuple(places), columns[:, 0], columns[:, 1], columns[:, 2])
