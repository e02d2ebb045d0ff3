"""Parquet files: typed columns, read where they lie."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import duckdb

from adjoin.domain.errors import ConfigurationError
from adjoin.sources.origin import FILE_STRIDE, OWN_COLUMNS, BrokenRow, path_literals, types_of
from adjoin.sources.template import run


@dataclass(frozen=True)
class ParquetFiles:
    """Origin: one or more Parquet files, their columns side by side by name."""

    name: str
    files: tuple[str, ...]
    paths: tuple[Path, ...]

    @cached_property
    def columns(self) -> dict[str, str]:
        with duckdb.connect() as connection:
            try:
                self.stage(connection, "adjoin_looked_at", None)
                found = types_of(connection, "adjoin_looked_at")
            except ConfigurationError as error:
                cause = str(error.__cause__).partition("\n")[0]
                raise ConfigurationError(f"{self.name} cannot be read as Parquet: {cause}") from error
        return {name: kind for name, kind in found.items() if name not in OWN_COLUMNS}

    @property
    def kept_as(self) -> Literal["TABLE", "VIEW"]:
        return "VIEW"

    def stage(
        self, connection: duckdb.DuckDBPyConnection, relation: str, where: str | None
    ) -> list[BrokenRow]:
        run(
            connection,
            "stage_parquet",
            relation=relation,
            paths=path_literals([path.as_posix() for path in self.paths]),
            stride=str(FILE_STRIDE),
            where=where or "true",
        )
        return []
