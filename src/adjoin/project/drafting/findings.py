"""All that was found out about a folder, and what its tables say together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from adjoin.project.drafting.folder import Folder
from adjoin.project.drafting.recognise import Recognised
from adjoin.project.drafting.values import Told, date_order
from adjoin.project.drafting.vocabulary import Vocabulary, plain

CURRENCY_NAMES = ("currency", "currency_code", "waehrung")


@dataclass(frozen=True)
class Findings:
    """The folder, the words it was read with, and which file feeds which table."""

    folder: Folder
    words: Vocabulary
    tables: Mapping[str, Recognised]

    @cached_property
    def orders(self) -> dict[str, Told]:
        """Each table's order of dates unless year first; one that leaves it open follows another."""
        mapped = {name: one for name, one in self.tables.items() if name != "products"}
        told = [order for one in mapped.values() if (order := date_order(one, None))]
        sure = next((order for order in told if not order.is_ambiguous), None)
        return {name: order for name, one in mapped.items() if (order := date_order(one, sure))}

    def order(self, table: str) -> str:
        """`iso`, `day_first` or `month_first`."""
        return self.orders[table].value if table in self.orders else "iso"

    @cached_property
    def currency(self) -> str | None:
        """The column of the subscriptions that says in which currency they are."""
        one = self.tables.get("subscriptions")
        columns = one.file.columns.values() if one else ()
        return next((c.name for c in columns if plain(c.name) in CURRENCY_NAMES and c.filled), None)
