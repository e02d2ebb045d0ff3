"""A step that gives something for something. Over the cap somebody else must approve it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.play import Campaign, Change, PlayKind, StepVerb
from adjoin.plays.concessions import (
    DIGITS,
    DUST,
    Concession,
    ConcessionKind,
    as_share,
    concessions,
    left_of,
    share_given,
    weigh,
)
from adjoin.plays.steps.change import Who, changed, running, said, step_of
from adjoin.words.hidden_discount import hidden_discount

KINDS = tuple(map(str, ConcessionKind))
MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Give:
    """What somebody wants to give, for what, from whom.

    `share`: off the price, 0–1; `money`: its worth a year; `once`: one-off, over `years` of contract (None: one).
    `approved_by`: who of ours lets it go over the cap, somebody other than the giver.
    """

    kind: str
    gives: str | None
    gets: str | None
    got_from: str | None
    share: float = 0.0
    money: float = 0.0
    once: float = 0.0
    years: float | None = None
    approved_by: str | None = None


def concede(
    campaign: Campaign,
    who: Who,
    give: Give,
    *,
    list_acv: float | None,
    cap: float,
    also_called: Collection[str] = (),
) -> Change:
    """Something is offered for something. `list_acv`: list price a year of what the play sells, None if unknown.

    `also_called`: other names of the giver, none of which approves. ConfigurationError without a give, a get or
    somebody it comes from; for words that hide a discount; for money that cannot be weighed; and where all concessions
    of the play together come to more than the cap and nobody else approves it.
    """
    play = running(campaign, who, "give anything on it")
    if play.kind is not PlayKind.CROSS_SELL:
        raise ConfigurationError(f"Play {play.play_id} sells nothing: give on the play that sells.")
    asked = _complete(give)
    weight = _weighed(asked, list_acv)
    approver = _approver(asked, who, also_called)
    before = concessions(campaign)
    total = share_given(before) + weight
    if weight > 0 and total > cap + DUST and approver is None:
        raise ConfigurationError(_over(before, weight, cap, who.person))
    data: dict[str, Any] = {
        "place": max((one.place for one in before), default=0) + 1,
        "gets": asked.gets,
        "got_from": asked.got_from,
        "share": asked.share,
        "money": asked.money,
        "once": asked.once,
        "years": asked.years or 1.0,
        "list_acv": list_acv,
        "weight": round(weight, DIGITS),
        "cap": cap,
        "approved_by": approver,
    }
    return changed(campaign, step_of(who, StepVerb.CONCEDE, kind=asked.kind, text=asked.gives, data=data))


def _complete(give: Give) -> Give:
    """With its words trimmed and its numbers sound."""
    kinds = ", ".join(KINDS)
    said(give.kind, f"Say what kind of concession it is: {kinds}.")
    if give.kind not in KINDS:
        raise ConfigurationError(
            f"'{give.kind}' is no kind of concession{nearest(give.kind, KINDS)}; use {kinds}."
        )
    gives = said(give.gives, "Say what is given.")
    gets = said(give.gets, "Say what is got for it: nothing is given for nothing.")
    source = said(give.got_from, "Say who of theirs it is got from, such as their CFO.")
    if not 0 <= give.share <= 1:
        raise ConfigurationError(
            f"{give.share:g} is no share of the price; write one from 0 to 1, such as 0.1."
        )
    for name, amount in (("a year", give.money), ("once", give.once)):
        if not isfinite(amount) or amount < 0:
            raise ConfigurationError(f"{amount:g} {name} is no amount of money; write one of 0 or more.")
    if give.years is not None and not 0 < give.years <= MOST_YEARS:
        raise ConfigurationError(f"{give.years:g} is no number of years; write one up to {MOST_YEARS}.")
    return replace(give, gives=gives, gets=gets, got_from=source)


def _weighed(give: Give, list_acv: float | None) -> float:
    """Its share of the list price. ConfigurationError where it cannot be weighed, or the words give more away."""
    weight = weigh(give.share, give.money, give.once, give.years or 1.0, list_acv)
    if weight is None:
        raise ConfigurationError(
            "What this product costs at list price is not known, so that money cannot be weighed against it: say the "
            "share off the price instead, or set its list_price in the catalog."
        )
    months = None if give.years is None else 12 * give.years
    hidden = hidden_discount(give.gives or "", give.gets or "", months)
    if hidden is not None and not hidden.fits(weight):
        takes = "something" if hidden.share is None else as_share(hidden.share)
        found = f", not {as_share(weight)}" if weight else ""
        raise ConfigurationError(
            f"“{hidden.said}” takes {takes} off the price{found}: say what it is worth, "
            "as a discount, as money a year or once."
        )
    if give.kind == ConcessionKind.DISCOUNT and not weight:
        raise ConfigurationError("Say how large the discount is, as a share of the price such as 0.1.")
    return weight


def _approver(give: Give, who: Who, also_called: Collection[str]) -> str | None:
    name = (give.approved_by or "").strip()
    if not name:
        return None
    if _plain(name) in {_plain(other) for other in (who.person, *also_called)}:
        raise ConfigurationError(f"{who.person} gives it: somebody else has to approve it.")
    return name


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _over(before: tuple[Concession, ...], weight: float, cap: float, person: str) -> str:
    given = share_given(before)
    return (
        f"This gives {as_share(weight)} of the list price, and {as_share(left_of(cap, before))} is left: with the "
        f"{as_share(given)} given already it would be {as_share(given + weight)}, and at most {as_share(cap)} may be "
        f"given. Give less, or name who approves it, somebody other than {person}."
    )
