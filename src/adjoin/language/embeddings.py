"""The vectors of texts, each computed once: kept by the model's fingerprint and the digest of the text.

A part is one file of digests and vectors, written whole or not at all; parts are never changed. One that cannot be
read, or that another model or version wrote, is left aside and its texts are embedded again. The sentences that ship
with the package come with their vectors by the default model (`make vectors` writes them), so that a first run embeds
only what customers wrote.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from adjoin.language.encoder import Encoder, Progress, Vectors

SHIPPED = Path(__file__).with_name("vectors")
PART = 4096
DIGEST = 16
_UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


@dataclass(frozen=True)
class Embeddings:
    """An encoder and the folder where its vectors are kept; None keeps them in memory alone."""

    encoder: Encoder
    folder: Path | None = None

    def vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """len(texts) × width, of length 1 (to half precision, in which they are kept).

        `progress` is told how many of the texts that had no vector yet are done.
        """
        digests = [_digest(text) for text in texts]
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in self._known}
        waiting = list(new.items())
        for start in range(0, len(waiting), PART):
            part = waiting[start : start + PART]

            def told(done: int, _: int, start: int = start) -> None:
                if progress:
                    progress(start + done, len(waiting))

            encoded = self.encoder.encode([text for _, text in part], told).astype(np.float16)
            self._keep([digest for digest, _ in part], encoded)
        if not digests:
            return np.zeros((0, self.encoder.width), np.float32)
        return np.stack([self._known[digest] for digest in digests]).astype(np.float32)

    @cached_property
    def _known(self) -> dict[bytes, "np.ndarray[tuple[int], np.dtype[np.float16]]"]:
        known: dict[bytes, np.ndarray[tuple[int], np.dtype[np.float16]]] = {}
        for file in (file for home in self._homes for file in sorted(home.glob("*.npz"))):
            try:
                with file.open("rb") as opened, np.load(opened, allow_pickle=False) as part:
                    digests, vectors = part["digests"], part["vectors"]
            except _UNREADABLE:
                continue
            fits = digests.dtype == np.uint8 and digests.shape == (len(vectors), DIGEST)
            if fits and vectors.dtype == np.float16 and vectors.shape[1:] == (self.encoder.width,):
                known |= zip(map(bytes, digests), vectors, strict=True)
        return known

    def _keep(
        self, digests: Sequence[bytes], vectors: "np.ndarray[tuple[int, int], np.dtype[np.float16]]"
    ) -> None:
        self._known.update(zip(digests, vectors, strict=True))
        if self._home is None:
            return
        self._home.mkdir(parents=True, exist_ok=True)
        rows = np.frombuffer(b"".join(digests), np.uint8).reshape(-1, DIGEST)
        name = hashlib.sha256(rows.tobytes()).hexdigest()[:DIGEST]
        written = self._home / f".{name}.part"
        with written.open("wb") as file:
            np.savez(file, digests=rows, vectors=vectors)
        written.replace(self._home / f"{name}.npz")

    @property
    def _homes(self) -> list[Path]:
        """Where vectors of this model may lie: beside the package's sentences, and in the project."""
        return [home for home in (SHIPPED / self.encoder.fingerprint[:DIGEST], self._home) if home]

    @property
    def _home(self) -> Path | None:
        return None if self.folder is None else self.folder / self.encoder.fingerprint[:DIGEST]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:DIGEST]
