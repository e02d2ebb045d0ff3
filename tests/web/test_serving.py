"""`adjoin serve`, as a person starts it."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx


def test_serve_answers_on_its_port_and_stops(project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "adjoin", "-C", str(project), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert _health(port)["as_of"] == "2026-09-30"
        finally:
            server.terminate()
        _, talk = server.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}" in talk
    assert "Traceback" not in talk


def test_a_port_that_is_taken_is_said_and_nothing_is_served(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "adjoin", "-C", str(project), "serve", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 4
    assert f"Cannot listen on 127.0.0.1:{port}" in ended.stderr
    assert "Adjoin is at" not in ended.stderr


def _health(port: int) -> dict[str, str]:
    until = time.monotonic() + 120
    while True:
        try:
            found: dict[str, str] = httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).json()
            return found
        except httpx.TransportError:
            assert time.monotonic() < until
            time.sleep(0.1)
