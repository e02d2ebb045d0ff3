"""The commands as scripts use them: data on stdout, talk on stderr, exit codes."""

import csv
import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import adjoin as package
from adjoin.domain.published import PUBLISHED
from cli.invoke import ADJOIN, adjoin
from cli.tiny import tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tiny(tmp_path_factory.mktemp("tiny"))
    assert adjoin(made, "run").code == 0
    return made


@pytest.mark.parametrize("name", [*PUBLISHED, "runs"])
def test_every_published_table_is_shown_as_json_and_csv(folder: Path, name: str) -> None:
    told = adjoin(folder, "show", name, "--format", "json")
    assert told.code == 0
    rows = list(csv.reader(io.StringIO(adjoin(folder, "show", name, "--format", "csv").out)))
    assert len(rows) == len(told.data) + 1
    if told.data:
        assert rows[0] == list(told.data[0])


def test_every_account_of_the_book_has_one_recommendation_in_priority_order(folder: Path) -> None:
    rows = adjoin(folder, "show", "recommendations", "--format", "json").data
    assert sorted(row["account_id"] for row in rows) == ["a1", "a2", "a4", "a5"]  # a3 ended
    assert [row["priority"] for row in rows] == [1, 2, 3, 4]


def test_show_takes_an_account_by_id_or_name(folder: Path) -> None:
    by_id = adjoin(folder, "show", "whitespace", "--account", "a1", "--format", "json").data
    assert by_id == adjoin(folder, "show", "whitespace", "--account", "acme", "--format", "json").data
    assert {row["account_id"] for row in by_id} == {"a1"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "recomendations"), "recommendations"),
        (("show", "scorcard"), "did you mean 'scorecard'"),
        (("show", "recommendations", "--as-of", "2020-01-01"), "2020-01-01"),
        (("show", "recommendations", "--as-of", "tomorrow"), "tomorrow"),
        (("show", "whitespace", "--account", "Acmee"), "Acme"),
        (("explain", "nobody at all"), "nobody at all"),
        (("snooze", "a1", "--until", "2020-01-01"), "before"),
        (("shwo",), "shwo"),
    ],
)
def test_mistakes_end_with_two_and_say_what_to_do(folder: Path, words: tuple[str, ...], told: str) -> None:
    said = adjoin(folder, *words)
    assert said.code == 2
    assert told in said.err
    assert said.out == ""


def test_what_a_person_does_counts_from_the_next_run(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    assert adjoin(folder, "run").code == 0
    assert adjoin(folder, "hold", "a1", "--until", "2024-12-01", "--why", "merger", "--by", "anna").code == 0
    assert adjoin(folder, "run").code == 0
    (row,) = adjoin(folder, "show", "recommendations", "--account", "a1", "--format", "json").data
    assert (row["action"], row["blocked_by"], row["reopens_on"]) == ("wait", "hold", "2024-12-01")


def test_today_explain_and_check_speak(folder: Path) -> None:
    assert "as of 30 Jun" in adjoin(folder, "today").out
    assert "Acme" in adjoin(folder, "explain", "a1").out
    assert "subscriptions" in adjoin(folder, "check").out


def test_from_python(folder: Path) -> None:
    with package.open(folder) as desk:
        assert desk.show("recommendations").num_rows == 4


def test_importing_is_light() -> None:
    code = (
        "import sys, adjoin\n"
        "heavy = {'fastapi', 'sklearn', 'pandas', 'duckdb', 'sqlalchemy', 'scipy', 'numpy'} & set(sys.modules)\n"
        "sys.exit(f'import adjoin loads {heavy}' if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['adjoin', '--help']\n"
        "from adjoin.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'fastapi', 'sklearn', 'pandas', 'duckdb', 'sqlalchemy', 'scipy', 'pyarrow'} & set(sys.modules)\n"
        "sys.exit(f'--help loads {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    command = f"{ADJOIN} -C {folder} show affinity_curves --format csv"
    done = subprocess.run(["sh", "-c", f"{command} | head -n 1"], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("from_product")


def test_today_and_explain_give_arrays_and_take_a_date(folder: Path) -> None:
    for words in (("today",), ("explain", "a1")):
        told = adjoin(folder, *words, "--format", "json")
        assert isinstance(told.data, list)
        header = next(csv.reader(io.StringIO(adjoin(folder, *words, "--format", "csv").out)))
        assert header == list(told.data[0])
        assert adjoin(folder, *words, "--as-of", "2024-06-30").code == 0
        assert adjoin(folder, *words, "--as-of", "2020-01-01").code == 2


def test_an_interrupted_run_ends_with_130_and_says_so(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    code = (
        "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"sys.argv = ['adjoin', '-C', {str(folder)!r}, 'run']\n"
        "from adjoin.__main__ import main\nmain()"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    assert process.wait() == 130
    assert "interrupted" in said
    process.stderr.close()


def test_what_was_heard_counts_also_where_its_table_is_not_mapped(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    assert adjoin(folder, "run").code == 0
    for kind in ("asked", "problem_emergence", "workaround"):
        told = adjoin(
            folder, "heard", "a1", "They want dashboards and reports", "--product", "bi", "--kind", kind
        )
        assert told.code == 0, told.err
    assert adjoin(folder, "run").code == 0
    kinds = {
        row["kind"] for row in adjoin(folder, "show", "signals", "--account", "a1", "--format", "json").data
    }
    assert {"asked", "heard"} <= kinds


def test_a_product_whose_use_nothing_measures_is_not_judged_by_it(tmp_path: Path) -> None:
    yaml = (
        "company: Tiny\nas_of: 2024-06-30\ntables:\n  accounts: {from: data/accounts.csv}\n"
        "  subscriptions: {from: data/subscriptions.csv}\n  usage: {from: data/usage.csv, grain: week}\n"
    )
    usage = "account_id,product_id,day,metric,quantity\na1,crm,2024-06-23,calls,5\n"
    folder = tiny(tmp_path, yaml=yaml, usage=usage)
    assert adjoin(folder, "run").code == 0
    gates = [r for r in adjoin(folder, "show", "gates", "--format", "json").data if r["gate"] == "adoption"]
    assert {row["verdict"] for row in gates} == {"off"}
    assert all(
        row["blocked_by"] != "adoption"
        for row in adjoin(folder, "show", "recommendations", "--format", "json").data
    )
