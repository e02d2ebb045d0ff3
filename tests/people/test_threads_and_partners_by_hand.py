"""Threads and partners' records on cases counted by hand."""

from typing import Any

import pytest

from adjoin.domain.catalog import Catalog, Partner
from adjoin.people.partners import choose_partners
from people.knowing import people_at
from small_world import AS_OF, CATALOG, SmallWorld, ago, line
from worlds import day

Row = dict[str, Any]


def person(contact: str, title: str = "Assistant", **rest: Any) -> Row:
    return {
        "contact_id": contact,
        "name": contact.capitalize(),
        "title": title,
        "first_seen_on": ago(600),
        **rest,
    }


def talk(contact: str | None, days: int, channel: str = "call") -> Row:
    return {"contact_id": contact, "occurred_on": ago(days), "channel": channel, "direction": "out"}


THREADS: dict[str, tuple[dict[str, Any], tuple[int, str | None, int | None], str]] = {
    "one": (
        {
            "contacts": [person("ann"), person("bob")],
            "interactions": [talk("ann", 5), talk("ann", 9), talk("bob", 180)],
        },
        (1, "ann", None),
        "All hangs by one person: in the last 180 days we spoke only with Ann (Assistant)",
    ),
    "two": (
        {"contacts": [person("ann"), person("bob")], "interactions": [talk("ann", 5), talk("bob", 179)]},
        (2, None, None),
        "In the last 180 days we spoke with 2 people there",
    ),
    "a mail nobody answered": (
        {"contacts": person("ann"), "interactions": talk("ann", 5, "email")},
        (0, None, None),
        "We spoke with nobody there in the last 180 days",
    ),
    "nobody named": (
        {"contacts": person("ann"), "interactions": talk(None, 5)},
        (0, None, None),
        "No conversation of the last 180 days says with whom it was: note the person to see who knows us",
    ),
    "a buyer left": (
        {
            "contacts": [person("ann"), person("bea", "Head of Reports", left_on=ago(30))],
            "interactions": talk("ann", 5),
        },
        (1, "ann", 30),
        "All hangs by one person: in the last 180 days we spoke only with Ann (Assistant). "
        f"Bea (Head of Reports), a buyer by title, left on {ago(30)}",
    ),
    "a buyer left long ago": (
        {"contacts": person("bea", "Head of Reports", left_on=ago(180))},
        (0, None, None),
        "We spoke with nobody there in the last 180 days",
    ),
    "an assistant left": (
        {"contacts": person("bea", left_on=ago(30)), "interactions": [talk("bea", 40), talk("bea", 50)]},
        (0, None, None),
        "We spoke with nobody there in the last 180 days",
    ),
    "a friend left": (
        {
            "contacts": person("bea", left_on=ago(30)),
            "interactions": [talk("bea", days) for days in (40, 50, 60)],
        },
        (0, None, 30),
        "We spoke with nobody there in the last 180 days. "
        f"Bea (Assistant), to whom we often spoke, left on {ago(30)}",
    ),
    "who was called the champion left": (
        {
            "contacts": person("bea", left_on=ago(30)),
            "events": {"kind": "role", "category": "champion", "body": "bea", "occurred_on": ago(99)},
        },
        (0, None, 30),
        "We spoke with nobody there in the last 180 days. "
        f"Bea (Assistant), known to us as champion or economic buyer, left on {ago(30)}",
    ),
}


@pytest.fixture(scope="module")
def threads() -> dict[str, Row]:
    small = SmallWorld()
    for name, (tables, _, _) in THREADS.items():
        small.case(name, **tables)
    return {row["account_id"]: row for row in people_at(small.world, [AS_OF])["threads"]}


@pytest.mark.parametrize("name", THREADS)
def test_threads(name: str, threads: dict[str, Row]) -> None:
    row, (_, (spoken_to, only, left), says) = threads[name], THREADS[name]
    assert (row["spoken_to"], row["only_contact_id"]) == (spoken_to, only)
    assert row["single_thread"] is (spoken_to == 1)
    assert row["champion_left_on"] == (None if left is None else ago(left))
    assert row["champion_left"] is (left is not None)
    assert row["says"] == says


def more(days: int) -> Row:
    return line(product_id="more", started_on=ago(days))


def came(partner: str, days: int, kind: str = "partner_project", product: str | None = None) -> Row:
    return {"kind": kind, "partner": partner, "occurred_on": ago(days), "product_id": product}


@pytest.fixture(scope="module")
def records() -> dict[tuple[str, str, str | None, str | None], Row]:
    """Birch is named at two German retailers and came to three accounts more; Elm is known to the catalog only."""
    small = SmallWorld()
    partners = [
        {"id": "b", "name": "Birch", "products": ["more", "here"], "part": "moves the data"},
        {"id": "e", "name": "Elm", "products": ["more"], "countries": ["SE"]},
    ]
    small.world.catalog = Catalog.model_validate({**CATALOG.model_dump(by_alias=True), "partners": partners})
    shop = {"industry": "Retail", "partner": "birch"}
    small.case("named, began", accounts=shop, subscriptions=[line(), more(300)])
    small.case("named, did not", accounts=shop)
    bank = {"industry": "Bank", "country": "SE"}
    for name, days, began in (
        ("after 10", 100, 90),
        ("after 20", 100, 80),
        ("after 60", 100, 40),
        ("before", 100, 101),
    ):
        small.case(
            name, accounts=bank, subscriptions=[line(), more(began)], events=came("B ", days, product="more")
        )
    small.case("too late", accounts=bank, subscriptions=[line(), more(9)], events=came("Birch", 375))
    small.case("tomorrow", accounts=bank, events=came("Oak", -1))
    small.case("other", accounts=bank, events=came("Oak", 50, "partner_referral", "base"))
    floor = {"started_on": day(0), "start_is_floor": True}
    small.case("held before", accounts=shop, subscriptions=[line(), more(1) | floor])
    rows = people_at(small.world, [AS_OF])["partner_records"]
    return {(row["partner"], row["product_id"], row["industry"], row["country"]): row for row in rows}


def test_records_are_counted_by_hand(records: dict[Any, Row]) -> None:
    def of(*key: Any) -> tuple[Any, ...]:
        row = records[key]
        return row["engaged"], row["started"], row["median_days"], row["part"]

    assert of("Birch", "more", None, None) == (8, 4, 20.0, "moves the data")
    assert of("Birch", "more", "Retail", None) == (3, 1, None, "moves the data")
    assert of("Birch", "more", "Bank", "SE") == (5, 3, 20.0, "moves the data")
    assert of("Birch", "here", None, None) == (4, 0, None, "moves the data")
    assert of("Oak", "base", None, None) == (1, 0, None, "refers customers")
    assert of("Elm", "more", None, None) == (0, 0, None, "implements")
    assert not [key for key in records if key[:2] in (("Birch", "base"), ("Oak", "more"))]
    assert records["Birch", "more", "Bank", "SE"]["says"] == (
        "3 of 5 accounts engaged with them in Bank in SE began More, 20 days after they came in (median)"
    )
    assert records["Elm", "more", None, None]["says"] == "The catalog names them for More; no record yet"


def test_partners_are_chosen_by_the_closest_record(records: dict[Any, Row]) -> None:
    rows = list(records.values())
    elm = (Partner(id="e", name="Elm", countries=("SE",)),)
    (birch, other) = choose_partners(rows, "more", "Bank", "SE", elm)
    assert (birch.partner, birch.started, birch.engaged) == ("Birch", 3, 5)
    assert other.partner == "Elm"
    (alone,) = choose_partners(rows, "more", "Retail", "DE", elm)
    assert (alone.partner, alone.engaged, alone.started) == ("Birch", 3, 1)
    (pooled, _) = choose_partners(rows, "more", None, None, elm)
    assert (pooled.engaged, pooled.started) == (8, 4)
    assert choose_partners(rows, "nothing", "Bank", "SE") == ()


def test_at_most_three_partners_the_most_starts_first() -> None:
    rows = [
        {"partner": name, "product_id": "p", "industry": None, "country": None, "engaged": 9, "started": started,
         "median_days": None, "part": "", "says": ""}
        for name, started in (("a", 0), ("b", 3), ("c", 5), ("d", 3))
    ]  # fmt: skip
    assert [found.partner for found in choose_partners(rows, "p", "x", "y")] == ["c", "b", "d"]
