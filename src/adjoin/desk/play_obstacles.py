"""What stands in a play's way now: gates, questions nobody answered, measures nobody agreed on, rest."""

from dataclasses import dataclass
from datetime import date

from adjoin.desk.answers import answers
from adjoin.desk.desk import Desk
from adjoin.desk.diagnosis import QUESTIONS
from adjoin.desk.play_gates import OWN_DOING
from adjoin.domain.play import RUNNING, Campaign, Phase, PlayKind, PlayState, TaskState
from adjoin.plays.steps import agreed_measures
from adjoin.words.days import day
from adjoin.words.names import GATES


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way. `sort`: gate, question, review, measure or rest; `hard`: it refuses the next step, else it
    warns. `says`: what it is; `do`: what to do about it, empty where it is only to be minded. `opens_on`: the day it
    lifts by itself, if known; `task`: the play's task that settles it, if there is one."""

    sort: str
    hard: bool
    name: str
    says: str
    do: str
    opens_on: date | None = None
    task: int | None = None


def obstacles(desk: Desk, campaign: Campaign) -> tuple[Obstacle, ...]:
    """What refuses the next step first, then what warns; nothing of a play that is over."""
    if campaign.play.state not in RUNNING:
        return ()
    found = [*_rest(campaign), *_questions(desk, campaign), *_measures(campaign), *_gates(desk, campaign)]
    return tuple(sorted(found, key=lambda obstacle: not obstacle.hard))


def _rest(campaign: Campaign) -> list[Obstacle]:
    play = campaign.play
    if play.state is PlayState.OPEN:
        return []
    until = f" until {day(play.until)}" if play.until else ""
    return [Obstacle("rest", True, f"{play.state.capitalize()}", f"It rests{until}", "Resume it to go on")]


def _questions(desk: Desk, campaign: Campaign) -> list[Obstacle]:
    """Of the diagnosis while the play is in discovery, and tasks that hold it in its phase."""
    play = campaign.play
    waiting = [
        task
        for task in campaign.tasks
        if task.asks and task.phase is play.phase and task.state is TaskState.OPEN
    ]
    settled = {
        task.asks for task in campaign.tasks if task.asks != "need" and task.state is not TaskState.OPEN
    }
    asked = (
        answers(desk, play.account_id, play.product_id).asked
        if play.kind is PlayKind.CROSS_SELL and play.phase is Phase.DISCOVERY
        else {}
    )
    found = []
    for name, says in asked.items():
        if name in settled:
            continue
        task = next((task for task in waiting if task.asks == name), None)
        todo = f"Do task {task.place} with the answer" if task else "Keep the answer as heard at the account"
        found.append(
            Obstacle("question", True, QUESTIONS[name], says, todo, None, task.place if task else None)
        )
        waiting = [other for other in waiting if other is not task]
    for task in waiting:
        asks = task.asks or ""
        name = QUESTIONS.get(asks, "A review holds it" if asks == "review" else f"Still to ask: {asks}")
        todo = f"Do task {task.place}, or skip it with a reason"
        found.append(
            Obstacle(
                "review" if asks == "review" else "question", True, name, task.what, todo, None, task.place
            )
        )
    return found


def _measures(campaign: Campaign) -> list[Obstacle]:
    """Measures are needed to leave value mapping; before it they are only announced."""
    play = campaign.play
    if play.kind is not PlayKind.CROSS_SELL or play.phase is Phase.CLOSE:
        return []
    base, new = agreed_measures(campaign)
    lacks_base = play.base_product_id is not None and base is None
    if new is not None and not lacks_base:
        return []
    which = (
        "both products"
        if new is None and lacks_base
        else "the new product"
        if new is None
        else "the product they hold"
    )
    hard = play.phase is Phase.VALUE_MAP
    when = "" if hard else "; needed to go from value mapping to closing"
    return [
        Obstacle(
            "measure",
            hard,
            "No agreed success measure",
            f"Of {which}{when}",
            "Agree on one with the customer, below",
        )
    ]


def _gates(desk: Desk, campaign: Campaign) -> list[Obstacle]:
    """Gates of the run that block or warn; a block refuses the pitch and closing, not a question."""
    play = campaign.play
    if play.kind is not PlayKind.CROSS_SELL:
        return []
    found = {}
    for row in desk.rows("gates", play.account_id):
        verdict = row.get("counts_as") or row["verdict"]
        about = row["product_id"] in (None, play.product_id) and row["base_product_id"] in (
            None,
            play.base_product_id,
        )
        if not about or verdict not in ("block", "warn") or row["reason_code"] in OWN_DOING:
            continue
        blocks = verdict == "block"
        todo = "Do not pitch before it lifts; pause the play if that is far" if blocks else ""
        name = GATES.get(row["gate"], row["gate"].replace("_", " ").capitalize())
        found[(row["gate"], row["reason"])] = Obstacle(
            "gate", blocks, name, row["reason"], todo, row["reopens_on"]
        )
    return list(found.values())
