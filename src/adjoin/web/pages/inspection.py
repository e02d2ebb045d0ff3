"""Inspection: what a manager should look at this week, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import inspection as view
from adjoin.web.site import Shell, site_of

router = APIRouter()
SHOWN = 100
WITHOUT_PLAY = ("without_play", "nobody_spoke")
"""Kinds that a play of the account's page would answer."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind. `asks`: whether something is to be done. `rows`: the first ones, of `found`; `money`: of
    all that have some, None without. `opens`: whether any leads to a play."""

    kind: str
    name: str
    asks: bool
    rows: Sequence[view.Finding]
    found: int
    money: float | None
    opens: bool


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """The week. `shell`: what stands around the page. `week`: the view. `everybody`: all of ours with a finding, to
    choose from. `owner`: who was chosen, empty for all. `kinds`: code → words. `groups`: the most urgent kind first."""

    shell: Shell
    week: view.Inspection
    everybody: Sequence[view.Owner]
    owner: str
    kinds: Mapping[str, str]
    groups: Sequence[Group]


@router.get("/inspection")
def show(request: Request, manager: str = "", owner: str = "") -> HTMLResponse:
    """All findings, or a manager's team's, or one person's."""
    site = site_of(request)
    week = view.inspection(site.desk, manager or None, owner or None)
    everybody = week.owners if not owner else view.inspection(site.desk, manager or None).owners
    page = InspectionPage(
        shell=site.shell(request, "scorecard"),
        week=week,
        everybody=sorted(everybody, key=lambda one: (one.name.casefold(), one.owner)),
        owner=next((one.owner for one in everybody if owner and owner in (one.owner, one.name)), ""),
        kinds=view.KINDS,
        groups=[_group(week, kind) for kind in view.KINDS if any(one.kind == kind for one in week.findings)],
    )
    return site.render("inspection.html", page)


def _group(week: view.Inspection, kind: str) -> Group:
    rows = [one for one in week.findings if one.kind == kind]
    known = [one.money for one in rows if one.money is not None]
    return Group(
        kind=kind,
        name=view.KINDS[kind],
        asks=kind in view.ASKING,
        rows=rows[:SHOWN],
        found=len(rows),
        money=sum(known) if known else None,
        opens=kind in WITHOUT_PLAY or any(one.play_id is not None for one in rows),
    )
