"""`adjoin init`: both files of a project, drafted from the tables of a folder; written only when asked."""

from dataclasses import dataclass
from pathlib import Path

from adjoin.domain.errors import ConfigurationError
from adjoin.project.drafting.catalog_text import catalog_lines
from adjoin.project.drafting.findings import Findings
from adjoin.project.drafting.folder import Folder, read_folder
from adjoin.project.drafting.mapping_text import mapping_lines
from adjoin.project.drafting.products import draft_catalog
from adjoin.project.drafting.recognise import Recognised, Recogniser
from adjoin.project.drafting.vocabulary import vocabulary
from adjoin.project.drafting.writing import written
from adjoin.project.project import CATALOG, CONFIGURATION


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was chosen: the key it stands at, the line, and why."""

    where: str
    line: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """The text of both files, and every choice in them."""

    configuration: str
    catalog: str
    choices: tuple[Decision, ...]


def draft(folder: Path, into: Path) -> Draft:
    """A project for `into` from the CSV and Parquet files in `folder` and one level below.

    ConfigurationError if there is no folder, nothing in it to be read, or nothing that says who holds what.
    """
    shelf = read_folder(folder, into)
    try:
        return _draft(shelf, into)
    finally:
        shelf.connection.close()


def _draft(shelf: Folder, into: Path) -> Draft:
    words = vocabulary()
    found = Recogniser(shelf, words).recognise()
    _refuse_without_holdings(shelf, found)
    catalog = draft_catalog(shelf, found)
    if not catalog.products:
        raise ConfigurationError(_nothing(shelf, found, "no column that names products"))
    lines = mapping_lines(Findings(shelf, words, found), into.resolve().name)
    products = catalog_lines(catalog)
    choices = tuple(
        Decision(line.where, line.text.strip(), line.reason) for line in (*lines, *products) if line.where
    )
    return Draft(written(lines), written(products), choices)


def _refuse_without_holdings(shelf: Folder, found: dict[str, Recognised]) -> None:
    deals = found.get("opportunities")
    won = deals is not None and {"product_id", "closed_on", "outcome"} <= set(deals.columns)
    if "subscriptions" not in found and not won:
        raise ConfigurationError(_nothing(shelf, found, "no table of subscriptions or won deals"))
    if "subscriptions" not in found and "accounts" not in found:
        raise ConfigurationError(_nothing(shelf, found, "no table of accounts"))


def _nothing(shelf: Folder, found: dict[str, Recognised], what: str) -> str:
    used = {one.file.relation: table for table, one in found.items()}
    seen = "; ".join(
        f"{file.path} ({used.get(file.relation, 'not recognised')}: {', '.join(list(file.columns)[:8])})"
        for file in shelf.files
    )
    return (
        f"--from {shelf.place}: there is {what}. Seen: {seen}. Needed: a file with one row for each product "
        "that a customer holds, such as subscriptions.csv with account_id, product_id, started_on; "
        "rename a file or its columns so that they say so, or write adjoin.yaml by hand (docs/guides)."
    )


def write(drafted: Draft, into: Path) -> tuple[Path, ...]:
    """Write both files and give their paths. ConfigurationError if one is there; then neither is written."""
    texts = {into / CONFIGURATION: drafted.configuration, into / CATALOG: drafted.catalog}
    there = [str(path) for path in texts if path.exists()]
    if there:
        raise ConfigurationError(
            f"{' and '.join(there)} {'is' if len(there) == 1 else 'are'} there already and left as "
            f"{'it is' if len(there) == 1 else 'they are'}. Move {'it' if len(there) == 1 else 'them'} away, "
            "or draft into another folder: adjoin init OTHER --from FOLDER"
        )
    into.mkdir(parents=True, exist_ok=True)
    for path, content in texts.items():
        path.write_text(content, encoding="utf-8")
    return tuple(texts)
