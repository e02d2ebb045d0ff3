"""`adjoin serve`: the pages and the HTTP API on this machine."""

import getpass
import socket
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from adjoin.domain.errors import UnreachableError

HERE = "127.0.0.1"


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = HERE,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the pages and /api on this machine."""
    import uvicorn  # noqa: PLC0415 - the web framework loads only to serve

    from adjoin.desk import open_desk  # noqa: PLC0415
    from adjoin.web.app import create_app  # noqa: PLC0415
    from adjoin.web.guard import LOOPBACK  # noqa: PLC0415

    with open_desk(context.obj) as desk, _listening(host, port) as listening:
        desk.publication()
        typer.echo(f"Adjoin is at http://{host}:{port} (Ctrl-C stops it).", err=True)
        if host not in LOOPBACK:
            typer.echo("There is no sign-in yet: whoever reaches this address sees every account.", err=True)
        app = create_app(desk, _now, _today, host=host, person=_me())
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Bound before anything is said: the server would otherwise end the process in its own words."""
    try:
        return socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise UnreachableError(f"Cannot listen on {host}:{port}: {error.strerror}. Try --port.") from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _me() -> str:
    """Who serves the pages acts on them, until a visitor says another name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own calendar
