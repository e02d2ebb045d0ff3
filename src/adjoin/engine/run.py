"""`adjoin run`: load → facts → affinity → signals → gates → scores → recommendations, published atomically."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb

from adjoin.domain.entry import Publication
from adjoin.engine.publish import publish, seen_now
from adjoin.engine.stages import STAGES, Run
from adjoin.ledger import Ledger
from adjoin.project.project import Project
from adjoin.warehouse.publication import Runs
from adjoin.warehouse.warehouse import DuckWarehouse

Progress = Callable[[str, int, int], None]
Clock = Callable[[], datetime]


def _silent(_name: str, _place: int, _of: int) -> None:
    """No progress wanted."""


@dataclass(frozen=True)
class RunOrder:
    """What a front end asks for. `today`: the load day; `clock`: UTC, for the audit only."""

    today: date
    clock: Clock
    as_of: date | None = None
    threads: int | None = None
    memory: str = "1200MB"
    progress: Progress = field(default=_silent)


def run(project: Project, order: RunOrder) -> Publication:
    """Run the project and publish. Raises before anything is published; the last good run then stands.

    ConfigurationError (a mapping or SQL that cannot run), RefusedError (data refused as a whole),
    UnreachableError (a source, or another run that holds the lock).
    """
    runs = Runs(project.state)
    with runs.lock(), Ledger(project.state, project.configuration.ledger) as ledger:
        published = ledger.publications()
        runs.sweep({publication.run_id for publication in published})
        started = order.clock()
        with duckdb.connect(":memory:", config=_limits(project, order)) as connection:
            state = Run(project, DuckWarehouse(connection), ledger, order.today, order.as_of)
            for place, stage in enumerate(STAGES):
                order.progress(stage.says, place, len(STAGES) + 1)
                stage.do(state)
            order.progress("publishing", len(STAGES), len(STAGES) + 1)
            run_id = f"{state.moment:%Y%m%d}-{len(published) + 1:04d}"
            rows = publish(connection, runs.begin(run_id))
            seen = ledger.seen_changes(seen_now(state.warehouse), state.moment)
        runs.finish(run_id)
        publication = Publication(
            run_id=run_id,
            as_of=state.moment,
            load_day=order.today,
            file=runs.file(run_id).name,
            started_at=started,
            finished_at=order.clock(),
            settings=project.configuration.settings,
            versions={name: version(name) for name in ("adjoin", "duckdb", "sqlglot")},
            rows=rows,
        )
        ledger.commit_run(publication, seen)
        return publication


def _limits(project: Project, order: RunOrder) -> dict[str, str | bool | int | float | list[str]]:
    spill = Path(project.state) / "spill"
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": order.memory,
        "temp_directory": str(spill),
        "preserve_insertion_order": True,
    }
    return limits | ({"threads": order.threads} if order.threads else {})
