"""`adjoin serve`: the web app and the HTTP API."""

from typing import Annotated

import typer

from adjoin.cli import options
from adjoin.cli.output import talk
from adjoin.domain.errors import UnreachableError

LOOPBACK = "127.0.0.1"


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Serve the pages and /api on this machine."""
    import uvicorn

    from adjoin.desk import open_desk
    from adjoin.web.app import create_app

    with open_desk(context.obj) as desk:
        desk.publication()
        talk(f"Adjoin is at http://{host}:{port} (Ctrl-C stops it).")
        if host != LOOPBACK:
            talk("There is no sign-in yet: whoever reaches this address sees every account.")
        try:
            uvicorn.run(create_app(desk, options.now, options.today), host=host, port=port, log_level="warning")
        except OSError as error:
            raise UnreachableError(f"Cannot listen on {host}:{port}: {error.strerror}. Try --port.") from error
