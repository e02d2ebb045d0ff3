"""A world as a loaded run, to be judged on past dates without files or a publication."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from adjoin.engine.stages import Run
from adjoin.ledger import Ledger
from adjoin.project.configuration import Configuration
from adjoin.project.project import Project
from whole_run import MAPPED
from worlds import World

NEED = "we export every report by hand"
MATCHED = pa.table(
    {"text": [NEED], "product_id": ["p2"], "similarity": [0.9], "threshold": [0.5], "solves": [NEED], "passage": [NEED]}
)  # fmt: skip
DATED = MAPPED | {"subscriptions.started_on"}


@contextmanager
def loaded(world: World, as_of: date, folder: Path) -> Iterator[Run]:
    """The world's run for `as_of`, its tables loaded and its texts matched."""
    tables = {"accounts": {"from": "accounts.csv"}, "subscriptions": {"from": "subscriptions.csv"}}
    project = Project(folder, Configuration.model_validate({"tables": tables}), world.catalog)
    with duckdb.connect() as connection, Ledger(folder / ".adjoin") as ledger:
        warehouse = world.load(connection)
        warehouse.put("text_matches", MATCHED)
        run = Run(project, warehouse, ledger, as_of, None, as_of=as_of)
        run.mapped, run.present = frozenset(DATED), frozenset(DATED)
        yield run
