"""The HTTP API gives what `adjoin show NAME --format json` gives, and one shape of error."""

import json

import httpx

from adjoin.desk import Desk
from adjoin.domain.published import PUBLISHED
from adjoin.words.rows_as_json import rows_as_json


def test_every_published_table_is_served_as_the_desk_shows_it(client: httpx.Client, desk: Desk) -> None:
    assert set(client.get("/api").json()) == {*PUBLISHED, "runs"}
    for name, table in PUBLISHED.items():
        answer = client.get(f"/api/{name}")
        assert answer.status_code == 200, name
        assert answer.json() == json.loads(rows_as_json(desk.show(name).to_pylist(), table.nested)), name


def test_nested_columns_dates_and_keys(client: httpx.Client) -> None:
    (first, *rest) = client.get("/api/signals").json()
    assert isinstance(first["evidence"], dict)
    assert first["as_of"] == "2026-09-30"
    keys = [(row["account_id"], row["product_id"], row["kind"]) for row in (first, *rest)]
    assert keys == sorted(keys)


def test_one_account_and_one_date(client: httpx.Client) -> None:
    account = client.get("/api/recommendations").json()[0]["account_id"]
    rows = client.get("/api/recommendations", params={"account": account, "as_of": "2026-09-30"}).json()
    assert [row["account_id"] for row in rows] == [account]


def test_errors_have_one_shape(client: httpx.Client) -> None:
    wrong = {
        "/api/recomendations": (404, "did you mean 'recommendations'"),
        "/api/recommendations?account=zzz": (404, "No account 'zzz'"),
        "/api/recommendations?as_of=2020-01-01": (404, "No run speaks for 2020-01-01"),
        "/api/recommendations?as_of=soon": (422, "as_of"),
        "/api/a/b": (404, "nothing at"),
    }
    for path, (status, says) in wrong.items():
        answer = client.get(path)
        assert answer.status_code == status, path
        error = answer.json()["error"]
        assert set(error) == {"status", "says"}
        assert error["status"] == status
        assert says in error["says"]


def test_health_and_description(client: httpx.Client) -> None:
    assert client.get("/healthz").json()["as_of"] == "2026-09-30"
    described = client.get("/api/openapi.json").json()
    trial = "/api/trials/{trial_id}"
    steps = {f"{trial}/{step}" for step in ("milestones", "criteria/{place}/met", "end", "stop", "extend")}
    assert set(described["paths"]) == {"/healthz", "/api", "/api/{table}", "/api/trials", trial} | steps
