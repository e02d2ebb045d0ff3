"""The forms of a play: each is one step, kept once however often it is sent; a refusal comes back on the page."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from adjoin.desk import Desk, accepting, conceding, moving, playing, tasks
from adjoin.desk.held_out import HeldOutError
from adjoin.desk.person import Done, Person
from adjoin.desk.play_objections import raise_objection, read_reply
from adjoin.desk.stepping import At
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import RUNNING, Campaign, Play
from adjoin.plays.objections.objection import BUDGET_OPENS
from adjoin.plays.steps import Give
from adjoin.web.once import token_of
from adjoin.web.pages.held_out import held_out_page
from adjoin.web.pages.play import Refused, play_page
from adjoin.web.site import site_of

router = APIRouter()
ANSWER_COMMAND, COMMAND = re.compile(r" with: adjoin .*"), re.compile(r": adjoin .*")
Text = Annotated[str, Form()]


class Sent(BaseModel):
    """What a form of a play sent; empty where it has no such field."""

    token: str = ""
    task: str = ""
    text: str = ""
    reason: str = ""
    to: str = ""
    until: str = ""
    kind: str = ""
    base: str = ""
    new: str = ""
    outcome: str = ""
    rival: str = ""
    concession: str = ""
    gives: str = ""
    gets: str = ""
    source: str = ""
    discount: str = ""
    money: str = ""
    once: str = ""
    years: str = ""
    approved_by: str = ""

    def words(self, name: str) -> str | None:
        """What a person wrote in a field; None if nothing."""
        return str(getattr(self, name)).strip() or None

    @property
    def place(self) -> int:
        """The task's number."""
        if not self.task.isdecimal():
            raise ConfigurationError("Say which task is meant: choose one of the play's open tasks.")
        return int(self.task)

    def number(self, name: str) -> float | None:
        """What a person wrote in a field for a number; None if nothing."""
        words = self.words(name)
        plain = (words or "").replace(" ", "").removesuffix("%").replace(",", ".")
        try:
            return float(plain) if words else None
        except ValueError:
            raise ConfigurationError(f"'{words}' is not a number; write it as 10 or 2500.50.") from None

    @property
    def day(self) -> date:
        """The day until which something rests."""
        try:
            return date.fromisoformat(self.until)
        except ValueError:
            raise ConfigurationError(f"'{self.until}' is not a day; write it as 2026-09-30.") from None


Step = Callable[[Desk, Play, Sent, Person], Done]


def _at(play: Play) -> At:
    """The very play of the page: another one may run at its account."""
    return At(play.account_id, play.play_id)


def _done(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return tasks.done(desk, _at(play), sent.place, person, sent.words("text"))


def _skip(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return tasks.skip(desk, _at(play), sent.place, sent.words("reason"), person)


def _hand_over(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return tasks.hand_over(desk, _at(play), sent.place, sent.to, person, sent.words("text"))


def _put_off(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return tasks.put_off(desk, _at(play), sent.place, sent.day, person, sent.words("reason"))


def _advance(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return moving.advance(desk, _at(play), person, sent.words("reason"))


def _pitch(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return moving.pitch(desk, _at(play), person, sent.words("text"))


def _pause(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return playing.pause(desk, _at(play), sent.day, sent.words("reason"), person)


def _snooze(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return playing.snooze(desk, _at(play), sent.day, person, sent.words("reason"))


def _resume(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    return playing.resume(desk, _at(play), person, sent.words("reason"))


def _log(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    place = sent.place if sent.task else None
    return playing.log(desk, _at(play), sent.text.strip(), person, place, sent.kind or "note")


def _measure(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    base, new, agreed = sent.words("base"), sent.words("new"), sent.kind == "agreed"
    return playing.measure(desk, _at(play), base, new, person, agreed=agreed)


def _objection(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    if not sent.kind:
        raise ConfigurationError("Choose what their reply is; if it is none of these, log it as a note.")
    named = {BUDGET_OPENS: sent.day} if sent.until else {}
    return raise_objection(desk, play, sent.kind, sent.text.strip(), person, named)


def _close(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    reason, rival = sent.words("reason"), sent.words("rival")
    return playing.close(desk, _at(play), sent.outcome, person, None, reason, rival)


def _give(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    """The page asks for per cent."""
    wanted = Give(
        kind=sent.kind,
        gives=sent.words("gives"),
        gets=sent.words("gets"),
        got_from=sent.words("source"),
        share=(sent.number("discount") or 0.0) / 100,
        money=sent.number("money") or 0.0,
        once=sent.number("once") or 0.0,
        years=sent.number("years"),
        approved_by=sent.words("approved_by"),
    )
    return conceding.give(desk, _at(play), wanted, person)


def _got(desk: Desk, play: Play, sent: Sent, person: Person) -> Done:
    place = int(sent.concession) if sent.concession.isdecimal() else 0
    return conceding.got(desk, play.play_id, place, sent.kind, person, sent.words("text"))


STEPS: dict[str, Step] = {
    "done": _done,
    "skip": _skip,
    "hand-over": _hand_over,
    "put-off": _put_off,
    "advance": _advance,
    "pitch": _pitch,
    "pause": _pause,
    "snooze": _snooze,
    "resume": _resume,
    "log": _log,
    "measure": _measure,
    "objection": _objection,
    "give": _give,
    "got": _got,
    "close": _close,
}
"""What the forms of a play can do, by the last part of their address."""
WHEN_OVER = ("got",)
"""What can also be said of a play that is over: whether what was got was delivered."""


@router.post("/act/accept")
def accept(
    request: Request, account: Text, product: Text = "", token: Text = "", anyway: Text = ""
) -> Response:
    """Take the product on that the page showed, and go to its play; or ask why, where an experiment holds it out."""
    site = site_of(request)
    person = Person(site.who(request), site.clock(), token or None)
    try:
        kept = accepting.accept(site.desk, account, person, product or None, anyway=anyway.strip() or None)
    except HeldOutError as error:
        typed = {"account": account, "product": product, "token": token, "anyway": anyway}
        return held_out_page(request, error, typed)
    return _to_the_play(kept.entry_id, kept.entry_id)


@router.post("/plays/{play_id}/objection/read")
def read(request: Request, play_id: int, sent: Annotated[Sent, Form()]) -> Response:
    """Say what a pasted reply may be; nothing is kept before a person confirms it."""
    try:
        desk = site_of(request).desk
        found = read_reply(desk, sent.text, desk.ledger.campaign(play_id).play.product_id)
    except ConfigurationError as error:
        return play_page(request, play_id, refused=_refused("objection", sent, error), status=422)
    return play_page(request, play_id, read=found)


@router.post("/plays/{play_id}/{verb}")
def step(request: Request, play_id: int, verb: str, sent: Annotated[Sent, Form()]) -> Response:
    """Take one step and go back to the play, which says what happened or why not."""
    site = site_of(request)
    if verb not in STEPS:
        raise ConfigurationError(f"A play has no form '{verb}'. Go back and reload the page.")
    campaign = site.desk.ledger.campaign(play_id)
    person = Person(site.who(request), site.clock(), token_of(verb, sent))
    kept = _kept(campaign, person)
    if kept is not None:
        return _to_the_play(play_id, kept)
    try:
        if verb not in WHEN_OVER:
            _refuse_what_is_over(campaign.play)
        done = STEPS[verb](site.desk, campaign.play, sent, person)
    except (ConfigurationError, ConflictError) as error:
        kept = _kept(site.desk.ledger.campaign(play_id), person)
        if kept is not None:  # the same form, sent twice at once, was first
            return _to_the_play(play_id, kept)
        status = 409 if isinstance(error, ConflictError) else 422
        of = sent.concession or ("" if verb == "log" else sent.task)
        form = f"{verb}-{of}" if of else verb
        return play_page(request, play_id, refused=_refused(form, sent, error), status=status)
    return _to_the_play(play_id, done.entry_id)


def _kept(campaign: Campaign, person: Person) -> int | None:
    """The entry by which this very form was kept already; None if it was not."""
    steps = (taken for taken in campaign.steps if person.token and taken.step.token == person.token)
    return next((taken.entry_id for taken in steps), None)


def _refuse_what_is_over(play: Play) -> None:
    if play.state not in RUNNING:
        raise ConfigurationError(
            f"This play is over: {play.state}. Accept a new recommendation at the account to begin another."
        )


def _refused(form: str, sent: Sent, error: ConfigurationError | ConflictError) -> Refused:
    says = error.problems if isinstance(error, ConfigurationError) else (str(error),)
    return Refused(form, tuple(map(_for_the_page, says)), sent.model_dump(exclude={"token"}))


def _for_the_page(sentence: str) -> str:
    """The sentence without the command that it ends with: here there is a form for it."""
    return COMMAND.sub(".", ANSWER_COMMAND.sub(" with Done at its task.", sentence))


def _to_the_play(play_id: int, entry_id: int) -> RedirectResponse:
    return RedirectResponse(f"/plays/{play_id}?done={entry_id}", status_code=303)
