"""Moving a play on: into the next phase, and the first pitch. Both ask the gates of the run and the diagnosis again."""

from datetime import date
from functools import partial

from adjoin.desk.answers import answers_its_task, refuse_while_asked
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.person import Done, Person
from adjoin.desk.play_gates import refuse_if_blocked
from adjoin.desk.stepping import At, running_play, take
from adjoin.domain.play import Campaign, Change, Phase, Play, PlayKind
from adjoin.plays import steps
from adjoin.plays.campaigns import pitch_task
from adjoin.plays.steps import Who


@on_one_publication
def advance(
    desk: Desk, account: str | At, person: Person, reason: str | None = None, on: date | None = None
) -> Done:
    """Into the next phase. Tasks whose question was answered since the run are done by that.

    ConfigurationError, which says what to ask whom, while the diagnosis is open; with the gate's reason and day where
    one blocks on the way to closing; and where the rules of the play refuse (see `steps.advance`).
    """
    play = running_play(desk, account)
    selling = play.kind is PlayKind.CROSS_SELL
    if selling and play.phase is Phase.DISCOVERY:
        refuse_while_asked(desk, desk.ledger.campaign(play.play_id))
        _finish_what_was_answered(desk, play, person, on)
    if selling and play.phase is Phase.VALUE_MAP:
        refuse_if_blocked(desk, play, "closed")
    after = {Phase.DISCOVERY: "value mapping", Phase.VALUE_MAP: "closing"}.get(play.phase, "the next phase")
    return take(
        desk, play, person, on, lambda c, who: steps.advance(c, who, reason), f"The play goes on to {after}"
    )


@on_one_publication
def pitch(
    desk: Desk, account: str | At, person: Person, text: str | None = None, on: date | None = None
) -> Done:
    """The first time that somebody proposes the product, if no gate of the run stands in its way. The task
    of the first pitch is done by it."""
    play = running_play(desk, account, PlayKind.CROSS_SELL)
    if play.phase is Phase.DISCOVERY:
        refuse_while_asked(desk, desk.ledger.campaign(play.play_id))
    refuse_if_blocked(desk, play, "pitched")
    return take(
        desk,
        play,
        person,
        on,
        lambda c, who: steps.pitch(c, who, None, text, pitch_task(c)),
        f"Pitched {play.product_id}",
    )


def _finish_what_was_answered(desk: Desk, play: Play, person: Person, on: date | None) -> None:
    speaker = Person(person.name, person.at)  # the token belongs to the step that was asked for
    for place, answer in answers_its_task(desk, desk.ledger.campaign(play.play_id)):
        decide = partial(_answered, place, answer)
        take(desk, play, speaker, on, decide, "Answered")


def _answered(place: int, answer: str, campaign: Campaign, who: Who) -> Change:
    return steps.done(campaign, place, who, answer)
