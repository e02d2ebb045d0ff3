"""All running plays on a board: by phase, what is due first on top; what rests and what mends adoption below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.owner import owner_meant
from adjoin.desk.play_waking import rests_because, wake_reasons
from adjoin.desk.recommendation import product_names, team_names
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.play import Campaign, Phase, PlayKind, PlayState, TaskState
from adjoin.ledger.outlines import Outline
from adjoin.plays.clock import Clock, Level, clock
from adjoin.plays.phases import PHASE_DAYS

PHASES = {Phase.DISCOVERY: "Discovery", Phase.VALUE_MAP: "Value map", Phase.CLOSE: "Close"}
SHOWN = 60
"""Cards of a column that are shown; the rest is counted."""
OF_A_BOOK = ("account_id", "name", "country")
OF_A_SCORE = ("account_id", "product_id", "expected_value")
NOBODY_OWNS = "Nobody called '{}' carries a task of a running play"


@dataclass(frozen=True, slots=True)
class NextTask:
    """The open task that is due first. `who`: of ours, None where the role is nobody's; `late`: days over, 0 if not."""

    place: int
    what: str
    due_on: date
    role: str
    who: str | None
    late: int


@dataclass(frozen=True, slots=True)
class Card:
    """One running play. `day` of `of`: since the signal, or since acceptance where `from_signal` is False; `waited`:
    days from the signal to acceptance. `level`: fresh, late or overdue, by `days`, and `why`. `dropped`: hand-offs
    without a word, as sentences. `until`, `rests`: of what is paused or snoozed; `woken`: why it should go on now.
    `worth`: expected value a year now, None where the run does not say."""

    play_id: int
    account_id: str
    account: str
    product: str
    kind: PlayKind
    state: PlayState
    phase: Phase
    motion: str | None
    day: int
    of: int
    from_signal: bool
    waited: int | None
    level: Level
    days: int
    why: str
    next_task: NextTask | None
    dropped: tuple[str, ...]
    owners: tuple[str, ...]
    until: date | None
    rests: str | None
    woken: str | None
    worth: float | None


@dataclass(frozen=True, slots=True)
class Column:
    """Plays of one phase. `days`: first and last after acceptance; `cards`: the first of `plays`; `late`: how many of
    them are late or overdue; `worth`: of all of them, None where none has a price."""

    phase: Phase
    name: str
    days: tuple[int, int]
    plays: int
    late: int
    worth: float | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board is narrowed to; None and False for everything. `owner`: id or name of ours who carries a task."""

    owner: str | None = None
    phase: str | None = None
    motion: str | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many running plays it has."""

    value: str
    name: str
    plays: int


@dataclass(frozen=True, slots=True)
class Board:
    """Running plays on the day of the run. `columns` by phase; `resting`: paused and snoozed; `fixes`: of adoption;
    `running`: all there are, `over`: those that ended. `filters`: as understood, the owner by id."""

    as_of: date
    filters: Filters
    owners: tuple[Choice, ...]
    motions: tuple[Choice, ...]
    running: int
    shown: int
    late: int
    over: int
    columns: tuple[Column, ...]
    resting: tuple[Card, ...]
    fixes: tuple[Card, ...]


@on_one_publication
def plays_board(desk: Desk, filters: Filters | None = None) -> Board:
    """Every running play, or those that the filters leave. ConfigurationError for a filter that means nothing."""
    cards = _cards(desk, desk.ledger.outlines())
    team = team_names(desk)
    owners = _choices((owner for card in cards for owner in card.owners), team)
    motions = _choices((card.motion for card in cards if card.motion), {})
    asked = _understood(filters or Filters(), owners, motions)
    kept = [card for card in cards if _kept(card, asked)]
    awake = [card for card in kept if card.state is PlayState.OPEN]
    selling = [card for card in awake if card.kind is PlayKind.CROSS_SELL]
    return Board(
        as_of=desk.publication().as_of,
        filters=asked,
        owners=owners,
        motions=motions,
        running=len(cards),
        shown=len(kept),
        late=sum(card.level is not Level.FRESH for card in kept),
        over=desk.ledger.count_over(),
        columns=tuple(_column(phase, selling) for phase in Phase if asked.phase in (None, phase)),
        resting=tuple(card for card in kept if card.state is not PlayState.OPEN),
        fixes=tuple(card for card in awake if card.kind is PlayKind.FIX_ADOPTION),
    )


def _cards(desk: Desk, running: Sequence[Outline]) -> list[Card]:
    ids = {outline.campaign.play.account_id for outline in running}
    books = {row["account_id"]: row for row in desk.rows_of("accounts", ids, OF_A_BOOK)}
    worth = {
        (row["account_id"], row["product_id"]): row["expected_value"]
        for row in desk.rows_of("scores", ids, OF_A_SCORE)
    }
    woken = wake_reasons(desk, [outline.campaign for outline in running])
    products, team = product_names(desk), team_names(desk)
    as_of = desk.publication().as_of
    found = []
    for outline in running:
        campaign = outline.campaign
        play = campaign.play
        book: Mapping[str, Any] = books.get(play.account_id, {})
        stands = clock(campaign, as_of, book.get("country"))
        found.append(
            _card(
                outline,
                stands,
                account=book.get("name") or play.account_id,
                product=products.get(play.product_id, play.product_id),
                task=next_task(campaign, as_of, team),
                woken=woken.get(play.play_id),
                worth=worth.get((play.account_id, play.product_id)),
            )
        )
    return sorted(found, key=_due_first)


def _card(outline: Outline, stands: Clock, **said: Any) -> Card:
    play, ageing = outline.campaign.play, stands.ageing
    return Card(
        play_id=play.play_id,
        account_id=play.account_id,
        account=said["account"],
        product=said["product"],
        kind=play.kind,
        state=play.state,
        phase=play.phase,
        motion=play.motion,
        day=stands.day,
        of=stands.of,
        from_signal=stands.from_signal,
        waited=stands.waited,
        level=ageing.level if ageing else Level.FRESH,
        days=ageing.days if ageing else 0,
        why=ageing.why if ageing else "",
        next_task=said["task"],
        dropped=tuple(
            f"task {drop.task.place}, {drop.days} business days without a word" for drop in stands.dropped
        ),
        owners=outline.owners,
        until=play.until if play.state is not PlayState.OPEN else None,
        rests=rests_because(outline.campaign),
        woken=said["woken"],
        worth=said["worth"],
    )


def next_task(campaign: Campaign, on: date, team: Mapping[str, str]) -> NextTask | None:
    """The open task that is due first; None if there is none."""
    waiting = [task for task in campaign.tasks if task.state is TaskState.OPEN]
    task = min(waiting, key=lambda task: (task.due_on, task.place), default=None)
    if task is None:
        return None
    who = None if task.owner is None else team.get(task.owner, task.owner)
    late = max((on - task.due_on).days, 0) if campaign.play.state is PlayState.OPEN else 0
    return NextTask(task.place, task.what, task.due_on, task.role, who, late)


def _due_first(card: Card) -> tuple[date, int, str, int]:
    due = card.next_task.due_on if card.next_task else date.max
    return due, -card.day, card.account, card.play_id


def _column(phase: Phase, cards: Sequence[Card]) -> Column:
    here = [card for card in cards if card.phase is phase]
    worth = [card.worth for card in here if card.worth is not None]
    return Column(
        phase=phase,
        name=PHASES[phase],
        days=PHASE_DAYS[phase],
        plays=len(here),
        late=sum(card.level is not Level.FRESH for card in here),
        worth=sum(worth) if worth else None,
        cards=tuple(here[:SHOWN]),
    )


def _choices(values: Iterable[str], names: Mapping[str, str]) -> tuple[Choice, ...]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    found = (Choice(value, names.get(value, value), plays) for value, plays in counts.items())
    return tuple(sorted(found, key=lambda choice: (choice.name, choice.value)))


def _understood(filters: Filters, owners: Sequence[Choice], motions: Sequence[Choice]) -> Filters:
    owner = filters.owner
    if owner is not None:
        owner = owner_meant(owner, [(choice.value, choice.name) for choice in owners], NOBODY_OWNS)
    _one_of(filters.phase, [str(phase) for phase in Phase], "phase of a play")
    _one_of(filters.motion, [choice.value for choice in motions], "motion of a running play")
    return Filters(owner, filters.phase, filters.motion, filters.overdue)


def _one_of(word: str | None, known: Sequence[str], what: str) -> None:
    if word is not None and word not in known:
        listed = ", ".join(known) or "none"
        raise ConfigurationError(f"'{word}' is no {what}{nearest(word, known)}. There are: {listed}.")


def _kept(card: Card, asked: Filters) -> bool:
    return all(
        (
            asked.owner is None or asked.owner in card.owners,
            asked.phase is None or asked.phase == card.phase,
            asked.motion is None or asked.motion == card.motion,
            not asked.overdue or card.level is not Level.FRESH,
        )
    )
