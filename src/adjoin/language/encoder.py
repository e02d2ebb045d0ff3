"""A sentence encoder of BERT's shape in numpy: texts → vectors of length 1, without torch and without a network.

Devlin et al. 2019 (the layers), Reimers & Gurevych 2019 (the mean of the last layer's tokens). Texts are run
together with others of the same number of tokens, so nothing is padded and nothing needs a mask.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import numpy as np
import numpy.typing as npt

from adjoin.language.gelu import gelu

Vectors = npt.NDArray[np.float32]
Tokens = npt.NDArray[np.int64]
Progress = Callable[[int, int], None]
"""Called with texts done and texts in all."""

TOKENS = 256
TOKENS_AT_ONCE = 1024


class Tokenizer(Protocol):
    """What the encoder asks of a tokenizer: the token ids of each text, special ones included."""

    def __call__(self, texts: Sequence[str]) -> list[list[int]]: ...


@dataclass(frozen=True)
class Shape:
    """The numbers of a model's config.json that its weights do not show."""

    layers: int
    heads: int
    epsilon: float


@dataclass(frozen=True)
class Encoder:
    """A model: its weights by BERT's names, its tokenizer, and `fingerprint`, which tells it from any other."""

    weights: dict[str, Vectors]
    shape: Shape
    tokenize: Tokenizer
    fingerprint: str

    @property
    def width(self) -> int:
        return int(self.weights["embeddings.word_embeddings.weight"].shape[1])

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """len(texts) × width; what lies beyond TOKENS tokens of a text is not read."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        tokens = self.tokenize(texts)
        done = 0
        for places in _batches(tokens):
            ids = np.array([tokens[place] for place in places], np.int64)
            pooled = self._hidden(ids).mean(axis=1)
            vectors[places] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
            done += len(places)
            if progress:
                progress(done, len(texts))
        return vectors

    def _hidden(self, ids: Tokens) -> Vectors:
        """The last layer: texts × tokens × width."""
        w = self.weights
        state = w["embeddings.word_embeddings.weight"][ids]
        state = state + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        state += w["embeddings.token_type_embeddings.weight"][0]
        state = self._normed(state, "embeddings.LayerNorm")
        for layer in range(self.shape.layers):
            at = f"encoder.layer.{layer}"
            seen = self._linear(self._attended(state, at), f"{at}.attention.output.dense")
            state = self._normed(state + seen, f"{at}.attention.output.LayerNorm")
            wide = gelu(self._linear(state, f"{at}.intermediate.dense"))
            state = self._normed(state + self._linear(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")
        return state

    def _attended(self, state: Vectors, at: str) -> Vectors:
        """What each token takes from the others of its text, all heads side by side."""
        texts, length, width = state.shape
        size = width // self.shape.heads

        def split(part: str) -> Vectors:
            whole = self._linear(state, f"{at}.attention.self.{part}")
            return whole.reshape(texts, length, self.shape.heads, size).transpose(0, 2, 1, 3)

        scores = split("query") @ split("key").transpose(0, 1, 3, 2)
        scores *= np.float32(1 / np.sqrt(size))
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        taken = (scores @ split("value")).transpose(0, 2, 1, 3).reshape(texts, length, width)
        return np.asarray(taken, np.float32)

    def _linear(self, state: Vectors, name: str) -> Vectors:
        flat = state.reshape(-1, state.shape[-1]) @ self.weights[f"{name}.weight"].T
        flat += self.weights[f"{name}.bias"]
        return flat.reshape(*state.shape[:-1], -1)

    def _normed(self, state: Vectors, name: str) -> Vectors:
        centred = state - state.mean(axis=-1, keepdims=True)
        variance = np.einsum("ntw,ntw->nt", centred, centred)[..., None] / np.float32(state.shape[-1])
        centred /= np.sqrt(variance + np.float32(self.shape.epsilon))
        return np.asarray(centred * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"], np.float32)


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places of texts with equally many tokens, about TOKENS_AT_ONCE tokens together."""
    ordered = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
    for length, group in groupby(ordered, key=lambda place: len(tokens[place])):
        places, most = list(group), max(1, TOKENS_AT_ONCE // length)
        for start in range(0, len(places), most):
            yield places[start : start + most]
