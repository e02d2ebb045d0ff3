"""Strategy: which pattern fits, and what holding several products would be worth."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import strategy as view
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class StrategyPage:
    """Patterns and the gap. `shell`: what stands around the page. `strategy`: the view. `patterns`, `fits`: code →
    words. `shares`: each pattern's share, with what chance would give marked."""

    shell: Shell
    strategy: view.Strategy
    patterns: Mapping[str, str]
    fits: Mapping[str, str]
    shares: Mapping[str, Whisker | None]


@router.get("/strategy")
def show(request: Request) -> HTMLResponse:
    """The three patterns side by side, and today's share against typical and target."""
    site = site_of(request)
    found = view.strategy(site.desk)
    page = StrategyPage(
        shell=site.shell(request, "offers"),
        strategy=found,
        patterns=view.PATTERNS,
        fits=view.FITS,
        shares={
            one.pattern: whisker(
                one.share, (one.share_low, one.share_high), (0.0, 1.0), one.expected_by_chance
            )
            for one in found.patterns
        },
    )
    return site.render("strategy.html", page)
