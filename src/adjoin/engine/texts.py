"""What customers wrote and who they are, matched before the facts are built: a match depends on the text alone."""

from collections.abc import Callable

from adjoin.language.matching import match_texts
from adjoin.language.opening import AUTO, open_embeddings
from adjoin.language.titles import match_titles
from adjoin.project.project import Project
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse

Tell = Callable[[str], None]


def match_all(project: Project, warehouse: DuckWarehouse, tell: Tell) -> str | None:
    """Put `text_matches` and `title_matches` as known at the open moment; gives what texts are matched by, in words,
    None where there is nothing to match.

    `tell` hears how far the reading is, a tenth at a time. ConfigurationError if a model is named in the settings that
    cannot be used.
    """
    settings = project.configuration.settings
    found = queries_in("adjoin.language")
    texts = warehouse.fetch(found["texts"], settings.get("texts"))["text"].to_pylist()
    titles = warehouse.fetch(found["titles"])["title"].to_pylist()
    model = settings.get("text", {}).get("model", AUTO)
    if not texts and not titles and model == AUTO:
        return None
    embeddings, says = open_embeddings(model, project.root, project.state)
    warehouse.put("text_matches", match_texts(texts, project.catalog, embeddings, by_tenths(tell)))
    warehouse.put("title_matches", match_titles(titles, project.catalog, embeddings))
    return says


def by_tenths(tell: Tell) -> Callable[[int, int], None]:
    """Progress that speaks whenever another tenth is done."""
    said = 0

    def progress(done: int, of: int) -> None:
        nonlocal said
        tenth = 10 * done // max(of, 1)
        if tenth > said:
            said = tenth
            tell(f"{done:,} of {of:,} sentences")

    return progress
