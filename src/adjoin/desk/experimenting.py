"""Experiments of ours: say what one could see, start it with an approver, end it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from shlex import quote

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.experiment_book import BookNow, book_now
from adjoin.desk.person import Person
from adjoin.domain.entry import Arm
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.experiment import ArmName, Design, Experiment
from adjoin.experiments.drawing import draw_arms
from adjoin.experiments.planning import Expected, Visible, power_said, says, visible
from adjoin.experiments.settings import settings_of
from adjoin.ledger.experiments import refuse_beside

READ_AFTER = timedelta(days=365)
"""After its start an experiment is read, where no day is given."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An experiment as asked for; what is None is as `settings.experiments` says. `exclude`: accounts by id or name."""

    name: str
    design: str = Design.DELAYED_START
    held_share: float | None = None
    delay_days: int | None = None
    horizon_days: int | None = None
    read_on: date | None = None
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """An experiment with the arms that its start would draw, or drew, and what it will be able to see."""

    experiment: Experiment
    arms: tuple[Arm, ...]
    expected: Expected
    seen: tuple[Visible, ...]
    says: tuple[str, ...]


@on_one_publication
def plan(desk: Desk, wanted: Wanted, person: Person, on: date | None = None) -> Planned:
    """What `start` would do; nothing is kept. ConfigurationError for all that `start` refuses but an approver."""
    return _planned(desk, wanted, person, on)


@on_one_publication
def start(
    desk: Desk, wanted: Wanted, approver: str | None, person: Person, on: date | None = None
) -> Planned:
    """Draw the arms of every root of the book that is not excluded, and keep the experiment with what was said of it.

    The arms count from the day after. ConfigurationError without an approver, for terms that cannot be read, for a
    name that was used before, and while another experiment of ours goes on.
    """
    if approver is None or not approver.strip():
        raise ConfigurationError(
            f"{person.name} cannot start '{wanted.name}' without somebody who approves that accounts are held out: "
            "--approver WHO. First see what it could show: adjoin experiment plan " + quote(wanted.name)
        )
    planned = _planned(desk, wanted, person, on)
    approved = replace(planned, experiment=replace(planned.experiment, approver=approver.strip()))
    desk.ledger.start_experiment(approved.experiment, approved.arms, person.at, desk.publication().run_id)
    return approved


def stop(desk: Desk, name: str, why: str, person: Person, on: date | None = None) -> Experiment:
    """End it: whoever is held out is free from that day on. ConfigurationError for one that is not there, or over."""
    if not why.strip():
        raise ConfigurationError(f"Say why '{name}' is stopped: --why …")
    day = person.day(on, desk.publication().as_of)
    return desk.ledger.stop_experiment(name, day, person.name, why.strip())


def _planned(desk: Desk, wanted: Wanted, person: Person, on: date | None) -> Planned:
    as_of = desk.publication().as_of
    started_on = person.day(on, as_of)
    experiment = _experiment(desk, wanted, person, started_on)
    refuse_beside(desk.ledger.experiments(), experiment)
    book = book_now(desk, wanted.exclude)
    if not book.roots:
        raise ConfigurationError(
            f"Nobody is left for '{wanted.name}': every account of the book is excluded."
        )
    experiment = replace(experiment, excluded=book.excluded)
    arms = draw_arms(experiment.experiment, book.roots, experiment.held_share, started_on)
    expected = _expected(book, arms)
    level = settings_of(desk.project.configuration.settings).level
    seen = visible(expected, started_on, experiment.horizon_days, level)
    return Planned(
        experiment=replace(experiment, power=power_said(expected, seen, book.notes)),
        arms=arms,
        expected=expected,
        seen=seen,
        says=(*says(expected, seen), *book.notes),
    )


def _experiment(desk: Desk, wanted: Wanted, person: Person, started_on: date) -> Experiment:
    """As asked for, not yet approved. ConfigurationError with every problem."""
    usual = settings_of(desk.project.configuration.settings)
    designs = [str(design) for design in Design]
    if wanted.design not in designs:
        raise ConfigurationError(
            f"There is no design '{wanted.design}'{nearest(wanted.design, designs)}. Use {' or '.join(designs)}."
        )
    design = Design(wanted.design)
    delay = usual.delay_days if wanted.delay_days is None else wanted.delay_days
    experiment = Experiment(
        experiment=wanted.name.strip(),
        design=design,
        held_share=usual.held_share if wanted.held_share is None else wanted.held_share,
        delay_days=delay if design is Design.DELAYED_START else None,
        horizon_days=usual.horizon_days if wanted.horizon_days is None else wanted.horizon_days,
        started_on=started_on,
        read_on=wanted.read_on or started_on + READ_AFTER,
        approver="",
        person=person.name,
    )
    problems = _problems(experiment, desk.publication().as_of, asked_delay=wanted.delay_days)
    if problems:
        raise ConfigurationError(*problems)
    return experiment


def _problems(experiment: Experiment, as_of: date, asked_delay: int | None) -> list[str]:
    """What keeps it from being read."""
    horizon, delay = experiment.horizon_days, experiment.delay_days
    read_from = experiment.started_on + timedelta(days=max(horizon, 1))
    wrong = {
        "Give the experiment a name.": not experiment.experiment,
        "--held-share is a share between 0 and 1, such as 0.5.": not 0 < experiment.held_share < 1,
        "--horizon is a number of days, at least 1.": horizon < 1,
        "A holdout lasts until it is stopped: leave --delay out.": delay is None and asked_delay is not None,
        f"--delay {delay} ends before the horizon of {horizon} days: those held out would be approached before "
        "their outcome is read.": delay is not None and delay < horizon,
        f"It cannot start on {experiment.started_on}, before {as_of}, the day the book was drawn up. "
        "Run: adjoin run": experiment.started_on < as_of,
        f"--read-on {experiment.read_on} comes too early: the first plays are {horizon} days old after "
        f"{read_from}.": experiment.read_on <= read_from,
    }
    return [says for says, is_so in wrong.items() if is_so]


def _expected(book: BookNow, arms: tuple[Arm, ...]) -> Expected:
    held = sum(arm.arm == ArmName.HELD for arm in arms)
    return Expected(
        approached=len(arms) - held,
        held=held,
        excluded=len(book.excluded),
        first_plays_a_week=book.first_plays_a_week,
        base_rate=book.base_rate,
    )
