"""Backtest: proof before anybody calls."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from adjoin.desk import backtest as view
from adjoin.presentation.over_time import Course, OverTime, over_time
from adjoin.presentation.reliability_curve import Bin, ReliabilityCurve, reliability_curve
from adjoin.presentation.whisker import Whisker, whisker
from adjoin.web.site import Shell, site_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """One policy that ran, with its shares drawn on one scale."""

    line: view.PolicyLine
    foresight: Whisker | None
    replay: Whisker | None


@dataclass(frozen=True, slots=True)
class Reliable:
    """One reliability curve as picture and as table."""

    curve: view.Curve
    picture: ReliabilityCurve | None


@dataclass(frozen=True, slots=True)
class BacktestPage:
    """The newest backtest. `shell`: what stands around the page. `backtest`: the view, None before the first. `rows`:
    the policies that ran, the best replay first; `off`: those that did not. `over_time`: foresight by date. `reliable`:
    the reliability curves."""

    shell: Shell
    backtest: view.BacktestView | None
    rows: tuple[Row, ...]
    off: tuple[view.PolicyLine, ...]
    over_time: OverTime | None
    reliable: tuple[Reliable, ...]


@router.get("/backtest")
def show(request: Request) -> HTMLResponse:
    """The policies side by side."""
    site = site_of(request)
    shell = site.shell(request, "backtest")
    found = view.newest(site.desk)
    if found is None:
        return site.render("backtest.html", BacktestPage(shell, None, (), (), None, ()))
    ran = [line for line in found.policies if not line.off]
    ours_first = sorted(ran, key=lambda line: not line.ours)
    page = BacktestPage(
        shell=shell,
        backtest=found,
        rows=_rows(ran),
        off=tuple(line for line in found.policies if line.off),
        over_time=over_time([Course(line.called, line.by_date) for line in ours_first]),
        reliable=tuple(Reliable(curve, _picture(curve)) for curve in found.curves),
    )
    return site.render("backtest.html", page)


def _rows(lines: list[view.PolicyLine]) -> tuple[Row, ...]:
    shares = [share for line in lines for share in (line.foresight, line.replay) if share is not None]
    most = max((share.high or share.value or 0 for share in shares), default=0) or 1.0

    def drawn(share: view.Measured | None) -> Whisker | None:
        return None if share is None else whisker(share.value, (share.low, share.high), (0, most))

    def best(line: view.PolicyLine) -> tuple[float, float]:
        return tuple(-(share.value or 0) if share else 0.0 for share in (line.replay, line.foresight))  # type: ignore[return-value]

    return tuple(Row(line, drawn(line.foresight), drawn(line.replay)) for line in sorted(lines, key=best))


def _picture(curve: view.Curve) -> ReliabilityCurve | None:
    return reliability_curve(
        [Bin(one.predicted, one.observed, one.low, one.high, one.cells) for one in curve.bins]
    )
