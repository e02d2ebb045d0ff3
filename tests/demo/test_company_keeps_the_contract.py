"""The written project: required columns after mapping, no truth in the sources, the same bytes every time."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML

from adjoin.demo import products, write_company

REQUIRED = {
    "accounts": ["account_id", "name"],
    "account_ids": ["system", "system_id", "account_id"],
    "subscriptions": ["account_id", "product_id", "started_on"],
    "usage": ["account_id", "product_id", "day", "metric", "quantity"],
    "limits": ["account_id", "product_id", "metric", "limit_quantity"],
    "users": ["account_id", "user_id", "product_id"],
    "contacts": ["contact_id", "account_id"],
    "interactions": ["interaction_id", "account_id", "occurred_on"],
    "tickets": ["ticket_id", "account_id", "opened_on"],
    "integrations": ["account_id", "tool"],
    "events": ["account_id", "occurred_on", "kind"],
    "objectives": ["account_id", "objective"],
    "health": ["account_id", "score"],
    "opportunities": ["opportunity_id", "account_id", "created_on"],
    "team": ["rep_id", "name"],
    "assignments": ["experiment", "account_id", "arm", "assigned_on"],
}
FACT_DAYS = {
    "subscriptions.csv": ["start_date", "end_date"],
    "usage.parquet": ["week_ending"],
    "contacts.csv": ["first_seen_on", "left_on"],
    "interactions.parquet": ["occurred_on"],
    "cases.parquet": ["opened", "closed", "escalated_on"],
    "integrations.csv": ["connected_on", "disconnected_on"],
    "events.csv": ["occurred_on"],
    "health.parquet": ["day"],
    "deals.csv": ["created"],
    "limits.csv": ["effective_on"],
    "users.parquet": ["first_used_on", "last_used_on"],
    "objectives.csv": ["stated_on"],
    "mailing.csv": ["drawn"],
}


def _read(path: Path) -> pa.Table:
    return pcsv.read_csv(path) if path.suffix == ".csv" else pq.read_table(path)


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def _bytes(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("table", sorted(REQUIRED))
def test_required_columns_are_there_after_mapping(company: Path, table: str) -> None:
    mapping = _yaml(company / "adjoin.yaml")["tables"][table]
    have = set(_read(company / mapping["from"]).schema.names)
    columns = mapping.get("columns", {})
    for name in [*REQUIRED[table], *columns]:
        source = columns.get(name, name)
        assert (source["column"] if isinstance(source, dict) else source) in have
    assert set(mapping.get("attributes", [])) <= have


def test_mapped_values_cover_what_the_source_says(company: Path) -> None:
    for mapping in _yaml(company / "adjoin.yaml")["tables"].values():
        rows = _read(company / mapping["from"])
        for name, values in mapping.get("values", {}).items():
            said = set(pc.unique(rows[mapping["columns"][name]]).to_pylist()) - {None, ""}
            assert "*" in values or said <= set(values)


def test_no_fact_is_dated_after_as_of(company: Path) -> None:
    for file, columns in FACT_DAYS.items():
        rows = _read(company / "data" / file)
        for column in columns:
            latest = pc.max(rows[column]).as_py()
            assert latest is not None, (file, column)
            assert latest <= date(2026, 9, 30), (file, column)


def test_usage_ends_on_the_last_sunday(company: Path) -> None:
    days = pc.unique(_read(company / "data/usage.parquet")["week_ending"]).to_pylist()
    assert max(days) == date(2026, 9, 27)
    assert len(days) == 30
    assert {day.weekday() for day in days} == {6}


def test_no_spans_of_a_holding_overlap(company: Path) -> None:
    rows = _read(company / "data/subscriptions.csv").filter(~pc.field("is_trial"))
    rows = rows.sort_by([(name, "ascending") for name in ("customer", "product", "start_date")])
    cell = np.char.add(np.array(rows["customer"].to_pylist()), np.array(rows["product"].to_pylist()))
    start = rows["start_date"].to_numpy().astype("datetime64[D]")
    end = rows["end_date"].to_numpy().astype("datetime64[D]")
    same = cell[1:] == cell[:-1]
    assert (start[1:] > end[:-1])[same].all()
    assert (end[~np.isnat(end)] >= start[~np.isnat(end)]).all()


def test_some_trials_turn_paid_and_some_do_not(company: Path) -> None:
    rows = _read(company / "data/subscriptions.csv").to_pylist()
    paid = {(row["customer"], row["product"], row["start_date"]) for row in rows if not row["is_trial"]}
    trials = [row for row in rows if row["is_trial"]]
    turned = [
        row for row in trials if (row["customer"], row["product"], row["end_date"] + timedelta(1)) in paid
    ]
    assert 20 < len(turned) < len(trials) - 5


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("contacts.csv", "first_seen_on"),
        ("cases.parquet", "opened"),
        ("integrations.csv", "connected_on"),
        ("events.csv", "occurred_on"),
        ("interactions.parquet", "occurred_on"),
    ],
)
def test_no_signal_comes_as_a_bulk_load(company: Path, file: str, column: str) -> None:
    days = np.sort(_read(company / "data" / file)[column].to_numpy().astype("datetime64[D]"))
    _, counts = np.unique(days, return_counts=True)
    assert not ((counts >= 50) & (counts > 0.05 * np.cumsum(counts))).any()


def test_truth_is_in_no_mapped_source(company: Path) -> None:
    truth = {
        "chance_if_approached",
        "chance_if_left_alone",
        "genuine",
        "ready",
        "need",
        "ill",
        "hazard_multiplier",
        "chance_anyway",
        "unused",
    }
    for path in (company / "data").iterdir():
        assert not truth & set(_read(path).schema.names)
    for mapping in _yaml(company / "adjoin.yaml")["tables"].values():
        assert mapping["from"].startswith("data/")


def test_truth_speaks_of_the_open_cells_of_the_book(company: Path) -> None:
    chances, ready = _read(company / "truth/chances.parquet"), _read(company / "truth/ready.csv")
    rows = _read(company / "data/subscriptions.csv").filter(
        ~pc.field("is_trial") & pc.field("end_date").is_null()
    )
    held = set(zip(rows["customer"].to_pylist(), rows["product"].to_pylist(), strict=True))
    told = set(zip(chances["account_id"].to_pylist(), chances["product_id"].to_pylist(), strict=True))
    assert not held & told
    assert set(chances["account_id"].to_pylist()) <= set(ready["account_id"].to_pylist())
    assert pc.sum(ready["ready"]).as_py() == round(ready.num_rows / 10)
    assert {account for account, _ in held} <= set(ready["account_id"].to_pylist())


def test_signals_of_both_sorts_are_listed(company: Path) -> None:
    signals = _read(company / "truth/signals.csv")
    assert set(pc.unique(signals["kind"]).to_pylist()) == {
        "usage_ceiling", "workaround", "problem_emergence", "asked", "stakeholder_expansion",
        "integration_activity", "partner_signal", "competitive_evaluation",
    }  # fmt: skip
    assert 0.05 < 1 - pc.mean(pc.cast(signals["genuine"], "int8")).as_py() < 0.5


def test_a_full_meter_is_dated_on_the_first_full_week_of_an_unbroken_run(company: Path) -> None:
    """Told again from the written files: that week a mapped meter is at 80 %, the week before none was or none is."""
    limits = {
        (row["account_id"], row["metric"]): row["limit_quantity"] / (365.25 / 84 if row["period"] else 1)
        for row in _read(company / "data/limits.csv").to_pylist()
    }
    share = {
        (row["account_id"], row["metric"], row["week_ending"]): row["quantity"] / limits[at]
        for row in _read(company / "data/usage.parquet").to_pylist()
        if (at := (row["account_id"], row["metric"])) in limits
    }
    signals = _read(company / "truth/signals.csv").filter(pc.field("kind") == "usage_ceiling").to_pylist()
    assert len(signals) > 10
    for row in signals:
        metrics = [
            m.name for m in products.METRICS if (m.role, m.points_to) == ("ceiling", row["product_id"])
        ]
        on = row["detected_on"]
        weeks = [(row["account_id"], metric, on) for metric in metrics]
        before = [(account, metric, on - timedelta(days=7)) for account, metric, _ in weeks]
        begins = [
            share.get(now, 0) >= 0.8 and share.get(then, 0) < 0.8
            for now, then in zip(weeks, before, strict=True)
        ]
        assert any(begins), row


def test_truth_writes_down_every_noise_level(company: Path) -> None:
    guide = (company / "truth/README.md").read_text(encoding="utf-8")
    assert "`FALSE_ALARM_RATE` | 0." in guide
    assert "`KIND_CHANCE`" in guide


def test_broken_rows_are_listed_and_found(company: Path, broken: Path) -> None:
    listed = _read(broken / "truth/broken.csv")
    assert 50 <= listed.num_rows <= 70
    assert len(pc.unique(listed["why"])) >= 9
    added = sum(
        _read(path).num_rows - _read(company / "data" / path.name).num_rows
        for path in (broken / "data").iterdir()
    )
    assert added == listed.num_rows
    assert not (company / "truth/broken.csv").exists()


def test_catalog_agrees_with_the_world(company: Path) -> None:
    catalog = {product["id"]: product for product in _yaml(company / "catalog.yaml")["products"]}
    assert tuple(catalog) == products.PRODUCTS
    for product, entry in catalog.items():
        place = products.INDEX[product]
        assert entry["list_price"] == products.LIST_PRICE[place]
        assert tuple(entry["buyers"]["titles"]) == products.BUYER_TITLES[product]
        category, tools = products.REPLACED[product]
        assert (entry["replaces"]["categories"], tuple(entry["replaces"]["tools"])) == ([category], tools)
        sold = entry.get("sold", {})
        assert tuple(sold.get("countries", ())) == products.SOLD_IN.get(product, ())
        assert tuple(sold.get("segments", ())) == products.SOLD_TO.get(product, ())
        assert [(product, needed) for needed in sold.get("requires", [])] == [
            pair for pair in products.REQUIRES if pair[0] == product
        ]
        for role, listed in (("ceiling", "ceilings"), ("workaround", "workarounds")):
            told = {(one["product"], one["metric"]) for one in entry.get(listed, [])}
            assert told == {
                (m.product, m.name) for m in products.METRICS if m.role == role and m.points_to == product
            }
        for link in entry["works_with"].values():
            assert len(link["bridge"]) <= 200


def test_every_planted_affinity_but_one_has_a_bridge(company: Path) -> None:
    catalog = {product["id"]: product for product in _yaml(company / "catalog.yaml")["products"]}
    assert all(source in catalog[target]["works_with"] for source, target, _ in products.AFFINITIES)


def test_metrics_are_declared(company: Path) -> None:
    declared = _yaml(company / "catalog.yaml")["metrics"]
    assert set(declared) == {metric.name for metric in products.METRICS} | {products.SIGN_ON}
    assert {name for name, how in declared.items() if "resets" in how} == {
        metric.name for metric in products.METRICS if metric.resets
    }


def test_tickets_about_needs_repeat_no_sentence_of_the_catalog(company: Path) -> None:
    solves = {
        sentence.lower().rstrip(".")
        for product in _yaml(company / "catalog.yaml")["products"]
        for sentence in product["solves"]
    }
    bodies = {str(body).lower() for body in _read(company / "data/cases.parquet")["body"].to_pylist()}
    assert not any(sentence in body for sentence in solves for body in bodies)


def test_same_arguments_same_bytes_other_seed_other_company(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("other", 4)):
        write_company(tmp_path / name, accounts=120, seed=seed, weeks=8)
    one, two, other = (_bytes(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    same = {name for name in one if one[name] == other[name]}
    assert same <= {
        "adjoin.yaml",
        "catalog.yaml",
        "truth/README.md",
        "truth/affinities.csv",
        "data/account_ids.csv",
    }


def test_too_small_a_company_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 50 accounts"):
        write_company(tmp_path, accounts=10)


def test_as_of_is_what_was_asked_for(tmp_path: Path) -> None:
    write_company(tmp_path, accounts=60, as_of=date(2025, 3, 2), weeks=4, broken_rows=False)
    assert _yaml(tmp_path / "adjoin.yaml")["as_of"] == date(2025, 3, 2)
    assert pc.max(_read(tmp_path / "data/usage.parquet")["week_ending"]).as_py() == date(2025, 3, 2)


def test_phrases_are_written_for_every_product() -> None:
    path = Path(products.__file__).parent / "project/phrases.json"
    needs = json.loads(path.read_text(encoding="utf-8"))["needs"]
    assert set(needs) == set(products.PRODUCTS)
