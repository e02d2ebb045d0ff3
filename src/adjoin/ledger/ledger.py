"""The ledger as its callers hold it: each method is one transaction."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import sqlalchemy as sa

from adjoin.domain.entry import Arm, Entry, GhostPlay, Publication, Recorded
from adjoin.domain.experiment import CreditRule, Experiment
from adjoin.domain.play import Campaign, Change, Play, PlayKind, Step, Task
from adjoin.domain.trial import Trial, TrialChange, TrialHistory, TrialStep
from adjoin.ledger import (
    credit,
    entries,
    experiments,
    outlines,
    plays,
    publications,
    seen,
    shown,
    stepping,
    trials,
)
from adjoin.ledger.opening import alone, open_engine, writing
from adjoin.ledger.outlines import Outline

if TYPE_CHECKING:
    import pyarrow as pa


class Ledger:
    """What cannot be computed again: publications, what runs saw and decided, what people did.

    `state` is the project's state folder (SQLite at `state/ledger.db`); `url` puts the ledger on PostgreSQL.
    Opening creates or migrates the tables. Safe to use from several threads.
    """

    def __init__(self, state: Path, url: str | None = None) -> None:
        self.engine = open_engine(state, url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def commit_run(
        self,
        publication: Publication,
        seen_changes: "pa.Table | None" = None,
        arms: Sequence[Arm] = (),
        ghost_plays: Sequence[GhostPlay] = (),
        shown_rows: "pa.Table | None" = None,
    ) -> None:
        """The only commit of a run, in one transaction: publication, pointer, seen log, arms, ghost plays, shown.

        A rerun of one as_of replaces the seen rows, ghost plays and shown rows of that date; arms, once drawn, stand.
        A run for an earlier as_of than the newest already seen leaves the seen log alone (see `seen.changes`).
        `shown_rows`: None leaves what that date showed as it is.
        """
        with writing(self.engine) as connection:
            alone(connection)
            publications.publish(connection, publication)
            publications.decide(connection, publication.as_of, arms, ghost_plays)
            if seen_changes is not None:
                seen.replace(connection, publication.as_of, seen_changes)
            if shown_rows is not None:
                shown.replace(connection, publication.as_of, shown_rows)

    def current(self) -> Publication | None:
        """The publication that readers follow, None before the first run."""
        with self._reading() as connection:
            return publications.current(connection)

    def publication(self, as_of: date) -> Publication | None:
        """The newest publication that speaks for `as_of`."""
        with self._reading() as connection:
            return publications.publication_of(connection, as_of)

    def publications(self) -> tuple[Publication, ...]:
        """All publications, oldest first."""
        with self._reading() as connection:
            return publications.publications(connection)

    def first_load(self) -> date | None:
        """The earliest date a publication ever spoke for, None before the first run."""
        with self._reading() as connection:
            return publications.first_load(connection)

    def arms(self, before: date) -> tuple[Arm, ...]:
        """The arms drawn on earlier dates than `before`."""
        with self._reading() as connection:
            return publications.arms(connection, before)

    def ghost_plays(self, before: date) -> tuple[GhostPlay, ...]:
        """The ghost plays of earlier dates than `before`."""
        with self._reading() as connection:
            return publications.ghost_plays(connection, before)

    def start_experiment(
        self, experiment: Experiment, arms: Sequence[Arm], at: datetime, run_id: str | None = None
    ) -> None:
        """Keep an experiment with the arms drawn for it. ConfigurationError if one of that name was ever started."""
        with writing(self.engine) as connection:
            experiments.start(connection, experiment, arms, at, run_id)

    def stop_experiment(self, name: str, on: date, by: str, why: str) -> Experiment:
        """End an experiment. ConfigurationError if there is none of that name, or it has ended."""
        with writing(self.engine) as connection:
            return experiments.stop(connection, name, on, by, why)

    def experiments(self) -> tuple[Experiment, ...]:
        """All experiments, in the order they were started."""
        with self._reading() as connection:
            return experiments.experiments(connection)

    def add_credit_rule(self, rule: CreditRule, at: datetime, run_id: str | None = None) -> None:
        """Add a rule of sharing out deals (see `credit.add`)."""
        with writing(self.engine) as connection:
            credit.add(connection, rule, at, run_id)

    def credit_rules(self) -> tuple[CreditRule, ...]:
        """The rules of sharing out deals, the oldest first."""
        with self._reading() as connection:
            return credit.rules(connection)

    def proposals(self) -> "pa.Table":
        """When each account first had a slot of the week for a product (see `shown.proposals`)."""
        with self._reading() as connection:
            return shown.proposals(connection)

    def previous(self, before: date) -> "pa.Table":
        """What was last shown of each account on an earlier date than `before` (see `shown.previous`)."""
        with self._reading() as connection:
            return shown.previous(connection, before)

    def latest_seen(self, before: date | None = None) -> "pa.Table":
        """table_name, row_key, columns: the newest version of each row, of those seen before `before`."""
        with self._reading() as connection:
            return seen.latest(connection, before)

    def seen_changes(self, now: "pa.Table", as_of: date) -> "pa.Table":
        """The rows of `now` that the run of `as_of` has to record (see `seen.changes`)."""
        with self._reading() as connection:
            return seen.changes(connection, now, as_of)

    def seen_history(self) -> "pa.Table":
        """table_name, row_key, columns, seen_on, seen_until (excluded; null: stands still)."""
        with self._reading() as connection:
            return seen.history(connection)

    def record(self, entry: Entry, at: datetime, run_id: str | None) -> int:
        """Add what a person did about an account on the publication `run_id` at `at` (aware); returns the entry's id.

        Raises ConfigurationError for a step of a play.
        """
        with writing(self.engine) as connection:
            return entries.record(connection, entry, at, run_id)

    def entries(self, account_id: str | None = None) -> tuple[Recorded, ...]:
        """What people did, in order, steps of plays among it; of one account if given."""
        with self._reading() as connection:
            return entries.entries(connection, account_id)

    def rests(self) -> tuple[Recorded, ...]:
        """What people said of accounts that keeps Adjoin off them: hands off, not now, snooze; in order."""
        with self._reading() as connection:
            return entries.rests(connection)

    def accept(
        self, play: Play, tasks: Sequence[Task], step: Step, at: datetime, run_id: str | None = None
    ) -> Play:
        """Open a play with its tasks; returns it with its id. Of several at once one wins (see `stepping.accept`).

        Raises ConflictError, and keeps nothing, if the group has a running play of that kind.
        """
        with writing(self.engine) as connection:
            return stepping.accept(connection, play, tasks, step, at, run_id)

    def take_step(
        self,
        play_id: int,
        decide: Callable[[Campaign], Change],
        at: datetime,
        run_id: str | None = None,
        token: str | None = None,
    ) -> Campaign:
        """Take one step of a play, alone at it: `decide` sees the campaign as it stands and says what the step does.

        What `decide` raises is raised, and nothing is kept. A token seen before, in `token` or in the step, returns
        the campaign unchanged; given as `token` it is looked at before `decide` is asked.
        """
        with writing(self.engine) as connection:
            return stepping.take_step(connection, play_id, decide, at, run_id, token)

    def campaign(self, play_id: int) -> Campaign:
        """One play with its tasks and steps. ConfigurationError if there is none of that id."""
        with self._reading() as connection:
            return plays.campaign(connection, play_id)

    def tasks_added_by(self, play_id: int) -> dict[int, int]:
        """Place of each task of a play → the entry whose step added it."""
        with self._reading() as connection:
            return plays.added_by(connection, play_id)

    def campaigns(self, as_of: date | None = None, account_id: str | None = None) -> tuple[Campaign, ...]:
        """Every play, or those of an account, built again from the steps that took effect by `as_of`, or from all."""
        with self._reading() as connection:
            return plays.campaigns(connection, as_of, account_id)

    def outlines(self) -> tuple[Outline, ...]:
        """Every running play in short, in the order they were accepted (see `outlines.Outline`)."""
        with self._reading() as connection:
            return outlines.outlines(connection)

    def count_over(self) -> int:
        """How many plays have ended."""
        with self._reading() as connection:
            return plays.count_over(connection)

    def plays(self, *, only_running: bool = False) -> tuple[Play, ...]:
        """All plays, in the order they were accepted, or those that are not over."""
        with self._reading() as connection:
            return plays.plays(connection, only_running=only_running)

    def running(self, account_id: str, kind: PlayKind | None = None) -> Play | None:
        """The play at an account that is not over; of any kind, the one that sells before a fix of adoption."""
        with self._reading() as connection:
            return plays.running(connection, account_id, kind)

    def running_at(self, account_id: str) -> tuple[Play, ...]:
        """The plays at an account that are not over, at most one of each kind: the one that sells first."""
        with self._reading() as connection:
            return plays.running_at(connection, account_id)

    def tasks(self, *, only_running: bool = True) -> tuple[Task, ...]:
        """The tasks of the plays that are not over, or of all plays, by play and place."""
        with self._reading() as connection:
            return plays.tasks(connection, only_running=only_running)

    def start_trial(
        self, trial: Trial, step: TrialStep, at: datetime, run_id: str | None = None
    ) -> TrialHistory:
        """Begin a trial; returns it with its id. Of several at once one wins (see `trials.start`).

        Raises ConflictError, and keeps nothing, if one of that product runs at that account.
        """
        with writing(self.engine) as connection:
            return trials.start(connection, trial, step, at, run_id)

    def step_trial(
        self,
        trial_id: int,
        decide: Callable[[TrialHistory], TrialChange],
        at: datetime,
        run_id: str | None = None,
        token: str | None = None,
    ) -> TrialHistory:
        """Take one step of a trial, alone at it; a token seen before returns it unchanged (see `trials.take_step`)."""
        with writing(self.engine) as connection:
            return trials.take_step(connection, trial_id, decide, at, run_id, token)

    def trial(self, trial_id: int) -> TrialHistory:
        """One trial with its steps. ConfigurationError if there is none of that id."""
        with self._reading() as connection:
            return trials.history(connection, trial_id)

    def trials(self, as_of: date | None = None, account_id: str | None = None) -> tuple[TrialHistory, ...]:
        """Every trial, or those of an account, by the steps that took effect by `as_of`, or by all."""
        with self._reading() as connection:
            return trials.histories(connection, as_of, account_id)

    def trial_begun_with(self, token: str) -> TrialHistory | None:
        """The trial that was started with this token; None if none was."""
        with self._reading() as connection:
            return trials.begun_with(connection, token)

    def _reading(self) -> sa.Connection:
        return self.engine.connect()
