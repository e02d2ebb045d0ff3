"""Each text is embedded once; what cannot be read is embedded again."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from adjoin.language.embeddings import Embeddings
from adjoin.language.encoder import Encoder
from language.test_encoder import small_encoder

TEXTS = ["1 2 3", "4 5", "6", "1 2 3"]


@dataclass
class Counted:
    """Texts that an encoder was given to read."""

    read: list[str]


def counted() -> tuple[Encoder, Counted]:
    encoder, seen = small_encoder(), Counted([])

    def tokenize(texts: object) -> list[list[int]]:
        assert isinstance(texts, list)
        seen.read += texts
        return encoder.tokenize(texts)

    return replace(encoder, tokenize=tokenize), seen


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    encoder, seen = counted()
    first = Embeddings(encoder, tmp_path).vectors(TEXTS)
    assert seen.read == ["1 2 3", "4 5", "6"]
    told: list[tuple[int, int]] = []
    again = Embeddings(encoder, tmp_path)
    assert np.array_equal(again.vectors([*TEXTS, "7 8"], lambda done, of: told.append((done, of)))[:4], first)
    assert seen.read == ["1 2 3", "4 5", "6", "7 8"]
    assert told == [(1, 1)]
    assert first == pytest.approx(encoder.encode(TEXTS), abs=1e-3)
    assert not list(tmp_path.rglob("*.part"))


def test_a_broken_or_foreign_part_is_embedded_again(tmp_path: Path) -> None:
    encoder, seen = counted()
    first = Embeddings(encoder, tmp_path).vectors(TEXTS)
    (part,) = tmp_path.rglob("*.npz")
    part.write_bytes(part.read_bytes()[:40])
    (part.parent / "foreign.npz").write_text("not an archive", "utf-8")
    np.savez(part.parent / "other.npz", digests=np.zeros((1, 3), np.uint8), vectors=np.zeros((1, 2)))
    assert np.array_equal(Embeddings(encoder, tmp_path).vectors(TEXTS), first)
    assert len(seen.read) == 6
    Embeddings(encoder, tmp_path).vectors(TEXTS)
    assert len(seen.read) == 6


def test_another_model_has_its_own_vectors(tmp_path: Path) -> None:
    encoder, seen = counted()
    Embeddings(encoder, tmp_path).vectors(TEXTS)
    Embeddings(replace(encoder, fingerprint="another"), tmp_path).vectors(TEXTS)
    assert len(seen.read) == 6


def test_no_texts_no_vectors() -> None:
    assert Embeddings(small_encoder()).vectors([]).shape == (0, 8)
