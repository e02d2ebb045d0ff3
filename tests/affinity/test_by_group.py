"""One group's numbers are those of its accounts measured alone; lifelines tells whether groups differ."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from lifelines.statistics import multivariate_logrank_test
from scipy.stats import gamma

from adjoin.affinity.groups_differ import groups_differ
from affinity.measured import Measured, Row, held, measured
from worlds import World, day, random_world

AS_OF = date(2025, 12, 31)
LINES = {"group_values": {"fewest_accounts": 1}}
NUMBERS = ("probability_raw", "raw_low", "raw_high", "at_risk", "at_risk_at_horizon", "adopters")


def grouped(found: Measured, **names: Any) -> list[Row]:
    return [
        row
        for row in found.tables["affinity_by_group"]
        if all(row[name] == value for name, value in names.items())
    ]


def differing(accounts: int, rates: dict[str, float], seed: int = 5, column: str = "segment") -> World:
    """Accounts that begin p0 on some day of three years and p1 after a wait of `rates[segment]` days on average."""
    rng = np.random.default_rng(seed)
    lines, values = {}, {}
    for n in range(accounts):
        values[f"a{n}"] = str(rng.choice(list(rates)))
        start = AS_OF - timedelta(days=int(rng.integers(1, 1100)))
        wait = 1 + int(rng.exponential(rates[values[f"a{n}"]]))
        ends = start + timedelta(days=int(rng.exponential(1500)) + 1)
        lines[f"a{n}"] = [("p0", start, ends if ends <= AS_OF else None)]
        if start + timedelta(days=wait) <= AS_OF:
            lines[f"a{n}"].append(("p1", start + timedelta(days=wait), None))
    world = held(**lines)
    for row in world.rows["accounts"]:
        row[column] = values[row["account_id"]]
    return world


@pytest.mark.parametrize("seed", range(2))
def test_a_group_is_its_accounts_measured_alone(seed: int) -> None:
    rng = np.random.default_rng(40 + seed)
    world, as_of = random_world(rng, accounts=60), day(int(rng.integers(500, 900)))
    for account in world.rows["accounts"]:
        account["industry"] = None if rng.random() < 0.2 else str(rng.choice(["care", "law", "mills"]))
    ends_from = day(150) if seed else None
    found = measured(world, as_of, ends_from, LINES)
    compared = 0
    for group_by, values in (
        ("segment", ("small", "large")),
        ("industry", ("care", "law", "mills", "other")),
    ):
        for value in values:
            name = None if value == "other" else value
            own = {a["account_id"] for a in world.rows["accounts"] if a[group_by] == name}
            alone = World(world.catalog, {**world.rows})
            alone.rows["subscriptions"] = [r for r in world.rows["subscriptions"] if r["account_id"] in own]
            expected = measured(alone, as_of, ends_from)
            rows = grouped(found, group_by=group_by, group_value=value)
            assert len(rows) == 12 * 5
            for row in rows:
                witness = expected.row(row["from_product"], row["to_product"], row["horizon_days"])
                assert [row[n] for n in NUMBERS] == pytest.approx([witness[n] for n in NUMBERS], nan_ok=True)
                compared += row["adopters"]
    assert compared > 100


def test_groups_of_one_pair_add_up_to_it() -> None:
    found = measured(differing(600, {"small": 300, "mid": 600, "large": 1200}), AS_OF)
    rows = grouped(found, group_by="segment", from_product="p0", to_product="p1", horizon_days=365)
    pair = found.row("p0", "p1")
    assert {row["group_value"] for row in rows} == {"mid", "large", "small"}
    for name in ("at_risk", "at_risk_at_horizon", "adopters"):
        assert sum(row[name] for row in rows) == pair[name]
    assert sum(row["expected"] for row in rows) == pytest.approx(pair["adopters"])


def test_a_group_is_shrunk_towards_its_pair() -> None:
    """Between its own number and the pair's; gamma quantiles by scipy with the concentration read back."""
    found = measured(differing(900, {"small": 200, "mid": 600, "large": 1500}), AS_OF)
    rows = grouped(found, group_by="segment", from_product="p0", to_product="p1", horizon_days=365)
    pair = found.row("p0", "p1")
    for row in rows:
        assert not row["pooled"]
        assert row["reason"] is None
        d, e, raw = row["adopters"], row["expected"], row["probability_raw"]
        # probability = raw · (e/d) · (a + d)/(a + e), solved for a.
        unit = row["probability"] / (raw * e / d)
        a = (d - unit * e) / (unit - 1)
        assert 0.5 <= a <= 200
        low, high = (raw * e / d * gamma.ppf(q, a + d, scale=1 / (a + e)) for q in (0.025, 0.975))
        assert row["probability_low"] == pytest.approx(low, rel=1e-6)
        assert row["probability_high"] == pytest.approx(min(high, 1), rel=1e-6)
    small, large = (next(r for r in rows if r["group_value"] == value) for value in ("small", "large"))
    assert small["probability_raw"] > small["probability"] > pair["probability_raw"]
    assert large["probability_raw"] < large["probability"] < pair["probability_raw"]


def test_where_numbers_do_not_allow_the_row_says_the_pairs_number_and_why() -> None:
    world = differing(400, {"big": 500})
    accounts = {row["account_id"]: row for row in world.rows["accounts"]}
    young = {f"n{i}": [("p0", AS_OF - timedelta(days=60 if i else 400), None)] for i in range(25)}
    extra = held(**young)
    world.rows["accounts"] += [{**row, "segment": "young"} for row in extra.rows["accounts"]]
    world.rows["subscriptions"] += extra.rows["subscriptions"]
    found = measured(world, AS_OF)
    assert len(accounts) == 400
    of_pair = {"from_product": "p0", "to_product": "p1", "group_by": "segment", "group_value": "young"}
    (row,) = grouped(found, **of_pair, horizon_days=90)
    assert row["reason"] == "pooled: 1 in young was followed for 90 days"
    assert row["pooled"]
    pair = found.row("p0", "p1", 90)
    for name in ("probability", "probability_low", "probability_high"):
        assert row[name] == pair[name]
    assert (row["probability_raw"], row["at_risk"], row["adopters"]) == (0.0, 25, 0)
    (row,) = grouped(found, **of_pair, horizon_days=30)
    assert row["at_risk_at_horizon"] == 25
    assert row["reason"].startswith("pooled: only ")
    assert row["reason"].endswith(" adopters are expected in young within 30 days")


def test_a_dimension_without_values_is_pooled_for_all() -> None:
    found = measured(differing(60, {"big": 500}), AS_OF)
    rows = grouped(found, group_by="industry")
    assert {row["group_value"] for row in rows} == {"all"}
    assert {row["reason"] for row in rows} == {"pooled: no industry has enough accounts to be told apart"}
    for row in rows:
        pair = found.row(row["from_product"], row["to_product"], row["horizon_days"])
        assert all(
            row[n] == pair[n] for n in (*NUMBERS, "probability", "probability_low", "probability_high")
        )
    rows = grouped(found, group_by="segment")
    assert {(row["group_value"], row["reason"]) for row in rows} == {
        ("big", "pooled: every account is in big")
    }
    assert {row["p_value"] for row in found.tables["group_differences"]} == {None}


def test_values_with_few_accounts_and_none_are_one_group() -> None:
    world = differing(100, {"big": 500})
    for n, row in enumerate(world.rows["accounts"]):
        row["segment"] = (
            "rare" if n < 19 else ("frequent" if n < 39 else ("Other" if n < 50 else row["segment"]))
        )
        row["segment"] = None if n in (60, 61) else row["segment"]
    found = measured(world, AS_OF)
    rows = grouped(found, group_by="segment", from_product="p0", to_product="p1", horizon_days=30)
    assert {row["group_value"]: row["at_risk"] for row in rows} == {"big": 48, "frequent": 20, "other": 32}
    few = measured(world, AS_OF, settings={"group_values": {"most_values": 1}})
    rows = grouped(few, group_by="segment", from_product="p0", to_product="p1", horizon_days=30)
    assert {row["group_value"]: row["at_risk"] for row in rows} == {"big": 48, "other": 52}


@pytest.mark.parametrize("column", ["segment", "industry"])
def test_whether_groups_differ_is_the_log_rank_test_of_lifelines(column: str) -> None:
    world = differing(400, {"one": 400, "two": 700, "three": 700}, column=column)
    found = measured(world, AS_OF)
    (told,) = (
        row
        for row in found.tables["group_differences"]
        if (row["group_by"], row["from_product"], row["to_product"]) == (column, "p0", "p1")
    )
    values = {row["account_id"]: row[column] for row in world.rows["accounts"]}
    days, adopted, groups = [], [], []
    by_account: dict[str, dict[str, Row]] = {}
    for line in found.spans:
        by_account.setdefault(line["account_id"], {})[line["product_id"]] = line
    for account, lines in by_account.items():
        start, end = lines["p0"]["began_on"], lines["p0"]["ended_on"] or AS_OF
        begun = lines["p1"]["began_on"] if "p1" in lines else None
        migrated = begun and lines["p0"]["ended_on"] and -30 <= (end - begun).days <= 90
        leaves = begun if begun and (begun <= end or migrated) else end
        wait = (leaves - start).days
        days.append(min(wait, 366))
        adopted.append(leaves == begun and not migrated and wait <= 365)
        groups.append(values[account])
    witness = multivariate_logrank_test(days, groups, adopted)
    assert told["statistic"] == pytest.approx(witness.test_statistic, rel=1e-8)
    assert told["p_value"] == pytest.approx(witness.p_value, rel=1e-6)
    assert (told["groups"], told["degrees"], told["adopters"]) == (3, 2, sum(adopted))
    assert told["p_value"] < 0.05


def test_groups_that_never_meet_cannot_be_compared() -> None:
    at_risk, events = np.array([[5.0, 0.0], [0.0, 4.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    assert groups_differ(at_risk, events).p_value is None
    assert groups_differ(at_risk, np.zeros((2, 2))).p_value is None


def test_alike_groups_differ_no_more_often_than_chance() -> None:
    rng = np.random.default_rng(8)
    low = 0
    for _ in range(400):
        at_risk = np.repeat(np.array([[300.0], [150.0], [60.0]]), 100, axis=1)
        events = rng.binomial(2, np.array([[0.05], [0.025], [0.01]]), size=(3, 100)).astype(float)
        low += (groups_differ(at_risk, events).p_value or 1) < 0.05
    assert low <= 400 * 0.05 + 3 * np.sqrt(400 * 0.05 * 0.95)
    assert low > 5
