"""Detectors, tried thresholds and upsells: each number against the rows it is read from."""

from collections.abc import Iterator
from typing import Any

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.affinity import affinity, pair
from adjoin.desk.coming_next import coming_next
from adjoin.desk.hero_products import hero_products
from adjoin.desk.pathways import pathways
from adjoin.desk.signals import detectors
from adjoin.desk.tryout import detector
from adjoin.desk.upsells import upsells, upsells_of
from adjoin.desk.workflow import FINDINGS, workflow
from adjoin.domain.errors import ConfigurationError
from published_demo import publish_demo


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("detectors") / "company"
    publish_demo(folder)
    with open_desk(folder) as opened:
        yield opened


def tried(desk: Desk) -> list[dict[str, Any]]:
    return [row for row in desk.show("detectors").to_pylist() if row["threshold"] is not None]


def cells_at(desk: Desk, line: dict[str, Any], value: float) -> set[tuple[str, str]]:
    """The law in plain Python: it fires where the value does not pass `fires_up_to`."""
    rises = line["threshold_loosest"] <= line["threshold_strictest"]
    return {
        (row["account_id"], row["product_id"])
        for row in desk.show("tryouts").to_pylist()
        if row["name"] == line["name"]
        and (value <= row["fires_up_to"] if rises else value >= row["fires_up_to"])
    }


def test_every_detector_is_listed_once_those_that_run_first(desk: Desk) -> None:
    found = detectors(desk).detectors
    rows = {row["name"]: row for row in desk.show("detectors").to_pylist()}
    assert sorted(one.name for one in found) == sorted(rows)
    assert [bool(one.off_because) for one in found] == sorted(bool(one.off_because) for one in found)
    for one in found:
        assert (one.fired, one.precision, one.lift) == tuple(
            rows[one.name][column] for column in ("fired", "precision", "lift")
        )
        assert one.recorded or one.reason or one.off_because


@pytest.mark.parametrize("part", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_a_threshold_counts_who_fires_and_who_changes(desk: Desk, part: float) -> None:
    assert tried(desk)
    for line in tried(desk):
        value = line["threshold_loosest"] + part * (line["threshold_strictest"] - line["threshold_loosest"])
        now, would = cells_at(desk, line, line["threshold"]), cells_at(desk, line, value)
        found = detector(desk, line["name"], value)
        assert (found.does, found.would) == (len(now), len(would))
        assert (found.added, found.dropped) == (len(would - now), len(now - would))
        assert found.would_accounts == len({account for account, _ in would})
        assert len(found.fires) + found.left_out == len(now | would)
        changes = [one.change for one in found.fires]
        assert changes == sorted(changes, key=("new", "out", None).index)
        if not found.left_out:
            assert (changes.count("new"), changes.count("out")) == (found.added, found.dropped)


def test_counts_by_threshold_hold_the_ends_and_the_one_in_force(desk: Desk) -> None:
    for line in tried(desk):
        counts = dict(detector(desk, line["name"]).counts)
        for value in (line["threshold_loosest"], line["threshold_strictest"], line["threshold"]):
            assert counts[value] == len(cells_at(desk, line, value))
        rises = line["threshold_loosest"] <= line["threshold_strictest"]
        numbers = list(counts.values())
        assert numbers == sorted(numbers, reverse=rises)


def test_where_nothing_can_be_tried_the_open_signals_are_shown(desk: Desk) -> None:
    found = detector(desk, "asked")
    live = [
        row for row in desk.show("signals").to_pylist()
        if row["name"] == "asked" and row["state"] in ("open", "fading")
    ]  # fmt: skip
    assert live
    assert found.would == found.does == len(live)
    assert {one.says for one in found.fires} == {row["says"] for row in live}
    assert (found.tried, found.counts) == (None, ())


def test_a_detectors_products_add_up_to_it(desk: Desk) -> None:
    for line in detectors(desk).detectors:
        products = detector(desk, line.name).products
        if products:
            assert sum(one.fired or 0 for one in products) == line.fired


def test_what_cannot_be_tried_is_said(desk: Desk) -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'usage_ceiling'"):
        detector(desk, "usage_celing")
    with pytest.raises(ConfigurationError, match="no threshold that can be tried"):
        detector(desk, "asked", 0.5)
    line = next(row for row in tried(desk) if row["name"] == "usage_ceiling")
    with pytest.raises(ConfigurationError, match=r"can be tried from 0\.5 to 1 of the limit, not at 7"):
        detector(desk, line["name"], 7)


def test_a_pair_tells_groups_and_signals_at_its_horizon(desk: Desk) -> None:
    found = pair(desk, "pipe", "bi", 365)

    def same(row: dict[str, Any]) -> bool:
        return (row["from_product"], row["to_product"]) == ("pipe", "bi") and row.get(
            "horizon_days", 365
        ) == 365

    groups = {
        (r["group_by"], r["group_value"]): r for r in desk.show("affinity_by_group").to_pylist() if same(r)
    }
    shown = {(by.group_by, one.group_value): one for by in found.groupings for one in by.groups}
    assert [by.group_by for by in found.groupings] == ["segment", "industry"]
    assert shown.keys() == groups.keys()
    for key, one in shown.items():
        assert (one.probability, one.raw, one.adopters, one.pooled) == tuple(
            groups[key][c] for c in ("probability", "probability_raw", "adopters", "pooled")
        )
        assert not (one.reason or "").startswith("pooled")
    tests = {r["group_by"]: r["p_value"] for r in desk.show("group_differences").to_pylist() if same(r)}
    assert {by.group_by: by.p_value for by in found.groupings} == tests
    after = {r["condition"]: r for r in desk.show("triggered_chances").to_pylist() if same(r)}
    assert {one.condition: (one.probability, one.at_risk) for one in found.after_signals} == {
        kind: (row["probability"], row["at_risk"]) for kind, row in after.items()
    }
    assert [one.enough for one in found.after_signals] == sorted(
        (one.enough for one in found.after_signals), reverse=True
    )


def test_the_hero_is_one_and_the_affinity_page_names_it(desk: Desk) -> None:
    heroes = [row["product_id"] for row in desk.show("hero_products").to_pylist() if row["hero"]]
    assert len(heroes) <= 1
    found = hero_products(desk).hero
    assert [found.product_id] == heroes if found else not heroes
    assert affinity(desk).hero == (found.product if found else None)


def test_half_of_the_money_lies_in_the_first_pathways(desk: Desk) -> None:
    found = pathways(desk)
    assert [one.rank for one in found.pathways] == list(range(1, len(found.pathways) + 1))
    assert found.pathways[found.half - 1].cumulative_share >= 0.5
    assert found.half == 1 or found.pathways[found.half - 2].cumulative_share < 0.5


def test_every_pair_of_the_map_has_its_finding(desk: Desk) -> None:
    found = workflow(desk).found
    rows = desk.show("workflow").to_pylist()
    assert {row["finding"] for row in rows} <= set(FINDINGS)
    assert sum(len(group.links) for group in found) == len(rows)
    assert all(link.finding == group.finding for group in found for link in group.links)


def test_what_comes_next_is_said_where_it_is_open(desk: Desk) -> None:
    states = {(r["account_id"], r["product_id"]): r["state"] for r in desk.show("whitespace").to_pylist()}
    first = [row for row in desk.show("next_products").to_pylist() if row["place"] == 1]
    names = {row["product_id"]: row["name"] for row in desk.show("products").to_pylist()}
    said = 0
    for row in [row for row in first if (row["account_id"], row["product_id"]) in states][:60]:
        told = coming_next(desk, row["account_id"])
        is_open = states[(row["account_id"], row["product_id"])] in ("open", "recommended")
        assert (told is not None) == is_open
        if told:
            said += 1
            assert told.startswith(f"next: {names[row['product_id']]}, since ")
    assert said


def test_upsells_are_the_table_the_fullest_first_and_by_owner(desk: Desk) -> None:
    rows = desk.show("upsells").to_pylist()
    whole = upsells(desk)
    assert sorted((u.account_id, u.metric, u.used) for u in whole.upsells) == sorted(
        (row["account_id"], row["metric"], row["used"]) for row in rows
    )
    assert [u.used for u in whole.upsells] == sorted((row["used"] for row in rows), reverse=True)
    assert whole.owners
    mine = [upsells(desk, owner).upsells for owner in whole.owners]
    assert all({u.owner for u in part} == {owner} for part, owner in zip(mine, whole.owners, strict=True))
    assert sum(map(len, mine)) == sum(u.owner is not None for u in whole.upsells)
    one = whole.upsells[0]
    assert one in upsells_of(desk, one.account_id)
    with pytest.raises(ConfigurationError, match="did you mean"):
        upsells(desk, f"{whole.owners[0]}x")
