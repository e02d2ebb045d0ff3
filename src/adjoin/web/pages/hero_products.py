"""Hero product: what to begin with."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import hero_products as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Beginning:
    """One product as a beginning, and its mean as a mark on a line from 0 to the highest bound."""

    entry: view.Entry
    mark: Whisker | None


@dataclass(frozen=True, slots=True)
class HeroPage:
    """All beginnings. `shell`: what stands around the page. `hero_products`: the view. `beginnings`: drawn."""

    shell: Shell
    hero_products: view.HeroProducts
    beginnings: tuple[Beginning, ...]


@router.get("/hero-products")
def show(request: Request) -> HTMLResponse:
    """Products by how many further ones follow."""
    site = site_of(request)
    found = view.hero_products(site.desk)
    most = max((one.further_high or 0.0 for one in found.entries if one.enough), default=0.0) or 1.0
    beginnings = tuple(
        Beginning(one, whisker(one.further, (one.further_low, one.further_high), (0.0, most)))
        for one in found.entries
    )
    return site.render("hero_products.html", HeroPage(site.shell(request, "affinity"), found, beginnings))
