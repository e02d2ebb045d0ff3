"""What the diagnosis still has to ask about a play's product: by the run, and by what was heard since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from adjoin.desk.desk import Desk
from adjoin.desk.diagnosis import QUESTIONS
from adjoin.domain.entry import Recorded, Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Play, TaskState

ANSWER = "answer_"
"""How the kinds begin by which an answer is heard: answer_need, answer_budget, answer_timing."""


@dataclass(frozen=True, slots=True)
class Answers:
    """`asked`: open question → what to ask whom. `heard`: question → what was answered since the run."""

    asked: Mapping[str, str]
    heard: Mapping[str, str]


def answers(desk: Desk, account_id: str, product_id: str) -> Answers:
    """What is open for one product now: an answer counts at once, not only from the next run."""
    heard = heard_since(desk.entries(account_id), product_id, desk.publication().finished_at)
    rows = {
        row["question"]: row
        for row in desk.rows("diagnosis", account_id)
        if row["product_id"] == product_id and (row["task"] or row["standing"] == "projected")
    }
    asked = {
        name: rows[name]["task"] or QUESTIONS[name]
        for name in QUESTIONS
        if name in rows and name not in heard
    }
    return Answers(asked, heard)


def refuse_while_asked(desk: Desk, campaign: Campaign) -> None:
    """Raise ConfigurationError, which says what to ask whom, while the need is projected or a question is open.

    A question of budget or timing is also settled by its task in the play, done or skipped with a reason; the need by
    an answer alone.
    """
    play = campaign.play
    settled = {
        task.asks for task in campaign.tasks if task.asks != "need" and task.state is not TaskState.OPEN
    }
    asked = answers(desk, play.account_id, play.product_id).asked
    left = {name: task for name, task in asked.items() if name not in settled}
    if left:
        first = next(iter(left))
        raise ConfigurationError(
            f"The play at {play.account_id} stays in discovery: {'; '.join(left.values())}. Keep the answer with: "
            f"adjoin heard {play.account_id} TEXT --kind {ANSWER}{first} --product {play.product_id}"
        )


def heard_since(entries: Iterable[Recorded], product_id: str, finished_at: datetime) -> dict[str, str]:
    """Question → the answer, as heard about the product since a run; earlier words are in what the run says."""
    return {
        (done.entry.kind or "").removeprefix(ANSWER): done.entry.text or ""
        for done in entries
        if done.entry.verb is Verb.HEARD
        and (done.entry.kind or "").startswith(ANSWER)
        and done.entry.product_id in (None, product_id)
        and done.at >= finished_at
    }


def answers_its_task(desk: Desk, campaign: Campaign) -> list[tuple[int, str]]:
    """Open tasks of the play whose question was answered since the run, each with the answer.

    What was said before somebody asked again, as after an objection, answers nothing.
    """
    play, finished_at = campaign.play, desk.publication().finished_at
    entries, added = desk.entries(play.account_id), desk.ledger.tasks_added_by(play.play_id)
    found = []
    for task in campaign.tasks:
        if task.state is not TaskState.OPEN or task.asks not in QUESTIONS:
            continue
        later = [done for done in entries if done.entry_id > added[task.place]]
        answer = heard_since(later, play.product_id, finished_at).get(task.asks)
        if answer is not None:
            found.append((task.place, answer))
    return found


def kind_of_answer(play: Play, asks: str | None) -> str | None:
    """The kind by which the answer to a task's question is kept; None where the task asks none of the three."""
    return f"{ANSWER}{asks}" if asks in QUESTIONS and play.product_id else None
