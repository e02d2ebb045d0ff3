"""Packs are on the lines they were sold on, unused parts count nothing, and sign-on is where the truth says."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML

from adjoin.demo.book import Book
from adjoin.demo.evidence import draw_traces
from adjoin.demo.log import History
from adjoin.demo.products import INDEX, METRICS, PRODUCTS, SIGN_ON, SIGN_ON_OF
from adjoin.demo.tables.packs import PACKS, draw_takers
from adjoin.demo.world import World
from adjoin.domain.catalog import Catalog

PACK = {pack.name: pack for pack in PACKS}
Rows = list[dict[str, Any]]
Lived = tuple[Book, History, World]


def _rows(path: Path) -> Rows:
    found: Rows = (pcsv.read_csv(path) if path.suffix == ".csv" else pq.read_table(path)).to_pylist()
    return found


def _catalog(company: Path) -> Catalog:
    return Catalog.model_validate(
        YAML(typ="safe").load((company / "catalog.yaml").read_text(encoding="utf-8"))
    )


@pytest.fixture(scope="module")
def lines(company: Path) -> Rows:
    return _rows(company / "data/subscriptions.csv")


@pytest.fixture(scope="module")
def takers(company: Path) -> Rows:
    return _rows(company / "truth/bundles.csv")


@pytest.fixture(scope="module")
def usage(company: Path) -> Rows:
    return _rows(company / "data/usage.parquet")


def test_each_taker_has_the_pack_on_the_line_that_began_in_it(lines: Rows, takers: Rows) -> None:
    assert {taker["bundle_id"] for taker in takers} == set(PACK)
    assert len({taker["account_id"] for taker in takers}) == len(takers)
    begun = {
        (row["customer"], row["product"], row["start_date"]): row["bundle_id"]
        for row in lines
        if not row["is_trial"]
    }
    for taker in takers:
        assert begun[taker["account_id"], taker["product_id"], taker["began_on"]] == taker["bundle_id"]
        assert taker["began_on"] >= date.fromisoformat(PACK[taker["bundle_id"]].since)


def test_lines_of_a_pack_cost_what_its_taker_was_given_and_no_line_is_of_anybody_else(
    lines: Rows, takers: Rows
) -> None:
    taken = {taker["account_id"]: taker for taker in takers}
    parts: dict[str, set[str]] = defaultdict(set)
    for row in lines:
        if not row["bundle_id"]:
            continue
        taker = taken[row["customer"]]
        pack = PACK[taker["bundle_id"]]
        assert (row["bundle_id"], row["is_trial"]) == (pack.name, False)
        assert row["product"] in pack.parts
        assert row["start_date"] >= taker["began_on"] - timedelta(days=60)
        assert pack.off[0] <= taker["discount"] <= pack.off[1]
        paid = row["annual_list_amount"] * (1 - taker["discount"])
        assert row["annual_amount"] == pytest.approx(paid, abs=0.51)
        parts[pack.name].add(row["product"])
    assert all(parts[name] == set(pack.parts) for name, pack in PACK.items())


def test_what_was_held_longer_comes_in_with_its_renewal_only(lines: Rows, takers: Rows) -> None:
    """No row that began before the pack says anything of it: that would be known too early."""
    taken = {taker["account_id"]: taker["began_on"] for taker in takers}
    early = [
        row
        for row in lines
        if row["customer"] in taken and row["start_date"] < taken[row["customer"]] - timedelta(days=60)
    ]
    assert len(early) > 20
    assert not any(row["bundle_id"] for row in early)


def test_unused_parts_count_nothing_and_have_no_users(company: Path, takers: Rows, usage: Rows) -> None:
    never = {(taker["account_id"], taker["product_id"]) for taker in takers if taker["unused"]}
    assert 0.08 < len(never) / len(takers) < 0.5
    counted: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in usage:
        if row["metric"] != SIGN_ON:
            counted[row["account_id"], row["product_id"]].append(row["quantity"])
    for cell in never:
        assert counted[cell], "the meter of an unused part runs"
        assert max(counted[cell]) == 0
    users = _rows(company / "data/users.parquet")
    assert not never & {(row["account_id"], row["product_id"]) for row in users}


def test_no_part_whose_meters_tell_of_a_need_is_unused(lived: Lived) -> None:
    _, history, _ = lived
    traces = draw_traces(np.random.default_rng(1), history)
    found = draw_takers(np.random.default_rng(2), history, traces)
    kinds = {"usage_ceiling": "ceiling", "workaround": "workaround"}
    three_years_ago = history.as_of - 3 * 365
    telling = {
        (account, INDEX[metric.product])
        for account, product, kind, until in zip(
            *(getattr(traces, name).tolist() for name in ("account", "product", "kind", "until")), strict=True
        )
        for metric in METRICS
        if metric.role == kinds.get(kind)
        and metric.points_to == PRODUCTS[product]
        and until >= three_years_ago
    }
    cells = list(zip(found.account.tolist(), found.product.tolist(), strict=True))
    assert sum(cell in telling for cell in cells) >= 5
    unused = {cell for cell, never in zip(cells, found.unused.tolist(), strict=True) if never}
    assert len(unused) >= 10
    assert not telling & unused


def test_a_start_nobody_asked_for_would_have_come_anyway(lived: Lived) -> None:
    """By thinning: of starts at h times the hazard, one in h is a start of the hazard itself."""
    _, history, _ = lived
    traces = draw_traces(np.random.default_rng(1), history)
    found = draw_takers(np.random.default_rng(2), history, traces)
    spells = history.spells
    approached = {
        (account, product, day): told
        for account, product, day, told in zip(
            *(spells[name].tolist() for name in ("account", "product", "day", "approached")), strict=True
        )
    }
    came = np.array(
        [
            approached[cell]
            for cell in zip(found.account.tolist(), found.product.tolist(), found.day.tolist(), strict=True)
        ]
    )
    assert (found.anyway[came == 0] == 1).all()
    assert 1 / 6.51 < found.anyway[came == 1].min() < 1 / 6.49
    assert found.anyway[came == 1].max() < 1
    assert came.sum() > 40
    assert (came == 0).sum() > 10


def test_sign_on_is_counted_where_it_is_on(company: Path, usage: Rows) -> None:
    told = {row["account_id"]: row for row in _rows(company / "truth/sign_on.csv")}
    seen: dict[str, Rows] = defaultdict(list)
    for row in usage:
        if row["metric"] == SIGN_ON:
            seen[row["account_id"]].append(row)
    assert set(seen) == set(told)
    for account, rows in seen.items():
        assert {row["product_id"] for row in rows} == {told[account]["product_id"]} <= set(SIGN_ON_OF)
        days, logins = [row["week_ending"] for row in rows], [row["quantity"] for row in rows]
        assert max(days) == date(2026, 9, 27)
        if told[account]["on"]:
            assert min(logins) >= 1
            assert min(days) >= told[account]["since"]
        else:
            assert max(logins) == 0
            assert len(rows) <= 8
    assert 0.4 < np.mean([row["on"] for row in told.values()]) < 0.65


def test_prerequisites_of_the_catalog_name_what_is_written(company: Path, usage: Rows) -> None:
    catalog = _catalog(company)
    needed = {product.id: product.prerequisites for product in catalog.products if product.prerequisites}
    assert set(needed) == {"bi", "guard", "sync", "bill"}
    written = {(row["product_id"], row["metric"]) for row in usage}
    tools = {row["tool_category"] for row in _rows(company / "data/integrations.csv")}
    for prerequisites in needed.values():
        for one in prerequisites:
            assert {(metric.product, metric.metric) for metric in one.metrics} <= written
            assert set(one.categories) <= tools


def test_pairs_differ_in_how_well_they_work_together(company: Path) -> None:
    pairs = [pair for product in _catalog(company).products for pair in product.works_with.values()]
    for aspect in ("sign_on", "shared_data", "activation", "experience"):
        assert len({getattr(pair, aspect) for pair in pairs}) >= 3, aspect
    assert sum(pair.sign_on is None for pair in pairs) == 1
    assert any(
        {pair.sign_on, pair.shared_data, pair.activation, pair.experience} == {"full"} for pair in pairs
    )
