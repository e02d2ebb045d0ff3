"""What stands between the pages and other sites: headers on every answer, who may post, and how much."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SAFE = ("GET", "HEAD", "OPTIONS")
MOST_FORM, MOST_API = 256 * 1024, 64 * 1024
"""Bytes that a form, and a request under /api, may hold; a row of either needs a hundredth."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuses posts from other sites and, on loopback, names that only DNS rebinding would bring here."""

    def __init__(self, app: ASGIApp, loopback: bool) -> None:
        self.app = app
        self.loopback = loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or pass the request on and add the headers to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        if refused := self._refusal(scope):
            await _answer(scope, 403, refused)(scope, receive, with_headers)
            return
        most = MOST_API if _of_api(scope) else MOST_FORM
        held = receive if scope["method"] in SAFE else await _held(scope, receive, most)
        if held is None:
            says = f"That is too much: {most // 1024} kB are the most. Send less, in several requests.\n"
            await _answer(scope, 413, says)(scope, receive, with_headers)
            return
        await self.app(scope, held, with_headers)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.loopback and _name(f"//{host}") not in LOOPBACK:
            return (
                f"This server answers only to {', '.join(LOOPBACK)}. Serve with --host to use another name.\n"
            )
        if scope["method"] not in SAFE and not _same_site(headers, host):
            return "This form came from another site and was refused. Open the page and send it from there.\n"
        return None


async def _held(scope: Scope, receive: Receive, most: int) -> Receive | None:
    """Gives the body that was sent, read here whether or not its length was said; None of more than `most` bytes."""
    said = Headers(scope=scope).get("content-length", "")
    if said.isdecimal() and (len(said) > 12 or int(said) > most):
        return None
    messages: list[Message] = []
    size, more = 0, True
    while more:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > most:
            return None
        more = message["type"] == "http.request" and message.get("more_body", False)
    waiting = iter(messages)

    async def again() -> Message:
        return next(waiting, None) or await receive()

    return again


def _of_api(scope: Scope) -> bool:
    return bool(scope["path"].startswith("/api/"))


def _answer(scope: Scope, status: int, says: str) -> Response:
    """In words; under /api in the shape of every problem there."""
    if _of_api(scope):
        return JSONResponse({"error": {"status": status, "says": says.strip()}}, status_code=status)
    return PlainTextResponse(says, status_code=status)


def _same_site(headers: Headers, host: str) -> bool:
    """Browsers say where a post comes from; a client that says nothing is no browser and holds no visitor."""
    fetched = headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


def _name(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
