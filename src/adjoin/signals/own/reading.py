"""The detectors in a project's `signals/`: those that can be used, and those that are refused by name."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.files import Refusal, files_in, in_one_line, refuse_name, text_of
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
    found: dict[str, Detector] = {}
    refused: list[Refusal] = []
    paths = list(files_in(root / FOLDER, READERS))
    spoken_for = {*taken(), *(detector.name for detector in detectors())} if paths else set()
    for path in paths:
        file = f"{FOLDER}/{path.name}"
        try:
            build_on = f" To build on a built-in kind, write `kind: {path.stem}` in a file of another name."
            refuse_name(path.stem, file, spoken_for, found, build_on)
            found[path.stem] = READERS[path.suffix](path.stem, text_of(path, file), file)
        except ConfigurationError as error:
            refused.append(Refusal(path.stem, file, in_one_line(error)))
    return Own(tuple(found.values()), tuple(refused))


def left_out(own: Own, off: Mapping[str, str]) -> dict[str, str]:
    """The project's detectors that do not count, by name, and why: refused when read, or `off` in the run."""
    known = {detector.name for detector in own.detectors}
    stumbled = {name: in_one_line(why) for name, why in off.items() if name in known}
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
