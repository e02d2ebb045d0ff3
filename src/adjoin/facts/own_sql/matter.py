"""Front matter of a file of the user's own, held against what it may say."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.facts.own_sql.relations import readable
from adjoin.warehouse.query import Value

Said = TypeVar("Said", bound=BaseModel)


def read_matter(model: type[Said], text: str, source: str) -> Said:
    """The front matter in `text` (YAML) as a `model`. ConfigurationError says every entry that is wrong."""
    try:
        written = YAML(typ="safe", pure=True).load(text) or {}
    except YAMLError as error:
        said = " ".join(str(error).split())
        raise ConfigurationError(f"{source}: the front matter is not YAML: {said}.") from error
    if not isinstance(written, dict):
        raise ConfigurationError(
            f"{source}: write the front matter as `name: value` lines, at least `what: …`."
        )
    try:
        return model.model_validate(written)
    except ValidationError as error:
        entries = [field.alias or name for name, field in model.model_fields.items()]
        raise ConfigurationError(*(_sentence(item, entries, source) for item in error.errors())) from error


def wrong_in(needs: tuple[str, ...], parameters: Mapping[str, object], source: str) -> list[str]:
    """A sentence for each table that does not exist, and each parameter that is no single value."""
    tables = CANONICAL.keys() | readable().keys()
    return [
        f"{source}: needs names the table '{table}', which does not exist{nearest(table, CANONICAL)}."
        for table in needs
        if table not in tables
    ] + [
        f"{source}: the parameter {word} must be one number, text, date or flag, not {value!r}."
        for word, value in parameters.items()
        if not isinstance(value, Value)
    ]


def _sentence(item: Any, entries: list[str], source: str) -> str:
    where = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"{source}: the front matter has no entry '{where}'{nearest(str(item['loc'][-1]), entries)}."
    if item["type"] == "missing":
        return f"{source}: the front matter lacks `{where}`."
    said = str(item["msg"])
    return f"{source}: {where}: {said[:1].lower()}{said[1:]}, not {item['input']!r}."
