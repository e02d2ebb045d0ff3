"""How a play stands on a day: the 41-day clock, what is late, what was dropped at a hand-off."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from adjoin.domain.play import RUNNING, Campaign, Phase, PlayState, StepVerb, Task, TaskState
from adjoin.plays.business_days import business_days_between
from adjoin.plays.phases import CLOCK, PHASE_DAYS
from adjoin.plays.steps.change import rests
from adjoin.plays.steps.phases import NAMES
from adjoin.plays.steps.resting import resting_since
from adjoin.words.count import counted


class Level(StrEnum):
    """How a running play ages. Late: something of it is; overdue: the clock has run out."""

    FRESH = "fresh"
    LATE = "late"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Ageing:
    """`days`: by how many it is over; of a fresh play the days since anybody took a step. `why`: one sentence."""

    level: Level
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A task of which nobody said a word since it was handed on. `days`: business days since."""

    task: Task
    days: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A play on a day. `day`: days since the signal less those it rested, of `of`; `from_signal`: False where it runs
    from acceptance.

    `waited`: days from the signal to acceptance; None without a signal. `phase_days`: days in the phase. `rested`: days
    since acceptance that it was paused or snoozed. `ageing`: None once it is over. `says`: all of it in one sentence.
    """

    day: int
    of: int
    from_signal: bool
    waited: int | None
    phase: Phase
    phase_days: int
    rested: int
    overdue: tuple[Task, ...]
    dropped: tuple[Dropped, ...]
    ageing: Ageing | None
    says: str


def clock(campaign: Campaign, on: date, country: str | None) -> Clock:
    """How it stands on that day; a play that is over stands as on the day it closed. `country`: the customer's.

    Day 0 is the day of the signal, so day 41 is the last in time. A day before the play's last step counts as that of
    the step. Days that a play rests are not counted, and while it rests nothing is late.
    """
    play = campaign.play
    on = play.closed_on or max(on, _last_step(campaign))
    rested = rested_days(campaign, on)
    number = (on - (play.signal_on or play.accepted_on)).days - rested
    overdue, dropped = _overdue(campaign, on), _dropped(campaign, on, country)
    running = play.state in RUNNING
    waited = None if play.signal_on is None else (play.accepted_on - play.signal_on).days
    return Clock(
        day=number,
        of=CLOCK,
        from_signal=play.signal_on is not None,
        waited=waited,
        phase=play.phase,
        phase_days=(on - play.phase_since).days,
        rested=rested,
        overdue=overdue,
        dropped=dropped,
        ageing=_ageing(campaign, on, number, rested, overdue, dropped) if running else None,
        says=_says(number, waited, rested),
    )


def rested_days(campaign: Campaign, on: date) -> int:
    """Days up to `on` that the play was paused or snoozed, the rest that still lasts included up to its end."""
    total, since, until = 0, None, on
    for step in (taken.step for taken in campaign.steps):
        if rests(step):
            since = step.effective_on if since is None else since
            until = step.until or on
        elif step.verb in (StepVerb.RESUME, StepVerb.CLOSE) and since is not None:
            total, since = total + (step.effective_on - since).days, None
    return total + (max((min(on, until) - since).days, 0) if since is not None else 0)


def _last_step(campaign: Campaign) -> date:
    return max((taken.step.effective_on for taken in campaign.steps), default=campaign.play.accepted_on)


def _resting(campaign: Campaign, on: date) -> bool:
    """Whether it rests on that day: a pause whose day has come is over."""
    play = campaign.play
    return play.state in (PlayState.PAUSED, PlayState.SNOOZED) and (play.until is None or on < play.until)


def _overdue(campaign: Campaign, on: date) -> tuple[Task, ...]:
    if campaign.play.state is not PlayState.OPEN:
        return ()
    return tuple(task for task in campaign.tasks if task.state is TaskState.OPEN and task.due_on < on)


def _dropped(campaign: Campaign, on: date, country: str | None) -> tuple[Dropped, ...]:
    """Open tasks handed on longer ago than their timer, with no step about them since; a rest starts it anew."""
    if campaign.play.state is not PlayState.OPEN:
        return ()
    resumed = [s.step.effective_on for s in campaign.steps if s.step.verb is StepVerb.RESUME]
    found = []
    for task in campaign.tasks:
        if task.state is not TaskState.OPEN or task.handed_on is None or task.hand_off_days is None:
            continue
        if _spoken_of(campaign, task, task.handed_on):
            continue
        days = business_days_between(max([task.handed_on, *resumed]), on, country)
        if days > task.hand_off_days:
            found.append(Dropped(task, days))
    return tuple(found)


def _spoken_of(campaign: Campaign, task: Task, handed_on: date) -> bool:
    """Whether anybody took a step about the task since it was last handed over."""
    spoken = False
    for step in (taken.step for taken in campaign.steps if taken.step.task == task.place):
        spoken = step.verb is not StepVerb.HAND_OVER and (spoken or step.effective_on >= handed_on)
    return spoken


def _ageing(
    campaign: Campaign,
    on: date,
    number: int,
    rested: int,
    overdue: tuple[Task, ...],
    dropped: tuple[Dropped, ...],
) -> Ageing:
    silent = (on - _last_step(campaign)).days
    if _resting(campaign, on):
        return Ageing(Level.FRESH, silent, "It rests.")
    over = number - CLOCK
    if over > 0:
        return Ageing(Level.OVERDUE, over, f"The {CLOCK} days ended {counted(over, 'day')} ago.")
    late = [(days, why) for days, why in _lateness(campaign, on, rested, overdue, dropped) if days > 0]
    if not late:
        return Ageing(Level.FRESH, silent, f"Last step {counted(silent, 'day')} ago.")
    days, why = max(late, key=lambda found: found[0])
    return Ageing(Level.LATE, days, why)


def _lateness(
    campaign: Campaign, on: date, rested: int, overdue: tuple[Task, ...], dropped: tuple[Dropped, ...]
) -> list[tuple[int, str]]:
    """What may be late: by how many days, and the sentence for it."""
    play = campaign.play
    beyond = (on - play.accepted_on).days - PHASE_DAYS[play.phase][1] - rested
    found = [(beyond, f"{NAMES[play.phase].capitalize()} should have ended {counted(beyond, 'day')} ago.")]
    for task in overdue:
        days = (on - task.due_on).days
        found.append((days, f"Task {task.place} was due {counted(days, 'day')} ago."))
    for drop in dropped:
        words = f"No word on task {drop.task.place} for {counted(drop.days, 'business day')} since it was handed on."
        found.append((drop.days, words))
    if resting_since(campaign) is not None and play.until is not None:
        days = (on - play.until).days
        found.append(
            (
                days,
                f"It should have gone on {counted(days, 'day')} ago: resume it, pause it again or close it.",
            )
        )
    return found


def _says(number: int, waited: int | None, rested: int) -> str:
    """`Day 12 of 41 since the signal; it waited 12 days for us`."""
    if waited is None:
        said = f"Day {number} of {CLOCK} since acceptance, for no signal was cited"
    else:
        said = f"Day {number} of {CLOCK} since the signal; it waited {counted(waited, 'day')} for us"
    return f"{said}; rested {counted(rested, 'day')}" if rested else said
