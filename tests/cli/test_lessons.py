"""`adjoin credit …`, `attribution` and `learned` on a tiny company, as people and scripts use them."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adjoin.cli import options
from cli.invoke import Said, adjoin
from cli.tiny import YAML, tiny
from companies import ran_copy_of

TODAY = datetime(2024, 6, 30, 9, tzinfo=UTC)
OPPORTUNITIES = (
    "opportunity_id,account_id,product_id,created_on,closed_on,outcome,amount,motion\n"
    "o1,a2,bi,2023-05-10,2023-06-01,won,500,outbound\no2,a4,bi,2024-06-30,,,300,outbound\n"
)
MAPPED = f"{YAML}  opportunities: {{from: data/opportunities.csv}}\n"
OWNERS = "account_id,name,country,csm,ae\na1,Acme,DE,,\na2,Borg,US,,\na3,Cyan,US,,\na4,Dorn,FR,ann,\na5,Echo,FR,,\n"


@pytest.fixture(scope="module", autouse=True)
def on_the_day() -> object:
    patch = pytest.MonkeyPatch()
    patch.setattr(options, "now", lambda: TODAY)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company whose rule was entered before its run."""
    made = tiny(tmp_path_factory.mktemp("lessons"), yaml=MAPPED, accounts=OWNERS, opportunities=OPPORTUNITIES)
    assert "credited to nobody" in credit(made, "list").err
    words = ("--csm", "0.3", "--ae", "0.5", "--partner", "0.2", "--why", "as agreed", "--by", "vera")
    entered = credit(made, "set", *words)
    assert entered.code == 0, entered.err
    assert "Deals opened from 2024-06-30 on: CSM 30 %, AE 50 %, partner 20 %, by vera." in entered.err
    run = adjoin(made, "run")
    assert run.code == 0, run.err
    return made


def credit(folder: Path, *words: str) -> Said:
    return adjoin(folder, "credit", *words)


def test_rules_are_listed(ran: Path) -> None:
    (rule,) = credit(ran, "list", "--format", "json").data
    assert rule == {
        "effective_on": "2024-06-30", "csm": 0.3, "ae": 0.5, "partner": 0.2, "person": "vera", "why": "as agreed"
    }  # fmt: skip
    assert "2024-06-30" in credit(ran, "list").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--csm", "0.3", "--ae", "0.5", "--partner", "0.3"), "they must make 1"),
        (("--csm", "1", "--ae", "0", "--partner", "0", "--from", "2024-06-29"), "2024-06-29 has passed"),
        (("--csm", "1", "--ae", "0", "--partner", "0", "--from", "2024-06-30"), "later day"),
    ],
)
def test_what_is_refused_is_said_and_nothing_kept(
    ran: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    folder = ran_copy_of(ran, tmp_path / "company")
    said = credit(folder, "set", *words)
    assert said.code == 2
    assert says in said.err
    assert len(credit(folder, "list", "--format", "json").data) == 1


def test_deals_are_shared_out_by_the_rule_of_their_day(ran: Path) -> None:
    found = {row["account_id"]: row for row in credit(ran, "deals", "--format", "json").data}
    assert (found["a2"]["role"], found["a2"]["share"]) == ("nobody", None), "opened before the first rule"
    assert (found["a4"]["role"], found["a4"]["who"], found["a4"]["share"]) == ("csm", "ann", 1.0)
    (row,) = csv.DictReader(io.StringIO(credit(ran, "deals", "--account", "Dorn", "--format", "csv").out))
    assert row["effective_on"] == "2024-06-30"


def test_what_deals_came_after(ran: Path) -> None:
    said = adjoin(ran, "attribution", "--by", "motion")
    assert said.code == 0, said.err
    assert "further product" in said.out
    assert "No experiment has been read out" in said.out
    rows = adjoin(ran, "attribution", "--format", "json").data
    sums = {(row["dimension"], row["model"]): 0.0 for row in rows}
    for row in rows:
        sums[row["dimension"], row["model"]] += row["deals"]
    assert len(set(sums.values())) <= 1
    assert "did you mean 'motion'" in adjoin(ran, "attribution", "--by", "moton").err


def test_what_was_learned(ran: Path) -> None:
    said = adjoin(ran, "learned")
    assert said.code == 0, said.err
    assert "What learning changed as of 2024-06-30, before: what experts set, or nothing" in said.out
    rows = adjoin(ran, "learned", "--format", "json").data
    assert {row["since"] for row in rows} <= {None}
    assert not rows or "because" in said.out
