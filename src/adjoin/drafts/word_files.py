"""The words of the drafts as files: templates, forms of evidence, families of industries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, RootModel, ValidationError

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.drafts.draft import DraftKind
from adjoin.drafts.families import Families, Family
from adjoin.drafts.forms import Form, Kinds
from adjoin.facts.own_sql.files import Refusal

FOLDER = "words"
TEMPLATES = {f"{kind}.jinja": kind for kind in DraftKind}
KINDS, FAMILIES = "kinds.yaml", "industries.yaml"
FILES = (*TEMPLATES, KINDS, FAMILIES)
"""Every file that a project may replace."""


@dataclass(frozen=True)
class Words:
    """What drafts are made from. `own`: the kinds whose template is the project's. `refused`: files of the project
    that are left out, with the reason."""

    templates: Mapping[DraftKind, str]
    kinds: Kinds
    families: Families
    own: frozenset[DraftKind] = frozenset()
    refused: tuple[Refusal, ...] = field(default=())


@cache
def shipped() -> Words:
    """The words that come with Adjoin."""
    return Words(
        templates={kind: _text(file) for file, kind in TEMPLATES.items()},
        kinds=kinds_in(parsed(_text(KINDS), KINDS), KINDS),
        families=families_in(parsed(_text(FAMILIES), FAMILIES), FAMILIES),
    )


def parsed(text: str, file: str) -> dict[str, Any]:
    """A YAML file whose entries have names. ConfigurationError says why it is none."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only drafts need it here
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        found = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise ConfigurationError(f"{file}: this is not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found):
        raise ConfigurationError(f"{file}: write entries with a name each, such as `healthcare:`.")
    return found


def kinds_in(found: Mapping[str, Any], file: str) -> Kinds:
    """The forms by kind. ConfigurationError names every entry that is wrong."""
    forms: Kinds = _valid(RootModel[dict[str, tuple[Form, ...]]], found, file, Form)
    return forms


def families_in(found: Mapping[str, Any], file: str) -> Families:
    """The families by name. ConfigurationError names every entry that is wrong."""
    families: Families = _valid(RootModel[dict[str, Family]], found, file, Family)
    return families


def _valid(root: Any, found: Mapping[str, Any], file: str, entry: type[BaseModel]) -> Any:
    try:
        return root.model_validate(found).root
    except ValidationError as error:
        raise ConfigurationError(*(_sentence(item, entry, file) for item in error.errors())) from error


def _sentence(item: Any, entry: type[BaseModel], file: str) -> str:
    """What is wrong with one entry, and where."""
    where = ", ".join(f"form {part + 1}" if isinstance(part, int) else str(part) for part in item["loc"])
    name = str(item["loc"][-1])
    if item["type"] == "extra_forbidden":
        return f"{file}: {where}: there is no entry '{name}'{nearest(name, entry.model_fields)}."
    if item["type"] == "missing":
        return f"{file}: {where} is missing."
    return f"{file}: {where}: {item['msg'].removeprefix('Value error, ')}."


def _text(file: str) -> str:
    return files("adjoin.drafts").joinpath(FOLDER, file).read_text("utf-8")
