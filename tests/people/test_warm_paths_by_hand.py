"""Ties and chains computed by hand from their formula, and a plain search through every chain of random worlds."""

import math
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from people.knowing import known, people_at, sociable
from small_world import AS_OF, SmallWorld, ago
from worlds import World, day

Row = dict[str, Any]
TEAM = [{"rep_id": "R1", "name": "Jon Ask"}, {"rep_id": "R2", "name": "Lena Rao"}]
MARA = {"contact_id": "mara", "name": "Mara Lind", "title": "Head of Reports", "department": "Finance"}
TOM = {"contact_id": "tom", "name": "Tom Berg", "title": "Assistant", "department": "finance "}
UTE = {"contact_id": "ute", "name": "Ute Dahl", "title": None, "department": "Sales"}


def talk(
    contact: str,
    rep: str,
    days: int,
    channel: str = "meeting",
    direction: str = "out",
    mood: float | None = None,
) -> Row:
    return {
        "contact_id": contact,
        "rep": rep,
        "occurred_on": ago(days),
        "channel": channel,
        "direction": direction,
        "sentiment": mood,
    }


def strength(volume: float, mood: float = 0.0) -> float:
    return (1 - math.exp(-volume / 2)) * (1 + 0.5 * mood) / 1.5


TIES: dict[str, tuple[list[Row], float, int]] = {
    "met today": ([talk("mara", "R1", 0)], strength(1), 1),
    "met a half-life ago": ([talk("mara", "R1", 90)], strength(0.5), 1),
    "met twice": ([talk("mara", "R1", 0), talk("mara", "R1", 90)], strength(1.5), 2),
    "met in good spirits": ([talk("mara", "R1", 0, mood=1.0)], strength(1, 1.0), 1),
    "moods weigh by age": (
        [talk("mara", "R1", 0, mood=1.0), talk("mara", "R1", 90, mood=-1.0)],
        strength(1.5, 1 / 3),
        2,
    ),
    "a mail without an answer": ([talk("mara", "R1", 90, "email")], strength(0.15), 0),
    "a mail with an answer": (
        [talk("mara", "R1", 90, "email"), talk("mara", "R1", 90, "email", "in")],
        strength(1.0),
        2,
    ),
    "answered too late": (
        [talk("mara", "R1", 90, "email"), talk("mara", "R1", 75, "email", "in")],
        strength(0.15 + 0.5 ** (75 / 90)),
        1,
    ),
    "what was written before is no answer": (
        [talk("mara", "R1", 90, "email"), talk("mara", "R1", 100, "email", "in")],
        strength(0.15 + 0.5 ** (100 / 90)),
        1,
    ),
    "called by name": ([talk("mara", "jon ask", 0)], strength(1), 1),
}


@pytest.fixture(scope="module")
def ties() -> dict[str, Row]:
    small = SmallWorld()
    small.world.rows["team"] = TEAM
    for name, (rows, _, _) in TIES.items():
        small.case(name, contacts=MARA, interactions=rows)
    small.case("a stranger's", contacts=MARA, interactions=talk("mara", "somebody", 0))
    found = people_at(small.world, [AS_OF])["acquaintance"]
    assert {row["rep_id"] for row in found} == {"R1"}, "who is not in the team cannot be asked"
    return {row["account_id"]: row for row in found}


@pytest.mark.parametrize("name", TIES)
def test_strength_is_that_of_the_formula(name: str, ties: dict[str, Row]) -> None:
    _, expected, meetings = TIES[name]
    assert ties[name]["strength"] == pytest.approx(expected, abs=1e-6)
    assert ties[name]["meetings"] == meetings


def test_the_newest_conversation_is_not_a_mail_that_nobody_answered() -> None:
    small = SmallWorld()
    small.case("one", contacts=MARA, interactions=[talk("mara", "R1", 30), talk("mara", "R1", 5, "email")])
    (row,) = people_at(small.world, [AS_OF])["acquaintance"]
    assert (row["last_on"], row["meetings"]) == (ago(30), 1)


def test_of_two_who_would_pay_the_one_we_spoke_with_last_has_the_path() -> None:
    small = SmallWorld()
    second = MARA | {"contact_id": "zoe", "name": "Zoe Khan"}
    small.case("two", accounts=OWNED, contacts=[MARA, second], interactions=talk("zoe", "R1", 9))
    (row,) = people_at(small.world, [AS_OF])["warm_paths"]
    assert (row["contact_id"], row["hops"]) == ("zoe", 1)


OWNED = {"ae": "R1", "csm": None}
PATHS: dict[str, tuple[dict[str, Any], float | None, tuple[Any, ...]]] = {
    "straight": ({"interactions": talk("mara", "R1", 0)}, strength(1), (1, "R1", None, None)),
    "by a colleague": ({"interactions": talk("mara", "R2", 0)}, 0.9 * strength(1), (2, "R1", None, "R2")),
    "by a neighbour": ({"interactions": talk("tom", "R1", 0)}, 0.6 * strength(1), (2, "R1", "tom", None)),
    "by somebody elsewhere": (
        {"interactions": talk("ute", "R1", 0)},
        0.3 * strength(1),
        (2, "R1", "ute", None),
    ),
    "by both": ({"interactions": talk("tom", "R2", 0)}, 0.9 * 0.6 * strength(1), (3, "R1", "tom", "R2")),
    "by the champion": (
        {
            "interactions": talk("ute", "R1", 0),
            "events": {"kind": "role", "category": "champion", "body": "ute", "occurred_on": ago(3)},
        },
        0.8 * strength(1),
        (2, "R1", "ute", None),
    ),
    "never by a blocker": (
        {
            "interactions": [talk("tom", "R1", 0), talk("ute", "R1", 0)],
            "events": {"kind": "role", "category": "blocker", "body": "tom", "occurred_on": ago(3)},
        },
        0.3 * strength(1),
        (2, "R1", "ute", None),
    ),
    "the stronger of two": (
        {"interactions": [talk("mara", "R1", 300), talk("tom", "R1", 0)]},
        0.6 * strength(1),
        (2, "R1", "tom", None),
    ),
    "nobody looks after it": (
        {"accounts": {}, "interactions": talk("mara", "R2", 0)},
        strength(1),
        (1, "R2", None, None),
    ),
    "too long ago": ({"interactions": talk("ute", "R1", 300)}, None, (None, "R1", None, None)),
    "never answered": ({"interactions": talk("tom", "R1", 0, "email")}, None, (None, "R1", None, None)),
    "nobody": ({}, None, (None, "R1", None, None)),
}


@pytest.fixture(scope="module")
def paths() -> dict[str, Row]:
    small = SmallWorld()
    small.world.rows["team"] = TEAM
    for name, (tables, _, _) in PATHS.items():
        small.case(name, **{"accounts": OWNED, "contacts": [MARA, TOM, UTE], **tables})
    small.case("no neighbour", accounts=OWNED, contacts=MARA)
    small.case("nobody pays", accounts=OWNED, contacts=TOM, interactions=talk("tom", "R1", 0))
    found = people_at(small.world, [AS_OF])["warm_paths"]
    return {row["account_id"]: row for row in found if row["product_id"] == "more"}


@pytest.mark.parametrize("name", PATHS)
def test_the_best_chain(name: str, paths: dict[str, Row]) -> None:
    row, (_, expected, chain) = paths[name], PATHS[name]
    assert (row["hops"], row["rep_id"], row["through_contact_id"], row["through_rep_id"]) == chain
    assert row["contact_id"] == "mara"
    assert row["strength"] == (None if expected is None else pytest.approx(expected, abs=2e-6))


def test_who_is_unknown_has_no_path(paths: dict[str, Row]) -> None:
    assert "nobody pays" not in paths


def test_the_words(paths: dict[str, Row]) -> None:
    said = {name: (row["says"], row["asks"]) for name, row in paths.items()}
    assert said["straight"] == (f"Jon Ask met Mara Lind (Head of Reports) on {AS_OF}", None)
    assert said["by a colleague"] == (
        f"Lena Rao met Mara Lind (Head of Reports) on {AS_OF}",
        "Ask Lena Rao to introduce you to Mara Lind",
    )
    assert said["by a neighbour"] == (
        f"Jon Ask met Tom Berg (Assistant) on {AS_OF}; Tom Berg works in the department of Mara Lind (Head of Reports)",
        "Ask Tom Berg (Assistant) to introduce Mara Lind",
    )
    assert said["by both"][1] == (
        "Ask Lena Rao to bring you together with Tom Berg (Assistant), who can introduce Mara Lind"
    )
    assert said["nobody"][1] == (
        "Write to Mara Lind (Head of Reports) cold, or ask Tom Berg (Assistant), who works in the same department"
    )
    assert said["no neighbour"] == (
        "No warm path: nobody of ours is in touch with Mara Lind (Head of Reports) or with somebody near them",
        "Write to Mara Lind (Head of Reports) cold",
    )


@pytest.mark.parametrize("seed", range(3))
def test_no_chain_of_a_plain_search_is_stronger(seed: int) -> None:
    world, at = sociable(np.random.default_rng(seed), accounts=90, talks=5), day(899)
    with known(world, [at]) as warehouse:
        rows = {
            name: warehouse.read(name).to_pylist()
            for name in ("acquaintance", "roles", "warm_paths", "people_there")
        }
    found = {(row["account_id"], row["product_id"]): row for row in rows["warm_paths"]}
    expected = _searched(world, rows)
    assert found.keys() == expected.keys()
    for cell, (strength_found, chain) in expected.items():
        row = found[cell]
        assert row["strength"] == (
            None if strength_found is None else pytest.approx(strength_found, abs=2e-6)
        )
        if strength_found is not None:
            assert (row["hops"], row["rep_id"], row["through_contact_id"], row["through_rep_id"]) == chain
    hops = {row["hops"] for row in rows["warm_paths"]}
    assert hops == {1, 2, 3, None}, "every kind of chain is tried"


Chain = tuple[int, str, str | None, str | None]


def _searched(
    world: World, rows: dict[str, list[Row]]
) -> dict[tuple[str, str], tuple[float | None, Chain | None]]:
    """The best of all chains to each buyer, one by one."""
    ids = {word: row["rep_id"] for row in world.rows["team"] for word in (row["rep_id"], row["name"])}
    owners = {
        row["account_id"]: [ids[row[key]] for key in ("ae", "csm") if row.get(key)]
        for row in world.rows["accounts"]
    }
    ties, people, attitudes = defaultdict(list), {}, {}
    for row in rows["acquaintance"]:
        ties[row["account_id"]].append(row)
    for row in rows["people_there"]:
        people[row["account_id"], row["contact_id"]] = row["department"]
    for row in rows["roles"]:
        if row["role"] in ("champion", "blocker"):
            attitudes[row["account_id"], row["product_id"], row["contact_id"]] = row["role"]
    best: dict[tuple[str, str], tuple[float | None, Chain | None]] = {}
    for row in rows["roles"]:
        if row["role"] != "economic_buyer" or row["place"] != 1:
            continue
        account, product, buyer = row["account_id"], row["product_id"], row["contact_id"]
        chains = []
        for tie in ties[account]:
            mine, friend = owners[account], tie["contact_id"]
            goes = not mine or tie["rep_id"] in mine
            value = tie["strength"] * (1 if goes else 0.9)
            attitude = attitudes.get((account, product, friend))
            if tie["meetings"] == 0 or (attitude == "blocker" and friend != buyer):
                continue
            if friend != buyer:
                near = (
                    people[account, friend] is not None and people[account, friend] == people[account, buyer]
                )
                value *= 0.8 if attitude == "champion" else 0.6 if near else 0.3
            chain = (
                1 + (not goes) + (friend != buyer),
                tie["rep_id"] if goes else mine[0],
                friend if friend != buyer else None,
                None if goes else tie["rep_id"],
            )
            if value >= 0.02:
                chains.append((value, chain))
        best[account, product] = max(chains, key=lambda one: one[0]) if chains else (None, None)
    return best
