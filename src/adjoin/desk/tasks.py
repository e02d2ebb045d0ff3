"""What a person does with the tasks of the play that runs at an account; each counts at once."""

from dataclasses import replace
from datetime import date

from adjoin.desk.answers import kind_of_answer
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.offering import owners
from adjoin.desk.person import Done, Person
from adjoin.desk.stepping import At, running_play, take, who_of
from adjoin.domain.entry import Entry, Verb
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.play import Play
from adjoin.plays import steps
from adjoin.plays.campaigns.planning import ROLES as CHAIRS

ROLES = tuple(CHAIRS)


@on_one_publication
def done(
    desk: Desk, account: str | At, task: int, person: Person, text: str | None = None, on: date | None = None
) -> Done:
    """A task is done. Where it asks for need, budget or timing, `text` is the answer, kept as heard from the customer.

    ConfigurationError for such a task without the answer.
    """
    play = running_play(desk, account)
    _keep_answer(desk, play, task, person, text, on)
    return take(desk, play, person, on, lambda c, who: steps.done(c, task, who, text), f"Task {task} is done")


def skip(
    desk: Desk, account: str | At, task: int, reason: str | None, person: Person, on: date | None = None
) -> Done:
    """A task will not be done, and why."""
    play = running_play(desk, account)
    return take(
        desk, play, person, on, lambda c, who: steps.skip(c, task, who, reason), f"Task {task} is skipped"
    )


def hand_over(
    desk: Desk,
    account: str | At,
    task: int,
    to: str,
    person: Person,
    text: str | None = None,
    on: date | None = None,
) -> Done:
    """Somebody else of ours carries the task: `to` is a role (csm, ae, solutions, partner), an id or a name."""
    play = running_play(desk, account)
    carrier = _one_of_ours(desk, play.account_id, to)
    return take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.hand_over(c, task, who, carrier, text),
        f"Task {task} is handed over to {carrier}",
    )


def put_off(
    desk: Desk,
    account: str | At,
    task: int,
    until: date,
    person: Person,
    reason: str | None = None,
    on: date | None = None,
) -> Done:
    """A task is due on another, later day."""
    play = running_play(desk, account)
    return take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.put_off(c, task, who, until, reason),
        f"Task {task} is put off to {until}",
    )


def _keep_answer(
    desk: Desk, play: Play, place: int, person: Person, text: str | None, on: date | None
) -> None:
    """Keep what was answered as heard, before the task is done: killed in between, it can be done again."""
    campaign = desk.ledger.campaign(play.play_id)
    if person.token is not None and any(taken.step.token == person.token for taken in campaign.steps):
        return
    publication = desk.publication()
    who = who_of(campaign, person, publication.as_of, on)
    steps.done(campaign, place, replace(who, token=None), text)
    kind = kind_of_answer(play, next((t.asks for t in campaign.tasks if t.place == place), None))
    if kind is None:
        return
    if not (text or "").strip():
        raise ConfigurationError(
            f"Task {place} asks a question: say what they answered, or skip it with a reason."
        )
    heard = Entry(
        Verb.HEARD, play.account_id, who.on, person.name, product_id=play.product_id, kind=kind, text=text
    )
    desk.ledger.record(heard, at=person.at, run_id=publication.run_id)


def _one_of_ours(desk: Desk, account_id: str, word: str) -> str:
    """The id of the one a person means by a role at this account, an id or a name."""
    team = desk.rows("team")
    folded = word.strip().casefold()
    named = [
        row["rep_id"] for row in team if folded in (row["rep_id"].casefold(), (row["name"] or "").casefold())
    ]
    if len(named) == 1 or (not team and folded and folded not in ROLES):
        return str(named[0]) if named else word.strip()
    book = next(iter(desk.rows_of("accounts", [account_id])), {"csm": None, "ae": None})
    carrier = owners(desk, book).get(folded)
    if carrier is not None:
        return carrier
    able = [row["rep_id"] for row in team if row["role"] == folded]
    if folded in ROLES and not able:
        raise ConfigurationError(
            f"{account_id} has no {CHAIRS[folded]} of ours: hand it over to somebody by id or name."
        )
    known = [value for row in team for value in (row["rep_id"], row["name"]) if value]
    told = f"; name one of: {', '.join(able[:10])}" if able else nearest(word, [*ROLES, *known])
    raise ConfigurationError(f"It is not clear whom '{word}' means at {account_id}{told}.")
