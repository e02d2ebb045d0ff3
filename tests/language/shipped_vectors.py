"""Writes the vectors of the sentences that ship with the package, by the default model: `make vectors`."""

import shutil
from pathlib import Path

from adjoin.language.embeddings import SHIPPED, Embeddings
from adjoin.language.model_files import DEFAULT, model_folder, open_model
from adjoin.language.shipped import background, functions, needs_said
from adjoin.plays.objections.classify import ordinary
from adjoin.plays.objections.reading import shipped_objections


def shipped_sentences() -> list[str]:
    """Those of the language room, and what replies are held against."""
    objections = [text for each in shipped_objections() for text in (*each.examples, *each.not_this)]
    functions_said = (word for line in functions() for word in line)
    return [*background(), *needs_said(), *functions_said, *objections, *ordinary()]


def main() -> None:
    shutil.rmtree(SHIPPED, ignore_errors=True)
    Embeddings(open_model(model_folder(DEFAULT, Path())), SHIPPED).vectors(shipped_sentences())


if __name__ == "__main__":
    main()
