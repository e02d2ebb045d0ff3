"""Untied draws against lifelines, worlds without structure and with a planted one, the chance from now."""

import itertools
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from lifelines import AalenJohansenFitter

from adjoin.affinity.tables import check_affinity
from affinity.measured import PRODUCTS, held, measured

AS_OF = date(2025, 12, 31)
Lines = dict[str, list[tuple[Any, ...]]]


def test_untied_exits_are_those_of_lifelines() -> None:
    rng = np.random.default_rng(3)
    exits = rng.permutation(np.arange(1, 700))[:300]
    kinds = rng.choice([0, 1, 2], size=300)
    lines: Lines = {}
    for n, (exit_day, kind) in enumerate(zip(exits, kinds, strict=True)):
        start = AS_OF - timedelta(days=int(exit_day) if kind == 0 else 800)
        leaves = start + timedelta(days=int(exit_day))
        lines[f"a{n}"] = [("p0", start, leaves if kind == 2 else None)]
        lines[f"a{n}"] += [("p1", leaves, None)] if kind == 1 else []
    found = measured(held(**lines), AS_OF)
    fitter = AalenJohansenFitter(calculate_variance=False, seed=0)
    fitter.fit(exits, kinds, event_of_interest=1)
    density = fitter.cumulative_density_
    for horizon in (30, 60, 90, 180, 365):
        expected = float(density[density.index <= horizon].iloc[-1, 0])
        assert found.row("p0", "p1", horizon)["probability_raw"] == pytest.approx(expected, abs=1e-9)


def draw(rng: np.random.Generator, accounts: int, pull: float) -> Lines:
    """Accounts that begin each product at a constant rate, p1 `pull` times as fast once they hold p0."""
    lines: Lines = {}
    for n in range(accounts):
        first = int(rng.integers(0, 900))
        begun = {p: first + 1 + int(rng.exponential(900)) for p in PRODUCTS}
        begun[str(rng.choice(PRODUCTS))] = first
        if begun["p1"] > begun["p0"]:
            begun["p1"] = begun["p0"] + 1 + int((begun["p1"] - begun["p0"] - 1) / pull)
        start = AS_OF - timedelta(days=1400)
        lines[f"a{n}"] = [(p, start + timedelta(days=t), None) for p, t in begun.items()]
    return lines


def test_a_world_without_structure_has_no_lift() -> None:
    found = measured(held(**draw(np.random.default_rng(11), 1000, pull=1.0)), AS_OF)
    pairs = [found.row(a, b) for a, b in itertools.permutations(PRODUCTS, 2)]
    assert all(row["adopters"] > 100 for row in pairs)
    assert all(0.75 < row["lift"] < 1.33 for row in pairs)
    assert sum(not row["lift_low"] < 1 < row["lift_high"] for row in pairs) <= 0.15 * len(pairs)


def test_a_planted_pull_is_found() -> None:
    row = measured(held(**draw(np.random.default_rng(12), 1500, pull=3.0)), AS_OF).row("p0", "p1")
    assert row["lift_low"] < 3.0 < row["lift_high"]
    assert row["lift_low"] > 2.0


def test_the_bounds_hold_what_they_bound() -> None:
    found = measured(held(**draw(np.random.default_rng(13), 300, pull=2.0)), AS_OF)
    for row in found.tables["affinity"]:
        assert 0 <= row["probability_low"] <= row["probability"] <= row["probability_high"] <= 1
        assert 0 <= row["raw_low"] <= row["probability_raw"] <= row["raw_high"] <= 1
    for row in (*found.tables["chances"], *found.tables["chances_beyond"]):
        assert 0 <= row["chance_low"] <= row["chance"] <= row["chance_high"] <= 1
    points = [row for row in found.tables["affinity_curves"] if row["from_product"] == "p0"]
    assert len(points) <= 120 * (len(PRODUCTS) - 1)
    assert points[0]["day"] == 0


def test_the_chance_from_now_recovers_a_constant_rate() -> None:
    """At one adoption in 900 days the chance of the next 90 is 1 − e^−0.1, however long A has been held."""
    found = measured(held(**draw(np.random.default_rng(14), 4000, pull=1.0)), AS_OF)
    told = [r for r in found.tables["chances"] if (r["from_product"], r["to_product"]) == ("p0", "p1")]
    assert [r["held_days"] for r in told] == list(range(len(told)))
    truth = 1 - np.exp(-0.1)
    assert np.mean([r["chance"] for r in told[:700]]) == pytest.approx(truth, rel=0.1)
    (beyond,) = (
        r for r in found.tables["chances_beyond"] if (r["from_product"], r["to_product"]) == ("p0", "p1")
    )
    assert beyond["last_day"] == len(told) - 1
    assert beyond["chance"] == pytest.approx(truth, rel=0.1)
    assert beyond["chance_low"] < truth


def test_what_is_promised_when_most_adopt_early_is_what_happens_next() -> None:
    """p1 and p3 are begun six times as fast in the first half year; today the accounts are of all ages."""
    rng = np.random.default_rng(21)
    lines: Lines = {}
    for n in range(2400):
        base = "p0" if n % 2 else "p2"
        start = AS_OF - timedelta(days=int(rng.integers(1, 1200)))
        lines[f"a{n}"] = [(base, start, None)]
        for product in ("p1", "p3"):
            units = rng.exponential(1)
            wait = units * 1500 if units < 0.12 else 180 + (units - 0.12) * 9000
            lines[f"a{n}"].append((product, start + timedelta(days=1 + int(wait)), None))
    tables = measured(held(**lines), AS_OF).tables
    chance = {(r["from_product"], r["to_product"], r["held_days"]): r["chance"] for r in tables["chances"]}
    promised, realised = np.zeros(2), np.zeros(2)
    for (base, began, _), *others in lines.values():
        days = (AS_OF - began).days
        for product, starts, _ in others:
            if starts > AS_OF and (base, product, days) in chance:
                promised[int(days > 365)] += chance[base, product, days]
                realised[int(days > 365)] += starts <= AS_OF + timedelta(days=90)
    for told, happened in zip(promised, realised, strict=True):
        assert happened > 10
        assert abs(told - happened) < 2 * np.sqrt(happened)
    waiting = [
        (AS_OF - began).days
        for (base, began, _), (_, starts, _), _ in lines.values()
        if base == "p0" and starts > AS_OF and 365 < (AS_OF - began).days < 1000
    ]
    truth = 1 - np.exp(-90 / 9000)
    assert np.mean([chance["p0", "p1", days] for days in waiting]) == pytest.approx(truth, rel=0.25)


def test_one_late_adopter_of_few_moves_no_chance_beyond_the_rest() -> None:
    """Sixty old accounts, one of which came to p1 on day 1,000: the raw window is 2 %, its neighbours are 0."""
    lines: Lines = {f"a{n}": [("p0", AS_OF - timedelta(days=1200 + n), None)] for n in range(60)}
    lines["a7"].append(("p1", AS_OF - timedelta(days=207), None))
    for n in range(60):
        lines[f"b{n}"] = [("p2", AS_OF - timedelta(days=1200 + n), None)]
        if n < 10:
            lines[f"b{n}"].append(("p1", AS_OF - timedelta(days=1100 - 100 * n), None))
    rows = measured(held(**lines), AS_OF).tables["chances"]
    told = [r["chance"] for r in rows if (r["from_product"], r["to_product"]) == ("p0", "p1")]
    assert len(told) > 1100
    assert max(told[900:1100]) < 2 * np.median(told)
    assert min(told) > 0


def test_the_oldest_accounts_still_have_a_future() -> None:
    """All began A on one day: nobody was ever seen past today, and still some will adopt tomorrow."""
    rng = np.random.default_rng(16)
    start = AS_OF - timedelta(days=400)
    waits = rng.exponential(900, size=300).astype(int) + 1
    lines: Lines = {
        f"a{n}": [("p0", start, None), ("p1", start + timedelta(days=int(wait)), None)]
        for n, wait in enumerate(waits)
    }
    found = measured(held(**lines), AS_OF)
    told = [r for r in found.tables["chances"] if (r["from_product"], r["to_product"]) == ("p0", "p1")]
    (beyond,) = (
        r for r in found.tables["chances_beyond"] if (r["from_product"], r["to_product"]) == ("p0", "p1")
    )
    assert beyond["last_day"] == len(told) - 1 == 400 - 90
    assert beyond["chance"] == pytest.approx(1 - np.exp(-0.1), rel=0.15)
    assert all(r["chance"] > 0.03 for r in told)


def test_owners_without_a_known_start_count_beyond_the_curve() -> None:
    lines: Lines = {f"a{n}": [("p0", date(2023, 1, 1), None, True)] for n in range(40)}
    for n in range(10):
        lines[f"a{n}"].append(("p1", date(2024, 1, 1) + timedelta(days=30 * n), None))
    found = measured(held(**lines), AS_OF)
    assert found.row("p0", "p1")["at_risk"] == 0
    (beyond,) = (
        r for r in found.tables["chances_beyond"] if (r["from_product"], r["to_product"]) == ("p0", "p1")
    )
    assert beyond["last_day"] == -1
    assert beyond["chance"] == pytest.approx(1 - np.exp(-90 * 10 / found.exposed.held_totals()[1][0]))


def test_migrations_are_no_lift() -> None:
    """Half of p0's owners give it up for p1 on the day they start it: nobody was cross-sold."""
    start = date(2024, 1, 1)
    lines: Lines = {f"c{n}": [("p2", start, None)] for n in range(40)}
    for n in range(40):
        moves = start + timedelta(days=100 + 5 * n)
        lines[f"a{n}"] = [("p0", start, moves if n % 2 else None)] + ([("p1", moves, None)] if n % 2 else [])
    for n in range(5):
        lines[f"c{n}"].append(("p1", start + timedelta(days=100 + n), None))
    row = measured(held(**lines), AS_OF).row("p0", "p1")
    assert (row["adopters"], row["replaced"], row["lift"]) == (0, 20, 0.0)


def test_a_root_is_one_cluster() -> None:
    """Twenty roots whose five accounts move as one know less than a hundred independent accounts."""
    rng = np.random.default_rng(15)
    twenty = list(draw(rng, 60, pull=2.0).values())
    world = held(**{f"r{n}x{k}": lines for n, lines in enumerate(twenty) for k in range(5)})
    apart = measured(world, AS_OF).row("p0", "p1")
    for account in world.rows["accounts"]:
        root = account["account_id"].split("x")[0] + "x0"
        account["parent_account_id"] = None if account["account_id"] == root else root
    kin = measured(world, AS_OF).row("p0", "p1")
    assert kin["lift"] == pytest.approx(apart["lift"])
    width = np.log(kin["lift_high"] / kin["lift_low"]) / np.log(apart["lift_high"] / apart["lift_low"])
    assert width == pytest.approx(np.sqrt(5), rel=0.25)


@pytest.mark.parametrize("products", [0, 1])
def test_a_catalog_without_a_pair_has_no_rows(products: int) -> None:
    world = held(a=[("p0", AS_OF, None)] if products else [])
    world.catalog = world.catalog.model_copy(update={"products": world.catalog.products[:products]})
    assert all(not rows for rows in measured(world, AS_OF).tables.values())


def test_every_file_names_only_what_exists() -> None:
    check_affinity()
