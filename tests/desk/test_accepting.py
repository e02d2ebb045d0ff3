"""Gates are judged at acceptance: what the run blocks is refused with its reason, and a group has one play."""

from pathlib import Path

import pytest

from adjoin.desk import open_desk
from adjoin.desk.acting import Person, accept
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from adjoin.words.days import day
from companies import NOON, copy_of, run_company, write_small

ANN = Person("Ann", NOON)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_small(tmp_path_factory.mktemp("company"), accounts=300)
    run_company(folder)
    return folder


def test_a_blocked_product_is_refused_with_reason_and_day(company: Path) -> None:
    with open_desk(company) as desk:
        rows = [r for r in desk.rows("whitespace") if r["state"] == "blocked" and r["reopens_on"]]
        cell = rows[0]
        with pytest.raises(ConfigurationError, match=day(cell["reopens_on"])):
            accept(desk, cell["account_id"], ANN, cell["product_id"])
        assert not desk.ledger.plays(only_running=True)


def test_a_second_account_of_the_group_is_refused(company: Path, tmp_path: Path) -> None:
    folder = copy_of(company, tmp_path / "grouped")
    run_company(folder)
    with open_desk(folder) as desk:
        groups: dict[str, list[str]] = {}
        for row in desk.rows("accounts"):
            groups.setdefault(row["root_id"], []).append(row["account_id"])
        open_cells = {
            (r["account_id"], r["product_id"])
            for r in desk.rows("whitespace")
            if r["state"] in ("open", "recommended")
        }
        able = dict(sorted(open_cells))
        first, second = next(
            (one, two)
            for group in groups.values()
            for one in group
            for two in group
            if one < two and one in able and two in able
        )
        accept(desk, first, ANN, able[first])
        with pytest.raises(ConflictError, match="same group"):
            accept(desk, second, ANN, able[second])
