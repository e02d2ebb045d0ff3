"""Offers as a run leaves them, written by hand into a finished publication: what pages and commands make of them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.offers.bundles.propose import BUNDLE_PARTS, BUNDLES
from adjoin.offers.demand.responses_table import PRICE_RESPONSES
from adjoin.offers.strategy.penetration_table import PENETRATION
from adjoin.offers.strategy.strategy_table import STRATEGY

Row = dict[str, Any]
Rows = list[Row]
AS_OF = date(2026, 9, 30)
SCHEMAS = {
    "bundles": BUNDLES, "bundle_parts": BUNDLE_PARTS, "price_responses": PRICE_RESPONSES,
    "penetration": PENETRATION, "strategy": STRATEGY,
}  # fmt: skip
NAMES = (
    *("bundles", "bundle_parts", "bundle_accounts", "bundle_sensitivity", "bundles_sold", "price_responses"),
    *("discount_reasons", "shelfware", "integrations", "integration_totals", "strategy", "penetration"),
)
ESTIMATED, GUESSED, HOPELESS = "bi+pipe", "bi+pipe+sync", "desk+pipe"
REFUSED = (
    "30% off is more than the cap of 25%: name who approved it under approved_by in offers/bundles.yaml."
)
MERGER, OPENS_ON = "A merger, they say", date(2026, 12, 1)
WHY_NOT = "No closed deal has a discount with an arbitrary reason."


def write_offers(state: Path, **given: Rows) -> None:
    """Put the tables into the newest publication under `state` in place of what it has, and block the second account.

    `given`: rows by table, in place of those written here.
    """
    file = sorted((state / "runs").glob("*.duckdb"))[-1]
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        accounts = [
            account
            for (account,) in connection.execute(
                "SELECT account_id FROM accounts ORDER BY account_id"
            ).fetchall()
        ]
        connection.execute("DELETE FROM gates WHERE account_id = $held", {"held": accounts[1]})
        connection.execute(
            "INSERT INTO gates BY NAME SELECT $held AS account_id, "
            "'hold' AS gate, 'block' AS verdict, 'block' AS counts_as, $why AS reason, $opens AS reopens_on",
            {"held": accounts[1], "why": MERGER, "opens": OPENS_ON},
        )
        rows = {**offers(accounts), **given}
        for name, told in rows.items():
            schema = SCHEMAS.get(name) or pa.Table.from_pylist(offers(["a", "b"])[name]).schema
            connection.register("_offers", pa.Table.from_pylist(told, schema=schema))
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM _offers")
            connection.unregister("_offers")
        connection.execute("CHECKPOINT")
    file.chmod(0o444)


def offers(accounts: list[str]) -> dict[str, Rows]:
    """Rows by table. The second account is blocked; of the bundles one is estimated, one is not, one never pays, one is
    refused."""
    return {
        "bundles": _bundles(),
        "bundle_parts": [
            _part(ESTIMATED, "bi", 0.9, None), _part(ESTIMATED, "pipe", 0.4, "60% of the price hangs on use."),
            _part(GUESSED, "bi", 0.9, None), _part(GUESSED, "sync", None, None),
        ],
        "bundle_accounts": [
            _fits(ESTIMATED, account, place, account != accounts[1]) for place, account in enumerate(accounts[:30])
        ],
        "bundle_sensitivity": [_case(off, more) for off in (0.15, 0.2, 0.25) for more in (0.0, 0.25, 1.0, 2.0)],
        "bundles_sold": [_sold("Growth pack", True), _sold("Old pack", False)],
        "price_responses": [_response("bi", True), _response("pipe", True), _response("sync", False)],
        "discount_reasons": [
            {"as_of": AS_OF, "reason": reason, "arbitrary": arbitrary, "deals": deals, "discounted": deals - 2,
             "discounted_meanwhile": 1}
            for reason, arbitrary, deals in (("", False, 40), ("haggled", False, 30), ("price test", True, 50))
        ],
        "shelfware": [
            _unused(rank, account, product, state)
            for rank, (account, product, state) in enumerate(
                zip((accounts * 6)[:6], ("bi", "pipe", "sync", "bi", "pipe", "desk"),
                    ("never_used", "stopped", "barely_used") * 2, strict=True), 1)
        ],
        "integrations": _integrations(),
        "integration_totals": [
            {"as_of": AS_OF, "kind": kind, "cells": 90, "money": money, "money_low": money / 2, "money_high": money * 2,
             "horizon_days": 90}
            for kind, money in (("pair", 90_000.0), ("prerequisite", 20_000.0), ("both", 100_000.0))
        ],
        "strategy": _strategy(),
        "penetration": [_gap("all", 200, 80), _gap("SMB", 150, 50), _gap("enterprise", 50, 30)],
    }  # fmt: skip


def _bundles() -> Rows:
    same = {"as_of": AS_OF, "source": "proposed", "list_price": 40_000.0, "discount": 0.2, "price": 32_000.0,
            "accounts": 60, "ready_now": 41, "best_for": 12, "worth": 90_000.0, "demand_basis": "not_estimated",
            "demand_says": WHY_NOT, "break_even_uplift": 0.25, "shelfware_risk": 0.31, "riskiest_product_id": "pipe",
            "because": "Customers with Pipeline start Insight 5.1 times as often as others.",
            "says": "For 60 accounts.", "advice": "cannot tell"}  # fmt: skip
    told = {
        **_three("adoptions_at_list", 10.0), **_three("cannibalised", 16_000.0),
        "break_even_uplift_on_all": 0.8, "adoptions_at_list_now": 7.0,
    }  # fmt: skip
    estimated = {
        **_three("expected_adoptions", 14.0), **_three("net_revenue", 50_000.0), "demand_basis": "estimated",
        "demand_says": "Ten points off change the odds by +40 %.", "advice": "offer",
        "net_revenue_now": 34_000.0, "net_revenue_in_use": 21_000.0,
    }  # fmt: skip
    hopeless = {"break_even_uplift": None, "break_even_uplift_on_all": None, "advice": "at list price"}
    return [
        same | told | estimated | _named(1, ESTIMATED, "Insight + Pipeline", "land"),
        same | told | _named(2, GUESSED, "Insight + Pipeline + Sync", "expand"),
        same | told | hopeless | _named(3, HOPELESS, "Desk + Pipeline", "land"),
        {"as_of": AS_OF, "bundle": "own:Dream", "name": "Dream", "products": '["bi", "desk"]', "kind": "land",
         "source": "own", "discount": 0.3, "refused": REFUSED, "says": "Dream is not offered."},
    ]  # fmt: skip


def _named(rank: int, bundle: str, name: str, kind: str) -> Row:
    return {
        "rank": rank,
        "bundle": bundle,
        "name": name,
        "kind": kind,
        "products": json.dumps(bundle.split("+")),
    }


def _three(name: str, value: float) -> Row:
    return {name: value, f"{name}_low": value / 2, f"{name}_high": value * 2}


def _part(bundle: str, product: str, activation: float | None, terms: str | None) -> Row:
    known = {} if activation is None else {
        "activation": activation, "activation_low": activation - 0.1, "activation_high": activation + 0.1,
        "comparable": 25, "alike_by": "segment and size",
    }  # fmt: skip
    return {"as_of": AS_OF, "bundle": bundle, "product_id": product, "accounts": 30, "list_price": 20_000.0,
            "terms": terms, **known}  # fmt: skip


def _fits(bundle: str, account: str, place: int, ready: bool) -> Row:
    return {"as_of": AS_OF, "bundle": bundle, "account_id": account, "missing": '["bi"]', "chance_at_list": 0.2,
            "list": 20_000.0, "price": 16_000.0, "worth": 4_000.0 - place, "ready_now": ready,
            "place": 1 if place % 2 == 0 else 2}  # fmt: skip


def _case(discount: float, uplift: float) -> Row:
    """A list of 400,000 at list price: net = uplift · (1 − discount) · list − discount · list."""
    listed = 400_000.0
    return {"as_of": AS_OF, "bundle": ESTIMATED, "discount": discount, "uplift": uplift, "adoptions": 10 * (1 + uplift),
            "cannibalised": discount * listed, "net": uplift * (1 - discount) * listed - discount * listed}  # fmt: skip


def _sold(bundle: str, told: bool) -> Row:
    names = ("anyway", "cannibalised", "net_added")
    values = (0.3, 12.0, 200_000.0)
    numbers = {
        k: v for name, value in zip(names, values, strict=True) for k, v in _three(name, value).items()
    }
    return {
        "as_of": AS_OF, "bundle": bundle, "products": "bi, pipe", "since": date(2024, 3, 1), "takers": 20, "parts": 60,
        "discount": 0.2, "added": 44, "already_held": 16, "given_up": 9_000.0, "judged": 40, "followed": 30,
        "unused": 6, "compared_with": "asked" if told else None,
        "unused_money": 80_000.0, "cannibalised_money": 120_000.0 if told else None,
        "given_away": 24_000.0 if told else None, "says": "Of 40 parts added, 15 to 60 % would have been bought anyway",
        **(numbers if told else dict.fromkeys(numbers)),
    }  # fmt: skip


def _response(product: str, estimated: bool) -> Row:
    known = {**_three("slope", 4.0), **_three("take_rate_at_list", 0.1), "basis": "own"} if estimated else {}
    return {"as_of": AS_OF, "product_id": product, "deals": 60, "estimated": estimated,
            "says": "Ten points off." if estimated else WHY_NOT, **known}  # fmt: skip


def _unused(rank: int, account: str, product: str, state: str) -> Row:
    return {
        "as_of": AS_OF, "account_id": account, "product_id": product, "began_on": AS_OF - timedelta(400),
        "held_days": 400, "acv": 60_000.0 / rank, "state": state, "used_share": 0.05 if state == "barely_used" else 0.0,
        "last_used_on": None if state == "never_used" else AS_OF - timedelta(60),
        "says": f"It was last used by {AS_OF - timedelta(60)}", "what_to_do": "Ask what changed",
        "renews_on": AS_OF + timedelta(50 * rank), "rank": rank,
    }  # fmt: skip


def _integrations() -> Rows:
    missing = [
        {"aspect": "activation", "state": "missing", "money": 20_000.0},
        {"aspect": "separate", "state": "missing", "money": 9_000.0},
        {"aspect": "shared_data", "state": "partial", "money": 5_000.0},
        {"aspect": "experience", "state": "unknown", "money": None},
    ]
    unsaid = [
        {"aspect": name, "state": "unknown"}
        for name in ("sign_on", "shared_data", "activation", "experience")
    ]
    same = {"as_of": AS_OF, "accounts": 70, "priced": 66, "unknown": 0, "horizon_days": 90, "delay_days": 12,
            "cycle_basis": "learned from 40 won opportunities", "weights": "default", "observed_share": 0.04,
            "ready_share": 0.09, "observed": "4.0 % of those", "says": "…",
            "what_to_do": "Let them switch it on"}  # fmt: skip
    return [
        same | _three("money", 40_000.0) | {"rank": 1, "kind": "pair", "product_id": "sync", "base_product_id": "bi",
                                            "name": "Insight → Sync", "aspect": "activation",
                                            "missing": json.dumps(missing)},
        same | _three("money", 8_000.0) | {"rank": 2, "kind": "prerequisite", "product_id": "bi",
                                           "base_product_id": None, "name": "single sign-on is on", "aspect": "sign_on",
                                           "missing": "[]", "unknown": 9, "delay_days": None, "cycle_basis": None},
        same | dict.fromkeys(_three("money", 0.0)) | {"rank": 3, "kind": "pair", "product_id": "desk",
                                                      "base_product_id": "bi", "name": "Insight → Desk",
                                                      "aspect": None, "missing": json.dumps(unsaid), "weights": None},
    ]  # fmt: skip


def _strategy() -> Rows:
    same = {"as_of": AS_OF, "further": 100, "beside": "The catalog has 8 products",
            "what_it_means": "Sell in bundles"}  # fmt: skip
    return [
        same | {"place": 1, "pattern": "workflow_driven", "fits": "yes", "leads": True, "numerator": 80,
                "denominator": 90, **_share(0.889, 0.8, 0.95), "expected_by_chance": 0.5, **_explained(0.35, 0.2, 0.4),
                "says": "80 of 90 further products"},
        same | {"place": 2, "pattern": "platform_bundle", "fits": "no", "leads": False, "numerator": 2,
                "denominator": 100, **_share(0.02, 0.0, 0.07), "expected_by_chance": 0.03,
                **_explained(-0.01, -0.03, -0.001), "says": "2 of 100 further products"},
        same | {"place": 3, "pattern": "stakeholder_expansion", "fits": "cannot_tell", "leads": False, "numerator": 0,
                "denominator": 0, "says": "The catalog does not say which department pays"},
    ]  # fmt: skip


def _share(value: float, low: float, high: float) -> Row:
    return {"share": value, "share_low": low, "share_high": high}


def _explained(value: float, low: float, high: float) -> Row:
    return {"explained": value, "explained_low": low, "explained_high": high}


def _gap(scope: str, accounts: int, multi: int) -> Row:
    gap = max(0, accounts // 2 - multi)
    return {
        "as_of": AS_OF, "scope": scope, "accounts": accounts, "multi": multi, "penetration": multi / accounts,
        "low": multi / accounts - 0.05, "high": multi / accounts + 0.05, "target": 0.5, "typical_low": 0.25,
        "typical_high": 0.3, "gap_accounts": gap, "reachable": gap, **_three("worth", gap * 9_000.0),
        **_three("likely", 5_000.0), "likely_accounts": 3.4, "horizon_days": 90, "says": f"{multi} of {accounts} hold",
    }  # fmt: skip
