"""Adjoin: which product naturally follows which, who is ready for it, and when not to ask."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from adjoin.desk import Desk

__version__ = version("adjoin")
__all__ = ["__version__", "open"]


def open(folder: str | Path = ".") -> Desk:  # noqa: A001 - adjoin.open(folder) is how people say it
    """Open a project: `adjoin.open(folder).show("recommendations")` gives an Arrow table."""
    from adjoin.desk import open_desk  # noqa: PLC0415 - keeps `import adjoin` light

    return open_desk(folder)
