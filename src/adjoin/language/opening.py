"""Which way of reading texts is in use, and the sentence that says so."""

from pathlib import Path

from adjoin.domain.errors import ConfigurationError
from adjoin.language.embeddings import Embeddings
from adjoin.language.model_files import DEFAULT, EXTRA, PACKAGE, has_extra, model_folder, open_model
from adjoin.warehouse.query import Value

AUTO, WORDS = "auto", "words"
SETTINGS: dict[str, dict[str, Value]] = {"text": {"model": AUTO}}
"""`settings.text.model`: a folder, `package:NAME`, `words` for none, or `auto` for what is installed."""

FOLDER = "embeddings"


def open_embeddings(model: str, root: Path, state: Path | None) -> tuple[Embeddings | None, str]:
    """The embeddings of the model set for a project, None for shared words; and what is in use, as a sentence.

    `root`: the project's folder, from which paths count. `state`: its state folder, where vectors are kept.
    ConfigurationError if a model is named and cannot be used; `auto` falls back to shared words.
    """
    if model == WORDS:
        return None, "Texts are matched by shared words only, as `settings.text.model: words` says."
    if model == AUTO and not _can_use_default(root):
        return None, (
            f"Texts are matched by shared words only, which finds few of them; {EXTRA} and name a model's folder "
            "in `settings: {text: {model: PATH}}`."
        )
    name = DEFAULT if model == AUTO else model
    embeddings = Embeddings(open_model(model_folder(name, root)), state / FOLDER if state else None)
    return embeddings, f"Texts are matched by a sentence model ({name.removeprefix(PACKAGE)})."


def _can_use_default(root: Path) -> bool:
    """Whether the extra and the files of the default model are installed."""
    try:
        model_folder(DEFAULT, root)
    except ConfigurationError:
        return False
    return has_extra()
