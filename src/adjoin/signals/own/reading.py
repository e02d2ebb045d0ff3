"""The detectors in a project's `signals/`: those that can be used, and those that are refused by name."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from adjoin.domain.errors import ConfigurationError
from adjoin.signals.detector import Detector
from adjoin.signals.detectors import detectors
from adjoin.signals.own.python_file import own_python
from adjoin.signals.own.sql_file import own_sql
from adjoin.signals.sightings import off
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import Warehouse

FOLDER = "signals"
READERS: dict[str, Callable[[str, str, str], Detector]] = {".sql": own_sql, ".py": own_python}
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True)
class Refusal:
    """A detector that is left out. `file`: below the project; `why`: what is wrong, in one line that names the file."""

    name: str
    file: str
    why: str


@dataclass(frozen=True)
class Own:
    """The project's own detectors."""

    detectors: tuple[Detector, ...] = ()
    refused: tuple[Refusal, ...] = ()


NOTHING_OWN = Own()
"""Of a project without the folder."""


def read_own(root: Path, taken: Callable[[], Collection[str]] = tuple) -> Own:
    """Read `root`/signals/*.sql and *.py; nothing is run. A broken file refuses itself, never the others.

    `taken`: gives the names that something else has, besides the built-in detectors; asked only if need be.
    Files whose name begins with `_` are left alone.
    """
    folder = root / FOLDER
    if not folder.is_dir():
        return NOTHING_OWN
    found: dict[str, Detector] = {}
    refused: list[Refusal] = []
    spoken_for = {*taken(), *(detector.name for detector in detectors())}
    for path in sorted(folder.iterdir()):
        if path.suffix not in READERS or path.name.startswith("_"):
            continue
        file = f"{FOLDER}/{path.name}"
        try:
            _refuse_name(path.stem, file, spoken_for, found)
            found[path.stem] = READERS[path.suffix](path.stem, _text(path, file), file)
        except ConfigurationError as error:
            refused.append(Refusal(path.stem, file, in_one_line(error)))
    return Own(tuple(found.values()), tuple(refused))


def left_out(own: Own, off: Mapping[str, str]) -> dict[str, str]:
    """The project's detectors that do not count, by name, and why: refused when read, or `off` in the run."""
    known = {detector.name for detector in own.detectors}
    stumbled = {name: _joined(why) for name, why in off.items() if name in known}
    return {**{refusal.name: refusal.why for refusal in own.refused}, **stumbled}


def stumbling(
    warehouse: Warehouse,
    schema: Schema,
    own: Own,
    settings: Mapping[str, Mapping[str, Value]],
    present: frozenset[str],
) -> dict[str, str]:
    """Run the project's detectors for nothing but to see which break at the open moments, and why.

    `schema`: the relations that exist; `present`: the canonical tables that have a source.
    """
    found = off(own.detectors, present | schema.keys())
    for detector in own.detectors:
        if detector.name in found:
            continue
        try:
            detector.check(schema)
            detector.sightings(warehouse, settings.get(detector.name, {}))
        except ConfigurationError as error:
            found[detector.name] = in_one_line(error)
    return found


def in_one_line(error: ConfigurationError) -> str:
    """The error's sentences in one line, as they stand in a list of reasons."""
    return _joined(str(error))


def _joined(sentences: str) -> str:
    return " ".join(sentences.split("\n")).removesuffix(".")


def _refuse_name(name: str, file: str, taken: Collection[str], found: Collection[str]) -> None:
    if not _NAME.match(name):
        raise ConfigurationError(
            f"{file}: name the file in small letters, digits and _, beginning with a letter."
        )
    if name in taken:
        raise ConfigurationError(
            f"{file}: '{name}' is a name that Adjoin uses itself; rename the file. To build on a built-in kind, "
            f"write `kind: {name}` in a file of another name."
        )
    if name in found:
        raise ConfigurationError(f"{file}: there is another file of the name '{name}'; rename one.")


def _text(path: Path, file: str) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: this is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise ConfigurationError(f"{file}: it cannot be read: {error.strerror}.") from error
