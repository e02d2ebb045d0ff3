"""Which objection a reply is, if it is one. A person confirms; a refusal is better than a wrong label.

Each passage of the reply gets, for each objection, the mean of two answers of a ridge: is it this one (four parts), is
it any (one part). It learns from the objections' examples and, as what is none, from their `not_this`, ordinary replies
and the language room's background. The confidence is the chance, by a logistic line through what the ridge said of each
sentence that it learned from when that was left out, that the nearest objection is right; most of those sentences are
no objection, so it errs on the careful side where replies mostly are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.language.embeddings import Embeddings
from adjoin.language.passages import passages_of
from adjoin.language.shipped import background, needs_said
from adjoin.plays.objections.likeness import ByBoth, ByPieces, Floats
from adjoin.plays.objections.objection import Objection
from adjoin.plays.objections.own_words import own_words
from adjoin.plays.objections.ridge import Ridge, fit_ridge
from adjoin.statistics.ridge_logistic import ridge_logistic

CONFIDENT = 0.6
"""From this confidence on an objection is named."""
STIFFNESS, IMPORTANCE, ANY = 2.0, 3.0, 0.25
USUAL, MOST = 30, 4.0
"""An objection with fewer than USUAL examples has each count more, up to MOST times."""
MOST_PASSAGES = 60


@dataclass(frozen=True, slots=True)
class Guess:
    """What a reply may be. `confidence`: 0–1. `passage`: the words that say so; `like`: the example nearest to them."""

    objection_id: str
    confidence: float
    passage: str
    like: str

    @property
    def why(self) -> str:
        return f"“{self.passage}” reads like “{self.like}”"


@dataclass(frozen=True, slots=True)
class Classified:
    """`found`: the objections that the reply holds, the surest first; none where nothing is sure enough.

    `others`: those that were not found, the likeliest first. `by_model`: whether a sentence model read it; without one,
    few replies are recognised.
    """

    found: tuple[Guess, ...]
    others: tuple[Guess, ...]
    by_model: bool

    @property
    def runner_up(self) -> Guess | None:
        """The likeliest that was not found."""
        return self.others[0] if self.others else None

    @property
    def objection_id(self) -> str | None:
        """The surest; None where a person has to choose."""
        return self.found[0].objection_id if self.found else None

    @property
    def confidence(self) -> float:
        """Of the surest, or of the one that would have been."""
        guess = self.found[0] if self.found else self.runner_up
        return guess.confidence if guess else 0.0

    @property
    def why(self) -> str:
        """What speaks for the surest, or for the likeliest where none is sure, in a sentence without a full stop."""
        if self.found:
            return self.found[0].why
        if self.runner_up is None:
            return "There is nothing to read in it"
        return self.runner_up.why


@dataclass(frozen=True)
class Reader:
    """What reads replies: build it once (`reader_of`), read many."""

    objections: tuple[Objection, ...]
    likeness: ByBoth | ByPieces
    owner: npt.NDArray[np.int64]
    ridge: Ridge
    line: tuple[float, float]

    def classify(self, reply: str) -> Classified:
        """The objections in a reply's own words. The text is only compared; nothing in it is followed."""
        by_model = isinstance(self.likeness, ByBoth)
        passages = passages_of([own_words(reply)])
        said = [passages.said(place) for place in range(min(len(passages.text), MOST_PASSAGES))]
        if not said or not self.objections:
            return Classified((), (), by_model)
        kernel = self.likeness.to(said)
        chance = special.expit(self.line[0] + self.line[1] * _blended(self.ridge.predict(kernel)))
        guesses = [self._guess(place, said, kernel, chance) for place in range(len(self.objections))]
        ordered = sorted(guesses, key=lambda guess: -guess.confidence)
        # Each passage speaks for the one it is nearest to, so that one thought is not found twice.
        own = {self.objections[place].id for place in chance.argmax(axis=1)}
        found = tuple(g for g in ordered if g.confidence >= CONFIDENT and g.objection_id in own)
        rest = tuple(guess for guess in ordered if guess not in found)
        return Classified(found, rest, by_model)

    def _guess(self, place: int, said: Sequence[str], kernel: Floats, chance: Floats) -> Guess:
        best = int(chance[:, place].argmax())
        examples = np.flatnonzero(self.owner == place)
        like = self.likeness.learned[examples[kernel[best, examples].argmax()]]
        confidence = round(float(chance[best, place]), 3)
        return Guess(self.objections[place].id, confidence, said[best], like)


def classify(reply: str, objections: Sequence[Objection], embeddings: Embeddings | None = None) -> Classified:
    """Which of the objections a reply holds. `embeddings`: the sentence model; None for shared pieces of words."""
    return reader_of(objections, embeddings).classify(reply)


def reader_of(objections: Sequence[Objection], embeddings: Embeddings | None = None) -> Reader:
    """What reads replies for these objections."""
    none = [text for objection in objections for text in objection.not_this]
    none += [*ordinary(), *background(), *needs_said()]
    learned = (*(text for objection in objections for text in objection.examples), *none)
    counts = [len(objection.examples) for objection in objections]
    owner = np.concatenate([np.repeat(np.arange(len(counts)), counts), np.full(len(none), -1)])
    likeness = ByBoth(learned, embeddings) if embeddings else ByPieces(learned)
    is_one = owner[:, None] == np.arange(len(counts))
    targets = np.column_stack([is_one, owner >= 0]).astype(np.float64)
    ridge = fit_ridge(likeness.to(learned), targets, _importance(owner, counts), STIFFNESS)
    return Reader(tuple(objections), likeness, owner, ridge, _line(ridge, owner))


@cache
def ordinary() -> tuple[str, ...]:
    """Replies that are no objection, invented."""
    text = files("adjoin.plays.objections").joinpath("ordinary.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line)


def _importance(owner: npt.NDArray[np.int64], counts: Sequence[int]) -> Floats:
    by_owner = [IMPORTANCE * float(np.clip(USUAL / max(count, 1), 1.0, MOST)) for count in counts]
    return np.array([*by_owner, 1.0])[owner]


def _blended(predicted: Floats) -> Floats:
    """Rows × objections, from each objection's own answer and that of the last column, whether it is any."""
    return np.asarray((predicted[:, :-1] + ANY * predicted[:, -1:]) / (1.0 + ANY), np.float64)


def _line(ridge: Ridge, owner: npt.NDArray[np.int64]) -> tuple[float, float]:
    """Intercept and slope of the chance that the nearest objection is right, over the rows left out."""
    blended = _blended(ridge.left_out)
    if not blended.shape[1]:
        return 0.0, 1.0
    nearest = blended.max(axis=1)
    right = (blended.argmax(axis=1) == owner).astype(np.float64)
    columns = np.column_stack([np.ones_like(nearest), nearest])
    fitted = ridge_logistic(columns, right, np.zeros_like(nearest), np.zeros(2), np.full(2, 20.0)).weight
    return float(fitted[0]), float(fitted[1])
