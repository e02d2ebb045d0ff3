"""One play: what is due next and what stands in the way, then everything that it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.given import Given, given
from adjoin.desk.people import People, people
from adjoin.desk.play_objections import Kind, Raised, kinds, raised
from adjoin.desk.play_obstacles import Obstacle, obstacles
from adjoin.desk.play_steps_said import Accepted, StepSaid, accepted_on_what, steps_said
from adjoin.desk.play_waking import rests_because, wake_reasons
from adjoin.desk.plays_board import PHASES, NextTask, next_task
from adjoin.desk.recommendation import product_names, team_names
from adjoin.domain.catalog import Product
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import RUNNING, Campaign, Phase, Play, PlayKind, PlayState, Task, TaskState
from adjoin.plays.clock import Clock, clock
from adjoin.plays.measures import Proposed, propose
from adjoin.plays.phases import PHASE_DAYS
from adjoin.plays.steps import agreed_measures
from adjoin.plays.steps.phases import AFTER


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task. `who`: of ours, None where the role is nobody's. `late`: days over, 0 if it is not; `dropped`: business
    days without a word since it was handed on, None where it was not dropped. `asks`: the question it answers."""

    place: int
    what: str
    role: str
    who: str | None
    due_on: date
    state: TaskState
    late: int
    dropped: int | None
    done_on: date | None
    asks: str | None


@dataclass(frozen=True, slots=True)
class PhaseTasks:
    """One phase. `first_on`, `last_on`: its days from acceptance; `current`: the play is in it; `tasks` by due day."""

    phase: Phase
    name: str
    first_on: date
    last_on: date
    current: bool
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """Joint success measures. `base`, `new`: what the customer agreed to, None if not; `proposed`: by the catalog."""

    base: str | None
    new: str | None
    proposed: Proposed


@dataclass(frozen=True, slots=True)
class Ours:
    """One of ours who can carry a task."""

    rep_id: str
    name: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What can be done with the play as it stands; a step may still be refused, with the reason. `advance`: the name of
    the next phase, None after the last."""

    advance: str | None
    pitch: bool
    rest: bool
    resume: bool
    close: bool


@dataclass(frozen=True, slots=True)
class PlayView:
    """A play as it stands on the day of the run. Money a year.

    `woken`: why a play that rests should go on. `people`: None where the account has left the book. `giving`: None
    where it sells nothing. `known`: objections to choose from. `after`: what follows now that it is over, None while it
    runs.
    """

    play: Play
    account: str
    product: str
    base_product: str | None
    as_of: date
    worth: float | None
    probability: float | None
    clock: Clock
    next_task: NextTask | None
    rests: str | None
    woken: str | None
    obstacles: tuple[Obstacle, ...]
    moves: Moves
    phases: tuple[PhaseTasks, ...]
    people: People | None
    giving: Given | None
    measures: Measures
    objections: tuple[Raised, ...]
    known: tuple[Kind, ...]
    team: tuple[Ours, ...]
    accepted: Accepted
    after: str | None
    steps: tuple[StepSaid, ...]


@on_one_publication
def play_view(desk: Desk, play_id: int) -> PlayView:
    """The play of that id, running or over. ConfigurationError if there is none."""
    campaign = desk.ledger.campaign(play_id)
    play = campaign.play
    as_of = desk.publication().as_of
    book: Mapping[str, Any] = next(iter(desk.rows_of("accounts", [play.account_id])), {})
    score = next(
        (r for r in desk.rows_of("scores", [play.account_id]) if r["product_id"] == play.product_id), {}
    )
    names, team = product_names(desk), team_names(desk)
    stands = clock(campaign, as_of, book.get("country"))
    on = max([as_of, *(taken.step.effective_on for taken in campaign.steps)])
    objections = desk.project.objections
    base = play.base_product_id
    return PlayView(
        play=play,
        account=book.get("name") or play.account_id,
        product=names.get(play.product_id, play.product_id),
        base_product=names.get(base, base) if base else None,
        as_of=as_of,
        worth=score.get("expected_value"),
        probability=score.get("probability"),
        clock=stands,
        next_task=next_task(campaign, on, team) if play.state in RUNNING else None,
        rests=rests_because(campaign),
        woken=wake_reasons(desk, [campaign]).get(play_id),
        obstacles=obstacles(desk, campaign),
        moves=_moves(play),
        phases=_phases(campaign, stands, on, team),
        people=_people(desk, play, bool(book)),
        giving=given(desk, play_id) if play.kind is PlayKind.CROSS_SELL else None,
        measures=_measures(desk, campaign),
        objections=raised(desk, campaign, objections),
        known=kinds(objections),
        team=_team(desk),
        accepted=accepted_on_what(campaign),
        after=_after(play, names),
        steps=steps_said(campaign, team),
    )


def _after(play: Play, names: Mapping[str, str]) -> str | None:
    """What the next runs make of a play that is over."""
    product = names.get(play.product_id, play.product_id)
    base = names.get(play.base_product_id or "", play.base_product_id or "what they have")
    if play.outcome is None:
        return None
    if play.kind is PlayKind.FIX_ADOPTION:
        return (
            f"The next run measures the use of {base} anew: once it is high enough to build on, {product} can be "
            "recommended; until then the fix may be proposed again."
        )
    if play.state is PlayState.WON:
        return f"Sold, not begun: {product} is not recommended here again while its start is awaited, for 90 days."
    return f"The account rests as the fatigue gate says; its page names the day from which {product} may come up again."


def _moves(play: Play) -> Moves:
    after = AFTER.get(play.phase)
    awake = play.state is PlayState.OPEN
    running = play.state in RUNNING
    selling = play.kind is PlayKind.CROSS_SELL
    return Moves(
        advance=PHASES[after] if after and awake else None,
        pitch=awake and selling and play.pitched_on is None and play.phase is not Phase.DISCOVERY,
        rest=running,
        resume=running and not awake,
        close=running,
    )


def _phases(campaign: Campaign, stands: Clock, on: date, team: Mapping[str, str]) -> tuple[PhaseTasks, ...]:
    play = campaign.play
    dropped = {drop.task.place: drop.days for drop in stands.dropped}
    late = {task.place: (on - task.due_on).days for task in stands.overdue}

    def line(task: Task) -> TaskLine:
        return TaskLine(
            place=task.place,
            what=task.what,
            role=task.role,
            who=None if task.owner is None else team.get(task.owner, task.owner),
            due_on=task.due_on,
            state=task.state,
            late=late.get(task.place, 0),
            dropped=dropped.get(task.place),
            done_on=task.done_on,
            asks=task.asks,
        )

    return tuple(
        PhaseTasks(
            phase=phase,
            name=PHASES[phase],
            first_on=date.fromordinal(play.accepted_on.toordinal() + PHASE_DAYS[phase][0]),
            last_on=date.fromordinal(play.accepted_on.toordinal() + PHASE_DAYS[phase][1]),
            current=phase is play.phase and play.state in RUNNING,
            tasks=tuple(
                line(task)
                for task in sorted(campaign.tasks, key=lambda task: (task.due_on, task.place))
                if task.phase is phase
            ),
        )
        for phase in Phase
    )


def _people(desk: Desk, play: Play, in_the_book: bool) -> People | None:
    if not in_the_book or _product(desk, play.product_id) is None:
        return None
    return people(desk, play.account_id, play.product_id)


def _measures(desk: Desk, campaign: Campaign) -> Measures:
    play = campaign.play
    product, base = _product(desk, play.product_id), _product(desk, play.base_product_id)
    proposed = propose(base, product) if product is not None else Proposed(None, None)
    agreed = agreed_measures(campaign)
    return Measures(agreed[0], agreed[1], proposed)


def _product(desk: Desk, product_id: str | None) -> Product | None:
    """The product of the catalog; None where it has left the catalog since."""
    if product_id is None:
        return None
    try:
        return desk.product(product_id)
    except ConfigurationError:
        return None


def _team(desk: Desk) -> tuple[Ours, ...]:
    rows = desk.rows("team")
    found = (Ours(row["rep_id"], row["name"] or row["rep_id"], row["role"]) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.name, one.rep_id)))
