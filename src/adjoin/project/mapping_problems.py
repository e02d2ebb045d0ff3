"""What is wrong with the mapping of a project whose files have other problems too: all are told at once."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from adjoin.domain.canonical import CANONICAL, LEDGER_ONLY
from adjoin.project.yaml_file import YamlFile
from adjoin.sources.load import bind_tables
from adjoin.sources.mapping import Source, TableMapping

Part = TypeVar("Part", bound=BaseModel)


def mapping_problems(root: Path, file: YamlFile) -> list[str]:
    """Missing files, sources and columns of the tables that are well written, one sentence each.

    Nothing if a source is not well written: what reads from it cannot be told.
    """
    asked = _as_mapping(file.data.get("sources"))
    sources = _valid(Source, asked)
    if len(sources) < len(asked):
        return []
    found: list[str] = []
    for name, mapping in _valid(TableMapping, _as_mapping(file.data.get("tables"))).items():
        if name not in CANONICAL or name in LEDGER_ONLY:
            continue
        _, problems, unreachable = bind_tables(root, sources, {name: mapping})
        said = [problem.removeprefix(f"tables.{name}: ") for problem in (*problems, *unreachable)]
        found += [file.problem(("tables", name), words) for words in said]
    return found


def _as_mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _valid(model: type[Part], written: dict[Any, Any]) -> dict[str, Part]:
    """Those that validate; the problems of the others are told with the file's."""
    found: dict[str, Part] = {}
    for name, value in written.items():
        try:
            found[str(name)] = model.model_validate(value)
        except ValidationError:
            continue
    return found
