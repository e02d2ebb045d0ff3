"""What a Python detector is given: the tables as they were known at one moment, and its settings."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from adjoin.facts.own_sql.relations import readable, refuse_unreadable, rows_at
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import Warehouse


class Known:
    """The one argument of `detect`. `as_of`: the day to speak for; `parameters`: settings by name."""

    def __init__(
        self, warehouse: Warehouse, as_of: date, parameters: Mapping[str, Value], source: str
    ) -> None:
        self.as_of = as_of
        self.parameters = dict(parameters)
        self._warehouse = warehouse
        self._source = source

    def table(self, name: str) -> pa.Table:
        """A known table ("usage"), a fact ("holdings") or a catalog table, as an Arrow table at this moment.

        ConfigurationError, with the nearest spelling, if there is none that a detector may read.
        """
        schema = readable()
        relation = f"known.{name}" if f"known.{name}" in schema else name
        refuse_unreadable([relation], schema, self._source)
        return rows_at(self._warehouse, relation, schema, self.as_of)
