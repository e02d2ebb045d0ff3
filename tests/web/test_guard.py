"""Who may post, which names are answered, and what every answer tells the browser."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from adjoin.desk import Desk
from adjoin.web.guard import Guard

ORIGINS = [
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Origin": "https://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://127.0.0.1:1"}, 403),
    ({"Sec-Fetch-Site": "same-origin"}, 422),
    ({}, 422),
]


@pytest.mark.parametrize(("headers", "status"), ORIGINS)
def test_posts_of_other_sites_are_refused(
    client: httpx.Client, desk: Desk, headers: dict[str, str], status: int
) -> None:
    before = len(desk.entries())
    assert client.post("/act/accept", data={"account": "nobody"}, headers=headers).status_code == status
    assert len(desk.entries()) == before


def test_a_form_of_more_than_a_quarter_megabyte_is_refused(client: httpx.Client, desk: Desk) -> None:
    before = len(desk.entries())
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/act/accept", data={"account": "x" * 262_144}).status_code == 413
    parts = (b"account=" + b"x" * 4096 for _ in range(70))
    assert client.post("/act/accept", content=parts, headers=kind).status_code == 413
    assert client.post("/act/accept", data={"account": "x" * 100_000}).status_code == 422
    assert len(desk.entries()) == before


def test_a_refusal_under_api_has_the_shape_of_every_problem_there(client: httpx.Client) -> None:
    answer = client.post("/api/trials", json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert answer.json()["error"]["status"] == 403


def test_own_origin_may_post(client: httpx.Client, base: str) -> None:
    assert client.post("/act/accept", data={"account": "nobody"}, headers={"Origin": base}).status_code == 422


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example", "[bad"])
def test_other_names_for_this_machine_are_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/api/recommendations", headers={"Host": host}).status_code in (400, 403)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_own_names_are_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(("loopback", "status"), [(True, 403), (False, 200)])
def test_elsewhere_than_loopback_every_name_is_answered(loopback: bool, status: int) -> None:
    inner = Starlette(routes=[Route("/", lambda _request: PlainTextResponse("here"))])

    async def answer() -> int:
        transport = httpx.ASGITransport(app=Guard(inner, loopback=loopback))
        async with httpx.AsyncClient(transport=transport, base_url="http://adjoin.example") as client:
            return (await client.get("/")).status_code

    with ThreadPoolExecutor(
        max_workers=1
    ) as apart:  # a browser test may have left this thread its event loop
        assert apart.submit(lambda: asyncio.run(answer())).result() == status


@pytest.mark.parametrize("path", ["/", "/api/affinity", "/static/adjoin.css", "/nowhere"])
def test_every_answer_carries_the_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_hold_no_inline_script_or_style(client: httpx.Client) -> None:
    for path in ("/", "/affinity", "/data", "/accounts"):
        text = client.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert text.count("<script") == 1
