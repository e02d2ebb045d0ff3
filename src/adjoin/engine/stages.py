"""The stages of a run, in order. Each reads tables and leaves tables; none knows what day it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from adjoin.affinity.measure import measure
from adjoin.decisions.decide import decide
from adjoin.domain.errors import ConfigurationError
from adjoin.engine.loading import load_tables, mapped_names, present_names, reconcile
from adjoin.engine.pages import page_tables
from adjoin.facts.build import Settings, build_facts, fact_schema
from adjoin.gates.judging import judge
from adjoin.language.matching import SCHEMA as TEXT_MATCHES
from adjoin.language.matching import match_texts
from adjoin.ledger import Ledger
from adjoin.project.project import Project
from adjoin.scoring.score import score
from adjoin.signals.detectors import build_signals
from adjoin.sources.report import LoadReport
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments


@dataclass
class Run:
    """What a run carries from stage to stage; the rows themselves stay in the warehouse."""

    project: Project
    warehouse: DuckWarehouse
    ledger: Ledger
    today: date
    asked_as_of: date | None
    report: LoadReport | None = None
    as_of: date | None = None
    schema: Schema = field(default_factory=dict)
    mapped: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()

    @property
    def moment(self) -> date:
        """The date this run speaks for, known once the tables are loaded."""
        if self.as_of is None:
            raise RuntimeError("the as-of date is known only after loading")
        return self.as_of

    @property
    def settings(self) -> Settings:
        return self.project.configuration.settings


@dataclass(frozen=True)
class Stage:
    """One step: what it says it is doing, and what it does."""

    says: str
    do: Callable[[Run], None]


def _load(run: Run) -> None:
    run.report = load_tables(run.project, run.warehouse, run.ledger, run.today)
    run.mapped = mapped_names(run.report)
    run.present = present_names(run.report)
    run.as_of = as_of_date(run.project, run.report, run.today, run.asked_as_of)


def as_of_date(project: Project, report: LoadReport, today: date, asked: date | None) -> date:
    """The date asked for, else the project's, else the newest usage day, else the load day; never after today."""
    configured = project.configuration.as_of
    chosen = asked or (None if configured == "latest" else configured)
    chosen = chosen or report.tables["usage"].fresh_on or today
    if chosen > today:
        raise ConfigurationError(f"as_of {chosen} lies ahead of today, {today}; choose an earlier date.")
    return chosen


def _facts(run: Run) -> None:
    first = run.ledger.first_load()
    open_moments(run.warehouse, [run.moment], min(first, run.moment) if first else run.moment)
    build_facts(run.warehouse, run.project.catalog, run.settings)
    reconcile(run.project, run.warehouse, run.moment)
    run.schema = fact_schema()


def _affinity(run: Run) -> None:
    mapping = run.project.configuration.tables["subscriptions"]
    measure(run.warehouse, run.project.catalog, run.moment, run.settings, mapping.ends_from)
    for name in ("affinity", "chances", "chances_beyond"):
        run.schema[name] = tuple(run.warehouse.read_columns(name))
    run.warehouse.build(queries_in("adjoin.affinity")["bases"])
    run.schema["bases"] = tuple(queries_in("adjoin.affinity")["bases"].columns)


def _texts(run: Run) -> None:
    query = queries_in("adjoin.engine")["distinct_texts"]
    texts = run.warehouse.fetch(query)["text"].to_pylist()
    run.warehouse.put("text_matches", match_texts(texts, run.project.catalog))
    run.schema["text_matches"] = tuple(TEXT_MATCHES.names)


def _signals(run: Run) -> None:
    build_signals(run.warehouse, run.schema, run.settings, run.present)
    run.schema["signals"] = tuple(run.warehouse.read_columns("signals"))
    run.schema["detector_weights"] = tuple(run.warehouse.read_columns("detector_weights"))


def _gates(run: Run) -> None:
    judge(run.warehouse, run.schema, run.settings, run.mapped)
    run.schema["gates"] = tuple(run.warehouse.read_columns("gates"))


def _scores(run: Run) -> None:
    run.schema |= score(run.warehouse, run.schema, run.settings)


def _decisions(run: Run) -> None:
    run.schema |= decide(run.warehouse, run.schema, run.settings)


def _pages(run: Run) -> None:
    if run.report is None:
        raise RuntimeError("the pages show what was loaded")
    page_tables(run.warehouse, run.schema, run.report, run.mapped)


STAGES: tuple[Stage, ...] = (
    Stage("reading and checking the tables", _load),
    Stage("holdings, weeks, renewals", _facts),
    Stage("which product follows which", _affinity),
    Stage("reading what customers wrote", _texts),
    Stage("who outgrew what they have", _signals),
    Stage("when not to", _gates),
    Stage("how likely, worth how much", _scores),
    Stage("one next best product an account", _decisions),
    Stage("what the pages show", _pages),
)
