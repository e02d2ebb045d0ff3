"""The web application: pages, forms and the HTTP API over one desk."""

from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from adjoin import __version__
from adjoin.desk import Desk, open_desk
from adjoin.web import acting, api, crediting, experimenting, playing, problems, trialing, trials_api, wording
from adjoin.web.guard import LOOPBACK, Guard
from adjoin.web.pages import (
    account,
    accounts,
    affinity,
    apart,
    artefact,
    attribution,
    backtest,
    bundle,
    bundles,
    data,
    definitions,
    detector,
    diff,
    drafts,
    experiment,
    experiments,
    hero_products,
    inspection,
    integrations,
    journeys,
    learned,
    model,
    pair,
    pathways,
    pitfalls,
    play,
    plays,
    portfolio,
    reopens,
    retention,
    scorecard,
    signals,
    stability,
    strategy,
    today,
    trial,
    trials,
    unused,
    upsells,
    value_map,
    workflow,
)
from adjoin.web.site import Site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HERE = Path(__file__).parent
PAGES = (
    *(drafts, value_map, wording),  # before the account: its address takes every path under /accounts
    *(today, diff, reopens, account, accounts, stability, apart, backtest),
    *(affinity, pair, pathways, journeys, hero_products, workflow),
    *(pitfalls, portfolio),
    *(scorecard, inspection, retention),
    *(attribution, crediting, learned),
    *(signals, detector, upsells, model, data, definitions, acting),
    *(plays, play, artefact, playing),
    *(bundles, bundle, unused, integrations, strategy),
    *(experiments, experimenting, experiment),  # one experiment last, for the same reason as one trial
    *(trials, trialing, trial),  # one trial last: its address takes every path under /trials
)
"""Every page, by the place where people look for it."""


def create_app(
    desk: Desk | Path | str,
    clock: Callable[[], datetime],
    today_is: Callable[[], date],
    *,
    host: str = "127.0.0.1",
    person: str = "you",
) -> FastAPI:
    """The application over an open desk, or over a project folder (then it closes the desk at its end).

    `clock` gives the wall clock in UTC, for the audit only; `today_is` the calendar day. `host` is the
    address the server listens on: on loopback only this machine's own names are answered. `person` acts
    until somebody says who they are.
    """
    own = not isinstance(desk, Desk)
    opened = desk if isinstance(desk, Desk) else open_desk(desk)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> "AsyncIterator[None]":
        yield
        if own:
            opened.close()

    app = FastAPI(
        title="Adjoin",
        version=__version__,
        description="Every published table as JSON, the same as `adjoin show NAME --format json`.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.site = Site(opened, clock, today_is, person)
    app.add_middleware(Guard, loopback=host in LOOPBACK)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for room in PAGES:
        app.include_router(room.router, include_in_schema=False)
    app.include_router(trials_api.router)  # before the tables: /api/{table} takes /api/trials too
    app.include_router(api.router)
    problems.add(app)
    return app
