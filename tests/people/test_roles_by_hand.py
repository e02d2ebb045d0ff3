"""Who plays which part, on cases worked out by hand."""

from typing import Any

import pytest

from people.knowing import people_at
from small_world import AS_OF, CATALOG, SmallWorld, ago

Row = dict[str, Any]
Catalog = type(CATALOG)
WITH_USERS = Catalog.model_validate(
    {
        **CATALOG.model_dump(by_alias=True),
        "products": [
            product.model_dump(by_alias=True)
            | (
                {"buyers": {"titles": ["Head of Reports"], "budget": "operations"}}
                if product.id == "more"
                else {"users": {"titles": ["Clerk"]}}
                if product.id == "base"
                else {}
            )
            for product in CATALOG.products
        ],
    }
)


def person(contact: str, title: str = "Assistant", **rest: Any) -> Row:
    return {
        "contact_id": contact,
        "name": contact.capitalize(),
        "title": title,
        "first_seen_on": ago(300),
        **rest,
    }


def word(contact: str, role: str, days: int = 5, product: str | None = "more", **rest: Any) -> Row:
    return {
        "kind": "role",
        "category": role,
        "body": contact,
        "product_id": product,
        "occurred_on": ago(days),
        "source": "heard from dave",
        **rest,
    }


def talk(
    contact: str, days: int, mood: float | None = 0.5, direction: str = "in", product: str | None = "more"
) -> Row:
    return {
        "contact_id": contact,
        "occurred_on": ago(days),
        "sentiment": mood,
        "direction": direction,
        "channel": "call",
        "products_mentioned": product,
    }


HANA = person("hana", "Head of Reports")
ASKED_TWICE = [talk("ken", 30), talk("ken", 40)]
CASES: dict[str, tuple[dict[str, Any], list[tuple[str, str, str, int]]]] = {
    "by title": (
        {"contacts": [HANA, person("eve", "Report Engineer")]},
        [("economic_buyer", "hana", "title", 1), ("evaluator", "eve", "title", 1)],
    ),
    "left": ({"contacts": HANA | {"left_on": ago(1)}}, []),
    "opted out": ({"contacts": HANA | {"opted_out": True}, "events": word("hana", "champion")}, []),
    "said": (
        {"contacts": person("joe"), "events": word("joe", "economic_buyer")},
        [("economic_buyer", "joe", "said", 1)],
    ),
    "said of another before the title": (
        {"contacts": [HANA, person("joe")], "events": word("joe", "economic_buyer")},
        [("economic_buyer", "hana", "title", 2), ("economic_buyer", "joe", "said", 1)],
    ),
    "said that she only uses it": (
        {"contacts": HANA, "events": word("hana", "user")},
        [("user", "hana", "said", 1)],
    ),
    "said an attitude, the function stands": (
        {"contacts": HANA, "events": word("hana", "champion")},
        [("champion", "hana", "said", 1), ("economic_buyer", "hana", "title", 1)],
    ),
    "the newest word": (
        {"contacts": person("joe"), "events": [word("joe", "champion", 9), word("joe", "role_blocker", 2)]},
        [("blocker", "joe", "said", 1)],
    ),
    "on one day the product's word": (
        {
            "contacts": person("joe"),
            "events": [word("joe", "champion"), word("joe", "blocker", product=None)],
        },
        [("champion", "joe", "said", 1)],
    ),
    "the newer of two who pay": (
        {
            "contacts": [person("ann"), person("joe")],
            "events": [word("ann", "economic_buyer", 9), word("joe", "economic_buyer", 3)],
        },
        [("economic_buyer", "ann", "said", 2), ("economic_buyer", "joe", "said", 1)],
    ),
    "said tomorrow": ({"contacts": person("joe"), "events": word("joe", "champion", -1)}, []),
    "no such role": ({"contacts": person("joe"), "events": word("joe", "friend")}, []),
    "of another product": (
        {"contacts": person("joe"), "events": word("joe", "champion", product="here")},
        [],
    ),
    "asks twice": (
        {"contacts": person("ken"), "interactions": ASKED_TWICE},
        [("champion", "ken", "observed", 1)],
    ),
    "asks once": ({"contacts": person("ken"), "interactions": talk("ken", 30)}, []),
    "asks twice in bad spirits": (
        {"contacts": person("ken"), "interactions": [talk("ken", 30, 0.1), talk("ken", 40, 0.2)]},
        [],
    ),
    "not asked lately": ({"contacts": person("ken"), "interactions": [talk("ken", 90), talk("ken", 91)]}, []),
    "we asked": (
        {
            "contacts": person("ken"),
            "interactions": [talk("ken", 30, direction="out"), talk("ken", 40, direction="out")],
        },
        [],
    ),
    "a clerk of the base comes twice": (
        {
            "contacts": person("ken", "Clerk"),
            "interactions": [talk("ken", 30, product=None), talk("ken", 40, product=None)],
        },
        [("champion", "ken", "observed", 1)],
    ),
    "an assistant comes twice": (
        {
            "contacts": person("ken"),
            "interactions": [talk("ken", 30, product=None), talk("ken", 40, product=None)],
        },
        [],
    ),
    "against it twice": (
        {
            "contacts": person("ned"),
            "interactions": [talk("ned", 30, -0.2, "out"), talk("ned", 40, -0.3, "out")],
        },
        [("blocker", "ned", "observed", 1)],
    ),
    "against it once": ({"contacts": person("ned"), "interactions": talk("ned", 30, -0.4, "out")}, []),
    "clearly against it": (
        {"contacts": person("ned"), "interactions": talk("ned", 30, -0.5, "out")},
        [("blocker", "ned", "observed", 1)],
    ),
    "came round": (
        {
            "contacts": person("ned"),
            "interactions": [
                talk("ned", 10, 0.1, "out"),
                talk("ned", 30, -0.3, "out"),
                talk("ned", 40, -0.9, "out"),
            ],
        },
        [],
    ),
    "against another product": (
        {"contacts": person("ned"), "interactions": talk("ned", 30, -0.9, "out", "base")},
        [],
    ),
    "said to champion what looked like a blocker": (
        {
            "contacts": person("ned"),
            "interactions": talk("ned", 30, -0.9, "out"),
            "events": word("ned", "champion"),
        },
        [("champion", "ned", "said", 1)],
    ),
}


@pytest.fixture(scope="module")
def found() -> list[Row]:
    small = SmallWorld()
    small.world.catalog = WITH_USERS
    bases = [{"account_id": name, "product_id": "more", "base_product_id": "base"} for name in CASES]
    for name, (tables, _) in CASES.items():
        small.case(name, **tables)
    return people_at(small.world, [AS_OF], bases)["roles"]


@pytest.mark.parametrize("name", CASES)
def test_roles_for_one_product(name: str, found: list[Row]) -> None:
    rows = [row for row in found if row["account_id"] == name and row["product_id"] == "more"]
    assert (
        sorted((row["role"], row["contact_id"], row["source"], row["place"]) for row in rows)
        == CASES[name][1]
    )
    assert all((row["budget"] == "operations") == (row["role"] == "economic_buyer") for row in rows)


def test_what_is_held_has_no_roles_and_a_word_about_all_counts_for_each_open_one(found: list[Row]) -> None:
    assert {row["product_id"] for row in found} == {"more", "here"}
    blocks = [
        row
        for row in found
        if row["account_id"] == "on one day the product's word" and row["role"] == "blocker"
    ]
    assert [row["product_id"] for row in blocks] == ["here"], (
        "one person may be different things for two products"
    )


def test_what_is_in_play_has_roles_though_it_is_held() -> None:
    small = SmallWorld()
    plays = {"product_id": "base", "accepted_on": ago(20)}
    small.case("open", contacts=person("joe"), events=word("joe", "champion", product="base"), plays=plays)
    over = plays | {"closed_on": ago(3), "outcome": "won"}
    small.case("over", contacts=person("joe"), events=word("joe", "champion", product="base"), plays=over)
    rows = people_at(small.world, [AS_OF])["roles"]
    assert [(row["account_id"], row["product_id"]) for row in rows] == [("open", "base")]


def test_the_words(found: list[Row]) -> None:
    says = {(row["account_id"], row["role"], row["product_id"]): row["says"] for row in found}
    assert says["said", "economic_buyer", "more"] == f"Said on {ago(5)} (heard from dave)"
    assert (
        says["by title", "economic_buyer", "more"] == "Head of Reports is the title of who would pay for More"
    )
    assert says["asks twice", "champion", "more"] == (
        f"Came to us 2 times in good spirits since {ago(40)}, last on {ago(30)}, and asked about More on {ago(30)}"
    )
    assert says["a clerk of the base comes twice", "champion", "more"].endswith(
        ", and by title uses Base, on which More builds"
    )
    assert says["against it twice", "blocker", "more"] == (
        f"Was against it 2 times when we spoke about More, last on {ago(30)}"
    )
