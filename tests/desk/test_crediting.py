"""Rules of credit: what is refused, and that none counts for a day that has passed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from adjoin.desk.crediting import Shares, set_credit
from adjoin.desk.desk import Desk
from adjoin.desk.person import Person
from adjoin.domain.errors import ConfigurationError
from adjoin.ledger import Ledger

TODAY = date(2026, 5, 4)
VERA = Person("vera", datetime(2026, 5, 4, 9, tzinfo=UTC))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return cast(Desk, SimpleNamespace(ledger=Ledger(tmp_path)))


def test_a_rule_counts_from_today_on(desk: Desk) -> None:
    said = set_credit(desk, Shares(0.3, 0.5, 0.2, why="as agreed"), VERA)
    assert said.startswith("Deals opened from 2026-05-04 on: CSM 30 %, AE 50 %, partner 20 %, by vera.")
    (kept,) = desk.ledger.credit_rules()
    assert (kept.effective_on, kept.csm, kept.ae, kept.partner, kept.why) == (
        TODAY, 0.3, 0.5, 0.2, "as agreed",
    )  # fmt: skip


def test_a_second_rule_of_a_day_counts_from_the_next(desk: Desk) -> None:
    set_credit(desk, Shares(0.3, 0.5, 0.2), VERA)
    set_credit(desk, Shares(1, 0, 0), VERA)
    assert [rule.effective_on for rule in desk.ledger.credit_rules()] == [TODAY, TODAY + timedelta(days=1)]


def test_thirds_make_one(desk: Desk) -> None:
    set_credit(desk, Shares(1 / 3, 1 / 3, 1 / 3), VERA)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Shares(0.3, 0.5, 0.3), "make 1.1 together; they must make 1"),
        (Shares(-0.1, 0.9, 0.2), "--csm -0.1 is no share"),
        (Shares(30, 50, 20), "--ae 50 is no share"),
        (Shares(float("nan"), 0.5, 0.5), "--csm nan is no share"),
        (Shares(0.3, 0.5, 0.2, TODAY - timedelta(days=1)), "2026-05-03 has passed"),
    ],
)
def test_what_is_refused(desk: Desk, asked: Shares, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        set_credit(desk, asked, VERA)
    assert desk.ledger.credit_rules() == ()


def test_a_rule_before_one_that_counts_already_is_refused(desk: Desk) -> None:
    set_credit(desk, Shares(0.3, 0.5, 0.2, TODAY + timedelta(days=30)), VERA)
    with pytest.raises(ConfigurationError, match="must count from a later day"):
        set_credit(desk, Shares(1, 0, 0, TODAY), VERA)
