"""The real adopter lists: a run says what plain counts of them say, and the guide says what a run says."""

import csv
from collections import defaultdict
from datetime import date, timedelta

import pytest

from examples.running import REPOSITORY, SHARED, Example, example, guide_tables, numbers

AS_OF = date(2026, 8, 10)
NAMED = (
    "SELECT a.name, b.name, {} FROM affinity JOIN products a ON from_product = a.product_id"
    " JOIN products b ON to_product = b.product_id WHERE horizon_days = {}"
)
COLUMNS = (
    *("at_risk", "adopters", "probability_raw", "raw_low", "raw_high", "probability"),
    *("lift", "lift_low", "lift_high", "together"),
)
Lists = dict[str, dict[str, dict[str, str]]]


@pytest.fixture(scope="module")
def adopters(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return example("oss_adopters", tmp_path_factory.mktemp("adopters"))


@pytest.fixture(scope="module")
def lists(adopters: Example) -> Lists:
    """Organisation → product → listing."""
    found: Lists = defaultdict(dict)
    with (SHARED / adopters.name / "listings.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["org_id"]][row["product"]] = row
    return found


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_book_is_every_organisation_still_listed_somewhere(adopters: Example, lists: Lists) -> None:
    listed = [
        org
        for org, rows in lists.items()
        if any((day(r["delisted_on"]) or AS_OF) >= AS_OF for r in rows.values())
    ]
    assert adopters.ask("SELECT count(*) FROM accounts") == [(len(listed),)]
    assert adopters.ask("SELECT count(DISTINCT account_id) FROM recommendations") == [(len(listed),)]


def test_cohort_leaves_out_initial_lists_and_whoever_had_the_other_product(
    adopters: Example, lists: Lists
) -> None:
    pairs = adopters.ask(NAMED.format("at_risk, together", 90))
    assert len(pairs) == 21 * 20
    for first, second, at_risk, together in pairs:
        starts = [
            (rows[first]["listed_on"], rows.get(second))
            for rows in lists.values()
            if first in rows and rows[first]["in_initial_list"] == "False"
        ]
        later = [
            s for s, b in starts if b is None or (b["in_initial_list"] == "False" and b["listed_on"] > s)
        ]
        same_day = [s for s, b in starts if b and b["in_initial_list"] == "False" and b["listed_on"] == s]
        assert (at_risk, together) == (len(later), len(same_day)), (first, second)


def test_replacements_are_an_end_beside_a_start(adopters: Example, lists: Lists) -> None:
    """The rule by hand: A ends −30 to +90 days around B's known start, B goes on; A may be on the first list."""
    pairs = adopters.ask(NAMED.format("replaced", 90))
    for first, second, replaced in pairs:
        found = 0
        for rows in lists.values():
            a, b = rows.get(first), rows.get(second)
            if a is None or b is None or b["in_initial_list"] == "True":
                continue
            end, start, last = (
                day(a["delisted_on"]),
                date.fromisoformat(b["listed_on"]),
                day(b["delisted_on"]),
            )
            if end is None or (last is not None and last <= end):
                continue
            initial = a["in_initial_list"] == "True"
            if b["listed_on"] < a["listed_on"] or (b["listed_on"] == a["listed_on"] and not initial):
                continue
            found += start - timedelta(days=30) <= end <= start + timedelta(days=90)
        assert replaced == found, (first, second)


def test_migration_from_flux_1_to_flux_2_is_seen_where_the_lists_show_it(
    adopters: Example, lists: Lists
) -> None:
    both = [rows for rows in lists.values() if {"Flux v1", "Flux v2"} <= set(rows)]
    assert len(both) == 30
    row = adopters.ask(
        "SELECT DISTINCT at_risk, enough, replaced, lift_low > 1 FROM affinity"
        " WHERE from_product = 'flux-v1' AND to_product = 'flux-v2' AND horizon_days = 365"
    )
    assert row == [(1, False, 2, True)]
    assert adopters.ask("SELECT count(*) FROM recommendations WHERE product_id = 'flux-v1'") == [(0,)]


def test_without_prices_money_is_unknown_and_not_zero(adopters: Example) -> None:
    assert adopters.ask("SELECT count(expected_acv), count(expected_value) FROM recommendations") == [(0, 0)]


def test_the_run_says_more_than_chance(adopters: Example) -> None:
    assert "more than chance gives" in adopters.notes()


PAIRS = "SELECT count(*) FROM affinity WHERE horizon_days = 365"
ADVICE = "SELECT count(*) FROM recommendations WHERE"
NUMBERS = {
    "organisations in the book": "SELECT count(*) FROM accounts",
    "adoptions held": "SELECT count(*) FROM holdings",
    "ordered pairs of products": PAIRS,
    "pairs followed long enough (10 still at risk after a year)": f"{PAIRS} AND enough",
    "pairs where nobody adopted within a year": f"{PAIRS} AND adopters = 0",
    "pairs with ten adopters, so that a median wait can be told": f"{PAIRS} AND median_days IS NOT NULL",
    "pairs with any lift to speak of": f"{PAIRS} AND lift_low IS NOT NULL",
    "pairs with a lift above 1 beyond doubt": f"{PAIRS} AND lift_low > 1",
    "pairs with a lift below 1 beyond doubt": f"{PAIRS} AND lift_high < 1",
    "recommendations to explore": f"{ADVICE} action = 'discover'",
    "recommendations to play": f"{ADVICE} action = 'play'",
    "highest chance of any recommendation": "SELECT max(probability) FROM recommendations",
}


def test_guide_gives_the_numbers_of_the_run(adopters: Example) -> None:
    told = numbers("oss-adopters.md")
    assert set(told) == set(NUMBERS)
    for what, sql in NUMBERS.items():
        value = adopters.ask(sql)[0][0]
        written = f"{value:.1%}".replace("%", " %") if isinstance(value, float) else f"{value:,}"
        assert told[what] == written, what


def test_guide_counts_flux_as_the_lists_do(adopters: Example, lists: Lists) -> None:
    guide = " ".join((REPOSITORY / "docs" / "guides" / "oss-adopters.md").read_text("utf-8").split())
    first = [rows["Flux v1"] for rows in lists.values() if "Flux v1" in rows]
    initial = sum(row["in_initial_list"] == "True" for row in first)
    ended = sum(bool(row["delisted_on"]) for row in first)
    assert f"Of the {len(first)} organisations listed for Flux v1, {initial} were on its first list" in guide
    assert f"of the {len(first) - initial} others 10 were listed for both on one day" in guide
    assert f"{ended} of the {len(first)} have ever been taken off" in guide
    low = adopters.ask(
        "SELECT DISTINCT lift_low FROM affinity WHERE from_product = 'flux-v1' AND to_product = 'flux-v2'"
    )[0][0]
    assert low > 5  # "more than five times as fast, at the least"


def test_guide_gives_the_pairs_of_the_run(adopters: Example) -> None:
    rows = [row for table in guide_tables("oss-adopters.md") for row in table if "pair" in row]
    found = {f"{a} → {b}": rest for a, b, *rest in adopters.ask(NAMED.format(", ".join(COLUMNS), 365))}
    assert {row["pair"] for row in rows} == {pair for pair, told in found.items() if told[1] >= 5}
    for row in rows:
        at_risk, adopted, raw, low, high, shrunk, lift, lift_low, lift_high, together = found[row["pair"]]
        assert row["cohort"] == str(at_risk), row
        assert row["adopted in a year"] == str(adopted), row
        assert row["raw, with interval"] == f"{raw:.1%} ({low:.1%}–{high:.1%})".replace("%", " %"), row
        assert row["shrunk"] == f"{shrunk:.1%}".replace("%", " %"), row
        assert row["lift"] == f"{lift:.1f} ({lift_low:.1f}–{lift_high:.1f})", row
        assert row["same day"] == str(together), row
