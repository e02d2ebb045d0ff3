"""The pages of a desk on a free port of this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from adjoin.desk import Desk
from adjoin.web.app import create_app
from published_demo import LOAD_DAY, NOW


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address, while the pages are served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(desk, lambda: NOW, lambda: LOAD_DAY, person="tester")
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
