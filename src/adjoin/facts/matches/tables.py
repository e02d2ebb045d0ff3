"""The relations of matches and their columns; empty ones where nothing was matched."""

import pyarrow as pa

from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse

TEXT, NUMBER = pa.string(), pa.float64()

MATCHES: dict[str, pa.Schema] = {
    "text_matches": pa.schema(
        [("text", TEXT), ("product_id", TEXT), ("similarity", NUMBER), ("threshold", NUMBER), ("solves", TEXT),
         ("passage", TEXT)]
    ),
    "title_matches": pa.schema([("title", TEXT), ("product_id", TEXT), ("role", TEXT), ("similarity", NUMBER)]),
}  # fmt: skip
"""Every relation of matches and its columns; `title` is lower case, `similarity` between 0 and 1."""


def fill_in_matches(warehouse: Warehouse) -> None:
    """Leave each relation of MATCHES that is missing, empty: no text describes a need, no title is near another."""
    rows = warehouse.fetch(queries_in("adjoin.facts.matches")["standing"]).to_pylist()
    standing = {row["name"] for row in rows}
    for name in MATCHES.keys() - standing:
        warehouse.put(name, MATCHES[name].empty_table())
