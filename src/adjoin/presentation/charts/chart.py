"""What a chart is: a published table's rows in, a Vega-Lite specification out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Spec = dict[str, Any]
"""A Vega-Lite 6 specification."""
Rows = Sequence[Mapping[str, Any]]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True, slots=True)
class Told:
    """What a chart may say beside its rows. `names`: product id → name; `pair`: the two ids of a curve."""

    company: str
    as_of: date
    currency: str
    names: Mapping[str, str]
    horizon: int = 90
    pair: tuple[str, str] | None = None

    def name(self, product_id: str) -> str:
        """The name of a product; its id where the catalog no longer has it."""
        return self.names.get(product_id, product_id)

    def source(self) -> str:
        """Whose numbers these are, and of which date."""
        return f"{self.company}, as of {self.as_of.isoformat()}"


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture of one published table. `draw` raises ConfigurationError where there is nothing to draw."""

    table: str
    shows: str
    draw: Callable[[Rows, Told], Spec]


def titled(told: Told, title: str, subtitle: Sequence[str], spec: Spec) -> Spec:
    """The specification under its title, with the definition of what is drawn and its source below."""
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": [*subtitle, told.source()]},
        **spec,
    }
