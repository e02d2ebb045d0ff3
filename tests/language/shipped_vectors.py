"""Writes the vectors of the sentences that ship with the package, by the default model: `make vectors`."""

import shutil
from pathlib import Path

from adjoin.language.embeddings import SHIPPED, Embeddings
from adjoin.language.model_files import DEFAULT, model_folder, open_model
from adjoin.language.shipped import background, functions, needs_said


def shipped_sentences() -> list[str]:
    return [*background(), *needs_said(), *(word for line in functions() for word in line)]


def main() -> None:
    shutil.rmtree(SHIPPED, ignore_errors=True)
    Embeddings(open_model(model_folder(DEFAULT, Path())), SHIPPED).vectors(shipped_sentences())


if __name__ == "__main__":
    main()
