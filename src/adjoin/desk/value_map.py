"""The value map of an account: the brief, the numbers as people edited them, and the measures that were agreed."""

from dataclasses import dataclass

from adjoin.desk.briefing import brief
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.person import Done, Person
from adjoin.desk.stepping import running_play, take
from adjoin.domain.play import Campaign, Play, PlayKind, StepVerb, TaskState
from adjoin.drafts.brief import Brief
from adjoin.drafts.value_map import (
    Assumptions,
    Measured,
    QbrSlide,
    SuccessMeasure,
    ValueMap,
    assumptions_for,
    qbr_slide,
    value_map,
)
from adjoin.plays import steps
from adjoin.plays.steps import agreed_measures


@dataclass(frozen=True, slots=True)
class Mapped:
    """A value map and the play it belongs to. `play`: None where none runs; then nothing can be edited."""

    value_map: ValueMap
    play: Play | None
    slide: QbrSlide


@on_one_publication
def value_map_of(desk: Desk, account: str, product: str | None = None) -> Mapped:
    """The one page for the running play's product, else the recommended one, or the one named.

    ConfigurationError while the need is only projected, with whom to ask what.
    """
    found = brief(desk, account, product)
    play = desk.ledger.running(found.account_id, PlayKind.CROSS_SELL)
    own = play if play is not None and play.product_id == found.product.id else None
    campaign = None if own is None else desk.ledger.campaign(own.play_id)
    mapped = value_map(
        found,
        _edited(assumptions_for(found, _measured(desk, found)), campaign),
        measures=() if campaign is None else _measures(found, campaign),
        refuse=_why_projected(desk, found),
    )
    return Mapped(mapped, own, _slide(mapped, campaign))


def assume(desk: Desk, account: str, name: str, value: float, person: Person, why: str | None = None) -> Done:
    """Another number for an assumption of the value map; kept with the play. ConfigurationError where it cannot be."""
    play = running_play(desk, account, PlayKind.CROSS_SELL)
    value_map_of(desk, account).value_map.assumptions.edited(name, value, person.name)
    return take(
        desk,
        play,
        person,
        None,
        lambda campaign, who: steps.assume(campaign, who, name, value, why),
        f"The value map counts with {value:g} for {name.replace('_', ' ')}",
    )


def _why_projected(desk: Desk, found: Brief) -> str | None:
    """What the diagnosis says of the need."""
    asked = [row for row in desk.rows("diagnosis", found.account_id) if row["product_id"] == found.product.id]
    return next((row["answer"] for row in asked if row["question"] == "need"), None)


def _edited(assumptions: Assumptions, campaign: Campaign | None) -> Assumptions:
    """With every number that people edited, the latest word of each."""
    for taken in () if campaign is None else campaign.steps:
        step = taken.step
        known = {one.name for one in assumptions.each}
        if step.verb is StepVerb.ASSUME and step.kind in known and step.kind is not None:
            assumptions = assumptions.edited(step.kind, float(step.data["value"]), step.person)
    return assumptions


def _measured(desk: Desk, found: Brief) -> Measured:
    """What this account's own rows show: the seats of the product they have, and their sites."""
    base = found.base_product
    (book,) = desk.rows_of("accounts", [found.account_id])
    held = [
        row
        for row in desk.rows("holdings", found.account_id)
        if base is not None and row["product_id"] == base.id
    ]
    seats = next((row["seats"] for row in held if row["seats"]), None)
    return Measured(people=seats, people_says="paid seats", sites=book.get("sites"))


def _measures(found: Brief, campaign: Campaign) -> tuple[SuccessMeasure, ...]:
    base, new = agreed_measures(campaign)
    held = found.base_product.name if found.base_product else "what they have"
    each = ((held, base), (found.product.name, new))
    return tuple(SuccessMeasure(product, says) for product, says in each if says)


def _slide(mapped: ValueMap, campaign: Campaign | None) -> QbrSlide:
    """The next step of the slide is the play's next open task."""
    waiting = [] if campaign is None else [t for t in campaign.tasks if t.state is TaskState.OPEN]
    following = min(waiting, key=lambda task: (task.due_on, task.place), default=None)
    return qbr_slide(mapped, on=None if following is None else following.due_on)
