"""What people do is kept, and counts from the next load."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adjoin.desk import acting, open_desk
from adjoin.desk.acting import Heard, Person
from adjoin.domain.entry import ConflictError
from adjoin.domain.errors import ConfigurationError
from companies import NOON, ran_copy_of, rows, run_company

ANNA, BEN = Person("anna", NOON), Person("ben", NOON)


@pytest.fixture
def folder(ran: Path, tmp_path: Path) -> Path:
    return ran_copy_of(ran, tmp_path / "people")


def first(folder: Path, action: str = "play") -> dict[str, Any]:
    with open_desk(folder) as desk:
        return next(row for row in rows(desk, "recommendations") if row["action"] == action)


def recommended(folder: Path, account: str) -> dict[str, Any]:
    with open_desk(folder) as desk:
        return rows(desk, "recommendations", account)[0]


def test_an_accepted_account_is_in_play_after_the_next_run(folder: Path) -> None:
    row = first(folder)
    with open_desk(folder) as desk:
        acting.accept(desk, row["account_id"], ANNA)
        with pytest.raises(ConflictError):
            acting.accept(desk, row["account_id"], BEN)
    run_company(folder)
    after = recommended(folder, row["account_id"])
    assert (after["action"], after["blocked_by"]) == ("none", "fatigue")
    assert "in play" in after["why"]
    with open_desk(folder) as desk:
        cells = {c["product_id"]: c["state"] for c in rows(desk, "whitespace", row["account_id"])}
    assert cells[row["product_id"]] == "in_play"


def test_a_hold_blocks_until_its_day_and_says_so(folder: Path) -> None:
    row = first(folder)
    with open_desk(folder) as desk:
        acting.hold(desk, row["account_id"], date(2027, 3, 1), "merger talks", ANNA)
    run_company(folder)
    after = recommended(folder, row["account_id"])
    assert (after["action"], after["blocked_by"], after["reopens_on"]) == ("wait", "hold", date(2027, 3, 1))
    assert "merger talks" in after["why"]


def test_a_snoozed_account_comes_back_on_its_day(folder: Path) -> None:
    row = first(folder)
    with open_desk(folder) as desk:
        acting.snooze(desk, row["account_id"], date(2026, 10, 1), ANNA)
    run_company(folder, as_of=date(2026, 9, 30))
    assert recommended(folder, row["account_id"])["blocked_by"] == "hold"
    run_company(folder, as_of=date(2026, 10, 1))
    assert recommended(folder, row["account_id"])["blocked_by"] != "hold"


def test_not_now_rests_the_product_not_the_account(folder: Path) -> None:
    row = first(folder)
    with open_desk(folder) as desk:
        acting.not_now(desk, row["account_id"], "budget is spent", ANNA)
    run_company(folder)
    after = recommended(folder, row["account_id"])
    assert after["product_id"] != row["product_id"] or after["action"] == "wait"
    with open_desk(folder) as desk:
        cells = {c["product_id"]: c for c in rows(desk, "whitespace", row["account_id"])}
    assert cells[row["product_id"]]["state"] == "blocked"
    assert "budget is spent" in cells[row["product_id"]]["reason"]


def test_what_was_heard_is_a_signal_at_the_next_run_and_not_before_its_day(folder: Path) -> None:
    row = first(folder)
    told = Heard("strategic_shift", "They open in Japan and need it there", row["product_id"])
    with open_desk(folder) as desk:
        acting.hear(desk, row["account_id"], told, ANNA, on=date(2026, 9, 30))
    for as_of, expected in ((date(2026, 9, 29), 0), (date(2026, 9, 30), 1)):
        run_company(folder, as_of=as_of)
        with open_desk(folder) as desk:
            found = [s for s in rows(desk, "signals", row["account_id"]) if "They open in Japan" in s["says"]]
        assert len(found) == expected, as_of


def test_feedback_is_kept_in_the_ledger(folder: Path) -> None:
    row = first(folder)
    with open_desk(folder) as desk:
        acting.feedback(desk, row["account_id"], "too_early", ANNA)
        (entry,) = desk.entries(row["account_id"])
    assert (entry.entry.kind, entry.entry.product_id, entry.entry.person) == (
        "too_early",
        row["product_id"],
        "anna",
    )


def test_unknown_accounts_products_and_kinds_are_named_with_the_nearest_spelling(folder: Path) -> None:
    with open_desk(folder) as desk:
        name = str(rows(desk, "accounts")[0]["name"])
        with pytest.raises(ConfigurationError, match="did you mean"):
            acting.snooze(desk, name[:-1] + "x", date(2026, 12, 1), ANNA)
        with pytest.raises(ConfigurationError, match="asked"):
            acting.hear(desk, name, Heard("askd", "…", "bi"), ANNA)
        with pytest.raises(ConfigurationError, match="too_early"):
            acting.feedback(desk, name, "to_early", ANNA)
