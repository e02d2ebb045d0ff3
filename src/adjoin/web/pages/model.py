"""Model: what gives the chances, and by how much it beats the prior."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import model as view
from adjoin.desk.ground import SOURCES
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ModelPage:
    """The model of the run. `shell`: what stands around the page. `model`: the view. `sources`: what gives a chance, in
    words by its code. `heaviest`: the longest bar of a weight."""

    shell: Shell
    model: view.Model
    sources: dict[str, str]
    heaviest: float


@router.get("/model")
def show(request: Request) -> HTMLResponse:
    """Which artefact is in use, and the weights."""
    site = site_of(request)
    found = view.model(site.desk)
    weights = [abs(w or 0) for one in found.weights for w in (one.prior_weight, one.learned_weight)]
    page = ModelPage(site.shell(request, "signals"), found, SOURCES, max(weights, default=0))
    return site.render("model.html", page)
