"""What a detector is: what it watches, what it weighs, how it fades, and how its sightings are had."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from adjoin.domain.errors import ConfigurationError
from adjoin.warehouse.graph import Schema, check
from adjoin.warehouse.query import Query, Value
from adjoin.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class Tried:
    """The one threshold of a detector that people may try: its parameter, between which values, in which unit.

    Sightings at the loosest value carry `fires_up_to`, so that every stricter value can be judged without a run.
    """

    parameter: str
    loosest: float
    strictest: float
    unit: str

    def fires(self, threshold: float, up_to: float) -> bool:
        """Whether a sighting that fires up to `up_to` fires at `threshold`."""
        return threshold <= up_to if self.loosest <= self.strictest else threshold >= up_to


@dataclass(frozen=True)
class Detector(ABC):
    """One detector. Its sightings are one row per occurrence; gathering them into signals is not its business.

    `weight`: expert log-odds at full strength. The built-in ones are said as what a fresh signal at full strength
    makes of a cell with a chance of 2 % within the horizon: asked 29 %, a rival evaluated 23 %, heard 20 %, a
    partner's referral 17 %, a full meter or a workaround 16 %, a problem described 13 %, a tool connected or a goal
    stated 11 %, a new team 8 %, a new stakeholder 7 %, something outside 5 %.
    `half_life_days`: after which half the strength is left. `window_days`: how long a sighting lives unless its
    condition ends before. `lookback_days`: how far back its tables must reach before its silence says anything.
    `needs`: the canonical tables, or facts, without which it is off; `needs_any`: those of which one is enough.
    `ours`: built in; one of a user's that breaks is left out and named, one of ours that breaks stops the run.
    """

    name: str
    kind: str
    what: str
    weight: float
    half_life_days: float
    window_days: int
    lookback_days: int
    needs: tuple[str, ...]
    needs_any: tuple[str, ...] = field(default=(), kw_only=True)
    tried: Tried | None = field(default=None, kw_only=True)
    ours: bool = field(default=True, kw_only=True)

    @property
    @abstractmethod
    def parameters(self) -> Mapping[str, Value]:
        """What can be set, with its defaults."""

    @abstractmethod
    def check(self, schema: Schema) -> None:
        """ConfigurationError names what it reads that does not exist, or what it does not return."""

    @abstractmethod
    def sightings(self, warehouse: Warehouse, values: Mapping[str, Value]) -> pa.Table:
        """Its sightings at the moments that are open, with the settings in `values`.

        Columns as_of, account_id, product_id, detected_on, strength (0 to 1), says, evidence (a JSON object) and,
        if it has them, ended_on and fires_up_to. ConfigurationError where it cannot be run.
        """


@dataclass(frozen=True)
class SqlDetector(Detector):
    """A detector that is one SELECT."""

    query: Query

    @property
    def parameters(self) -> Mapping[str, Value]:
        return self.query.parameters

    def check(self, schema: Schema) -> None:
        check([self.query], schema)

    def sightings(self, warehouse: Warehouse, values: Mapping[str, Value]) -> pa.Table:
        return warehouse.fetch(self.query, values)


def sql_detector(query: Query, *, ours: bool = True) -> SqlDetector:
    """The detector that a SQL file's front matter describes; ConfigurationError says which entry is wrong."""
    matter = query.front_matter
    missing = [word for word in ("kind", "weight", "half_life_days") if word not in matter]
    if missing:
        raise ConfigurationError(
            f"{query.source}: the front matter of a detector lacks {', '.join(missing)}."
        )
    half_life = _number(query, "half_life_days", 0.0)
    window = query.parameters.get("window_days")
    return SqlDetector(
        name=query.name,
        kind=str(matter["kind"]),
        what=" ".join(query.what.split()),
        weight=_number(query, "weight", 0.0),
        half_life_days=half_life,
        window_days=window if isinstance(window, int) else round(2 * half_life),
        lookback_days=int(_number(query, "lookback_days", 0.0)),
        needs=tuple(str(table) for table in matter.get("needs") or ()),
        needs_any=tuple(str(table) for table in matter.get("needs_any") or ()),
        query=query,
        tried=_tried(query),
        ours=ours,
    )


def _number(query: Query, word: str, default: float) -> float:
    value = query.front_matter.get(word, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ConfigurationError(f"{query.source}: {word} must be a number from 0 on, not '{value}'.")
    return float(value)


def _tried(query: Query) -> Tried | None:
    """The `try` entry: {parameter, loosest, strictest, unit}."""
    entry = query.front_matter.get("try")
    if entry is None:
        return None
    words = ("parameter", "loosest", "strictest", "unit")
    if not isinstance(entry, dict) or set(entry) != set(words):
        raise ConfigurationError(f"{query.source}: `try` needs exactly {', '.join(words)}.")
    if entry["parameter"] not in query.parameters or "fires_up_to" not in query.columns:
        raise ConfigurationError(
            f"{query.source}: `try` names a parameter of the query, which returns a column fires_up_to."
        )
    return Tried(
        str(entry["parameter"]), float(entry["loosest"]), float(entry["strictest"]), str(entry["unit"])
    )
