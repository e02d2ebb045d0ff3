"""The scorecard of the book and of its parts, the accounts behind each number, and how fast money comes in."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.words.metric_names import METRICS

SCOPE_KINDS = ("segment", "product", "owner", "partner", "period")
NAMES = METRICS
"""Each metric as people call it."""
STATES = {
    "reached": "✓ reached",
    "typical": "◐ short of target",
    "below": "✕ below typical",
    "cannot_tell": "? cannot tell",
    "doubtful": "! doubtful",
}
BESIDE = {"nrr": "grr", "cohort_nrr": "cohort_grr", "untargeted_nrr": "untargeted_grr"}
"""Each NRR, and the GRR of the same accounts that always stands beside it."""
REVENUE = (*BESIDE, *BESIDE.values())
"""All of these."""
ON_A_DAY = ("penetration", "multi_product", "came_from_others")
"""Numbers of what is held on the last day of their window."""
SAME_AS_BOOK = "The number of the whole book is to be taken with care, and so is this one"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `unit`: share and ratio are fractions of 1, days are days; `better`: high or low.

    `numerator` of `denominator`, over `units` (accounts, deals); of cycle_days the deals within the days wanted, the
    value being the median. `window_from`, `window_to`: both days included; of NRR and GRR the two days compared.
    `low`, `high`: of 95 %, None where too few. `typical`: in words; `state`: reached, typical, below or cannot_tell,
    None without a target. `warning`: expansion that hides churn, deals recorded only once won. `says`: all of it in
    words; `definition`: what is counted.
    """

    metric: str
    name: str
    value: float | None
    low: float | None
    high: float | None
    numerator: float
    denominator: float
    units: int
    window_from: date
    window_to: date
    target: float | None
    typical: str | None
    typical_low: float | None
    typical_high: float | None
    unit: str
    better: str
    definition: str
    state: str | None
    warning: str | None
    says: str

    @property
    def stands(self) -> str | None:
        """The state as it may be shown: doubtful where a warning says that the number flatters."""
        return "doubtful" if self.warning and self.state != "below" else self.state

    @property
    def times(self) -> str:
        """What the two days of the window are: `compared` with each other, `on` the last one, or all days `within`."""
        if self.metric in REVENUE:
            return "compared"
        return "on" if self.metric in ON_A_DAY else "within"


@dataclass(frozen=True, slots=True)
class Card:
    """The numbers of one scope. `scope_kind`: all, segment, product, owner, partner or period; `scope`: its id or name,
    `name` as people read it (an owner's, a product's)."""

    scope_kind: str
    scope: str
    name: str
    figures: tuple[Figure, ...]

    def figure(self, metric: str) -> Figure | None:
        """The number of that metric, None where the card has none."""
        return next((one for one in self.figures if one.metric == metric), None)


@dataclass(frozen=True, slots=True)
class Velocity:
    """One motion. `velocity`: money a day = open × win rate × mean `money` of won deals ÷ median days; None where a
    part is unknown. `begun`, `won`, `lost`: since `window_from`."""

    motion: str
    window_from: date
    open: int
    begun: int
    won: int
    lost: int
    win_rate: float | None
    win_rate_low: float | None
    win_rate_high: float | None
    median_days: float | None
    median_days_low: float | None
    median_days_high: float | None
    money: float | None
    priced: int
    money_open: float | None
    velocity: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The book's card, the cards asked for (periods from the oldest), and velocity by motion. `there`: whether the
    publication has a scorecard."""

    as_of: date
    there: bool
    book: Card
    by: str | None
    parts: tuple[Card, ...]
    velocity: tuple[Velocity, ...]

    def card(self, scope: str | None) -> Card:
        """The card of a part, or the book's for None. ConfigurationError with the nearest where there is no such."""
        if scope is None:
            return self.book
        found = next((one for one in self.parts if scope in (one.scope, one.name)), None)
        if found is None:
            known = [one.name for one in self.parts]
            raise ConfigurationError(f"There is no card of the {self.by} '{scope}'{nearest(scope, known)}.")
        return found


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind a number: `amount` is its part of the numerator (of cycle_days the days), `base` of the
    denominator. `counted`: whether it is in the numerator. `happened_on`: None where nothing happened. `in_book`:
    whether the account is there still."""

    account_id: str
    account: str
    product_id: str | None
    unit_id: str
    counted: bool
    amount: float
    base: float
    happened_on: date | None
    in_book: bool


@on_one_publication
def scorecard(desk: Desk, by: str | None = None) -> Scorecard:
    """The whole card, with those of the parts of a kind. ConfigurationError with the nearest for an unknown kind."""
    if by is not None and by not in SCOPE_KINDS:
        raise ConfigurationError(f"There are no cards by '{by}'{nearest(by, SCOPE_KINDS)}.")
    names = _names(desk, by)
    book = Card("all", "all", "The whole book", tuple(map(_figure, desk.rows("scorecard"))))
    found: dict[str, list[Figure]] = {}
    for row in desk.rows("scorecard_by") if by else []:
        if row["scope_kind"] == by:
            found.setdefault(row["scope"], []).append(_cautioned(_figure(row), book))
    cards = [Card(str(by), scope, names.get(scope, scope), tuple(found[scope])) for scope in sorted(found)]
    return Scorecard(
        as_of=desk.publication().as_of,
        there=desk.show_if_there("scorecard") is not None,
        book=book,
        by=by,
        parts=tuple(sorted(cards, key=lambda card: card.scope if by == "period" else card.name.casefold())),
        velocity=tuple(Velocity(**_as_named(row, Velocity)) for row in desk.rows("velocity")),
    )


@on_one_publication
def behind(
    desk: Desk,
    metric: str,
    product: str | None = None,
    owner: str | None = None,
    segment: str | None = None,
    partner: str | None = None,
) -> tuple[Behind, ...]:
    """What stands behind a number of the book, of a product's own card, or of an owner's, segment's or partner's
    accounts.

    An account that has left the book stands behind the numbers of those whose it was. Of NRR and GRR whose money moved
    most comes first, of the others whoever is counted. ConfigurationError with the nearest for an unknown metric or
    product.
    """
    if metric not in NAMES:
        raise ConfigurationError(f"There is no number '{metric}'{nearest(metric, NAMES)}.")
    card = "on_company_card" if product is None else "on_product_card"
    chosen = None if product is None else desk.product(product).id
    there = {row["account_id"] for row in desk.rows("accounts")}
    asked = {"segment": segment, "partner": partner}
    rows = [
        row
        for row in desk.rows("scorecard_accounts")
        if row["metric"] == metric
        and row[card]
        and (chosen is None or row["product_id"] == chosen)
        and _among(row, owner, asked)
    ]
    shown = [Behind(**_as_named({**row, **_account(row, there)}, Behind)) for row in rows]
    return tuple(
        sorted(
            shown,
            key=lambda one: (
                *(not (one.counted or metric in REVENUE), -abs(one.amount - one.base)),
                *(one.account_id, one.product_id or "", one.unit_id),
            ),
        )
    )


def _among(row: Mapping[str, Any], owner: str | None, asked: Mapping[str, str | None]) -> bool:
    return (owner is None or owner in (row["csm"], row["ae"])) and all(
        value is None or row[name] == value for name, value in asked.items()
    )


def _account(row: Mapping[str, Any], there: Set[str]) -> dict[str, Any]:
    return {"account": row["name"] or row["account_id"], "in_book": row["account_id"] in there}


def _names(desk: Desk, by: str | None) -> dict[str, str]:
    if by == "product":
        return {product.id: product.name for product in desk.project.catalog.products}
    if by == "owner":
        return {row["rep_id"]: row["name"] or row["rep_id"] for row in desk.rows("team")}
    return {}


def _cautioned(figure: Figure, book: Card) -> Figure:
    """A part of what is counted doubtfully is not beyond doubt."""
    whole = book.figure(figure.metric)
    doubted = whole is not None and whole.warning and figure.state in ("reached", "typical")
    return replace(figure, warning=SAME_AS_BOOK) if doubted and not figure.warning else figure


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(**_as_named({**row, "name": NAMES[row["metric"]]}, Figure))


def _as_named(row: Mapping[str, Any], view: type) -> dict[str, Any]:
    return {name: row[name] for name in view.__slots__}  # type: ignore[attr-defined]
