"""Products are not a table but knowledge: what people wrote about each in `catalog.yaml`."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Readiness = Literal["none", "partial", "full"]


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_text)]
"""Ids and names are texts: YAML's 1 is the word '1'; true is no name."""


class _Knowledge(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Replaces(_Knowledge):
    """Third-party tools and categories that the product takes the place of."""

    tools: tuple[Text, ...] = ()
    categories: tuple[Text, ...] = ()


class MetricOf(_Knowledge):
    """A metric of a product: `ceilings` and `workarounds` point from it to the product that declares it."""

    product: Text
    metric: Text


class Adoption(_Knowledge):
    """How well a product is used: the mean of `metric` over four complete weeks, as a share of `of`."""

    metric: Text
    of: Literal["seats", "limit", "own_peak"] = "seats"
    key_features: tuple[Text, ...] = ()


class Role(_Knowledge):
    """The people who play one part for a product, by their titles."""

    titles: tuple[Text, ...] = ()
    department: str | None = None
    budget: str | None = None


class Value(_Knowledge):
    """What the product is worth, in one sentence for each reader."""

    executive: str | None = None
    manager: str | None = None
    practitioner: str | None = None
    technical: str | None = None


class Sold(_Knowledge):
    """Where, to whom and when the product is sold; empty means everywhere, everyone, always."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    requires: tuple[Text, ...] = ()
    excludes: tuple[Text, ...] = ()
    countries: tuple[Text, ...] = ()
    segments: tuple[Text, ...] = ()
    since: date | None = Field(default=None, alias="from")
    until: date | None = None


class PairReadiness(_Knowledge):
    """How well a product works with another, and the one sentence that bridges them."""

    sign_on: Readiness | None = None
    shared_data: Readiness | None = None
    activation: Readiness | None = None
    experience: Readiness | None = None
    bridge: str | None = Field(default=None, max_length=200)


class Prerequisite(_Knowledge):
    """What an account itself must have for one part of a pair to work; `name` is a thing, such as single sign-on.

    `aspect`: the part of pair readiness that counts as missing while it is not met. It is met by use of one of the
    `metrics` in the last four weeks, or by a connected tool of `tools` or `categories`; any one of them is enough.
    """

    name: Text
    aspect: Literal["sign_on", "shared_data", "activation", "experience"]
    metrics: tuple[MetricOf, ...] = ()
    tools: tuple[Text, ...] = ()
    categories: tuple[Text, ...] = ()


class Product(_Knowledge):
    """One product. Only `id` and `name` are required; each further field switches something on."""

    id: Text
    name: Text
    list_price: float | None = Field(default=None, ge=0)
    complexity: Literal["low", "medium", "high"] | None = None
    implementation: Literal["none", "guided", "project"] | None = None
    skus: tuple[Text, ...] = ()
    solves: tuple[Text, ...] = ()
    replaces: Replaces = Replaces()
    ceilings: tuple[MetricOf, ...] = ()
    workarounds: tuple[MetricOf, ...] = ()
    adoption: Adoption | None = None
    takes: tuple[Text, ...] = ()
    gives: tuple[Text, ...] = ()
    buyers: Role = Role()
    users: Role = Role()
    evaluators: Role = Role()
    champions: tuple[Text, ...] = ()
    value: Value = Value()
    sold: Sold = Sold()
    works_with: dict[Text, PairReadiness] = Field(default_factory=dict)
    prerequisites: tuple[Prerequisite, ...] = ()


class Metric(_Knowledge):
    """How a metric adds up: flows sum, levels take the last, distinct counts take the largest."""

    kind: Literal["flow", "level", "distinct"] = "flow"
    resets: Literal["day", "week", "month", "never"] | None = None


class Suite(_Knowledge):
    """One order line that stands for several products, its money split by list price or evenly."""

    products: tuple[Text, ...]
    split: Literal["list_price", "even"] = "list_price"


class Partner(_Knowledge):
    """A company that implements products with us; empty products, industries or countries mean all of them.

    `part`: what they do, in a few words.
    """

    id: Text
    name: Text
    products: tuple[Text, ...] = ()
    industries: tuple[Text, ...] = ()
    countries: tuple[Text, ...] = ()
    part: str | None = None


class Catalog(_Knowledge):
    """All products of the company, and what is known of their metrics and order lines."""

    products: tuple[Product, ...]
    metrics: dict[Text, Metric] = Field(default_factory=dict)
    suites: dict[Text, Suite] = Field(default_factory=dict)
    ignore_skus: tuple[Text, ...] = ()
    partners: tuple[Partner, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(product.id for product in self.products)

    def product(self, product_id: str) -> Product:
        """The product of that id; KeyError if the catalog has none."""
        for product in self.products:
            if product.id == product_id:
                return product
        raise KeyError(product_id)
