"""Account: the story in words, and everything it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import account as view
from adjoin.desk.acting import HEARD_KINDS
from adjoin.desk.coming_next import coming_next
from adjoin.desk.people import People, people
from adjoin.desk.trial_lines import TrialLine, trials_at
from adjoin.desk.unused_here import UnusedHere, unused_here
from adjoin.desk.upsells import Upsell, upsells_of
from adjoin.desk.usage import Usage
from adjoin.domain.entry import FEEDBACK_KINDS
from adjoin.presentation.line_chart import Course, LineChart, line_chart
from adjoin.presentation.month_axis import month_starts
from adjoin.web.site import Shell, site_of
from adjoin.words.count import quantity
from adjoin.words.names import spoken

router = APIRouter()
HOLD_DAYS, YEAR = 30, 365


@dataclass(frozen=True, slots=True)
class UsageChart:
    """One watched metric as picture and as table. `usage`: the view; `chart`: where its lines lie."""

    usage: Usage
    chart: LineChart


@dataclass(frozen=True, slots=True)
class Dot:
    """One happening on a lane. `at`: its place along the year, 0–100."""

    at: float
    happening: view.Happening


@dataclass(frozen=True, slots=True)
class Lane:
    """What happened of one sort within the year."""

    name: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account.

    `shell`: what stands around the page. `account`: the view. `charts`: usage against limit.
    `lanes`: the year by sort of happening. `months`: (place 0–100, label) under them.
    `log_odds_most`: the longest bar of what moved the score. `until`: the day that hold and snooze propose.
    `coming_next`: what is held together and taken up lately, a sentence. `upsells`: more of what they have.
    `people`: who plays which part for the product in play, else the recommended one; None where there is neither.
    `there`: everybody known at the account, to say who it is.
    `heard_kinds`, `feedback_kinds`: what the forms offer. `unused`: what they pay for and do not use. `trials`: what
    they try or tried.
    """

    shell: Shell
    account: view.AccountView
    coming_next: str | None
    upsells: tuple[Upsell, ...]
    unused: tuple[UnusedHere, ...]
    trials: tuple[TrialLine, ...]
    people: People | None
    there: tuple[Mapping[str, Any], ...]
    charts: tuple[UsageChart, ...]
    lanes: tuple[Lane, ...]
    months: tuple[tuple[float, str], ...]
    log_odds_most: float
    heard_kinds: tuple[str, ...]
    feedback_kinds: tuple[str, ...]
    until: date


@router.get("/accounts/{account_id:path}", name="account_page")
def show(request: Request, account_id: str) -> HTMLResponse:
    """The account of that id or name."""
    site = site_of(request)
    desk = site.desk.pinned()
    found = view.account(desk, account_id)
    begins = found.as_of - timedelta(days=YEAR)
    about = found.play.product_id if found.play else found.recommendation.product_id
    page = AccountPage(
        shell=site.shell(request, "accounts"),
        account=found,
        coming_next=coming_next(desk, found.account_id),
        upsells=upsells_of(desk, found.account_id),
        unused=unused_here(desk, found.account_id),
        trials=trials_at(desk, found.account_id),
        people=people(desk, found.account_id, about) if about else None,
        there=tuple(desk.rows("people_there", found.account_id)) if about else (),
        charts=tuple(UsageChart(usage, _chart(usage)) for usage in found.usage if usage.points),
        lanes=_lanes(found.timeline, begins),
        months=tuple((_place(on, begins), label) for on, label in month_starts(begins, found.as_of, 6)),
        log_odds_most=max((abs(mover.log_odds or 0) for mover in found.movers), default=0),
        heard_kinds=tuple(kind for kind in HEARD_KINDS if not kind.startswith("role_")),
        feedback_kinds=FEEDBACK_KINDS,
        until=max(site.today(), found.as_of) + timedelta(days=HOLD_DAYS),
    )
    return site.render("account.html", page)


def _chart(usage: Usage) -> LineChart:
    days = [on for on, _ in usage.points]
    return line_chart(
        Course(
            title=f"{usage.product}: {spoken(usage.metric)}",
            x_title=f"{usage.grain}s ending",
            y_title=spoken(usage.metric).lower() + (f" a {usage.per}" if usage.per else ""),
            x=[on.toordinal() for on in days],
            y=[amount for _, amount in usage.points],
            x_labels=[(on.toordinal(), label) for on, label in month_starts(days[0], days[-1])],
            y_label=quantity,
            limit=None if usage.limit is None else (usage.limit, f"limit {quantity(usage.limit)}"),
            marks=[(on.toordinal(), says) for on, says in usage.marks],
        )
    )


def _lanes(timeline: tuple[view.Happening, ...], begins: date) -> tuple[Lane, ...]:
    seen = dict.fromkeys(happening.lane for happening in timeline)
    return tuple(
        Lane(name, tuple(Dot(_place(h.day, begins), h) for h in timeline if h.lane == name))
        for name in sorted(seen)
    )


def _place(on: date, begins: date) -> float:
    return round(100 * (on - begins).days / YEAR, 2)
