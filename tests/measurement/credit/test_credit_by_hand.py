"""Shares of deals that can be worked out on paper."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pytest

from adjoin.warehouse.warehouse import DuckWarehouse
from measurement.attribution.sold_worlds import AS_OF, CATALOG, deal, line, spoke, world
from measurement.credit.credited_worlds import credited, rule
from worlds import World, day

Row = dict[str, Any]
LINES = [line("a", "base", 0), line("a", "more", 800, acv=1000.0)]


def sold(partner: str | None = "Partner & Co", created: int = 700, **tables: Any) -> World:
    return world(
        LINES,
        accounts=[{"account_id": "a", "partner": partner}],
        opportunities=[deal("a", created, motion="outbound")],
        **tables,
    )


def shares(rows: list[Row]) -> dict[str, tuple[str | None, float | None, float | None]]:
    return {row["role"]: (row["who"], row["share"], row["money"]) for row in rows}


def test_each_party_has_its_share() -> None:
    assert shares(credited(sold(), [rule(0, 0.3, 0.5, 0.2)])) == {
        "csm": ("carol", 0.3, 300.0), "ae": ("alan", 0.5, 500.0), "partner": ("Partner & Co", 0.2, 200.0),
    }  # fmt: skip


def test_the_share_of_nobody_goes_to_the_others_in_proportion() -> None:
    rows = credited(sold(partner=" "), [rule(0, 0.3, 0.5, 0.2)])
    assert shares(rows) == {"csm": ("carol", 0.375, 375.0), "ae": ("alan", 0.625, 625.0)}
    assert all("in proportion" in row["why"] for row in rows)


def test_a_party_without_a_share_has_no_row() -> None:
    assert set(shares(credited(sold(), [rule(0, 0.4, 0.6, 0.0)]))) == {"csm", "ae"}


def test_where_nobody_with_a_share_is_named_it_goes_to_nobody() -> None:
    assert shares(credited(sold(partner=None), [rule(0, 0, 0, 1)])) == {"nobody": (None, 1.0, 1000.0)}


@pytest.mark.parametrize(("created", "share"), [(699, None), (700, 0.9), (749, 0.9), (750, 0.1), (751, 0.1)])
def test_the_rule_of_the_day_it_was_opened_counts(created: int, share: float | None) -> None:
    rows = credited(sold(created=created), [rule(700, 0.9, 0.1, 0), rule(750, 0.1, 0.9, 0)])
    if share is None:
        (row,) = rows
        assert (row["role"], row["share"], row["effective_on"]) == ("nobody", None, None)
        assert row["why"] == f"No rule counted on {day(created)}"
    else:
        assert shares(rows)["csm"][1] == share


def test_what_is_shared_out() -> None:
    told = world(
        [
            *(line(name, "base", 0) for name in "abcdefg"),
            line("a", "more", 800),
            line("b", "more", 800),
            line("c", "more", 800),
            line("g", "more", 100, ended_on=day(400)),
        ],
        interactions=[spoke("b", 780)],
        opportunities=[
            deal("a", 700),
            deal("d", 890, "open", amount=70.0),
            deal("e", 890, "lost"),
            deal("g", 890, "open"),
        ],
        plays=[
            *({"play_id": f"play-{name}", "account_id": name, "product_id": "more", "accepted_on": day(880)}
              for name in "df"),
            {"play_id": "play-e", "account_id": "e", "product_id": "more", "accepted_on": day(600),
             "closed_on": day(650), "outcome": "lost"},
        ],
    )  # fmt: skip
    found = {
        row["deal_id"]: (row["state"], row["opened_on"], row["deal_money"]) for row in credited(told, [])
    }
    assert found == {
        "opportunity o-a-700 more": ("won", day(700), 1000.0),
        "start b more": ("won", day(800), 1000.0),
        "opportunity o-d-890 more": ("open", day(890), None),
        "play play-f more": ("open", day(880), None),
    }


@dataclass
class Overwritten(World):
    """A world in which a run saw other owners of the account until a day."""

    until: date = AS_OF

    def load(self, connection: duckdb.DuckDBPyConnection) -> DuckWarehouse:
        warehouse = super().load(connection)
        connection.execute(
            "INSERT INTO canonical.seen_accounts (account_id, csm, ae, seen_from, seen_until)"
            " VALUES ('a', 'before', 'before', ?, ?)",
            [day(0), self.until],
        )
        return warehouse


@pytest.mark.parametrize(("until", "who"), [(690, {"carol", "alan"}), (720, {"before"})])
def test_owners_of_the_day_it_was_opened_count(until: int, who: set[str]) -> None:
    told = Overwritten(CATALOG, sold(partner=None).rows, day(until))
    assert {row["who"] for row in credited(told, [rule(0, 0.5, 0.5, 0)])} == who


def test_an_account_that_was_not_there_yet_has_the_owners_it_has_now() -> None:
    told = world(
        [line("a", "base", 0), line("b", "more", 800)],
        accounts=[
            {"account_id": "a", "csm": None, "ae": None},
            {"account_id": "b", "parent_account_id": "a", "customer_since": day(800)},
        ],
        opportunities=[deal("b", 700, motion="outbound")],
    )
    assert shares(credited(told, [rule(0, 0.5, 0.5, 0)]))["csm"] == ("carol", 0.5, 500.0)
