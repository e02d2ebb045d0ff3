"""The front matter of a user's own detector: what it is, with defaults for what is not said."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.facts.own_sql.matter import read_matter, wrong_in
from adjoin.signals.detector import Tried
from adjoin.warehouse.query import Value


class Try(BaseModel):
    """The threshold that people may try."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parameter: str
    loosest: float
    strictest: float
    unit: str


class Matter(BaseModel):
    """Every entry an own detector may have; `key`, `columns` and `keep` of a copied built-in file say nothing here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str = Field(min_length=1)
    kind: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    weight: float = Field(default=1.5, ge=0, le=10)
    half_life_days: float = Field(default=60.0, gt=0)
    window_days: int | None = Field(default=None, gt=0)
    lookback_days: int = Field(default=0, ge=0)
    needs: tuple[str, ...] | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    try_: Try | None = Field(default=None, alias="try")
    key: Any = None
    columns: Any = None
    keep: Any = None


@dataclass(frozen=True)
class OwnMatter:
    """What the front matter comes to. `needs`: None where the file does not say."""

    what: str
    kind: str
    weight: float
    half_life_days: float
    window_days: int
    lookback_days: int
    needs: tuple[str, ...] | None
    parameters: dict[str, Value]
    tried: Tried | None


def own_matter(name: str, text: str, source: str) -> OwnMatter:
    """The front matter in `text` (YAML). ConfigurationError says every entry that is wrong, by name.

    A sighting lives twice the half-life unless window_days says otherwise; the kind is the file's name.
    """
    matter = read_matter(Matter, text, source)
    window = matter.parameters.get("window_days", matter.window_days or round(2 * matter.half_life_days))
    parameters = {"window_days": window, **matter.parameters}
    wrong = wrong_in(matter.needs or (), parameters, source)
    if type(window) is not int or window < 1:
        wrong.append(f"{source}: window_days must be a whole number of days from 1 on.")
    tried = None if matter.try_ is None else Tried(**matter.try_.model_dump())
    if tried is not None and tried.parameter not in parameters:
        close = nearest(tried.parameter, parameters)
        wrong.append(f"{source}: `try` names '{tried.parameter}', which is not among its parameters{close}.")
    if wrong:
        raise ConfigurationError(*wrong)
    return OwnMatter(
        what=" ".join(matter.what.split()),
        kind=matter.kind or name,
        weight=matter.weight,
        half_life_days=matter.half_life_days,
        window_days=window,
        lookback_days=matter.lookback_days,
        needs=matter.needs,
        parameters=parameters,
        tried=tried,
    )
