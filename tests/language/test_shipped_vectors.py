"""The vectors that ship are those of the model, of every sentence that ships."""

from pathlib import Path

import numpy as np
import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.language.embeddings import SHIPPED, Embeddings
from adjoin.language.model_files import DEFAULT, has_extra, model_folder, open_model
from language.shipped_vectors import shipped_sentences


@pytest.fixture(scope="module")
def embeddings() -> Embeddings:
    try:
        folder = model_folder(DEFAULT, Path())
    except ConfigurationError as error:
        pytest.skip(str(error))
    if not has_extra():
        pytest.skip("the extra `text` is not installed")
    return Embeddings(open_model(folder))


def test_every_shipped_sentence_has_its_vector(embeddings: Embeddings) -> None:
    embedded: list[int] = []
    embeddings.vectors(shipped_sentences(), lambda done, _: embedded.append(done))
    assert embedded == [], "run `make vectors`"


def test_the_vectors_are_the_models(embeddings: Embeddings) -> None:
    some = shipped_sentences()[::40]
    found = embeddings.vectors(some)
    assert np.abs(found - embeddings.encoder.encode(some)).max() < 1e-3  # they are kept in half precision


def test_they_are_one_part_of_one_model(embeddings: Embeddings) -> None:
    assert [folder.name for folder in SHIPPED.iterdir()] == [embeddings.encoder.fingerprint[:16]]
