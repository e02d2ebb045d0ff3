"""A real OpenAI-compatible server on this machine that answers as a test tells it to."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response


@dataclass
class ModelServer:
    """`says`: the answer's text, or a status to fail with; several are given one after the other, the last for good.
    `waits`: seconds before each answer. `asked`: every request's body; `headers`: of each request."""

    address: str
    says: list[str | int] = field(default_factory=list)
    waits: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def answers(self, *said: str | int, after: float = 0.0) -> None:
        self.says, self.waits, self.asked, self.headers = list(said), after, [], []


def _completion(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "1", "object": "chat.completion", "created": 1, "model": "small",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """The server while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    state = ModelServer(f"http://127.0.0.1:{port}/v1")
    app = FastAPI()

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Response:
        state.asked.append(await request.json())
        state.headers.append(dict(request.headers))
        return await _told(state)

    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield state
    server.should_exit = True
    thread.join(10)


async def _told(state: ModelServer) -> Response:
    await asyncio.sleep(state.waits)
    said = state.says.pop(0) if len(state.says) > 1 else state.says[0]
    if isinstance(said, int):
        return Response(
            '{"error": {"message": "secret-key-1 is wrong"}}', said, media_type="application/json"
        )
    if said.startswith("RAW "):
        return Response(said[4:], media_type="application/json")
    return Response(json.dumps(_completion(said)), media_type="application/json")
