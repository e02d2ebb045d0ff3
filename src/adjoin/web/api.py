"""The HTTP API: every published table as JSON, as `adjoin show NAME --format json` prints it."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.published import PUBLISHED, nested_columns
from adjoin.web.site import site_of
from adjoin.words.rows_as_json import rows_as_json

router = APIRouter()


class Problem(BaseModel):
    """What went wrong."""

    status: int
    says: str


class Failure(BaseModel):
    """The one shape of every error under /api."""

    error: Problem


class Health(BaseModel):
    """That the server answers, and which run it speaks for (null before the first)."""

    status: str
    run_id: str | None
    as_of: date | None


@router.get("/healthz", summary="Whether the server answers, and for which run")
def healthz(request: Request) -> Health:
    """Alive; the run is null before the first `adjoin run`."""
    try:
        publication = site_of(request).desk.publication()
    except ConfigurationError:
        return Health(status="ok", run_id=None, as_of=None)
    return Health(status="ok", run_id=publication.run_id, as_of=publication.as_of)


@router.get("/api", summary="The tables that are published")
def tables() -> dict[str, str]:
    """Name → what it holds."""
    return {name: table.what for name, table in PUBLISHED.items()} | {"runs": "what each run read and wrote"}


@router.get(
    "/api/{table}",
    summary="A published table",
    response_model=list[dict[str, Any]],
    responses={404: {"model": Failure}, 422: {"model": Failure}},
)
def show(
    request: Request,
    table: str,
    account: Annotated[str | None, Query(description="Only this account, by id or name.")] = None,
    as_of: Annotated[date | None, Query(description="The newest run that speaks for this date.")] = None,
) -> Response:
    """All rows in key order: ISO dates, null, fractions 0–1, full money, evidence and reasons nested."""
    rows = site_of(request).desk.show(table, account, as_of).to_pylist()
    nested = nested_columns(table)
    return Response(rows_as_json(rows, nested), media_type="application/json")
