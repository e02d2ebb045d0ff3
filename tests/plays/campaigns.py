"""A play at work: a setting, its campaign, and steps taken one after the other as the ledger would keep them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from adjoin.domain.catalog import Product
from adjoin.domain.play import Campaign, Change, Phase, PlayKind, Taken, Task
from adjoin.plays.campaigns import Setting, plan, shipped_campaigns
from adjoin.plays.steps import Offer, Who, accept

MONDAY = date(2026, 3, 2)
BASE = Product.model_validate({"id": "base", "name": "Base"})
NEW = Product.model_validate({"id": "new", "name": "New"})
OPEN = {"need": None, "budget": None, "timing": None}


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def setting(**rest: Any) -> Setting:
    """Accepted on a Monday, everything answered, a CSM and an AE known."""
    usual: dict[str, Any] = {
        "account": "Acme",
        "product": NEW,
        "base_product": BASE,
        "accepted_on": MONDAY,
        "motion": "csm_led_introduction",
        "country": "DE",
        "owners": {"csm": "carol", "ae": "adam"},
        "buyer": "Bea",
        "user": "Uma",
        "evaluator": "Eve",
    }
    return Setting(**usual | rest)


def who(days: int, person: str = "carol") -> Who:
    return Who(person, after(days))


def begun(tasks: tuple[Task, ...] | None = None, signal_days: int | None = 12, **rest: Any) -> Campaign:
    """A campaign on the day of acceptance. `signal_days`: days that its signal waited."""
    given = setting(**rest)
    offer = Offer(
        "a1",
        "a1",
        NEW.id,
        rest.get("kind", PlayKind.CROSS_SELL),
        base_product_id=BASE.id,
        signal_on=None if signal_days is None else after(-signal_days),
    )
    planned = plan(shipped_campaigns(), given) if tasks is None else tasks
    play, planned, step = accept(offer, planned, who(0))
    return Campaign(replace(play, play_id=7), planned, (taken(1, step),))


def taken(number: int, step: Any) -> Taken:
    return Taken(number, number, step, datetime(2026, 3, 2, tzinfo=UTC), None)


def then(campaign: Campaign, *changes: Change) -> Campaign:
    """The campaign after a change, as the ledger keeps it."""
    for change in changes:
        by_place = {task.place: task for task in campaign.tasks} | {task.place: task for task in change.tasks}
        steps = (*campaign.steps, taken(len(campaign.steps) + 1, change.step))
        campaign = Campaign(change.play, tuple(task for _, task in sorted(by_place.items())), steps)
    return campaign


def task(place: int, days: int, phase: Phase = Phase.DISCOVERY, **rest: Any) -> Task:
    return Task(0, place, phase, "csm", f"task {place}", after(days), **rest)
