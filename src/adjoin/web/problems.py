"""What went wrong, said so that a visitor knows what to do: a page, or one shape of JSON under /api."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import AdjoinError, ConfigurationError, UnreachableError
from adjoin.web.site import Shell, site_of

LONG = re.compile(r"((?<![^\s(])'[^']{80})[^']+(?=')|(“[^”]{80})[^”]+(?=”)|(\S{80})\S+")
"""What was sent and is said again: its first 80 characters are enough to find it by."""
MOST_SAID = 600
"""Characters of one problem under /api."""
ON_A_PAGE = {
    " Run: adjoin trial list": ("/trials", "See all trials"),
    " Run: adjoin play list": ("/plays", "See all plays"),
    " Run: adjoin experiment list": ("/experiments", "See all experiments"),
}
"""Commands that a sentence ends with, and the page that shows the same."""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A problem and the way on.

    `shell`: what stands around the page. `title`: what kind of problem. `says`: sentences, one a problem.
    `back`: where to go on; `way_on`: the words of that link.
    """

    shell: Shell
    title: str
    says: tuple[str, ...]
    back: str
    way_on: str


def add(app: FastAPI) -> None:
    """Answer every failure of the application in words."""
    app.add_exception_handler(AdjoinError, _adjoin)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _adjoin(request: Request, error: Exception) -> Response:
    if isinstance(error, ConflictError):
        return _answer(request, 409, "Somebody else was first", (str(error),))
    if isinstance(error, UnreachableError):
        return _answer(request, 503, "Out of reach", (str(error),))
    if isinstance(error, ConfigurationError):
        status = 404 if request.method == "GET" else 422
        return _answer(request, status, "Not found" if status == 404 else "Not kept", error.problems)
    return _answer(request, 500, "Something is wrong", (str(error),))


async def _invalid(request: Request, error: Exception) -> Response:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    says = tuple(f"{problem['loc'][-1]}: {problem['msg']}." for problem in problems)
    return _answer(request, 422, "Not understood", says)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return _answer(request, status, "Not found", (f"There is nothing at {request.url.path}.",))
    return _answer(request, status, "Not possible", (str(getattr(error, "detail", error)),))


def _answer(request: Request, status: int, title: str, says: tuple[str, ...]) -> Response:
    if request.url.path.startswith("/api"):
        problem = {"status": status, "says": " ".join(map(_cut, says))}
        return JSONResponse({"error": problem}, status_code=status)
    site = site_of(request)
    back, way_on = next(
        (page for command, page in ON_A_PAGE.items() if says[0:1] and says[0].endswith(command)),
        (_came_from(request), "Back"),
    )
    told = tuple(_without_command(one) for one in says)
    page = ProblemPage(site.shell(request, ""), title, told, back, way_on)
    return site.render("problem.html", page, status)


def _cut(sentence: str) -> str:
    """The sentence without all of what was sent, however long that is."""
    short = LONG.sub(lambda found: f"{next(filter(None, found.groups()))}…", sentence)
    return short if len(short) <= MOST_SAID else f"{short[:MOST_SAID]}…"


def _without_command(sentence: str) -> str:
    """The sentence without the command that a link stands for."""
    command = next(filter(sentence.endswith, ON_A_PAGE), "")
    return sentence.removesuffix(command)


def _came_from(request: Request) -> str:
    """The page of ours that the visitor came from, else the first one."""
    came = urlsplit(request.headers.get("referer", ""))
    ours = came.netloc == request.headers.get("host") and not came.path.startswith("//")
    return came.path if ours and came.path else "/"
