"""What reopens when, as a calendar feed: one all-day event an account."""

from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from adjoin.desk.reopens import Reopening, Reopens
from adjoin.presentation.calendar import Event, feed
from adjoin.words.days import with_days_said
from adjoin.words.money import money
from adjoin.words.names import GATES, spoken

Link = Callable[[str], str]
"""Account id → the address of its page."""


def reopens_feed(view: Reopens, link: Link | None = None) -> bytes:
    """The feed of a view. The uid is the account's: a day that moves moves its event, and one that opened leaves."""
    whose = f" for {view.owner_name}" if view.owner_name else ""
    events = [_event(view, one, link) for one in view.opening]
    return feed(f"{view.company}: what reopens{whose}", events, view.finished_at)


def _event(view: Reopens, one: Reopening, link: Link | None) -> Event:
    if one.on is None:
        raise ValueError(f"{one.account_id} opens on no known day")
    price = f" ({money(one.worth, view.currency)})" if one.worth is not None else ""
    about = f": {one.product}{price}" if one.product else price
    gate = spoken(one.gate, GATES)
    several = f", and {one.blockers - 1} more" if one.blockers > 1 else ""
    lines = [
        f"{gate} held it back{several}: {with_days_said(one.why, view.as_of)}.",
        *([f"Owner: {one.owner_name}."] if one.owner_name else []),
        "All that block have lifted on this day. The worth is an expectation over many accounts, in no forecast.",
    ]
    return Event(
        uid=f"{uuid5(NAMESPACE_URL, f'adjoin:reopens:{view.company}:{one.account_id}')}@adjoin",
        on=one.on,
        summary=f"{one.account} opens{about}",
        description="\n".join(lines),
        categories=("Adjoin", gate),
        url=link(one.account_id) if link else None,
    )
