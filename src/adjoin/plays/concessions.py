"""What was given on a play and what was got for it, read from its steps; all of it counts against one cap."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from adjoin.domain.play import Campaign, Step, StepVerb

DUST = 1e-9
"""What sums of shares may be off: 0.10 + 0.15 is 0.25."""
DIGITS = 12


class ConcessionKind(StrEnum):
    """What is conceded."""

    MULTI_YEAR = "multi_year"
    VOLUME = "volume"
    SERVICES = "services"
    ROADMAP = "roadmap"
    PILOT = "pilot"
    BUNDLE = "bundle"
    DISCOUNT = "discount"
    OTHER = "other"


class ConcessionState(StrEnum):
    """Kept and broken say whether what was got for it was delivered."""

    OFFERED = "offered"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Concession:
    """One give and its get. `place`: its number in the play, from 1. `given_by`: of ours; `got_from`: of theirs.

    `share`: off the price, 0–1; `money`: a year; `once`: one-off, over `years`. `weight`: all of that as a share of the
    list price, as weighed on the day it was given. `approved_by`: who let it go over the cap, if it did.
    `settled_on`: the day of its last word; None while it is only offered.
    """

    place: int
    kind: ConcessionKind
    gives: str
    gets: str
    given_by: str
    got_from: str
    given_on: date
    share: float
    money: float
    once: float
    years: float
    weight: float
    approved_by: str | None
    state: ConcessionState = ConcessionState.OFFERED
    settled_on: date | None = None

    @property
    def counts(self) -> float:
        """The share that counts against the cap: its weight, nothing once it is withdrawn."""
        return 0.0 if self.state is ConcessionState.WITHDRAWN else self.weight


def concessions(campaign: Campaign) -> tuple[Concession, ...]:
    """Those of the play by place, as its steps leave them."""
    found: dict[int, Concession] = {}
    for taken in campaign.steps:
        step = taken.step
        place = int(step.data.get("place", 0))
        if step.verb is StepVerb.CONCEDE:
            found[place] = _given(place, step)
        elif step.verb is StepVerb.SETTLE and place in found:
            state = ConcessionState(str(step.kind))
            found[place] = replace(found[place], state=state, settled_on=step.effective_on)
    return tuple(found[place] for place in sorted(found))


def share_given(given: Iterable[Concession]) -> float:
    """The share of the list price that they give away together."""
    return round(sum(one.counts for one in given), DIGITS)


def weigh(share: float, money: float, once: float, years: float, list_acv: float | None) -> float | None:
    """Share + money a year ÷ list price a year + one-off ÷ (list price a year × years).

    None where there is money and no list price to weigh it by: it is never counted as nothing.
    """
    if not money and not once:
        return share
    if not list_acv:
        return None
    return share + money / list_acv + once / (list_acv * years)


def left_of(cap: float, given: Iterable[Concession]) -> float:
    """What may still be given without an approver."""
    return max(0.0, round(cap - share_given(given), DIGITS))


def as_share(share: float) -> str:
    """A share as people say it, with the digits that tell it from its neighbours: `25 %`, `25.04 %`, `919 %`."""
    return f"{100 * share:,.0f} %" if share > 1 else f"{round(100 * share, 2):g} %"


def _given(place: int, step: Step) -> Concession:
    data = step.data
    return Concession(
        place=place,
        kind=ConcessionKind(str(step.kind)),
        gives=step.text or "",
        gets=str(data["gets"]),
        given_by=step.person,
        got_from=str(data["got_from"]),
        given_on=step.effective_on,
        share=float(data["share"]),
        money=float(data["money"]),
        once=float(data["once"]),
        years=float(data["years"]),
        weight=float(data["weight"]),
        approved_by=data.get("approved_by"),
    )
