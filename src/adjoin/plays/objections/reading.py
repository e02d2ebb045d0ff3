"""The objections of a project: those that ship, and its own in `plays/objections.yaml`, which add to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.facts.own_sql.files import Refusal, in_one_line, text_of
from adjoin.plays.objections.form import EffectForm, ObjectionForm
from adjoin.plays.objections.objection import Objection

FILE = "plays/objections.yaml"
_KEYS = (*ObjectionForm.model_fields, *EffectForm.model_fields)


@dataclass(frozen=True)
class Objections:
    """All that can be used, the shipped ones first, and the project's own that are refused by name."""

    known: tuple[Objection, ...]
    refused: tuple[Refusal, ...] = ()

    def get(self, objection_id: str) -> Objection:
        """The objection of that id. ConfigurationError with the nearest spelling where there is none."""
        for objection in self.known:
            if objection.id == objection_id:
                return objection
        ids = [objection.id for objection in self.known]
        raise ConfigurationError(
            f"There is no objection '{objection_id}'{nearest(objection_id, ids)}; known are {', '.join(ids)}."
        )


@cache
def shipped_objections() -> tuple[Objection, ...]:
    """The five that customers say most."""
    text = files("adjoin.plays.objections").joinpath("objections.yaml").read_text("utf-8")
    forms = YAML(typ="safe", pure=True).load(text)["objections"]
    return tuple(ObjectionForm.model_validate(form).objection(own=False) for form in forms)


def read_objections(root: Path) -> Objections:
    """The shipped objections and those of `root`/plays/objections.yaml: an id that ships is replaced, another joins.

    A broken entry refuses itself, never the others; a file that cannot be read at all refuses itself.
    """
    known = {objection.id: objection for objection in shipped_objections()}
    path = root / FILE
    if not path.is_file():
        return Objections(tuple(known.values()))
    try:
        entries = _entries(text_of(path, FILE))
    except ConfigurationError as error:
        return Objections(tuple(known.values()), (Refusal("objections", FILE, in_one_line(error)),))
    found: dict[str, Objection] = {}
    refused: list[Refusal] = []
    for line, entry in entries:
        name = str(entry.get("id", "?")) if isinstance(entry, dict) else "?"
        try:
            found[name] = _own(entry, line, found)
        except ConfigurationError as error:
            refused.append(Refusal(name, FILE, in_one_line(error)))
    return Objections(tuple((known | found).values()), tuple(refused))


def _entries(text: str) -> Iterator[tuple[int, Any]]:
    """Each entry with the line on which it begins. ConfigurationError where the file has not the form at all."""
    try:
        marked = YAML(typ="rt").load(text)
        plain = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise ConfigurationError(f"{FILE}, line {line}: not valid YAML: {error.problem}.") from None
    except (YAMLError, ValueError) as error:
        raise ConfigurationError(f"{FILE}: not valid YAML: {error}.") from None
    listed = marked.get("objections") if isinstance(marked, CommentedMap) else None
    if not isinstance(listed, CommentedSeq):
        raise ConfigurationError(
            f"{FILE}: begin with `objections:` and a list of entries, each with an `id`."
        )
    return iter([(listed.lc.item(place)[0] + 1, entry) for place, entry in enumerate(plain["objections"])])


def _own(entry: Any, line: int, found: dict[str, Objection]) -> Objection:
    place = f"{FILE}, line {line}"
    try:
        form = ObjectionForm.model_validate(entry)
    except ValidationError as error:
        raise ConfigurationError(*(f"{place}{_sentence(item)}." for item in error.errors())) from None
    if form.id in found:
        raise ConfigurationError(f"{place}: '{form.id}' is there twice; keep one.")
    return form.objection(own=True)


def _sentence(item: Any) -> str:
    where = ".".join(str(part) for part in item["loc"])
    said = {
        "extra_forbidden": "there is no such key"
        + nearest(str(item["loc"][-1]) if item["loc"] else "", _KEYS),
        "missing": "is missing",
    }.get(item["type"], str(item["msg"]).removeprefix("Value error, "))
    return f"{', ' + where if where else ''}: {said}"
