"""The graph of SQL files: read from the SQL itself, checked before anything runs."""

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.build import fact_queries, fact_schema
from adjoin.project.settings import ROOMS
from adjoin.warehouse.graph import check, in_order
from adjoin.warehouse.query import Query, queries_in, read_query


def query(name: str, sql: str, columns: str = "{a: , b: }", parameters: str = "{}") -> Query:
    matter = f"/* ---\nwhat: a test\nkey: [a]\ncolumns: {columns}\nparameters: {parameters}\n--- */\n"
    return read_query(name, matter + sql, f"{name}.sql")


def test_a_file_runs_after_those_it_reads() -> None:
    made = {q.name: q for q in (query("z", "SELECT a, b FROM base"), query("y", "SELECT a, b FROM z"))}
    assert [q.name for q in in_order(made)] == ["z", "y"]


def test_a_circle_is_named() -> None:
    made = {q.name: q for q in (query("z", "SELECT a, b FROM y"), query("y", "SELECT a, b FROM z"))}
    with pytest.raises(ConfigurationError, match="circle"):
        in_order(made)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT a, b FROM bse", "did you mean 'base'"),
        ("SELECT a, c FROM base", "c"),
        ("SELECT a FROM base", "declares the columns a, b but returns a"),
        ("SELECT a, b FROM base WHERE a > $least", "least"),
        ("DELETE FROM base", "one SELECT"),
        ("SELECT a, b FROM base WHERE", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_the_file_before_anything_runs(sql: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words.replace("(", r"\(")) as error:
        check([query("mine", sql)], {"base": ("a", "b")})
    assert "mine.sql" in str(error.value)


def test_an_unknown_setting_is_named_with_the_nearest() -> None:
    made = query("mine", "SELECT a, b FROM base WHERE a > $least", parameters="{least: 3}")
    with pytest.raises(ConfigurationError, match="did you mean 'least'"):
        made.render({"leest": 4})
    assert "> 4" in made.render({"least": 4})


def test_facts_stand_on_the_contract() -> None:
    queries = fact_queries()
    own = {q.name for q in queries}
    check(queries, {name: columns for name, columns in fact_schema().items() if name not in own})


@pytest.mark.parametrize("room", [*ROOMS, "engine"])
def test_no_analysis_reads_a_canonical_table_past_the_as_of_view(room: str) -> None:
    for found in queries_in(f"adjoin.{room}").values():
        assert not [name for name in found.reads if name.startswith("canonical.")], found.source


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_says_what_it_is(room: str) -> None:
    for found in queries_in(f"adjoin.{room}").values():
        assert len(found.what) > 20, found.source
        assert found.key, found.source
        assert set(found.key) <= set(found.columns), found.source
