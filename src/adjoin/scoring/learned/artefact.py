"""A learned model as one JSON file: readable, no pickle, the same bytes for the same model.

The trees are LightGBM's own text. The file names its format; another format, or a file that is damaged, is refused
with what to do.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from adjoin.domain.errors import ConfigurationError
from adjoin.scoring.learned.bands import Bands
from adjoin.scoring.learned.calibrator import Calibrator
from adjoin.scoring.learned.examples import Feature
from adjoin.scoring.learned.learned import Learned
from adjoin.scoring.learned.raw import Raw
from adjoin.scoring.learned.reach import Chooser, Reach
from adjoin.scoring.learned.report import Report
from adjoin.scoring.learned.ridge import Ridge
from adjoin.scoring.learned.selection import Selection
from adjoin.scoring.learned.trees import Trees

FORMAT = 1


class ArtefactError(ConfigurationError):
    """The file is no artefact that this version can read: what, where, and what to do next."""


def save(learned: Learned, path: Path) -> None:
    """Write the artefact; an existing file is replaced whole, never half."""
    told = {
        "format": FORMAT,
        "adjoin": version("adjoin"),
        "as_of": None if learned.as_of is None else learned.as_of.isoformat(),
        "seed": learned.seed,
        "features": [asdict(feature) for feature in learned.features],
        "weights": [asdict(weight) for weight in learned.weights],
        "report": asdict(learned.report),
        "selection": asdict(learned.selection),
        "bands": asdict(learned.bands),
        "calibrator": asdict(learned.calibrator),
        "ridge": None if learned.raw is None else asdict(learned.raw.ridge),
        "trees": None if learned.raw is None or learned.raw.trees is None else learned.raw.trees.text,
        "reach": None if learned.reach is None else _reach(learned.reach),
    }
    beside = path.with_name(path.name + ".part")
    beside.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    beside.replace(path)


def load(path: Path) -> Learned:
    """Read an artefact. Raises ArtefactError for another format, or a file that is missing or damaged."""
    told = _read(path)
    if told.get("format") != FORMAT:
        raise ArtefactError(
            f"{path}: format {told.get('format')!r} of Adjoin {told.get('adjoin', '?')}; this version reads format "
            f"{FORMAT}. Run `adjoin learn` again, or use the version that wrote it."
        )
    try:
        return _learned(told)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as problem:
        raise _damaged(path, str(problem)) from problem


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise ArtefactError(
            f"{path}: there is no such artefact. Run `adjoin learn` to make one."
        ) from problem
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise _damaged(path, str(problem)) from problem
    if not isinstance(told, dict):
        raise _damaged(path, "it holds no object")
    return told


def _damaged(path: Path, why: str) -> ArtefactError:
    return ArtefactError(
        f"{path}: not a readable artefact ({why}). Run `adjoin learn` again, or restore the file."
    )


def _learned(told: dict[str, Any]) -> Learned:
    raw = told["ridge"]
    features = tuple(
        Feature(**{**each, "levels": None if each["levels"] is None else tuple(each["levels"])})
        for each in told["features"]
    )
    return Learned(
        features=features,
        as_of=None if told["as_of"] is None else date.fromisoformat(told["as_of"]),
        seed=told["seed"],
        raw=None if raw is None else Raw(Ridge(**_tuples(raw)), _trees(told["trees"])),
        calibrator=Calibrator(**_tuples(told["calibrator"])),
        reach=None if told["reach"] is None else _reach_of(told["reach"]),
        selection=Selection(**_tuples(told["selection"])),
        bands=Bands(**_tuples(told["bands"])),
        report=Report(**told["report"]),
    )


def _trees(text: str | None) -> Trees | None:
    """Read at once, so that damage is found on loading."""
    if text is None:
        return None
    if not isinstance(text, str) or not text.startswith("tree\n") or "end of trees" not in text:
        raise ValueError("the trees are cut short")
    return Trees(text)


def _reach(reach: Reach) -> dict[str, Any]:
    told = asdict(reach.chooser)
    told["trees"] = None if reach.chooser.trees is None else reach.chooser.trees.text
    return {"chooser": told, "threshold": reach.threshold}


def _reach_of(told: dict[str, Any]) -> Reach:
    chooser = _tuples(told["chooser"])
    return Reach(Chooser(**{**chooser, "trees": _trees(chooser["trees"])}), told["threshold"])


def _tuples(told: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples they were."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
