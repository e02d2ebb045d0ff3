"""Bundles of books small enough to count by hand, and the edges."""

import json
from math import exp

import pytest

from adjoin.offers.bundles.own import OwnBundle, OwnBundles
from offers.bundles.by_hand import account, book, demand, gate
from offers.bundles.relations import AS_OF, Tables, built


def one(tables: Tables, bundle: str = "desk+mail", **rest: object) -> dict[str, object]:
    (row,) = [row for row in built(tables, **rest)["bundles"] if row["bundle"] == bundle]  # type: ignore[arg-type]
    return row


def test_a_pair_counted_by_hand() -> None:
    tables = book("desk", "mail", "tasks")
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0), tasks=(0.1, 400.0))
    account(tables, "b", {"mail": 500.0}, desk=(0.4, 2000.0), tasks=(0.1, 400.0))
    account(tables, "c", {"desk": 1.0, "mail": 1.0}, tasks=(0.5, 400.0))
    row = one(tables)
    assert (row["accounts"], row["adoptions_at_list"], row["worth"]) == (2, 0.6, 1000.0)
    assert (row["advice"], "0.6 of them would buy: too few buyers to tell" in str(row["says"])) == (
        "cannot tell",
        True,
    )
    assert row["cannibalised"] == 150.0
    assert row["break_even_uplift"] == pytest.approx(0.15 / 0.85, abs=1e-6)
    # On all: given 0.15 · (0.2 · 1700 + 0.4 · 2500) of a gain of 0.85 · 1000 − 0.15 · (0.2 · 700 + 0.4 · 500).
    assert row["break_even_uplift_on_all"] == pytest.approx(201 / 799, abs=1e-6)
    assert (row["list_price"], row["price"]) == (2000.0, 1700.0)
    assert row["because"] == "Customers with Desk start Mail 2.0 times as often as others."


def test_what_is_said_of_those_that_can_be_asked_now() -> None:
    tables = book("desk", "mail")
    for each in "abcde":
        account(tables, each, {"desk": 700.0}, mail=(0.4, 12_345.0))
    gate(tables, "a", "renewal", "soon", "mail")
    row = one(tables)
    assert (row["adoptions_at_list_now"], row["net_revenue_now"]) == (1.6, None)
    assert row["says"] == (
        "Desk + Mail at 15 % off is for 5 accounts with part of it; 4 can be asked now. It pays once 18 % more of them "
        "buy than would at list price (2.4 instead of 2.0, 1.6 of them among those that can be asked now); past "
        "discounts cannot tell whether they do."
    )
    demand(tables, "mail", 12.0)
    row = one(tables)
    assert row["net_revenue_now"] == pytest.approx(0.8 * row["net_revenue"], abs=0.01)  # type: ignore[operator]
    # Odds of 2/3 times e^(12 · discount).
    off = float(str(row["discount"]))
    grown = 1 / (1 + 1.5 * exp(-12 * off)) - 0.4
    assert row["net_revenue"] == pytest.approx(5 * 12_345 * (grown * (1 - off) - 0.4 * off), abs=0.1)
    assert "brings 18,800 a year" in str(row["says"])
    assert "15,100 of it from the 4 that can be asked now" in str(row["says"])


def test_nobody_buys_with_more_than_certainty() -> None:
    tables = book("desk", "mail")
    account(tables, "a", {"desk": 700.0}, mail=(0.9, 1000.0))
    account(tables, "b", {"desk": 700.0}, mail=(0.2, 1000.0))
    cases = {(r["discount"], r["uplift"]): r for r in built(tables)["bundle_sensitivity"]}
    # At +100 % the first can grow by 0.1 only: (0.1 + 0.2) · 850 − 1.1 · 150.
    assert cases[0.15, 1.0]["adoptions"] == pytest.approx(1.4)
    assert cases[0.15, 1.0]["net"] == pytest.approx(0.3 * 850 - 165)


def test_a_break_even_that_so_few_can_reach_is_none() -> None:
    tables = book("desk", "mail")
    for each in "ab":
        account(tables, each, {"desk": 700.0}, mail=(0.9, 1000.0))
    # Linear: 0.15 / 0.85 = 18 % more; certainty is 11 % more.
    row = one(tables)
    assert row["break_even_uplift"] is None
    assert (row["advice"], "However many more buy" in str(row["says"])) == ("at list price", True)


@pytest.mark.parametrize(("chance", "advised"), [(0.9, "offer"), (0.75, "offer"), (0.2, "try")])
def test_what_would_lie_unused_makes_terms_part_of_the_offer(chance: float, advised: str) -> None:
    tables = book("desk", "mail")
    for each in "abcde":
        account(tables, each, {"desk": 700.0}, mail=(0.4, 10_000.0))
    demand(tables, "mail", 9.0)
    tables["activation_rates"] = [
        {"as_of": AS_OF, "product_id": "mail", "segment": "small", "size": "?", "probability": chance,
         "probability_low": chance, "probability_high": chance, "comparable": 41, "alike_by": "segment"}
    ]  # fmt: skip
    row = one(tables)
    off = row["discount"]
    grown = 1 / (1 + 1.5 * exp(-9 * off)) - 0.4  # type: ignore[operator]
    added = 5 * grown * (1 - off) * 10_000  # type: ignore[operator]
    assert row["net_revenue"] == pytest.approx(added - 20_000 * off, abs=0.01)  # type: ignore[operator]
    in_use = row["net_revenue_in_use"]
    assert in_use == pytest.approx(chance * added - 20_000 * off, abs=0.05)  # type: ignore[operator]
    assert (row["advice"], in_use > 0) == (advised, advised == "offer")  # type: ignore[operator]
    assert ("terms tied to use are part of the offer" in str(row["says"])) == (chance < 0.8)


@pytest.mark.parametrize("discount", [0.0, 0.0001])
def test_an_own_bundle_at_list_price_gives_nothing_away(discount: float) -> None:
    tables = book("desk", "mail")
    for each in "abcde":
        account(tables, each, {"desk": 700.0}, mail=(0.4, 1000.0))
    mine = OwnBundles(bundles=(OwnBundle(name="Start", products=("desk", "mail"), discount=discount),))
    row = one(tables, "own:Start", own=mine)
    assert row["advice"] == "at list price"
    assert row["says"] == (
        "Start at list price is for 5 accounts with part of it; 5 can be asked now. Nothing is given away, and 2.0 "
        "would buy."
    )


def test_why_there_is_no_bundle_is_said() -> None:
    def why(tables: Tables) -> str:
        (row,) = built(tables)["bundle_notes"]
        return str(row["says"])

    assert why(book("desk")).startswith("Only one product is on sale")
    assert why(book("desk", "mail")).startswith("No account holds a product")
    alone = book("desk", "mail")
    alone["affinity"] = []
    account(alone, "a", {"desk": 1.0}, mail=(0.2, 1000.0))
    assert why(alone).startswith(
        "No pair of products follows one another beyond doubt, and the catalog links none"
    )
    alone["scored"][0]["horizon_days"] = None
    assert why(alone).startswith("When products were begun is not known")
    blocked = book("desk", "mail")
    account(blocked, "a", {"desk": 1.0}, mail=(0.2, 1000.0))
    gate(blocked, "a", "eligibility")
    assert why(blocked).startswith("No account has a product left")
    fine = book("desk", "mail")
    account(fine, "a", {"desk": 1.0}, mail=(0.2, 1000.0))
    assert built(fine)["bundle_notes"] == []


def test_three_products_are_bought_together_at_most_as_often_as_the_least_likely() -> None:
    tables = book("desk", "mail", "tasks")
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0), tasks=(0.1, 400.0))
    row = one(tables, "desk+mail+tasks")
    assert (row["kind"], row["adoptions_at_list"], row["worth"]) == ("expand", 0.1, 140.0)
    # r0 = 240, partial = (240 − 0.1 · 1400) / 0.9; given 21, gain 0.1 · (0.85 · 1400 − partial).
    assert row["break_even_uplift"] == pytest.approx(21 / (0.1 * (1190 - 100 / 0.9)), abs=1e-6)


def test_what_is_held_may_get_the_discount_too() -> None:
    tables = book("desk", "mail")
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0))
    kept = one(tables)
    given = one(tables, settings={"bundle_targets": {"held_keeps_price": False}})
    assert given["cannibalised"] == pytest.approx(0.2 * 0.15 * 1700)
    assert given["break_even_uplift"] == given["break_even_uplift_on_all"] == kept["break_even_uplift_on_all"]


@pytest.mark.parametrize(
    ("name", "reason", "accounts", "ready"),
    [
        ("eligibility", "not_sold_here", 1, 1),
        ("adjacency", "follows_less_than_chance", 1, 1),
        ("competitor_bought", "rival_bought", 1, 1),
        ("renewal", "soon", 2, 1),
        ("mine", "anything", 2, 1),
    ],
)
def test_what_closes_for_good_and_what_only_for_now(
    name: str, reason: str, accounts: int, ready: int
) -> None:
    tables = book("desk", "mail")
    for each in ("a", "b"):
        account(tables, each, {"desk": 700.0}, mail=(0.2, 1000.0))
    gate(tables, "a", name, reason, "mail")
    row = one(tables)
    assert (row["accounts"], row["ready_now"]) == (accounts, ready)


def test_a_prerequisite_in_the_bundle_is_none_and_another_is() -> None:
    tables = book("desk", "mail", "tasks")
    tables["catalog_sold"] = [{"product_id": "tasks", "rule": "requires", "word": "mail"}]
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0), tasks=(0.1, 400.0))
    gate(tables, "a", "eligibility", "prerequisite_missing", "tasks")
    row = one(tables, "desk+mail+tasks")
    assert (row["accounts"], row["ready_now"]) == (1, 1)
    tables["catalog_sold"] += [{"product_id": "tasks", "rule": "requires", "word": "gone"}]
    assert "desk+mail+tasks" not in {row["bundle"] for row in built(tables)["bundles"]}


def test_products_that_cannot_be_held_together_are_never_a_bundle() -> None:
    tables = book("desk", "mail", "tasks")
    tables["catalog_sold"] = [{"product_id": "tasks", "rule": "excludes", "word": "desk"}]
    account(tables, "a", {"mail": 700.0}, desk=(0.2, 1000.0), tasks=(0.1, 400.0))
    assert {row["bundle"] for row in built(tables)["bundles"]} == {"desk+mail", "mail+tasks"}


def test_where_demand_is_strong_the_discount_that_nets_most_is_chosen_and_where_weak_none() -> None:
    strong, weak = book("desk", "mail"), book("desk", "mail")
    for tables, slope in ((strong, 12.0), (weak, 0.5)):
        for each in "abcde":
            account(tables, each, {"desk": 700.0}, mail=(0.2, 1000.0))
        demand(tables, "mail", slope)
    row = one(strong)
    assert (row["demand_basis"], row["demand_says"], row["advice"]) == ("estimated", "Mail: seen.", "offer")
    assert row["discount"] == 0.25
    # Odds of 0.25 times e³: q = 5.0214 / 6.0214; net = (q − 0.2) · 750 − 0.2 · 250.
    assert row["net_revenue"] == pytest.approx(5 * ((5.02138 / 6.02138 - 0.2) * 750 - 50), abs=0.05)
    assert "more than list price" in str(row["says"])
    row = one(weak)
    assert (row["advice"], row["discount"]) == ("at list price", 0.15)
    assert row["net_revenue"] < 0  # type: ignore[operator]
    assert "sell it at list price" in str(row["says"])


def test_of_several_sentences_each_is_said_once_with_its_products() -> None:
    tables = book("desk", "mail", "tasks")
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0), tasks=(0.2, 1000.0))
    account(tables, "b", {"mail": 700.0}, desk=(0.2, 1000.0), tasks=(0.2, 1000.0))
    demand(tables, "mail", None)
    row = one(tables, "desk+mail+tasks")
    assert row["demand_says"] == (
        "Desk, Tasks: No past discount is known. Mail: Mail: reasons are not recorded."
    )


def test_without_an_estimate_for_one_part_there_is_no_guess() -> None:
    tables = book("desk", "mail")
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0))
    account(tables, "b", {"mail": 700.0}, desk=(0.2, 1000.0))
    demand(tables, "mail", 12.0)
    demand(tables, "desk", None)
    row = one(tables)
    assert (row["discount"], row["net_revenue"], row["expected_adoptions"]) == (0.15, None, None)
    assert (row["demand_says"], row["advice"]) == ("Desk: reasons are not recorded.", "cannot tell")


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_chances_of_none_and_of_certainty(chance: float) -> None:
    tables = book("desk", "mail", "tasks")
    account(tables, "a", {"desk": 700.0}, mail=(chance, 1000.0), tasks=(chance, 400.0))
    for product in ("mail", "tasks"):
        demand(tables, product, 12.0)
    row = one(tables, "desk+mail+tasks")
    assert row["adoptions_at_list"] == row["expected_adoptions"] == chance
    assert row["net_revenue"] == -chance * 1400 * 0.15


def test_no_chance_no_target_and_no_price_no_money() -> None:
    tables = book("desk", "mail", price=None)
    account(tables, "a", {"desk": None}, mail=(None, 1000.0))
    assert built(tables)["bundles"] == []
    account(tables, "b", {"desk": None}, mail=(0.2, None))
    row = one(tables)
    assert (row["accounts"], row["worth"], row["break_even_uplift"], row["advice"]) == (
        1,
        0.0,
        None,
        "cannot tell",
    )
    assert row["list_price"] is row["price"] is None
    assert "no price" in str(row["says"])


def test_a_missing_list_price_is_the_median_of_what_is_expected() -> None:
    tables = book("desk", "mail", price=None)
    for name, paid in (("a", 100.0), ("b", 300.0), ("c", 900.0)):
        account(tables, name, {"desk": 1.0}, mail=(0.2, paid))
    account(tables, "d", {"mail": 1.0}, desk=(0.2, 50.0))
    row = one(tables)
    assert (row["list_price"], row["price"]) == (350.0, 297.5)


def test_in_snapshot_mode_there_are_bundles_without_money() -> None:
    tables = book("desk", "mail")
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0))
    demand(tables, "mail", 12.0)
    tables["scored"][0]["horizon_days"] = None
    found = built(tables)
    (row,) = found["bundles"]
    assert (row["accounts"], row["price"], row["demand_basis"]) == (1, 1700.0, "not_estimated")
    assert (
        row["adoptions_at_list"]
        is row["cannibalised"]
        is row["break_even_uplift"]
        is row["net_revenue"]
        is None
    )
    assert found["bundle_sensitivity"] == []
    assert "Nobody knows when products were begun" in row["says"]


def test_nobody_to_sell_to_is_no_bundle() -> None:
    assert built(book("desk", "mail"))["bundles"] == []
    assert built(book("desk"))["bundles"] == []
    nobody_holds = book("desk", "mail", "other")
    account(nobody_holds, "a", {"other": 1.0})
    assert built(nobody_holds)["bundles"] == []
    blocked = book("desk", "mail")
    account(blocked, "a", {"desk": 1.0}, mail=(0.2, 1000.0))
    gate(blocked, "a", "eligibility")
    assert built(blocked)["bundles"] == []


def test_what_is_used_too_rarely_falls_due_when_it_is_in_use() -> None:
    tables = book("desk", "mail")
    account(tables, "a", {"desk": 700.0}, mail=(0.2, 1000.0))
    tables["activation_rates"] = [
        {"as_of": AS_OF, "product_id": "mail", "segment": "small", "size": "?", "probability": 0.37,
         "probability_low": 0.2, "probability_high": 0.5, "comparable": 41, "alike_by": "segment"}
    ]  # fmt: skip
    found = built(tables)
    (row,) = found["bundles"]
    assert (row["shelfware_risk"], row["riskiest_product_id"]) == (0.63, "mail")
    assert row["terms"] == (
        "65 % of the price of Mail falls due only when it is in use: 37 % of accounts like these use it within 90 days "
        "(41 compared)."
    )
    terms = {row["product_id"]: row["terms"] for row in found["bundle_parts"]}
    assert terms == {"desk": None, "mail": row["terms"]}


def test_odd_ids_stay_readable_as_json() -> None:
    tables = book('de"sk', "mail")
    account(tables, "a", {"mail": 1.0}, **{'de"sk': (0.2, 100.0)})
    found = built(tables)
    assert json.loads(found["bundle_accounts"][0]["missing"]) == ['de"sk']
    assert json.loads(found["bundles"][0]["products"]) == ['de"sk', "mail"]
