"""`adjoin run`: load → facts → affinity → signals → gates → scores → recommendations, published atomically."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version

from adjoin.decisions.earlier import to_keep
from adjoin.domain.entry import Publication
from adjoin.engine.connection import in_memory
from adjoin.engine.holding import arms_to_draw
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


def _within(progress: Progress, stage: str, place: int) -> Callable[[str], None]:
    return lambda says: progress(f"{stage}: {says}", place, len(STAGES) + 1)


@dataclass(frozen=True)
class RunOrder:
    """What a front end asks for. `today`: the load day; `clock`: UTC, for the audit only."""

    today: date
    clock: Clock
    as_of: date | None = None
    threads: int | None = None
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
        with in_memory(project.state, order.threads) as connection:
            state = Run(project, DuckWarehouse(connection), ledger, order.today, order.as_of)
            for place, stage in enumerate(STAGES):
                order.progress(stage.says, place, len(STAGES) + 1)
                state.tell = _within(order.progress, stage.says, place)
                stage.do(state)
            order.progress("publishing", len(STAGES), len(STAGES) + 1)
            run_id = f"{state.moment:%Y%m%d}-{len(published) + 1:04d}"
            rows = publish(connection, runs.begin(run_id))
            seen = ledger.seen_changes(seen_now(state.warehouse), state.moment)
            shown, ghosts = to_keep(state.warehouse, state.moment)
            if state.silent:
                shown, ghosts = shown.slice(0, 0), ()
            arms = arms_to_draw(state.warehouse, state.schema, ledger, state.moment)
        runs.finish(run_id)
        publication = Publication(
            run_id=run_id,
            as_of=state.moment,
            load_day=order.today,
            file=runs.file(run_id).name,
            started_at=started,
            finished_at=order.clock(),
            settings=_as_told(project.configuration.settings),
            versions=_versions(state.model),
            rows=rows,
        )
        ledger.commit_run(publication, seen, arms, ghosts, shown)
        return publication


def _as_told(settings: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """The settings as the ledger keeps them: a date as its ISO text."""
    return {
        owner: {
            name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
        }
        for owner, values in settings.items()
    }


def _versions(model: str | None) -> dict[str, str]:
    """What made the run: the libraries, and the artefact that scored it."""
    libraries = {name: version(name) for name in ("adjoin", "duckdb", "sqlglot")}
    return libraries if model is None else {**libraries, "model": model}
