"""An account in words: why this product, why now, why not that, what would change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from adjoin.desk.recommendation import TO_SPEAK_TO, Recommendation
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money
from adjoin.words.names import GATES, spoken
from adjoin.words.share import interval, percent

OTHERS = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and its sentences."""

    heading: str
    says: tuple[str, ...]


class HeldCell(Protocol):
    """What the story needs to know of a cell of the account."""

    @property
    def product(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str | None: ...


class OpenProduct(HeldCell, Protocol):
    """What the story needs to know of a product that is not held."""

    @property
    def probability(self) -> float: ...
    @property
    def expected_acv(self) -> float | None: ...
    @property
    def expected_value(self) -> float | None: ...
    @property
    def reopens_on(self) -> date | None: ...


def story(
    recommended: Recommendation,
    cells: Sequence[HeldCell],
    opens: Sequence[OpenProduct],
    currency: str,
    as_of: date,
    horizon_days: int | None,
) -> tuple[Paragraph, ...]:
    """Four paragraphs; every sentence rests on a published row.

    `horizon_days`: of the chance; None in snapshot mode, where it is the share that holds both.
    """
    now = "Why now" if recommended.action in TO_SPEAK_TO else "Why not now"
    told = (
        Paragraph("Why this product", tuple(_product(recommended, cells, currency, horizon_days))),
        Paragraph(now, tuple(_now(recommended))),
        Paragraph("Why not that", tuple(_others(recommended, opens, currency, as_of))),
        Paragraph("What would change it", tuple(_change(recommended, as_of))),
    )
    return tuple(
        Paragraph(part.heading, tuple(with_days_said(says, as_of) for says in part.says))
        for part in told
        if part.says
    )


def _product(
    recommended: Recommendation, cells: Sequence[HeldCell], currency: str, horizon_days: int | None
) -> list[str]:
    if recommended.product is None:
        held = sum(cell.state == "held" for cell in cells)
        return [
            f"There is nothing to propose: {held} of {len(cells)} products are held. {recommended.because}."
        ]
    price = f", at {money(recommended.expected_acv, currency)} a year" if recommended.expected_acv else ""
    bounds = interval(recommended.probability_low, recommended.probability_high)
    share = f"{percent(recommended.probability)} ({bounds})"
    timed = (
        f"chance {share} within {horizon_days} days"
        if horizon_days
        else f"{share} of such accounts hold both"
    )
    chance = timed if bounds else "no chance is known"
    says = [f"{recommended.product} is the next best product: {chance}{price}."]
    if recommended.base_product:
        says.append(f"It builds on {recommended.base_product}.")
    if recommended.action in TO_SPEAK_TO:
        says.append(f"{recommended.because}.")
    return says


def _now(recommended: Recommendation) -> list[str]:
    says = [f"{signal.says}." for signal in recommended.signals]
    if recommended.action not in TO_SPEAK_TO:
        return [f"{recommended.because}."] + ([f"Yet it is wanted: {' '.join(says)}"] if says else [])
    return says or ["No signal is open: the chance rests on what is held and for how long."]


def _others(
    recommended: Recommendation, opens: Sequence[OpenProduct], currency: str, as_of: date
) -> list[str]:
    return [f"{other.product}: {_why_not(recommended, other, currency, as_of)}." for other in opens[:OTHERS]]


def _why_not(recommended: Recommendation, other: OpenProduct, currency: str, as_of: date) -> str:
    price = f" at {money(other.expected_acv, currency)} a year" if other.expected_acv else ""
    chance = f"a chance of {percent(other.probability)}{price}"
    same = (other.reason or "").casefold() == recommended.because.casefold()
    if other.state in ("blocked", "in_play", "not_sold") and other.reason and not same:
        lifts = f" (opens {day(other.reopens_on, as_of)})" if other.reopens_on else ""
        return f"{other.reason}{lifts}"
    less = (other.expected_value or 0) < (recommended.expected_value or 0)
    return f"worth less, {chance}" if less else f"less ready, {chance}"


def _change(recommended: Recommendation, as_of: date) -> list[str]:
    says = []
    if recommended.blocked_by:
        gate = spoken(recommended.blocked_by, GATES)
        others = recommended.blockers - 1
        also = f", and {others} more in the way" if others > 0 else ""
        if recommended.reopens_on:
            says.append(f"{gate} blocks{also}; all have lifted on {day(recommended.reopens_on, as_of)}.")
        elif recommended.look_again_on:
            again = day(recommended.look_again_on, as_of)
            says.append(f"{gate} blocks{also}, until no known day; look again on {again}.")
    says += [f"Mind: {warning}." for warning in recommended.warnings]
    fading = [signal.expires_on for signal in recommended.signals if signal.expires_on]
    if fading:
        says.append(f"Without anything new the last signal closes on {day(max(fading), as_of)}.")
    return says
