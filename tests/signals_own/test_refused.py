"""A broken file is refused by name with a sentence, its rows never appear, and the others run."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
import sqlglot
from sqlglot import exp

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.build import build_facts, fact_schema
from adjoin.facts.own_sql.forbidden import refuse_forbidden
from adjoin.project.project import open_project
from adjoin.signals.own.reading import left_out, stumbling
from adjoin.warehouse.warehouse import open_moments
from signals_own.watching import ESCALATED, FIRST_LOAD, PRESENT, TALKATIVE, project, watched
from worlds import day, random_world


def sql(old: str, new: str) -> str:
    assert old in ESCALATED
    return ESCALATED.replace(old, new)


def python(old: str, new: str) -> str:
    assert old in TALKATIVE
    return TALKATIVE.replace(old, new)


SEVERITY = "    tickets.severity\nFROM"
LAST = "FROM known.tickets AS tickets\n"
READ: dict[str, tuple[str, str]] = {
    "no front matter": ("SELECT 1", "begin the file with front matter between '/* ---' and '--- */'"),
    "no what": (sql("what: A ticket was escalated", ""), "the front matter lacks `what`"),
    "not yaml": (sql("weight: 1.1", "weight: [1.1"), "the front matter is not YAML"),
    "a misspelt entry": (
        sql("half_life_days: 30", "half_life: 30"),
        "the front matter has no entry 'half_life' (did you mean 'half_life_days'?)",
    ),
    "a weight that is none": (sql("weight: 1.1", "weight: much"), "weight: input should be a valid number"),
    "no life": (
        sql("half_life_days: 30", "half_life_days: 0"),
        "half_life_days: input should be greater than 0",
    ),
    "needs what is not there": (
        sql("weight: 1.1", "needs: [ticket]"),
        "needs names the table 'ticket', which does not exist (did you mean 'tickets'?)",
    ),
    "a parameter of many": (sql("days: 200}", "days: [1]}"), "the parameter days must be one number"),
    "tries what it has not": (
        sql("weight: 1.1", "try: {parameter: day, loosest: 1, strictest: 2, unit: days}"),
        "`try` names 'day', which is not among its parameters (did you mean 'days'?)",
    ),
    "tries without a column": (
        sql("weight: 1.1", "try: {parameter: days, loosest: 1, strictest: 2, unit: days}"),
        "`try` needs a column fires_up_to",
    ),
    "no SQL": (sql("SELECT\n", "SELEKT\n"), "this SQL cannot be read"),
    "two statements": (ESCALATED + "; SELECT 1", "write exactly one SELECT"),
    "writes": (ESCALATED + "; DROP TABLE sightings", "write exactly one SELECT"),
    "copies": (sql("SELECT\n", "COPY (SELECT\n") + ") TO 'x.csv'", "write exactly one SELECT"),
    "attaches": (ESCALATED.partition("SELECT")[0] + "ATTACH 'x.duckdb'", "write exactly one SELECT"),
    "an unknown table": (
        sql("known.tickets", "known.tiket"),
        "there is no table 'known.tiket' that a detector may read (did you mean 'known.tickets'?)",
    ),
    "a bare table": (sql("known.tickets", "tickets"), "there is no table 'tickets'; read known.tickets"),
    "canonical": (
        sql("known.tickets", "canonical.tickets"),
        "'canonical.tickets' also holds what was not known yet; read known.tickets",
    ),
    "what is fitted": (
        sql("known.tickets", "affinity"),
        "there is no table 'affinity' that a detector may read",
    ),
    "hidden behind its own name": (
        sql("SELECT\n", "WITH affinity AS (SELECT * FROM affinity) SELECT\n").replace(
            SEVERITY, "(SELECT max(lift) FROM affinity) AS lift\nFROM"
        ),
        "there is no table 'affinity' that a detector may read",
    ),
    "a file": (sql("known.tickets", "'tickets.csv'"), "there is no table 'tickets.csv'"),
    "a table function": (
        sql("known.tickets", "read_csv('x.csv')"),
        "read_csv(…) in FROM reads what is not a table",
    ),
    "a table function below": (
        sql(SEVERITY, "(SELECT count(*) FROM glob('*')) AS files\nFROM"),
        "glob(…) in FROM reads what is not a table",
    ),
    "a sample": (sql(LAST, "FROM known.tickets AS tickets TABLESAMPLE 10%\n"), "leave TABLESAMPLE out"),
    "an unknown column": (
        sql("    tickets.ticket_id,", "    tickets.ticketid,"),
        "there is no column 'ticketid' (did you mean 'ticket_id'?)",
    ),
    "an unknown bare column": (
        sql("    tickets.ticket_id,", "    ticketid,"),
        "there is no column 'ticketid' (did you mean 'ticket_id'?)",
    ),
    "an unknown parameter": (sql("- $days", "- $dayz"), "$dayz is not among its parameters"),
    "today": (sql("tickets.as_of - $days", "current_date - $days"), "current_date knows what day it is"),
    "now": (sql("tickets.as_of - $days", "CAST(now() AS DATE)"), "now knows what day it is"),
    "dice": (sql("THEN 1.0", "THEN random()"), "random gives something else each time"),
    "no strength": (sql("AS strength", "AS power"), "it returns no column strength"),
    "a misspelt column of its own": (
        sql("AS detected_on", "AS detected"),
        "it returns no column detected_on (did you mean 'detected'?)",
    ),
}
READ_PYTHON: dict[str, tuple[str, str]] = {
    "no Python": (
        python("def detect(known):", "def detect(known:"),
        "line 14: this is not Python: '(' was never closed",
    ),
    "no docstring": ("def detect(known):\n    return None\n", "begin the file with a docstring"),
    "no function": (
        python("def detect(", "def detection("),
        "write `def detect(known):` (did you mean 'detection'?)",
    ),
    "no argument": (python("def detect(known)", "def detect()"), "detect takes one argument, `known`"),
    "the clock": (python("known.as_of -", "date.today() -"), "line 15: today() knows what day it is"),
    "python dice": (
        python("import pyarrow as pa", "import random\nimport pyarrow as pa"),
        "random gives something else",
    ),
}
RUN: dict[str, tuple[str, str, str]] = {
    "too strong": (
        "sql",
        sql("THEN 1.0", "THEN 1.7"),
        "it gives a strength of 1.7; it goes from 0 to 1",
    ),
    "another product": (
        "sql",
        sql("product: p1", "product: p11"),
        "it gives product_id 'p11', which is no product of the catalog (did you mean 'p1'?)",
    ),
    "another account": (
        "sql",
        sql("    tickets.account_id,", "    'a1x' AS account_id,"),
        "it gives account_id 'a1x', which is no account known then",
    ),
    "the future": (
        "sql",
        sql("tickets.escalated_on AS", "tickets.as_of + 3 AS"),
        "a day after",
    ),
    "another moment": ("sql", sql(SEVERITY, "tickets.opened_on AS as_of\nFROM"), "where the moment is"),
    "ends later": ("sql", sql(SEVERITY, "tickets.as_of + 1 AS ended_on\nFROM"), "it gives ended_on"),
    "a day as text": (
        "sql",
        sql("tickets.escalated_on AS", "CAST(tickets.escalated_on AS VARCHAR) AS"),
        "detected_on must be a date, not string",
    ),
    "a strength as text": ("sql", sql("THEN 1.0 ELSE 0.5", "THEN 'high' ELSE 'low'"), "strength must be a number"),
    "no day": ("sql", sql("tickets.escalated_on AS", "CAST(NULL AS DATE) AS"), "detected_on is empty in"),
    "evidence that is none": ("sql", sql(SEVERITY, "'x' AS evidence\nFROM"), "evidence must be a JSON object"),
    "the engine refuses": ("sql", sql(SEVERITY, "CAST(tickets.ticket_id AS INTEGER) AS n\nFROM"), "the engine refused"),
    "an exception": ("py", python("return pa.table", "1 / 0\n    return pa.table"), "line 21: ZeroDivisionError"),
    "an exit": ("py", python("return pa.table", "raise SystemExit\n    return pa.table"), "line 21: SystemExit"),
    "at its import": ("py", python("def detect", "import nowhere_at_all\ndef detect"), "line 14: ModuleNotFoundError"),
    "no table": ("py", python("return pa.table(", "return dict("), "detect returned dict; it must return"),
    "python reads what is not there": (
        "py",
        python('"interactions"', '"interaction"'),
        "there is no table 'interaction' that a detector may read (did you mean 'known.interactions'?)",
    ),
    "python reads what is fitted": ("py", python('"interactions"', '"canonical.usage"'), "read known.usage"),
    "python without a strength": ("py", python('"strength"', '"stength"'), "strength (did you mean 'stength'?)"),
    "python too strong": ("py", python("[0.4]", "[float('nan')]"), "it gives a strength of nan"),
}  # fmt: skip


@pytest.mark.parametrize("case", [*READ, *READ_PYTHON])
def test_a_file_that_cannot_be_used_is_refused_when_it_is_read(case: str, tmp_path: Path) -> None:
    ending, cases = ("sql", READ) if case in READ else ("py", READ_PYTHON)
    text, why = cases[case]
    own = project(tmp_path, {f"broken.{ending}": text, "escalated.sql": ESCALATED})
    assert [detector.name for detector in own.detectors] == ["escalated"]
    (refusal,) = own.refused
    assert (refusal.name, refusal.file) == ("broken", f"signals/broken.{ending}")
    assert why in refusal.why
    assert refusal.why.startswith(refusal.file)
    assert "\n" not in refusal.why
    assert left_out(own, {}) == {"broken": refusal.why}


@pytest.mark.parametrize("case", RUN)
def test_one_that_breaks_in_the_run_leaves_no_row_and_is_named(case: str, tmp_path: Path) -> None:
    ending, text, why = RUN[case]
    own = project(tmp_path, {f"broken.{ending}": text, "good.sql": ESCALATED})
    assert own.refused == ()
    world, dates = random_world(np.random.default_rng(1)), [day(500), day(640)]
    with watched(world, dates, own) as found:
        assert found.left_out.keys() == {"broken"}
        assert why in found.left_out["broken"]
        assert found.left_out["broken"].startswith(f"signals/broken.{ending}")
        assert {row["name"] for row in found.rows()} == {"good"}
        assert {row["kind"] for row in found.rows("signals")} <= {"good"}


def test_one_bad_row_among_good_ones_refuses_them_all(tmp_path: Path) -> None:
    text = sql(
        "CASE tickets.severity WHEN 'urgent' THEN 1.0 ELSE 0.5 END",
        "CASE tickets.ticket_id WHEN 't1' THEN 1.7 ELSE 0.5 END",
    )
    world = random_world(np.random.default_rng(1))
    for ticket in world.rows["tickets"]:
        ticket["account_id"], ticket["escalated_on"] = "a1", ticket["opened_on"]
    with watched(
        world, [day(899)], project(tmp_path, {"escalated.sql": text.replace("200", "900")})
    ) as found:
        assert "(1 row of 80)" in found.left_out["escalated"]
        assert found.rows() == []


@pytest.mark.parametrize("name", ["asked.sql", "usage_ceiling.py"])
def test_a_built_in_name_is_taken(name: str, tmp_path: Path) -> None:
    own = project(tmp_path, {name: ESCALATED})
    assert own.detectors == ()
    assert f"'{name.partition('.')[0]}' is a name that Adjoin uses itself" in own.refused[0].why


def test_two_files_of_one_name_are_one_too_many(tmp_path: Path) -> None:
    own = project(tmp_path, {"twice.py": TALKATIVE, "twice.sql": ESCALATED})
    assert [d.name for d in own.detectors] == ["twice"]
    assert "there is another file of the name 'twice'" in own.refused[0].why


def test_a_name_must_be_a_word(tmp_path: Path) -> None:
    own = project(tmp_path, {"Two words.sql": ESCALATED})
    assert "name the file in small letters" in own.refused[0].why


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    project(tmp_path, {})
    (tmp_path / "signals" / "latin.sql").write_bytes(
        ESCALATED.replace("ticket was", "Ticket für").encode("latin-1")
    )
    assert "not UTF-8" in project(tmp_path, {}).refused[0].why


def test_a_check_runs_them_for_nothing_but_to_see(tmp_path: Path) -> None:
    own = project(tmp_path, {"weak.sql": sql("THEN 1.0", "THEN 1.7"), "good.sql": ESCALATED})
    world = random_world(np.random.default_rng(1))
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [day(640)], FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        assert stumbling(warehouse, fact_schema(), own, {}, PRESENT).keys() == {"weak"}
        assert stumbling(warehouse, fact_schema(), own, {}, frozenset()) == {
            "good": "no tickets mapped",
            "weak": "no tickets mapped",
        }


def test_every_function_that_the_engine_calls_unsteady_is_refused() -> None:
    """The witness is DuckDB's own list of functions whose result is not the same for the same arguments."""
    with duckdb.connect() as connection:
        named = connection.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'scalar' "
            "AND stability <> 'CONSISTENT' AND regexp_matches(function_name, '^[a-z]')"
        ).fetchall()
    assert len(named) > 25
    for (name,) in named:
        expression = sqlglot.parse_one(f"SELECT {name}() AS x", read="duckdb")
        assert isinstance(expression, exp.Query)
        with pytest.raises(ConfigurationError):
            refuse_forbidden(expression, name)


PROJECT = {
    "adjoin.yaml": "tables:\n  accounts: {from: a.csv}\n  subscriptions: {from: s.csv}\nsettings:\n",
    "catalog.yaml": "products:\n  - {id: p1, name: P1}\n",
}


def settings_of(folder: Path, lines: str) -> None:
    for name, text in PROJECT.items():
        (folder / name).write_text(text + (lines if name == "adjoin.yaml" else ""), "utf-8")


def test_a_project_carries_its_detectors_and_their_settings(tmp_path: Path) -> None:
    project(tmp_path, {"escalated.sql": ESCALATED, "broken.sql": "SELECT 1"})
    settings_of(tmp_path, "  escalated: {days: 100}\n  broken: {anything: 1}\n")
    opened = open_project(tmp_path)
    assert [detector.name for detector in opened.own.detectors] == ["escalated"]
    assert [refusal.name for refusal in opened.own.refused] == ["broken"]


def test_a_misspelt_setting_of_its_own_is_told_with_its_line(tmp_path: Path) -> None:
    project(tmp_path, {"escalated.sql": ESCALATED})
    settings_of(tmp_path, "  escalated: {dayz: 100}\n")
    with pytest.raises(
        ConfigurationError, match=r"line 5.*escalated has no such setting.*did you mean 'days'"
    ):
        open_project(tmp_path)
    settings_of(tmp_path, "  escalatd: {days: 100}\n")
    with pytest.raises(ConfigurationError, match=r"nothing has that name.*did you mean 'escalated'"):
        open_project(tmp_path)


def test_the_name_of_a_fact_is_taken_too(tmp_path: Path) -> None:
    project(tmp_path, {"holdings.sql": ESCALATED, "weeks.sql": ESCALATED, "approaches.sql": ESCALATED})
    settings_of(tmp_path, "  {}\n")
    assert open_project(tmp_path).own.refused != ()
