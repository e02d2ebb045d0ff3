"""The mailing: arms by lot among those who could start, in the words of the tool, with what it started everywhere."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest

from adjoin.demo.book import Book
from adjoin.demo.campaign import draw_campaign
from adjoin.demo.log import History
from adjoin.demo.products import AFFINITIES, INDEX, REQUIRES
from adjoin.demo.world import World

Rows = list[dict[str, Any]]


def _rows(path: Path) -> Rows:
    found: Rows = (pcsv.read_csv(path) if path.suffix == ".csv" else pq.read_table(path)).to_pylist()
    return found


@pytest.fixture(scope="module")
def drawn(company: Path) -> dict[str, dict[str, Any]]:
    """The truth about each account that was drawn."""
    return {row["account_id"]: row for row in _rows(company / "truth/campaign.csv")}


@pytest.fixture(scope="module")
def lines(company: Path) -> Rows:
    """Paid lines of the product."""
    rows = _rows(company / "data/subscriptions.csv")
    return [row for row in rows if row["product"] == "guard" and not row["is_trial"]]


def test_nothing_follows_from_the_product() -> None:
    assert "guard" not in {source for source, _, _ in AFFINITIES}
    assert "guard" not in {needed for _, needed in REQUIRES}


def test_the_export_says_who_was_drawn_and_not_who_was_moved(company: Path, drawn: dict[str, Any]) -> None:
    mailing = _rows(company / "data/mailing.csv")
    assert set(mailing[0]) == {"mailing", "crm_id", "cell", "drawn", "product"}
    assert {row["crm_id"]: row["cell"] == "M" for row in mailing} == {
        account: row["mailed"] for account, row in drawn.items()
    }
    assert {(row["mailing"], row["drawn"], row["product"]) for row in mailing} == {
        ("guard-mailing-2025-07", date(2025, 7, 28), "guard")
    }
    count = Counter(row["cell"] for row in mailing)
    assert 0 <= count["C"] - count["M"] <= 1
    assert len(mailing) > 250


def test_whoever_was_drawn_was_a_customer_without_the_product(
    company: Path, drawn: dict[str, Any], lines: Rows
) -> None:
    day = date(2025, 7, 28)
    held = defaultdict(set)
    for row in _rows(company / "data/subscriptions.csv"):
        if row["start_date"] < day and (row["end_date"] is None or row["end_date"] >= day):
            held[row["customer"]].add(row["product"])
    # late paper: a renewal signed some weeks after the last span ended leaves a gap in the lines, not in the holding
    assert sum(bool(held[account] - {"guard"}) for account in drawn) > 0.97 * len(drawn)
    with_it = {row["customer"] for row in lines if row["start_date"] < day <= (row["end_date"] or date.max)}
    assert not with_it & set(drawn)


def test_starts_within_ninety_days_are_those_of_the_arm_that_was_drawn(
    drawn: dict[str, Any], lines: Rows
) -> None:
    first, last = date(2025, 7, 28), date(2025, 7, 28) + timedelta(days=90)
    ended = {(row["customer"], row["end_date"]) for row in lines if row["end_date"]}
    began = {
        row["customer"]
        for row in lines
        if first <= row["start_date"] <= last
        and not any(c == row["customer"] and 0 < (row["start_date"] - e).days < 45 for c, e in ended)
    }
    told = {
        account
        for account, row in drawn.items()
        if row["starts_if_mailed" if row["mailed"] else "starts_if_not"]
    }
    assert began & set(drawn) == told


def test_the_mail_moves_mid_market_and_nobody_else(drawn: dict[str, Any]) -> None:
    moved = Counter(
        row["segment"] for row in drawn.values() if row["starts_if_mailed"] > row["starts_if_not"]
    )
    size = Counter(row["segment"] for row in drawn.values())
    assert set(moved) == {"mid-market"}
    assert 0.08 < moved["mid-market"] / size["mid-market"] < 0.25
    assert all(row["starts_if_mailed"] >= row["starts_if_not"] for row in drawn.values())


def test_what_it_started_is_used_paid_for_and_no_longer_open(
    company: Path, drawn: dict[str, Any], lines: Rows
) -> None:
    began = {
        a for a, row in drawn.items() if row["mailed"] and row["starts_if_mailed"] > row["starts_if_not"]
    }
    live = {row["customer"] for row in lines if row["customer"] in began and row["end_date"] is None}
    assert len(live) > 0.8 * len(began) > 5
    for file, column in (
        ("usage.parquet", "product_id"),
        ("users.parquet", "product_id"),
        ("limits.csv", "product_id"),
    ):
        using = {row["account_id"] for row in _rows(company / "data" / file) if row[column] == "guard"}
        assert live <= using, file
    chances = {(row["account_id"], row["product_id"]) for row in _rows(company / "truth/chances.parquet")}
    assert not {(account, "guard") for account in live} & chances
    assert {(account, "guard") for account in began - live} <= chances
    deals = [
        row
        for row in _rows(company / "data/deals.csv")
        if (row["company_id"] in began, row["product"], row["stage_name"]) == (True, "guard", "Closed Won")
    ]
    assert len({deal["company_id"] for deal in deals}) == len(deals) > 0.7 * len(began)
    assert all(deal["created"] > date(2025, 7, 28) for deal in deals)


def test_whom_it_moves_does_not_hang_on_the_arm(lived: tuple[Book, History, World]) -> None:
    book, history, _ = lived
    drawn = [draw_campaign(np.random.default_rng(seed), book, history) for seed in range(60)]
    apart = [one.moved[one.mailed].mean() - one.moved[~one.mailed].mean() for one in drawn]
    assert abs(float(np.mean(apart))) < 3 * float(np.std(apart)) / np.sqrt(60)
    sure = drawn[0].account
    assert not history.held[sure, INDEX["guard"], history.weeks - 62].any()
    mixed = np.mean([one.mailed for one in drawn], axis=0)
    assert 0.2 < mixed.min() < mixed.max() < 0.8
