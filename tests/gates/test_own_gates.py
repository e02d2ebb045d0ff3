"""A project's own gates judge like the built-in ones; a broken one is refused by name and the others judge."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.gates.own.reading import NO_GATES, OwnGates, read_own_gates
from adjoin.project.project import open_project
from facts.as_known import later_rows
from gates.judged import MAPPED, before_gates, judge_all, judged
from gates.peopled import peopled
from small_world import AS_OF, SmallWorld, ago, ahead
from whole_run import ordered
from worlds import World, day

ANGRY = """/* ---
what: No more than one ticket a month
severity: 3
parameters: {days: 30, most: 1}
--- */
SELECT
    tickets.account_id,
    $product AS product_id,
    'block' AS verdict,
    'They wrote ' || CAST(count(*) AS VARCHAR) || ' tickets' AS reason,
    CAST(max(tickets.opened_on) + $days AS DATE) AS reopens_on
FROM known.tickets AS tickets
WHERE tickets.opened_on > tickets.as_of - $days
GROUP BY tickets.account_id
HAVING count(*) > $most
""".replace("$product", "CAST(NULL AS VARCHAR)")
CANNOT_TELL = """/* ---
what: A segment is known
scope: play
unknown: block
--- */
SELECT account_id, 'more' AS product_id, 'unknown' AS verdict, 'No segment' AS reason, NULL AS reopens_on
FROM known.accounts
WHERE segment IS NULL
"""


def folder(root: Path, **files: str) -> Path:
    (root / "gates").mkdir()
    for name, text in files.items():
        (root / "gates" / f"{name}.sql").write_text(text, "utf-8")
    return root


def gate_rows(own: OwnGates, **settings: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    small = SmallWorld()
    ticket = {"severity": "low", "opened_on": ago(9)}
    small.case("two", tickets=[ticket, ticket | {"opened_on": ago(3)}])
    small.case("one", tickets=[ticket, ticket | {"opened_on": ago(30)}], accounts={"segment": "large"})
    small.case("one yet", tickets=[ticket, ticket | {"opened_on": ahead(1)}], accounts={"segment": "large"})
    small.case("gone", subscriptions=[], tickets=[ticket, ticket])
    with judged(small.world, [AS_OF], settings=settings, own=own) as warehouse:
        verdicts = {
            row["account_id"]: row
            for row in warehouse.read("verdicts").to_pylist()
            if row["product_id"] == "more"
        }
        return warehouse.read("gates").to_pylist(), verdicts


def test_an_own_gate_judges(tmp_path: Path) -> None:
    own = read_own_gates(folder(tmp_path, angry=ANGRY, segments=CANNOT_TELL))
    assert not own.refused
    rows, verdicts = gate_rows(own)
    assert [
        (r["account_id"], r["product_id"], r["verdict"], r["reason_code"], r["reason"], r["reopens_on"])
        for r in rows
        if r["gate"] == "angry"
    ] == [("two", None, "block", "angry", "They wrote 2 tickets", ahead(27))]
    assert verdicts["two"]["blocked_by"] == "angry"
    assert (verdicts["two"]["play_blocked_by"], verdicts["two"]["play_blockers"]) == ("objectives", 2)
    assert verdicts["one"]["blockers"] == 0
    told = [(r["account_id"], r["verdict"], r["counts_as"]) for r in rows if r["gate"] == "segments"]
    assert told == [("two", "unknown", "block")], "an account that holds nothing is not judged"


def test_its_parameters_are_settings(tmp_path: Path) -> None:
    own = read_own_gates(folder(tmp_path, angry=ANGRY, segments=CANNOT_TELL))
    rows, _ = gate_rows(own, angry={"most": 0, "days": 31}, segments={"unknown": "warn"})
    assert [r["account_id"] for r in rows if r["gate"] == "angry"] == ["one", "one yet", "two"]
    assert {r["counts_as"] for r in rows if r["gate"] == "segments"} == {"warn"}


def test_it_is_off_without_what_it_reads(tmp_path: Path) -> None:
    own = read_own_gates(folder(tmp_path, angry=ANGRY))
    small = SmallWorld()
    small.case("bare")
    with judged(small.world, [AS_OF], own=own, mapped=MAPPED - {"tickets"}) as warehouse:
        (row,) = [r for r in warehouse.read("gates").to_pylist() if r["gate"] == "angry"]
    assert (row["verdict"], row["reason"], row["account_id"]) == ("off", "no tickets mapped", None)


def sql(old: str, new: str) -> str:
    assert old in ANGRY
    return ANGRY.replace(old, new)


REFUSED = {
    "no front matter": ("SELECT 1", "begin the file with front matter"),
    "no what": (sql("what: No more than one ticket a month\n", ""), "the front matter lacks `what`"),
    "misspelt": (sql("severity", "severty"), "no entry 'severty' (did you mean 'severity'?)"),
    "another scope": (sql("severity: 3", "scope: some"), "scope: input should be 'all' or 'play'"),
    "not read-only": (ANGRY.partition("SELECT")[0] + "DELETE FROM gates", "write exactly one SELECT"),
    "the future": (sql("known.tickets", "canonical.tickets"), "also holds what was not known yet"),
    "no such table": (sql("known.tickets", "known.tikets"), "that a gate may read (did you mean 'known.tickets'?)"),
    "no such column": (sql("max(tickets.opened_on)", "max(tickets.openedon)"), "no column 'openedon'"),
    "the clock": (sql("tickets.as_of -", "current_date -"), "current_date knows what day it is"),
    "a column short": (sql("AS reopens_on", "AS opens_on"), "returns no column reopens_on"),
    "no such parameter": (sql("$most", "$least"), "$least is not among its parameters"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    text, words = REFUSED[name]
    own = read_own_gates(folder(tmp_path, broken=text, angry=ANGRY))
    assert [gate.name for gate in own.gates] == ["angry"]
    (refusal,) = own.refused
    assert refusal.name == "broken"
    assert words in refusal.why
    assert "gates/broken.sql" in refusal.why
    assert "\n" not in refusal.why


def test_a_name_of_adjoins_is_refused(tmp_path: Path) -> None:
    own = read_own_gates(folder(tmp_path, renewal=ANGRY, weeks=ANGRY, Angry=ANGRY), lambda: {"weeks"})
    assert not own.gates
    assert [refusal.name for refusal in own.refused] == ["Angry", "renewal", "weeks"]


STUMBLES = {
    "a verdict that is none": (sql("'block'", "'stop'"), "verdict 'stop', which is none of pass, warn, block, unknown"),
    "no reason": (
        sql("'They wrote ' || CAST(count(*) AS VARCHAR) || ' tickets' AS", "CAST(NULL AS VARCHAR) AS"),
        "reason is empty in 2 of its rows",
    ),
    "a day as text": (sql("+ $days AS DATE)", "+ $days AS VARCHAR)"), "reopens_on must be a date"),
    "opens before": (sql("+ $days AS", "AS"), "a block that reopens on 2023-11-25, not after 2023-12-04"),
    "no such product": (
        sql("CAST(NULL AS VARCHAR)", "'mroe'"),
        "product_id 'mroe', which is no product of the catalog (did you mean 'more'?)",
    ),
    "two things of one": (
        sql("GROUP BY tickets.account_id", "GROUP BY tickets.account_id, tickets.ticket_id").replace("> $most", "> 0"),
        "it says two things of account 'two'",
    ),
    "the engine refuses": (sql("count(*) > $most", "count(*) > CAST('x' AS INTEGER)"), "the engine refused this SQL"),
}  # fmt: skip


@pytest.mark.parametrize("name", STUMBLES)
def test_one_that_breaks_in_the_run_is_left_out_and_said(name: str, tmp_path: Path) -> None:
    text, words = STUMBLES[name]
    if name == "two things of one":
        text = text.replace("count(*) AS VARCHAR", "min(tickets.opened_on) AS VARCHAR")
    own = read_own_gates(folder(tmp_path, broken=text, angry=ANGRY))
    assert not own.refused
    rows, verdicts = gate_rows(own)
    (row,) = [r for r in rows if r["gate"] == "broken"]
    assert (row["verdict"], row["counts_as"], row["account_id"]) == ("off", "off", None)
    assert words in row["reason"]
    assert row["reason"].startswith("gates/broken.sql: ")
    assert verdicts["two"]["blocked_by"] == "angry"


def test_judge_names_what_is_left_out(tmp_path: Path) -> None:
    own = read_own_gates(folder(tmp_path, refused="SELECT 1", stumbles=STUMBLES["a verdict that is none"][0]))
    small = SmallWorld()
    small.case("two", tickets=[{"opened_on": ago(9)}, {"opened_on": ago(3)}])
    with duckdb.connect() as connection:
        affinity = before_gates(small.world, AS_OF, connection)
    with duckdb.connect() as connection:
        warehouse = small.world.load(connection)
        _, left_out = judge_all(warehouse, small.world, [AS_OF], affinity, own=own)
    assert set(left_out) == {"refused", "stumbles"}


@pytest.mark.parametrize("setting", [{"health": {"unknown": "blok"}}, {"renewal": {"same_quarter": "blok"}}])
def test_a_setting_that_is_no_verdict_stops_the_run(setting: dict[str, dict[str, str]]) -> None:
    small = SmallWorld()
    small.case("renewed", subscriptions={"product_id": "base", "started_on": day(0), "renews_on": ago(61)})
    with (
        pytest.raises(
            ConfigurationError, match=r"'blok' \(did you mean 'block'\?\); it is one of pass, warn, block"
        ),
        judged(small.world, [AS_OF], settings=setting),
    ):
        pass


def own_at(world: World, dates: list[date], own: OwnGates) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        affinity = before_gates(world, dates[-1], connection)
    with judged(world, dates, affinity=affinity, own=own) as warehouse:
        rows = ordered(warehouse.read("gates"))
    return [row for row in rows if row["gate"] == "angry"]


def test_own_gates_see_one_moment_at_a_time(tmp_path: Path) -> None:
    own = read_own_gates(folder(tmp_path, angry=ANGRY.replace("days: 30", "days: 300")))
    rng = np.random.default_rng(1)
    world, dates = peopled(rng), [day(400), day(640)]
    together = own_at(world, dates, own)
    assert together
    assert together == sorted(
        [*own_at(world, dates[:1], own), *own_at(world, dates[1:], own)], key=together.index
    )
    later = later_rows(world, dates[1], rng)
    assert own_at(later, dates, own) == together


def test_a_project_reads_them_and_their_settings(tmp_path: Path) -> None:
    folder(tmp_path, angry=ANGRY, broken="SELECT 1")
    (tmp_path / "accounts.csv").write_text("account_id,name\na,A\n")
    (tmp_path / "subscriptions.csv").write_text("account_id,product_id,started_on\na,p,2024-01-01\n")
    (tmp_path / "catalog.yaml").write_text("products: [{id: p, name: P}]\n")
    mapping = "tables:\n  accounts: {from: accounts.csv}\n  subscriptions: {from: subscriptions.csv}\n"
    (tmp_path / "adjoin.yaml").write_text(mapping + "settings: {angry: {most: 3}, broken: {most: 1}}\n")
    project = open_project(tmp_path)
    assert [gate.name for gate in project.own_gates.gates] == ["angry"]
    assert [refusal.name for refusal in project.own_gates.refused] == ["broken"]
    (tmp_path / "adjoin.yaml").write_text(mapping + "settings: {angry: {mots: 3}}\n")
    with pytest.raises(ConfigurationError, match=r"angry has no such setting \(did you mean 'most'\?\)"):
        open_project(tmp_path)


def test_a_project_without_the_folder_has_none(tmp_path: Path) -> None:
    assert read_own_gates(tmp_path) == NO_GATES
