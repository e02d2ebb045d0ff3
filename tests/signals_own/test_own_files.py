"""Good files: what they say becomes sightings and signals; the law of time holds whatever they say."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from adjoin.signals.own.reading import Own, read_own
from facts.as_known import later_rows
from signals_own.watching import ESCALATED, FILES, TALKATIVE, Settings, project, watched
from worlds import World, day, random_world

DATES = [day(offset) for offset in (350, 351, 640)]
CARELESS = """/* ---
what: The newest of all tickets, over everything the query can see
--- */
WITH newest AS (SELECT max(opened_on) AS opened_on FROM known.tickets)

SELECT DISTINCT
    tickets.account_id,
    'p2' AS product_id,
    tickets.opened_on AS detected_on,
    0.5 AS strength,
    (SELECT count(*) FROM dates) AS days_open,
    (SELECT count(*) FROM holdings) AS holdings,
    count(*) OVER () AS tickets
FROM known.tickets AS tickets, newest
WHERE tickets.opened_on = newest.opened_on
"""
"""A query that forgets as_of everywhere."""


@pytest.fixture
def own(tmp_path: Path) -> Own:
    found = project(tmp_path, {**FILES, "careless.sql": CARELESS})
    assert found.refused == ()
    return found


def world(seed: int = 1) -> World:
    return random_world(np.random.default_rng(seed))


def test_a_file_becomes_a_detector_with_defaults(own: Own) -> None:
    careless, escalated, talkative = own.detectors
    assert [d.name for d in own.detectors] == ["careless", "escalated", "talkative"]
    assert (careless.kind, careless.weight, careless.half_life_days) == ("careless", 1.5, 60.0)
    assert (careless.window_days, careless.lookback_days, careless.ours) == (120, 0, False)
    assert (escalated.weight, escalated.window_days, escalated.needs) == (1.1, 60, ("tickets",))
    assert (talkative.kind, talkative.needs) == ("talk", ())
    assert talkative.tried is not None
    assert talkative.tried.unit == "talks"


def test_sql_sees_what_a_plain_reading_of_the_rows_sees(tmp_path: Path) -> None:
    here, as_of = world(), day(640)
    moments = set()
    with watched(here, [as_of], project(tmp_path, {"escalated.sql": ESCALATED})) as found:
        moments = {row["account_id"] for row in found.rows("moments")}
        rows = found.rows()
    expected = {
        (t["account_id"], t["ticket_id"], t["escalated_on"], 1.0 if t["severity"] == "urgent" else 0.5)
        for t in here.rows["tickets"]
        if t["account_id"] in moments
        and t["opened_on"] <= as_of
        and t["escalated_on"]
        and as_of - timedelta(days=200) < t["escalated_on"] <= as_of
    }
    told = [json.loads(row["evidence"]) for row in rows]
    assert len(expected) > 3
    assert {
        (r["account_id"], e["ticket_id"], r["detected_on"], r["strength"])
        for r, e in zip(rows, told, strict=True)
    } == expected
    assert {row["says"] for row in rows} == {
        f"A ticket was escalated, seen on {at}" for _, _, at, _ in expected
    }
    assert {tuple(e) for e in told} == {("ticket_id", "severity")}
    assert {(r["name"], r["kind"], r["half_life_days"], r["window_days"]) for r in rows} == {
        ("escalated", "escalated", 30.0, 60)
    }


def test_python_sees_what_a_plain_reading_of_the_rows_sees(tmp_path: Path) -> None:
    here, as_of = world(), day(640)
    with watched(here, [as_of], project(tmp_path, {"talkative.py": TALKATIVE})) as found:
        moments = {row["account_id"] for row in found.rows("moments")}
        rows = found.rows()
    expected: dict[tuple[str, str], list[date]] = {}
    for talk in here.rows["interactions"]:
        if talk["account_id"] in moments and as_of - timedelta(days=400) < talk["occurred_on"] <= as_of:
            key = (talk["account_id"], talk["products_mentioned"])
            expected.setdefault(key, []).append(talk["occurred_on"])
    assert {
        (r["account_id"], r["product_id"], r["detected_on"], r["fires_up_to"], r["evidence"]) for r in rows
    } == {(*k, max(at), float(len(at)), f'{{"talks": {len(at)}}}') for k, at in expected.items()}
    assert {row["kind"] for row in rows} == {"talk"}


def test_signals_are_gathered_from_them(own: Own) -> None:
    with watched(world(), [day(640)], own) as found:
        signals = found.rows("signals")
    by_kind = {row["kind"]: row for row in signals if row["state"] != "closed"}
    assert by_kind.keys() >= {"talk", "escalated"}
    assert by_kind["escalated"]["weight"] == 1.1
    assert json.loads(by_kind["escalated"]["evidence"]).keys() == {"ticket_id", "severity", "repeats"}


def test_settings_reach_both(own: Own) -> None:
    settings: Settings = {"talkative": {"least": 2, "window_days": 50}, "escalated": {"product": "p2"}}
    with watched(world(), [day(640)], own, settings) as found:
        rows = found.rows()
    assert {r["product_id"] for r in rows if r["name"] == "escalated"} == {"p2"}
    assert {r["window_days"] for r in rows if r["name"] == "talkative"} == {50}
    assert min(r["fires_up_to"] for r in rows if r["name"] == "talkative") == 2


def test_many_moments_are_the_union_of_single_ones(own: Own) -> None:
    here = world()
    with watched(here, DATES, own) as found:
        together = found.rows()
        assert found.left_out == {}
    assert {row["name"] for row in together} == {"careless", "escalated", "talkative"}
    for at in DATES:
        with watched(here, [at], own) as found:
            assert found.rows() == [row for row in together if row["as_of"] == at], at


@pytest.mark.parametrize("seed", range(2))
def test_rows_after_the_date_change_nothing(seed: int, own: Own) -> None:
    here, as_of = world(seed), day(500)
    rng = np.random.default_rng(seed)
    with watched(here, [as_of], own) as before, watched(later_rows(here, as_of, rng), [as_of], own) as after:
        assert before.rows() == after.rows()
        assert before.rows()


def test_evidence_of_its_own_and_further_columns_are_laid_together(tmp_path: Path) -> None:
    text = ESCALATED.replace(
        "    tickets.ticket_id,",
        "    'They called' AS says,\n    json_object('id', tickets.ticket_id) AS evidence,\n    sum(1) OVER () AS n,",
    )
    with watched(world(), [day(640)], project(tmp_path, {"escalated.sql": text})) as found:
        row = found.rows()[0]
    evidence = json.loads(row["evidence"])
    assert row["says"] == "They called"
    assert evidence.keys() == {"id", "n", "severity"}
    assert type(evidence["n"]) is int


def test_what_is_held_or_has_no_table_is_no_error(tmp_path: Path) -> None:
    own = project(tmp_path, {"escalated.sql": ESCALATED})
    empty = world()
    empty.rows["tickets"] = []
    with watched(empty, [day(640)], own) as found:
        assert found.rows() == []
        assert found.left_out == {}


def test_a_project_without_the_folder_has_none(tmp_path: Path) -> None:
    assert read_own(tmp_path) == Own()


def test_drafts_and_other_files_are_left_alone(tmp_path: Path) -> None:
    assert project(tmp_path, {"_draft.sql": "nothing", "README.md": "# Ours"}) == Own()


def test_what_python_prints_is_no_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loud = TALKATIVE.replace("def detect(known):", "print('read')\n\ndef detect(known):")
    with watched(world(), [day(640)], project(tmp_path, {"loud.py": loud})) as found:
        assert found.left_out == {}
    assert capsys.readouterr() == ("", "read\n")
