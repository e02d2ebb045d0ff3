"""What changed since the run before, and why."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import diff as view
from adjoin.domain.errors import ConfigurationError
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Sort:
    """Changes of one sort. `number`: of all, of which `changes` are shown, the weightiest first."""

    name: str
    number: int
    changes: tuple[view.Change, ...]


@dataclass(frozen=True, slots=True)
class DiffPage:
    """Two runs compared. `shell`: what stands around the page. `diff`: the view, None where there is no run to compare
    with, then `nothing` says why. `sorts`: the changes by their sort."""

    shell: Shell
    diff: view.Diff | None
    nothing: str
    sorts: tuple[Sort, ...]


@router.get("/diff")
def show(request: Request, owner: str = "", since: str = "") -> HTMLResponse:
    """The newest run against the one before, or against another."""
    site = site_of(request)
    shell = site.shell(request, "today")
    try:
        found = view.diff(site.desk, since or None, owner or None)
    except ConfigurationError as nothing:
        if owner or since or shell.as_of is None:
            raise
        return site.render("diff.html", DiffPage(shell, None, str(nothing), ()))
    sorts = tuple(
        Sort(name, number, tuple(one for one in found.changes if one.change == name))
        for name, number in found.counts
    )
    return site.render("diff.html", DiffPage(shell, found, "", sorts))
