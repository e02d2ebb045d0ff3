"""States at their thresholds, the six rows, what is not mapped."""

import json

import pytest

from adjoin.measurement.pitfalls.judging import State, Thresholds, judge
from adjoin.measurement.pitfalls.symptoms import PITFALLS, SYMPTOMS
from adjoin.statistics.share_interval import share_interval
from measurement.pitfalls.built import EVERYTHING, watched
from small_world import SmallWorld, ago
from worlds import World

AT = Thresholds(10, 0.1, 0.25)


@pytest.mark.parametrize(
    ("accounts", "of_accounts", "state"),
    [
        (0, 0, State.CANNOT_TELL),
        (9, 9, State.CANNOT_TELL),
        (10, 10, State.BAD),
        (25, 100, State.BAD),
        (24, 100, State.WATCH),
        (10, 100, State.WATCH),
        (9, 100, State.OK),
        (0, 100, State.OK),
        (0, 12, State.CANNOT_TELL),  # 0 of 12 may be 26 %
        (0, 13, State.OK),  # and 0 of 13 is under 25 %
        (4, 16, State.WATCH),  # 25 %, but its lower bound of 7 % is under what is worth watching
    ],
)
def test_states_turn_at_their_thresholds(accounts: int, of_accounts: int, state: State) -> None:
    found = judge(accounts, of_accounts, AT)
    assert found.state is state
    if of_accounts:
        assert (found.low, found.high) == share_interval(accounts, of_accounts)


def pitched(several: int, accounts: int) -> World:
    small = SmallWorld()
    for number in range(accounts):
        products = "more,here" if number < several else "more"
        small.case(
            f"a{number}",
            interactions={
                "direction": "out",
                "purpose": "pitch",
                "occurred_on": ago(9),
                "products_mentioned": products,
            },
        )
    return small.world


def test_six_rows_each_by_its_worst_symptom_and_every_number_counted_again() -> None:
    with watched(pitched(3, 20)) as warehouse:
        rows = warehouse.read("pitfalls", ("as_of", "place")).to_pylist()
        again = warehouse.connection.execute(
            "SELECT symptom, count(DISTINCT account_id), count(*), sum(money) FROM pitfall_accounts GROUP BY symptom"
        ).fetchall()
        of_pitches = warehouse.connection.execute(
            "SELECT count(DISTINCT account_id) FROM known.interactions WHERE purpose = 'pitch'"
        ).fetchall()
    assert [row["pitfall"] for row in rows] == list(PITFALLS)
    told = {one["symptom"]: one for row in rows for one in json.loads(row["symptoms"])}
    assert set(told) == {symptom.name for symptom in SYMPTOMS}
    assert {
        name: (one["accounts"], one["cells"], one["money"]) for name, one in told.items() if one["accounts"]
    } == {name: (accounts, cells, money) for name, accounts, cells, money in again}
    catalog = rows[0]
    assert (catalog["symptom"], catalog["state"]) == ("several_at_once", "watch")
    assert (catalog["accounts"], catalog["of_accounts"], catalog["share"]) == (3, of_pitches[0][0], 0.15)
    assert catalog["money"] is None
    assert catalog["threshold"] == 0.15
    assert catalog["says"].startswith("3 of 20 accounts pitched to in the last year")


def test_thresholds_are_settings() -> None:
    settings = {"pitfall_thresholds": {"several_at_once_watch": 0.2, "several_at_once_bad": 0.5}}
    with watched(pitched(3, 20), settings=settings) as warehouse:
        first = warehouse.read("pitfalls", ("as_of", "place")).to_pylist()[0]
    told = {one["symptom"]: one["state"] for one in json.loads(first["symptoms"])}
    assert told["several_at_once"] == "ok"


def test_what_is_not_mapped_is_off_and_says_what_to_map() -> None:
    mapped = frozenset(n for n in EVERYTHING if n.partition(".")[0] in ("accounts", "subscriptions"))
    with watched(pitched(3, 20), mapped=mapped - {"subscriptions.list_acv"}) as warehouse:
        rows = {row["pitfall"]: row for row in warehouse.read("pitfalls").to_pylist()}
        behind = set(warehouse.read("pitfall_accounts")["symptom"].to_pylist())
    buyer = rows["wrong_buyer"]
    assert (buyer["state"], buyer["accounts"], buyer["share"], buyer["money"]) == ("off", None, None, None)
    assert "contacts.title" in buyer["missing"]
    assert buyer["what_to_do"].startswith("Map ")
    assert "interactions or opportunities" in rows["catalog_selling"]["missing"]
    assert behind == {"held_alone"}


def test_an_empty_book_says_so() -> None:
    with watched(SmallWorld().world) as warehouse:
        states = {row["state"] for row in warehouse.read("pitfalls").to_pylist()}
    assert states == {"cannot_tell"}
