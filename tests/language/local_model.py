"""The sentence model that `make setup` installs, or a reason to skip."""

from functools import cache
from pathlib import Path

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.language.embeddings import Embeddings
from adjoin.language.encoder import Encoder
from adjoin.language.model_files import DEFAULT, has_extra, model_folder, open_model


def model_or_skip() -> Encoder:
    """The encoder; the test is skipped where its files or the extra are not installed."""
    if not has_extra():
        pytest.skip("the text extra is not installed")
    try:
        return _model(model_folder(DEFAULT, Path()))
    except ConfigurationError as error:
        pytest.skip(str(error))


@cache
def _model(folder: Path) -> Encoder:
    return open_model(folder)


def embeddings_or_skip() -> Embeddings:
    """The model's embeddings, in memory, one for all tests of a process."""
    return _embeddings(model_or_skip().fingerprint)


@cache
def _embeddings(_: str) -> Embeddings:
    return Embeddings(model_or_skip())
