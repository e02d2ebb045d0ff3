"""`adjoin learn`: refit weights and model on what became of approaches, into a versioned artefact."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from adjoin.domain.errors import RefusedError
from adjoin.engine.connection import in_memory
from adjoin.engine.examples import examples_until
from adjoin.engine.models import keep, newest, opened
from adjoin.engine.run import RunOrder
from adjoin.engine.stages import SEED, Run, load
from adjoin.ledger import Ledger
from adjoin.project.project import Project
from adjoin.scoring.learned.learn import learn as fit
from adjoin.scoring.learned.learned import Learned
from adjoin.scoring.learned.settings import settings_of
from adjoin.warehouse.publication import Runs
from adjoin.warehouse.warehouse import DuckWarehouse


@dataclass(frozen=True)
class Lesson:
    """What `learn` left: the artefact, the date it speaks for, whether it learned from approaches or deals, and how
    many of them lie before the first date looked at. `before`: the artefact that it takes the place of, and its path;
    None for the first."""

    learned: Learned
    path: Path
    as_of: date
    label: str
    too_early: int
    before: tuple[Learned, Path] | None = None


def learn(project: Project, order: RunOrder) -> Lesson:
    """Load, look at past approaches as they were known then, fit, and keep the artefact; publishes nothing.

    RefusedError if no approach and no opportunity is known at all; ConfigurationError, UnreachableError as `run`.
    """
    with Runs(project.state).lock(), Ledger(project.state, project.configuration.ledger) as ledger:
        with in_memory(project.state, order.threads) as connection:
            run = Run(project, DuckWarehouse(connection), ledger, order.today, order.as_of)
            run.tell = lambda says: order.progress(says, 0, 1)
            order.progress("reading and checking the tables", 0, 1)
            load(run)
            found = examples_until(run, run.moment, np.random.Generator(np.random.PCG64(SEED)))
        if found is None:
            raise RefusedError(
                f"As of {run.moment} no approach to a customer and no opportunity is known, so there is nothing to "
                "learn from: scores stay the prior's. Map `interactions` (direction, purpose, products_mentioned) or "
                "`opportunities`."
            )
        order.progress(f"fitting on {len(found.examples):,} approaches", 0, 1)
        chosen = settings_of(run.settings, found.horizon_days)
        learned = fit(found.examples, found.cells, chosen, SEED, run.moment)
        before = _before(project.state, run.moment)
        path = keep(learned, project.state, run.moment)
        return Lesson(learned, path, run.moment, found.label, found.too_early, before)


def _before(state: Path, until: date) -> tuple[Learned, Path] | None:
    """The newest artefact so far, where it can be read."""
    path = newest(state, until)
    model = opened(path)[0] if path else None
    return (model, path) if model and path else None
