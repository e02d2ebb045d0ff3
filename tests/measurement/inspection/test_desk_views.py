"""The desk's views over published rows, and the commands that print them."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adjoin.desk.desk import Desk
from adjoin.desk.inspection import inspection
from adjoin.desk.scorecard import behind, scorecard
from adjoin.domain.errors import ConfigurationError
from measurement.scorecard.carded import AS_OF, Left, Row, approach, book, carded, deal, line


class Shown:
    """As much of a desk as the views ask for."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self.tables = tables
        product = SimpleNamespace(id="two", name="Two")
        self.project = SimpleNamespace(catalog=SimpleNamespace(products=[product]))

    def pinned(self, _as_of: date | None = None) -> "Shown":
        return self

    def publication(self) -> SimpleNamespace:
        return SimpleNamespace(as_of=AS_OF)

    def product(self, word: str) -> SimpleNamespace:
        return SimpleNamespace(id=word.lower())

    def rows(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def rows_of(self, name: str, _ids: Any, _columns: Any = None) -> list[Row]:
        return self.rows(name)

    def show_if_there(self, name: str) -> object | None:
        return self.tables.get(name)


def desk(there: bool = True) -> Desk:
    team = [{"rep_id": "R1", "name": "Ann", "manager": "R9"}, {"rep_id": "R9", "name": "Max"}]
    accounts = [{"account_id": a, "name": a.upper(), "segment": s, "csm": "R1", "ae": None}
                for a, s in (("a", "small"), ("b", "large"))]  # fmt: skip
    world = book(["one", "two"], [line("a", "one", 0), line("b", "one", 0), line("b", "two", 500)], team=team,
                 accounts=accounts, opportunities=[deal("d", "a", "two", 850, 898)],
                 interactions=[approach("i", "a", "two", 897)])  # fmt: skip
    gate = {
        "account_id": "a",
        "gate": "hold",
        "scope": "all",
        "counts_as": "block",
        "reason": "Asked to wait",
    }
    found = carded(world, Left({"owners": [{"account_id": "a", "owner": "R1"}], "gates": [gate]}))
    return cast(Desk, Shown({**found, "accounts": accounts, "team": team} if there else {}))


def test_the_card_by_owner_and_period() -> None:
    card = scorecard(desk(), "owner")
    assert [(one.scope, one.name) for one in card.parts] == [("R1", "Ann")]
    assert card.book.figures[0].metric == "coverage"
    periods = [one.scope for one in scorecard(desk(), "period").parts]
    assert len(periods) == 6
    assert periods == sorted(periods)
    won = card.book.figure("win_rate")
    assert won is not None
    assert (won.numerator, won.denominator, won.state) == (1, 1, "cannot_tell")


def test_a_number_opens_to_its_accounts() -> None:
    assert [(one.account, one.counted) for one in behind(desk(), "penetration")] == [
        ("B", True),
        ("A", False),
    ]
    assert [one.account for one in behind(desk(), "penetration", segment="small")] == ["A"]
    assert [one.account for one in behind(desk(), "multi_product", product="two")] == ["B"]
    assert [one.account for one in behind(desk(), "grr", owner="R9")] == []


def test_unknown_words_are_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="penetration"):
        behind(desk(), "penetratoin")
    with pytest.raises(ConfigurationError, match="segment"):
        scorecard(desk(), "segments")
    with pytest.raises(ConfigurationError, match="Max"):
        inspection(desk(), manager="Mex")


def test_the_week_by_manager_counts_by_owner() -> None:
    week = inspection(desk(), manager="Max")
    (owner,) = week.owners
    assert (owner.name, owner.manager, dict(owner.counts)) == ("Ann", "Max", {"gate_ignored": 1, "won": 1})
    assert owner.asks == 1
    assert [one.kind for one in week.findings] == ["gate_ignored", "won"]


def test_an_earlier_publication_has_neither() -> None:
    assert not scorecard(desk(there=False)).there
    assert not inspection(desk(there=False)).there
