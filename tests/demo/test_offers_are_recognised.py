"""`adjoin init` finds why a discount was given and what was sold together, in the words of other systems."""

from io import StringIO
from pathlib import Path

import pyarrow.csv as pcsv
import pytest
from ruamel.yaml import YAML

from adjoin.demo import write_company
from adjoin.project.drafting.draft import draft


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    write_company(folder, accounts=200, weeks=8, broken_rows=False)
    for path in (folder / "data").iterdir():
        if path.name not in ("companies.csv", "deals.csv", "subscriptions.csv"):
            path.unlink()
    return folder / "data"


@pytest.mark.parametrize(
    ("file", "ours", "theirs"),
    [
        ("deals.csv", "discount_reason", "discount_reason"),
        ("deals.csv", "discount_reason", "Rabattgrund"),
        ("deals.csv", "discount_reason", "reason_for_discount"),
        ("deals.csv", "discount_reason", "DiscountType"),
        ("subscriptions.csv", "bundle_id", "bundle_id"),
        ("subscriptions.csv", "bundle_id", "package_name"),
        ("subscriptions.csv", "bundle_id", "Paket-ID"),
    ],
)
def test_columns_are_found_in_other_words(
    few: Path, tmp_path: Path, file: str, ours: str, theirs: str
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for path in few.iterdir():
        rows = pcsv.read_csv(path)
        named = {ours: theirs} if path.name == file else {}
        pcsv.write_csv(
            rows.rename_columns([named.get(name, name) for name in rows.column_names]), data / path.name
        )
    told = YAML(typ="safe").load(StringIO(draft(data, tmp_path).configuration))
    (table,) = (table for table in told["tables"].values() if table["from"].endswith(file))
    found = table["columns"].get(ours, ours)
    assert found == theirs
    assert theirs not in {source for name, source in table["columns"].items() if name != ours}
