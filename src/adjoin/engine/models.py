"""Where learned models are kept: one artefact a learning, named by the date it speaks for."""

from datetime import date
from pathlib import Path

from adjoin.domain.errors import ConfigurationError
from adjoin.scoring.learned.artefact import load, save
from adjoin.scoring.learned.learned import Learned

FOLDER = "models"


def newest(state: Path, until: date) -> Path | None:
    """The newest artefact that speaks for `until` or an earlier date; None where there is none."""
    found = [path for path in _all(state) if path.stem[:8] <= f"{until:%Y%m%d}"]
    return found[-1] if found else None


def keep(learned: Learned, state: Path, as_of: date) -> Path:
    """Write an artefact beside the earlier ones, which stay as they are; gives its path."""
    numbers = [int(path.stem[9:]) for path in _all(state)]
    path = state / FOLDER / f"{as_of:%Y%m%d}-{max(numbers, default=0) + 1:04d}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(learned, path)
    return path


def opened(path: Path) -> tuple[Learned | None, str | None]:
    """A learned model, or None and why it cannot be used: the run goes on with the prior and says so."""
    try:
        return load(path), None
    except ConfigurationError as problem:
        return None, f"{problem} Until then scores are the prior's."


def _all(state: Path) -> list[Path]:
    """Artefacts, the one for the latest date last; of one date the newest."""
    return sorted((state / FOLDER).glob("[0-9]" * 8 + "-[0-9]*.json"))
