"""Accepting a recommendation: gates are judged again, and a play with dated tasks begins."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.giving import KEPT
from adjoin.desk.held_out import refuse_while_held_out
from adjoin.desk.moment import refuse_a_wrong_moment
from adjoin.desk.offering import offer_of, setting_of
from adjoin.desk.person import Done, Person
from adjoin.desk.stepping import account_said, what_said
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import PlayKind
from adjoin.plays import steps
from adjoin.plays.campaigns import notes, plan
from adjoin.plays.steps import Who

CONTAMINATES = "contaminates"
"""Where an accepted play keeps the experiment that held the account out, and why it was accepted anyway."""


@on_one_publication
def accept(
    desk: Desk,
    account: str,
    person: Person,
    product: str | None = None,
    on: date | None = None,
    anyway: str | None = None,
) -> Done:
    """Take the account's recommendation on: opens a play with its tasks, if no gate of the run stands in its way.

    A recommendation to fix adoption first becomes a play of that kind. `anyway`: why it begins although an experiment
    holds the account out, which is kept with the play. ConfigurationError with the reason and the day where a gate
    blocks or an experiment holds the account out; ConflictError if somebody else was first, at the account or at
    another one of its group.
    """
    recommended = desk.show("recommendations", account).to_pylist()[0]
    account_id = str(recommended["account_id"])
    chosen = desk.product(product).id if product else recommended["product_id"]
    if chosen is None:
        raise ConfigurationError(f"There is nothing to accept for {account}: no product is recommended now.")
    kind = _kind(recommended, chosen)
    _refuse_a_second_in_the_group(desk, account_id, kind)
    contaminated = None
    if kind is PlayKind.CROSS_SELL:
        contaminated = refuse_while_held_out(desk, account_id, anyway)
        _refuse_what_is_blocked(desk, account_id, chosen, although_held_out=contaminated is not None)
    publication = desk.publication()
    who = Who(person.name, person.day(on, publication.as_of), person.token)
    offer = offer_of(desk, account_id, chosen, kind, recommended)
    setting = setting_of(desk, offer, who.on)
    tasks = plan(desk.project.plays.campaigns, setting)
    if setting.give_get is not None and kind is PlayKind.CROSS_SELL:
        offer = replace(offer, settings={**offer.settings, KEPT: setting.give_get.name})
    if contaminated is not None:
        said = {"experiment": contaminated, "anyway": anyway}
        offer = replace(offer, settings={**offer.settings, CONTAMINATES: said})
    play, tasks, step = steps.accept(offer, tasks, who)
    kept = desk.ledger.accept(play, tasks, step, person.at, publication.run_id)
    unknown = "".join(f" {note}" for note in notes(tasks, setting))
    where = account_said(desk, account_id)
    spoilt = f" It contaminates the experiment '{contaminated}'." if contaminated else ""
    return Done(
        kept.play_id,
        f"Accepted {what_said(desk, kept)} at {where}, by {person.name}: {len(tasks)} tasks.{unknown}{spoilt}",
    )


def _kind(recommended: Mapping[str, Any], product_id: str) -> PlayKind:
    fix = recommended["action"] == "fix_adoption" and product_id == recommended["product_id"]
    return PlayKind.FIX_ADOPTION if fix else PlayKind.CROSS_SELL


def _refuse_what_is_blocked(desk: Desk, account_id: str, product: str, *, although_held_out: bool) -> None:
    """ConfigurationError with the gate's reason and the day it lifts, where the product must not be brought up now."""
    if desk.ledger.running(account_id, PlayKind.CROSS_SELL) is not None:
        return  # the ledger says who was first
    refuse_a_wrong_moment(desk, account_id, product, in_renewal=False, although_held_out=although_held_out)


def _refuse_a_second_in_the_group(desk: Desk, account_id: str, kind: PlayKind) -> None:
    """One running play a group: a parent and its children are one customer to whoever calls.

    The ledger refuses a second play of a root by itself; here the groups are those of this run, which may differ from
    those on the day that the other play was accepted.
    """
    (book,) = desk.rows_of("accounts", [account_id], ("root_id",))
    if book["root_id"] is None:
        return
    group = desk.reader.matching("accounts", "root_id", book["root_id"])["account_id"].to_pylist()
    for other in sorted(set(group) - {account_id}):
        if any(play.kind is kind for play in desk.ledger.running_at(other)):
            raise ConflictError(
                f"{other}, of the same group as {account_id}, has an open play: one at a time."
            )
