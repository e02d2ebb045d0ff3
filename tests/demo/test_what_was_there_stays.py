"""What was written before prices, packs, sign-on and the mailing were laid over the history is the same to the byte."""

import hashlib
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest

from adjoin.demo import noise, write_company

NEW = {
    "subscriptions.csv": ["annual_amount", "bundle_id"],
    "deals.csv": ["amount", "discount", "discount_reason"],
}
"""Columns that prices and packs write; of usage and users, the rows of parts that were never used are set aside."""

LATER = ("README.md", "bundles.csv", "sign_on.csv", "mailing.csv", "campaign.csv")
CELL = {"subscriptions.csv": ("customer", "product"), "deals.csv": ("company_id", "product")}
BEFORE = {
    "account_ids.csv": "1b456ae6a80d26f0",
    "cases.parquet": "b7d14623ba7a9a9d",
    "companies.csv": "31c73794dfd3f14c",
    "contacts.csv": "56297989b2504d9d",
    "deals.csv": "6e29475434dc247a",
    "events.csv": "c8c5a1135a07b739",
    "health.parquet": "488a92fe642a113e",
    "integrations.csv": "81f58895e22b5920",
    "interactions.parquet": "af600e3cb7c15d76",
    "limits.csv": "4ca62ee41f054c0a",
    "objectives.csv": "f6184d6f80cc719d",
    "subscriptions.csv": "073269b861c26d59",
    "team.csv": "c71bf8a846ea0ee7",
    "usage.parquet": "5fbf0ae250cb7535",
    "users.parquet": "4a31af6df8ea7e93",
    "affinities.csv": "115f5fe7270a1bee",
    "broken.csv": "6194d2f859877f9a",
    "chances.parquet": "40ec3b35cc0babec",
    "ready.csv": "09a544d7f5951b50",
    "signals.csv": "0b99a20025f7bfc7",
    "standing.csv": "92efd2cff564ba2d",
}
"""The same of the package as it was before them, 300 accounts and 8 weeks."""


def read(path: Path) -> pa.Table:
    return pcsv.read_csv(path) if path.suffix == ".csv" else pq.read_table(path)


def told(folder: Path, never_used: list[str]) -> dict[str, str]:
    """The first digits of the SHA-256 of each file's old columns and rows, as text."""
    found = {}
    for path in sorted([*folder.glob("data/*"), *folder.glob("truth/*")]):
        if path.name in LATER:
            continue
        rows = read(path)
        rows = rows.drop_columns([name for name in NEW.get(path.name, []) if name in rows.schema.names])
        if path.name in ("usage.parquet", "users.parquet"):
            cell = pc.binary_join_element_wise(rows["account_id"], rows["product_id"], "/")
            rows = rows.filter(pc.invert(pc.is_in(cell, value_set=pa.array(never_used, pa.string()))))
        if "metric" in rows.schema.names:
            rows = rows.filter(pc.not_equal(rows["metric"], "sso_logins"))
        text = io.BytesIO()
        pcsv.write_csv(rows, text)
        found[path.name] = hashlib.sha256(text.getvalue()).hexdigest()[:16]
    return found


def test_columns_and_rows_of_old_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noise, "CAMPAIGN_MOVES", (0.0, 0.0, 0.0))
    write_company(tmp_path, accounts=300, weeks=8)
    taken = read(tmp_path / "truth/bundles.csv").to_pylist()
    never_used = [f"{row['account_id']}/{row['product_id']}" for row in taken if row["unused"]]
    assert never_used
    assert told(tmp_path, never_used) == BEFORE


def test_the_mailing_adds_rows_about_what_it_started_and_changes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_company(tmp_path / "mailed", accounts=300, weeks=8)
    monkeypatch.setattr(noise, "CAMPAIGN_MOVES", (0.0, 0.0, 0.0))
    write_company(tmp_path / "in vain", accounts=300, weeks=8)
    truth = read(tmp_path / "mailed/truth/campaign.csv").to_pylist()
    began = {
        row["account_id"] for row in truth if row["mailed"] and row["starts_if_mailed"] > row["starts_if_not"]
    }
    added = {}
    for path in sorted((tmp_path / "mailed/data").iterdir()):
        before, after = read(tmp_path / "in vain/data" / path.name), read(path)
        assert after.slice(0, before.num_rows).equals(before), path.name
        rows = after.slice(before.num_rows)
        account, product = CELL.get(path.name, ("account_id", "product_id"))
        assert not rows.num_rows or set(rows[account].to_pylist()) <= began, path.name
        assert not rows.num_rows or set(rows[product].to_pylist()) == {"guard"}, path.name
        added[path.name] = rows.num_rows
    grown = {"subscriptions.csv", "deals.csv", "usage.parquet", "limits.csv", "users.parquet"}
    assert {name for name, rows in added.items() if rows} == grown
