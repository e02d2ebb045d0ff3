"""What reopens when, as a page and as a calendar feed."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from adjoin.desk import reopens as view
from adjoin.desk.reopens_feed import reopens_feed
from adjoin.web.site import Shell, site_of

router = APIRouter()
SHOWN, WEEKS_OPEN = 60, 2


@dataclass(frozen=True, slots=True)
class ReopensPage:
    """The calendar. `shell`: what stands around the page. `reopens`: the view. `dearest`: the worth of the dearest
    week, the longest bar. `feed`: the address that a calendar program subscribes to. `shown`: rows a list shows at
    most; `weeks_open`: weeks that stand open."""

    shell: Shell
    reopens: view.Reopens
    dearest: float
    feed: str
    shown: int
    weeks_open: int


@router.get("/reopens")
def show(request: Request, owner: str = "", gate: str = "") -> HTMLResponse:
    """By week and day; of one owner or gate if asked."""
    site = site_of(request)
    found = view.reopens(site.desk, owner or None, gate or None)
    asked = {"owner": found.owner, "gate": found.gate}
    chosen = urlencode({name: value for name, value in asked.items() if value})
    page = ReopensPage(
        shell=site.shell(request, "today"),
        reopens=found,
        dearest=max((week.worth or 0 for week in found.weeks), default=0),
        feed=f"{str(request.base_url).rstrip('/')}/reopens.ics{'?' if chosen else ''}{chosen}",
        shown=SHOWN,
        weeks_open=WEEKS_OPEN,
    )
    return site.render("reopens.html", page)


@router.get("/reopens.ics")
def feed(request: Request, owner: str = "", gate: str = "") -> Response:
    """The same as a calendar to subscribe to."""
    found = view.reopens(site_of(request).desk, owner or None, gate or None)
    base = str(request.base_url).rstrip("/")
    text = reopens_feed(found, lambda account: f"{base}/accounts/{quote(account, safe='')}")
    return Response(text, media_type="text/calendar; charset=utf-8",
                    headers={"Content-Disposition": 'inline; filename="reopens.ics"'})  # fmt: skip
