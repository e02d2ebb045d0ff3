"""The shape of `adjoin.yaml`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from adjoin.domain.catalog import Text
from adjoin.drafts.drafter.language_model_settings import LanguageModelSettings
from adjoin.project.amount import amount, share
from adjoin.sources.mapping import Source, TableMapping


class Expect(BaseModel):
    """What finance says; the load is refused if the tables say otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    arr: Annotated[float, BeforeValidator(amount)] | None = None
    customers: Annotated[float, BeforeValidator(amount)] | None = None
    tolerance: Annotated[float, BeforeValidator(share)] = 0.01


def _as_of(value: Any) -> Any:
    if value is None or value == "latest":
        return "latest"
    try:
        return value if type(value) is date else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"'{value}' is no day; write a date (2026-09-30) or latest") from None


class Configuration(BaseModel):
    """Everything `adjoin.yaml` can say; the tables' mapping is the sources' own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: Text = "Your company"
    as_of: Annotated[date | Literal["latest"], BeforeValidator(_as_of)] = "latest"
    mode: Literal["live", "shadow"] = "live"
    currency: str = "USD"
    expect: Expect | None = None
    sources: dict[str, Source] = Field(default_factory=dict)
    tables: dict[str, TableMapping]
    settings: dict[str, dict[str, Any]] = Field(default_factory=dict)
    state: str = ".adjoin"
    ledger: str | None = None
    language_model: LanguageModelSettings | None = None
