"""What a user says in `adjoin.yaml` about where tables come from and what their columns mean."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from adjoin.domain.errors import nearest

SCHEMES = ("duckdb", "postgresql", "postgres")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(_Strict):
    """One place that tables are read from: a folder of the project, or the URL of a database."""

    path: str | None = None
    url: str | None = None
    kind: str | None = None

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        if self.kind is not None:
            raise ValueError(
                f"kind '{self.kind}' is not available yet; export files (path: …) or name a database (url: …)"
            )
        if (self.path is None) == (self.url is None):
            raise ValueError("a source is either a folder (path: …) or a database (url: …)")
        if self.url is not None and self.scheme not in SCHEMES:
            raise ValueError(f"url begins with '{self.scheme}'; write duckdb:///… or postgresql://…")
        return self

    @property
    def scheme(self) -> str:
        """`duckdb`, `postgresql` or, for a folder, the empty string."""
        return (self.url or "").partition(":")[0].partition("+")[0]


class ColumnMapping(_Strict):
    """Where a canonical column comes from, and in which unit.

    `per`: what a money column is paid for; `minor_units`: cents; `via`: the system whose ids these are;
    `rates`: of the currency column, what one unit of each currency is worth in the reporting one.
    """

    column: str
    per: Literal["term", "month", "year"] = "year"
    minor_units: bool = False
    via: str | None = None
    rates: dict[str, float] = Field(default_factory=dict)


class Unpivot(_Strict):
    """Metrics that lie side by side as columns: source column → canonical metric (or the other way)."""

    metrics: dict[str, str]
    value: Literal["quantity", "limit_quantity"] = "quantity"


def _column(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


def _word(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


Word = Annotated[str, BeforeValidator(_word)]
"""A value as text; YAML's true and 1 are the words 'true' and '1'."""


class TableMapping(_Strict):
    """How one canonical table is fed: where its rows come from, and how its columns and words are read."""

    from_: str = Field(alias="from", min_length=1)
    source: str | None = None
    columns: dict[str, Annotated[ColumnMapping, BeforeValidator(_column)]] = Field(default_factory=dict)
    values: dict[str, dict[Word, Word | None]] = Field(default_factory=dict)
    where: str | None = None
    attributes: tuple[str, ...] = ()
    grain: Literal["day", "week", "month"] = "day"
    unpivot: Unpivot | None = None
    dates: Literal["iso", "day_first", "month_first"] = "iso"
    history_from: date | None = None
    ends_from: date | None = None
    rates: dict[str, float] = Field(default_factory=dict)

    @property
    def is_sql(self) -> bool:
        """Whether `from` is a query."""
        return self.from_.lstrip("( \n\t").upper().startswith(("SELECT ", "SELECT\n", "WITH ", "WITH\n"))

    @property
    def is_path(self) -> bool:
        """Whether `from` names files: by its ending, a glob or a slash at its end."""
        return not self.is_sql and (
            self.from_.lower().endswith((".csv", ".parquet", "/"))
            or any(sign in self.from_ for sign in "*?[")
        )


def source_of(mapping: TableMapping, sources: dict[str, Source]) -> tuple[str, Source]:
    """The name and source a table reads from: the one it names, else the only one, else the project's files.

    ValueError with a sentence if it names a source that is not there.
    """
    if mapping.source is not None:
        if mapping.source not in sources:
            raise ValueError(f"there is no source '{mapping.source}'{nearest(mapping.source, sources)}")
        return mapping.source, sources[mapping.source]
    if len(sources) == 1 and not mapping.is_path:
        return next(iter(sources.items()))
    return "files", sources.get("files", Source(path="."))
