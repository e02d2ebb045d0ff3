"""Experiments: what each says in one line, and the form that shows what another one could see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import experimenting
from adjoin.desk import experiments as view
from adjoin.desk.experimenting import Planned
from adjoin.desk.person import Person
from adjoin.domain.errors import ConfigurationError
from adjoin.experiments.settings import Settings, settings_of
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.experiment_form import PlanSent, in_words, wanted_of
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ExperimentsPage:
    """All experiments and the form for another.

    `shell`: what stands around the page. `found`: the view. `states`, `designs`, `verdicts`: code → words. `lines`:
    the interval of each arm, by experiment, source and arm. `typed`: what the form holds; `usual`: what counts where
    it is empty. `planned`: what the one asked for would do and could see; `refused`: why it cannot be.
    """

    shell: Shell
    found: view.Experiments
    states: Mapping[str, str]
    designs: Mapping[str, str]
    verdicts: Mapping[str, str]
    lines: Mapping[tuple[str, str, str], Whisker | None]
    typed: Mapping[str, str]
    usual: Settings
    planned: Planned | None
    refused: tuple[str, ...]


@router.get("/experiments")
def show(request: Request, sent: Annotated[PlanSent, Query()]) -> HTMLResponse:
    """The list; with a name also what an experiment of that name could see. Nothing is kept."""
    return experiments_page(request, sent)


def experiments_page(
    request: Request, sent: PlanSent, refused: tuple[str, ...] = (), status: int = 200
) -> HTMLResponse:
    """The page with the plan that was asked for, and with a start that was `refused`."""
    site = site_of(request)
    desk = site.desk.pinned()
    found = view.experiments(desk)
    planned = None
    if sent.name.strip():
        try:
            planned = experimenting.plan(desk, wanted_of(sent), Person(site.who(request), site.clock()))
        except ConfigurationError as error:
            refused = refused or in_words(error.problems)
    page = ExperimentsPage(
        shell=site.shell(request, "scorecard"),
        found=found,
        states=view.STATES,
        designs=view.DESIGNS,
        verdicts=view.VERDICTS,
        lines=_lines(found),
        typed=sent.model_dump(),
        usual=settings_of(desk.project.configuration.settings),
        planned=planned,
        refused=refused,
    )
    return site.render("experiments.html", page, status)


def _lines(found: view.Experiments) -> dict[tuple[str, str, str], Whisker | None]:
    """All on one scale, so that experiments compare."""
    said = [(one.experiment, one.source, arm) for one in found.listed for arm in one.said]
    end = reach([(arm.low, arm.high) for _, _, arm in said])
    return {
        (name, source, arm.arm): whisker(arm.difference, (arm.low, arm.high), (-end, end), 0.0)
        for name, source, arm in said
    }


def reach(bounds: list[tuple[float | None, float | None]]) -> float:
    """How far from zero a line must go to hold these intervals, those that say nothing left aside."""
    ends = [abs(end) for low, high in bounds for end in (low, high) if end is not None and abs(end) < 1]
    return max(ends, default=1.0) or 1.0
