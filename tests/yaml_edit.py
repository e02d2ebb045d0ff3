"""Changes to a project's adjoin.yaml, as a person would make them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def settings(folder: Path, values: Mapping[str, Mapping[str, Any]]) -> None:
    """Set settings by the name of their owner."""
    told = _read(folder)
    told["settings"] = {name: dict(of) for name, of in values.items()}
    _write(folder, told)


def without_tables(folder: Path, *names: str) -> None:
    """Take tables out of the mapping."""
    told = _read(folder)
    for name in names:
        del told["tables"][name]
    _write(folder, told)


def _read(folder: Path) -> Any:
    return YAML().load((folder / "adjoin.yaml").read_text("utf-8"))


def _write(folder: Path, told: Any) -> None:
    with (folder / "adjoin.yaml").open("w", encoding="utf-8") as file:
        YAML().dump(told, file)
