"""The gates in a project's `gates/`: those that can be used, and those that are refused by name."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.files import Refusal, files_in, in_one_line, refuse_name, text_of
from adjoin.gates.own.sql_file import OwnGate, own_gate
from adjoin.warehouse.query import queries_in

FOLDER = "gates"


@dataclass(frozen=True)
class OwnGates:
    """The project's own gates."""

    gates: tuple[OwnGate, ...] = ()
    refused: tuple[Refusal, ...] = ()


NO_GATES = OwnGates()
"""Of a project without the folder."""


def read_own_gates(root: Path, taken: Callable[[], Collection[str]] = tuple) -> OwnGates:
    """Read `root`/gates/*.sql; nothing is run. A broken file refuses itself, never the others.

    `taken`: gives the names that something else has, besides the built-in gates; asked only if need be.
    Files whose name begins with `_` are left alone.
    """
    found: dict[str, OwnGate] = {}
    refused: list[Refusal] = []
    paths = list(files_in(root / FOLDER, (".sql",)))
    spoken_for = {*taken(), *queries_in("adjoin.gates")} if paths else set()
    for path in paths:
        file = f"{FOLDER}/{path.name}"
        try:
            refuse_name(path.stem, file, spoken_for, found, "")
            found[path.stem] = own_gate(path.stem, text_of(path, file), file)
        except ConfigurationError as error:
            refused.append(Refusal(path.stem, file, in_one_line(error)))
    return OwnGates(tuple(found.values()), tuple(refused))
