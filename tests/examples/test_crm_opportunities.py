"""A random CRM: Adjoin must find nothing in it, and say so. Counts are held against plain Python."""

import csv

import pytest

from examples.running import REPOSITORY, SHARED, Example, example, numbers


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return example("crm_opportunities", tmp_path_factory.mktemp("crm"))


@pytest.fixture(scope="module")
def deals(crm: Example) -> list[dict[str, str]]:
    with (SHARED / crm.name / "sales_pipeline.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_what_is_seen_is_called_consistent_with_chance(crm: Example) -> None:
    assert "consistent with chance" in crm.notes()


def test_at_most_four_of_42_pairs_look_like_affinity(crm: Example) -> None:
    (pairs,), (above,) = crm.ask(PAIRS)[0], crm.ask(f"{PAIRS} AND lift_low > 1")[0]
    assert pairs == 42
    assert above <= 4


def test_no_play_is_proposed_on_chance(crm: Example) -> None:
    assert crm.ask("SELECT count(*) FROM recommendations WHERE action = 'play'") == [(0,)]


def test_holdings_are_the_first_won_deals(crm: Example, deals: list[dict[str, str]]) -> None:
    won = sorted((d["close_date"], d["opportunity_id"], d) for d in deals if d["deal_stage"] == "Won")
    first: dict[tuple[str, str], dict[str, str]] = {}
    for _, _, deal in won:
        first.setdefault((deal["account"], deal["product"].replace("GTXPro", "GTX Pro")), deal)
    held = crm.ask(
        "SELECT account_id, name, CAST(began_on AS VARCHAR), acv"
        " FROM holdings JOIN products USING (product_id)"
    )
    assert {(account, product): (start, acv) for account, product, start, acv in held} == {
        key: (deal["close_date"], float(deal["close_value"])) for key, deal in first.items()
    }


def test_deals_without_a_company_or_a_first_day_are_rejected_and_counted(
    crm: Example, deals: list[dict[str, str]]
) -> None:
    nameless = sum(not deal["account"] for deal in deals)
    dayless = sum(bool(deal["account"]) and not deal["engage_date"] for deal in deals)
    told = dict(crm.ask("SELECT reason, count(*) FROM rejected GROUP BY reason"))
    assert told == {"account_id is missing": nameless, "created_on is missing": dayless}


def test_subsidiaries_hang_on_their_parents(crm: Example) -> None:
    with (SHARED / crm.name / "accounts.csv").open(encoding="utf-8") as file:
        parents = {row["account"]: row["subsidiary_of"] or row["account"] for row in csv.DictReader(file)}
    assert dict(crm.ask("SELECT account_id, root_id FROM accounts")) == parents
    assert crm.ask("SELECT count(*) FROM accounts WHERE industry = 'technolgy'") == [(0,)]


PAIRS = "SELECT count(*) FROM affinity WHERE horizon_days = 90"
CELLS = "SELECT count(*) FROM recommendations WHERE"
REFUSED = "SELECT count(*) FROM rejected WHERE reason ="
NUMBERS = {
    "accounts": "SELECT count(*) FROM accounts",
    "deals read": "SELECT read FROM data_tables WHERE \"table\" = 'opportunities'",
    "deals rejected: no company": f"{REFUSED} 'account_id is missing'",
    "deals rejected: never engaged": f"{REFUSED} 'created_on is missing'",
    "account × product cells": "SELECT count(*) FROM whitespace",
    "cells held": "SELECT count(*) FROM holdings",
    "ordered pairs of products": PAIRS,
    "pairs with enough followed for 90 days": f"{PAIRS} AND enough",
    "pairs with a lift above 1 beyond doubt": f"{PAIRS} AND lift_low > 1",
    "of these with enough evidence": f"{PAIRS} AND lift_low > 1 AND enough",
    "accounts with something to explore": f"{CELLS} action = 'discover'",
    "accounts with something to play": f"{CELLS} action = 'play'",
    "accounts that hold everything": f"{CELLS} why LIKE 'Everything%'",
}


def test_guide_gives_the_numbers_of_the_run(crm: Example) -> None:
    told = numbers("crm-opportunities.md")
    assert set(told) == set(NUMBERS)
    for what, sql in NUMBERS.items():
        assert told[what] == f"{crm.ask(sql)[0][0]:,}", what


def test_guide_quotes_the_verdict(crm: Example) -> None:
    guide = (REPOSITORY / "docs" / "guides" / "crm-opportunities.md").read_text("utf-8")
    verdict = next(line for line in crm.notes().splitlines() if "chance" in line)
    assert verdict in guide
