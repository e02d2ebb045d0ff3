"""Tables as files: CSV for the small ones, Parquet for the big ones, written the same way every time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq


def table(columns: Mapping[str, Any]) -> pa.Table:
    """An Arrow table from arrays; not-a-date and None become null, empty words too."""
    arrays = {}
    for name, values in columns.items():
        array = values if isinstance(values, pa.Array) else pa.array(values, from_pandas=True)
        if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
            array = array.cast(pa.string())
            array = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
        arrays[name] = array
    return pa.table(arrays)


def write(rows: pa.Table, path: Path) -> None:
    """Write `rows` in the format that the file's ending names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        pcsv.write_csv(rows, path, pcsv.WriteOptions(quoting_style="needed"))
    else:
        pq.write_table(rows, path, compression="zstd")
