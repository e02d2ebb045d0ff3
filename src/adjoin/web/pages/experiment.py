"""One experiment: the verdict in words, the difference over time, and all that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import experiment as view
from adjoin.desk.experiment_accounts import REACHED
from adjoin.desk.experiment_numbers import RAIL_STATES, RAILS, Look, Shown
from adjoin.desk.experiment_uplift import MOVED, Moved, Point
from adjoin.desk.experiments import DESIGNS, STATES, VERDICTS
from adjoin.domain.experiment import Design
from adjoin.presentation.difference_chart import Course, DifferenceChart, difference_chart
from adjoin.presentation.month_axis import month_starts
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.pages.experiments import reach
from adjoin.web.pages.play import Refused
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ExperimentPage:
    """One experiment.

    `shell`: what stands around the page. `view`: the experiment. `states`, `designs`, `verdicts`, `rails`,
    `rail_states`, `reached`, `moved`: code → words. `charts`: by arm, its difference over time. `lines`: by arm and
    product, its interval. `groups`: by arm and group, observed with predicted marked. `curves`: by arm, what
    ranking gains. `told`: by arm, what stands beside its verdict. `can_stop`: whether it still holds somebody out.
    `refused`: the form that came back, None where none did.
    """

    shell: Shell
    view: view.Experiment
    states: Mapping[str, str]
    designs: Mapping[str, str]
    verdicts: Mapping[str, str]
    rails: Mapping[str, str]
    rail_states: Mapping[str, str]
    reached: Mapping[str, str]
    moved: Mapping[str, str]
    charts: Mapping[str, DifferenceChart | None]
    lines: Mapping[tuple[str, str | None], Whisker | None]
    groups: Mapping[tuple[str, int], Whisker | None]
    curves: Mapping[str, DifferenceChart | None]
    told: Mapping[str, str]
    can_stop: bool
    refused: Refused | None


@router.get("/experiments/{name:path}")
def show(request: Request, name: str, source: str = "") -> HTMLResponse:
    """The experiment of that name; `source` where one of ours and one made elsewhere are called alike."""
    return experiment_page(request, name, source or None)


def experiment_page(
    request: Request, name: str, source: str | None = None, refused: Refused | None = None, status: int = 200
) -> HTMLResponse:
    """The page, with a form that came back if there is one."""
    site = site_of(request)
    found = view.experiment(site.desk, name, source)
    page = ExperimentPage(
        shell=site.shell(request, "scorecard"),
        view=found,
        states=STATES,
        designs=DESIGNS,
        verdicts=VERDICTS,
        rails=RAILS,
        rail_states=RAIL_STATES,
        reached=REACHED,
        moved=MOVED,
        charts={arm: _over_time(arm, looks) for arm, looks in found.looks.items()},
        lines=_lines((*found.arms, *found.products)),
        groups=_groups(found.moved),
        curves={one.arm: _curve(one.arm, one.curve) for one in found.moved},
        told={one.arm: _beside(one) for one in found.arms},
        can_stop=found.before is not None and (found.state == "running" or _holds_on(found)),
        refused=refused,
    )
    return site.render("experiment.html", page, status)


def _beside(shown: Shown) -> str:
    """The sentence without the verdict that it begins with."""
    says = shown.says.removeprefix(f"{VERDICTS.get(shown.verdict or '', '').capitalize()}: ")
    return says[:1].upper() + says[1:]


def _holds_on(found: view.Experiment) -> bool:
    """A holdout lasts beyond its reading, until it is stopped."""
    return found.design == Design.HOLDOUT and found.state != "stopped"


def _over_time(arm: str, looks: Sequence[Look]) -> DifferenceChart | None:
    seen = [look for look in looks if look.difference is not None]
    if len(seen) < 2:
        return None
    months = month_starts(seen[0].looked_on, seen[-1].looked_on, 5)
    return difference_chart(
        Course(
            title=f"Difference of '{arm}' over time",
            x=[look.looked_on.toordinal() for look in seen],
            y=[look.difference or 0.0 for look in seen],
            low=[look.low for look in seen],
            high=[look.high for look in seen],
            inner_low=[look.fixed_low for look in seen],
            inner_high=[look.fixed_high for look in seen],
            x_labels=[(on.toordinal(), label) for on, label in months if on >= seen[0].looked_on],
            y_label=signed_points,
            wide_at_first=True,
        )
    )


def _curve(arm: str, curve: Sequence[Point]) -> DifferenceChart | None:
    if not curve:
        return None
    return difference_chart(
        Course(
            title=f"What '{arm}' gains if the most moved are approached first",
            x=[point.share for point in curve],
            y=[point.gain for point in curve],
            low=[point.low for point in curve],
            high=[point.high for point in curve],
            reference=[point.random_gain for point in curve],
            x_labels=[(share, f"{share:.0%}") for share in (0.25, 0.5, 0.75, 1.0)],
            y_label=signed_points,
        )
    )


def signed_points(share: float) -> str:
    """`+4.2`, `−3`, `0`: per cent, without the sign."""
    said = f"{100 * share:+.1f}".removesuffix(".0")
    return "0" if said in ("+0", "-0") else said.replace("-", "−")


def _lines(shown: Sequence[Shown]) -> dict[tuple[str, str | None], Whisker | None]:
    end = reach([(one.low, one.high) for one in shown])
    return {
        (one.arm, one.product): whisker(one.difference, (one.low, one.high), (-end, end), 0.0)
        for one in shown
    }


def _groups(moved: Sequence[Moved]) -> dict[tuple[str, int], Whisker | None]:
    found = {}
    for arm in moved:
        told = [(group.low, group.high) for group in arm.groups]
        end = reach([*told, *((group.predicted, group.predicted) for group in arm.groups)])
        for group in arm.groups:
            bounds = (group.low, group.high)
            line = whisker(group.observed, bounds, (-end, end), group.predicted)
            found[arm.arm, group.group_number] = line
    return found
