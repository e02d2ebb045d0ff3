"""Running an own detector at every open moment, one at a time."""

from collections.abc import Callable
from datetime import date

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.files import first_line
from adjoin.facts.own_sql.relations import open_dates, readable, rows_at
from adjoin.signals.own.occurrences import Moment, occurrences
from adjoin.signals.sightings import OPTIONAL, SIGHTED
from adjoin.warehouse.warehouse import Warehouse


def each_moment(warehouse: Warehouse, ask: Callable[[date], pa.Table], what: str, source: str) -> pa.Table:
    """The sightings of all open moments. `ask` gives the detector's rows of one; any wrong row refuses them all."""
    schema = readable()
    found = [pa.schema([*SIGHTED.items(), *OPTIONAL.items()]).empty_table()]
    for as_of in open_dates(warehouse):
        products = rows_at(warehouse, "catalog_products", schema, as_of)["product_id"]
        accounts = rows_at(warehouse, "moments", schema, as_of)["account_id"]
        moment = Moment(as_of, accounts.combine_chunks(), products.combine_chunks())
        try:
            rows = ask(as_of)
        except ConfigurationError as error:
            raise ConfigurationError(first_line(error, source)) from error
        found.append(occurrences(rows, moment, what, source))
    return pa.concat_tables(found)
