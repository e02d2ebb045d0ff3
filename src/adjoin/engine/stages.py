"""The stages of a run, in order. Each reads tables and leaves tables; none knows what day it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from adjoin.affinity.after_signals import measure_after_signals
from adjoin.affinity.bases import build_bases
from adjoin.affinity.measure import measure
from adjoin.affinity.next_product.ranking import rank_next_products
from adjoin.affinity.paths.published import PUBLISHED as PATHS
from adjoin.affinity.paths.walk import walk
from adjoin.affinity.published import AFTER_SIGNALS, PUBLISHED
from adjoin.decisions.decide import decide
from adjoin.decisions.diagnosis.diagnose import diagnose
from adjoin.decisions.earlier import earlier
from adjoin.decisions.notes import notes_of_decisions
from adjoin.decisions.pathways.rank import rank_pathways
from adjoin.decisions.stability.two_axes import place_on_two_axes
from adjoin.domain.errors import ConfigurationError
from adjoin.engine.campaigns import put_campaigns
from adjoin.engine.loading import load_tables, mapped_names, present_names, reconcile
from adjoin.engine.measuring import put_measurement
from adjoin.engine.offers import notes_of_offers, put_offers
from adjoin.engine.pages import Watched, page_tables
from adjoin.engine.predicting import predict
from adjoin.engine.texts import match_all
from adjoin.experiments.holding.hold_out import hold_out
from adjoin.experiments.readouts.reading import read_out
from adjoin.experiments.uplift.learning import learn_uplift
from adjoin.facts.build import Settings, build_facts, fact_schema
from adjoin.gates.judging import judge
from adjoin.ledger import Ledger
from adjoin.measurement.shadow import shadow
from adjoin.offers.trials.putting import put_trials
from adjoin.people.know import know_people
from adjoin.plays.motions import build_motions
from adjoin.plays.references.finding import find_references
from adjoin.project.project import Project
from adjoin.scoring.score import score, settle
from adjoin.scoring.snapshot.score_snapshot import score_snapshot
from adjoin.signals.detector import Detector
from adjoin.signals.detectors import build_signals, detectors
from adjoin.signals.record.history import Watch, watch_past
from adjoin.signals.record.record import record
from adjoin.signals.sightings import Seen
from adjoin.signals.tryouts import THRESHOLDS, try_out
from adjoin.sources.report import LoadReport
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments

SEED = 20
"""Of the draws within a run: the same tables give the same rows."""


def _nobody(_says: str) -> None:
    """Nobody wants to know how far a stage is."""


@dataclass
class Run:
    """What a run carries from stage to stage; the rows themselves stay in the warehouse.

    `resting`: detectors that did not run, and those that cannot be tried at another threshold, each with why.
    `says`: what the run has to say about itself, each with what it is about. `tell`: who hears how far a stage is.
    `model`: the artefact that was read, None without one. `silent`: in shadow mode, nobody is shown what to do.
    `learned_by`: the last day whose models may be used, where that is not the moment. `known_since`: since when rows
    without a date are known, where that is not for the ledger to say.
    """

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
    resting: dict[str, str] = field(default_factory=dict)
    says: list[tuple[str, str]] = field(default_factory=list)
    known_since: date | None = None
    learned_by: date | None = None
    silent: bool = False
    model: str | None = None
    tell: Callable[[str], None] = field(default=_nobody)

    @property
    def watching(self) -> Sequence[Detector]:
        """The detectors built in and those of the project's own."""
        return [*detectors(), *self.project.own.detectors]

    @property
    def first_load(self) -> date:
        """Since when rows without a date are known."""
        if self.known_since:
            return self.known_since
        first = self.ledger.first_load()
        return min(first, self.moment) if first else self.moment

    @property
    def models_until(self) -> date:
        """Until when a learned model must have been made: on a past date the day before it."""
        return self.learned_by or self.moment

    @property
    def moment(self) -> date:
        """The date this run speaks for, known once the tables are loaded."""
        if self.as_of is None:
            raise RuntimeError("the as-of date is known only after loading")
        return self.as_of

    @property
    def settings(self) -> Settings:
        return self.project.configuration.settings

    @property
    def ends_from(self) -> date | None:
        """Since when ends are recorded, where that is mapped."""
        return self.project.configuration.tables["subscriptions"].ends_from


@dataclass(frozen=True)
class Stage:
    """One step: what it says it is doing, and what it does."""

    says: str
    do: Callable[[Run], None]


def load(run: Run) -> None:
    """The project's tables, and the date they speak for."""
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


def _texts(run: Run) -> None:
    open_moments(run.warehouse, [run.moment], run.first_load, usage_rolled_up=True)
    says = match_all(run.project, run.warehouse, run.tell)
    run.says += [("texts", says)] if says else []


def _past(run: Run) -> None:
    watch = Watch(run.watching, run.settings, run.present, usage_rolled_up=True)
    left = watch_past(run.warehouse, run.project.catalog, watch, run.moment, run.first_load)
    run.schema |= left


def facts(run: Run) -> None:
    """The facts of the moment."""
    open_moments(run.warehouse, [run.moment], run.first_load, usage_rolled_up=True)
    build_facts(run.warehouse, run.project.catalog, run.settings)
    run.schema |= fact_schema()


def affinity(run: Run) -> None:
    """Which product follows which, and what each open cell builds on."""
    measure(run.warehouse, run.project.catalog, run.moment, run.settings, run.ends_from)
    run.schema |= PUBLISHED
    run.schema |= build_bases(run.warehouse, run.schema)


def signals(run: Run) -> Seen:
    """The signals of the moment; gives what was seen and which detectors did not run."""
    seen = build_signals(run.warehouse, run.schema, run.settings, run.present, run.watching)
    for name in ("signals", "detector_weights", "woken", "missing_kinds", "upsells"):
        run.schema[name] = tuple(run.warehouse.read_columns(name))
    return seen


def gates(run: Run) -> None:
    """When not to."""
    left_out = judge(run.warehouse, run.schema, run.settings, run.mapped, run.project.own_gates)
    run.says += [("gates", f"The gate '{name}' is left out: {why}") for name, why in left_out.items()]
    run.schema["gates"] = tuple(run.warehouse.read_columns("gates"))


def holding(run: Run) -> None:
    """Who is held out of plays by an experiment."""
    run.schema |= hold_out(run.warehouse, run.schema, run.settings)


def scores(run: Run) -> None:
    """How likely, worth how much."""
    run.schema |= score(run.warehouse, run.schema, run.settings)
    plays, currency = run.project.plays, run.project.configuration.currency
    run.schema |= build_motions(run.warehouse, run.schema, plays.motions, currency)
    undated = score_snapshot(run.warehouse, run.schema, SEED, run.settings)
    run.schema |= settle(run.warehouse, run.schema, run.settings, predict(run), undated)


def decisions(run: Run) -> None:
    """One next best product an account, given who is held out and what was shown on earlier dates."""
    past = earlier(run.ledger.previous(run.moment))
    run.schema |= decide(run.warehouse, run.schema, run.settings, past)
    run.says += notes_of_decisions(run.warehouse, run.moment)
    run.schema |= diagnose(run.warehouse, run.schema, run.settings)
    run.schema |= place_on_two_axes(run.warehouse, run.schema, run.settings)


def _facts(run: Run) -> None:
    facts(run)
    reconcile(run.project, run.warehouse, run.moment)


def _affinity(run: Run) -> None:
    affinity(run)
    asked = (run.warehouse, run.project.catalog, run.moment, run.settings, run.ends_from)
    walk(*asked)
    measure_after_signals(*asked)
    run.schema |= {**AFTER_SIGNALS, **PATHS}
    run.schema |= rank_next_products(run.warehouse, run.settings)


def _signals(run: Run) -> None:
    seen = signals(run)
    untried = try_out(run.warehouse, run.schema, run.watching, run.settings, seen.off)
    run.schema["tried_thresholds"] = tuple(THRESHOLDS.names)
    run.resting = {**untried, **seen.off}
    run.schema |= record(run.warehouse, run.moment, run.settings)


def _experiments(run: Run) -> None:
    """What came of experiments, ours and those made elsewhere, and whom they moved."""
    holding(run)
    run.schema |= read_out(run.warehouse, run.schema, run.settings)
    run.schema |= learn_uplift(run.warehouse, run.schema, run.settings, SEED)


def _decisions(run: Run) -> None:
    decisions(run)
    silence = shadow(run.project.configuration.mode, run.ledger.first_load(), run.moment)
    run.silent = silence.silent
    run.says += [("shadow", silence.says)] if silence.says else []
    run.warehouse.put("shadow", silence.table())
    run.schema |= rank_pathways(run.warehouse, run.schema, run.settings)


def people(run: Run) -> None:
    """Who plays which part, who knows them, the way to who pays, and customers to speak to."""
    run.schema |= know_people(run.warehouse, run.schema, run.settings)
    run.schema |= find_references(run.warehouse, run.schema, run.settings)


def offers(run: Run) -> None:
    """Bundles, what lies unused, what does not fit together, the strategy, and trials."""
    run.schema |= put_offers(run.warehouse, run.schema, run.project)
    run.says += notes_of_offers(run.warehouse)
    run.schema |= put_trials(
        run.warehouse, run.ledger.trials(run.moment), run.moment, run.schema, run.settings
    )


def _pages(run: Run) -> None:
    if run.report is None:
        raise RuntimeError("the pages show what was loaded")
    project = run.project
    watched = Watched(run.watching, project.own, run.resting, project.own_gates, project.refused)
    page_tables(run.warehouse, run.schema, run.report, watched, run.says)
    put_campaigns(run.warehouse, run.ledger, run.moment)


STAGES: tuple[Stage, ...] = (
    Stage("reading and checking the tables", load),
    Stage("reading what customers wrote", _texts),
    Stage("what was seen in the past year", _past),
    Stage("holdings, weeks, renewals", _facts),
    Stage("which product follows which", _affinity),
    Stage("who outgrew what they have", _signals),
    Stage("when not to", gates),
    Stage("what experiments say", _experiments),
    Stage("how likely, worth how much", scores),
    Stage("one next best product an account", _decisions),
    Stage("whom to speak to, and by whom", people),
    Stage("what to offer, and what it would give away", offers),
    Stage("what the pages show", _pages),
    Stage("did it work, and what should change", put_measurement),
)
