"""An account in words: why this product, why now, why not that, what would change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from adjoin.desk.gates_said import GateSays
from adjoin.desk.like_you import LikeYou
from adjoin.desk.recommendation import TO_SPEAK_TO, Recommendation
from adjoin.words.days import day, with_days_said
from adjoin.words.money import money
from adjoin.words.names import GATES, spoken
from adjoin.words.share import interval, percent

OTHERS = 2


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
    @property
    def first_at(self) -> float | None: ...


@dataclass(frozen=True)
class Told:
    """What the story is told from. `horizon_days`: of the chance; None in snapshot mode, where it is the share that
    holds both."""

    recommended: Recommendation
    cells: Sequence[HeldCell]
    opens: Sequence[OpenProduct]
    gates: Sequence[GateSays]
    like_you: LikeYou | None
    currency: str
    as_of: date
    horizon_days: int | None


def story(told: Told) -> tuple[Paragraph, ...]:
    """Four paragraphs; every sentence rests on a published row."""
    now = "Why now" if told.recommended.action in TO_SPEAK_TO else "Why not now"
    parts = (
        Paragraph("Why this product", tuple(_product(told))),
        Paragraph(now, tuple(_now(told.recommended))),
        Paragraph("Why not that", tuple(_others(told))),
        Paragraph("What would change it", tuple(_change(told))),
    )
    return tuple(
        Paragraph(part.heading, tuple(with_days_said(says, told.as_of) for says in part.says))
        for part in parts
        if part.says
    )


def _product(told: Told) -> list[str]:
    recommended = told.recommended
    if recommended.action == "holdout":
        return [f"{recommended.because}."]
    if recommended.product is None:
        held = sum(cell.state == "held" for cell in told.cells)
        return [
            f"There is nothing to propose: {held} of {len(told.cells)} products are held. {recommended.because}."
        ]
    price = (
        f", at {money(recommended.expected_acv, told.currency)} a year" if recommended.expected_acv else ""
    )
    says = [f"{recommended.product} is the next best product: {_chance(told)}{price}."]
    if recommended.base_product:
        says.append(f"It builds on {recommended.base_product}.")
    if recommended.action in TO_SPEAK_TO:
        says.append(f"{recommended.because}.")
    if told.like_you:
        says.append(f"{told.like_you.says}.")
    says += [f"{ground}." for ground in (recommended.ground.says if recommended.ground else ())]
    return says


def _chance(told: Told) -> str:
    """The chance, or its band while too few outcomes are known to say a per cent."""
    recommended, ground = told.recommended, told.recommended.ground
    if ground and ground.band:
        like = f" ({ground.like})" if ground.like else ""
        return f"chance {ground.band}{like}; too few outcomes are known for a per cent"
    bounds = interval(recommended.probability_low, recommended.probability_high)
    if not bounds:
        return "no chance is known"
    share = f"{percent(recommended.probability)} ({bounds})"
    if told.horizon_days:
        return f"chance {share} within {told.horizon_days} days"
    return f"{share} of such accounts hold both"


def _now(recommended: Recommendation) -> list[str]:
    says = [f"{signal.says}." for signal in recommended.signals]
    if recommended.action == "holdout":
        return []
    if recommended.action not in TO_SPEAK_TO:
        return [f"{recommended.because}."] + ([f"Yet it is wanted: {' '.join(says)}"] if says else [])
    settled = [f"{recommended.settled[:1].upper()}{recommended.settled[1:]}."] if recommended.settled else []
    queued = (
        ["It is queued: this week goes to accounts that are worth more."]
        if recommended.slot == "queued"
        else []
    )
    return (
        (says or ["No signal is open: the chance rests on what is held and for how long."]) + settled + queued
    )


def _others(told: Told) -> list[str]:
    return [f"{other.product}: {_why_not(told, other)}." for other in told.opens[:OTHERS]]


def _why_not(told: Told, other: OpenProduct) -> str:
    recommended = told.recommended
    price = f" at {money(other.expected_acv, told.currency)} a year" if other.expected_acv else ""
    chance = f"a chance of {percent(other.probability)}{price}"
    same = (other.reason or "").casefold() == recommended.because.casefold()
    if other.state in ("blocked", "in_play", "not_sold") and other.reason and not same:
        lifts = f" (opens {day(other.reopens_on, told.as_of)})" if other.reopens_on else ""
        return f"{other.reason}{lifts}"
    less = (other.expected_value or 0) < (recommended.expected_value or 0)
    return f"worth less, {chance}{_first(other)}" if less else f"less ready, {chance}"


def _first(other: OpenProduct) -> str:
    return "" if other.first_at is None else f"; it would come first at {percent(other.first_at)}"


def _change(told: Told) -> list[str]:
    recommended, as_of = told.recommended, told.as_of
    says = [*_lifting(told)]
    if recommended.blocked_by and not recommended.reopens_on and recommended.look_again_on:
        says.append(
            f"As a whole it opens on no known day; look again on {day(recommended.look_again_on, as_of)}."
        )
    if recommended.action == "discover":
        says.append(_to_a_play(recommended))
    says += [f"Mind: {warning}." for warning in recommended.warnings]
    fading = [signal.expires_on for signal in recommended.signals if signal.expires_on]
    if fading:
        says.append(f"Without anything new the last signal closes on {day(max(fading), as_of)}.")
    return says


def _lifting(told: Told) -> list[str]:
    """Which gate lifts when; a day that all have is said once."""
    if told.recommended.blocked_by == "capacity":
        opens = told.recommended.reopens_on
        return [f"The next slots open on {day(opens, told.as_of)}."] if opens else []
    blocking = [gate for gate in told.gates if gate.blocks]
    if not told.recommended.blocked_by:
        return []
    says = [
        f"{spoken(gate.gate, GATES)} lifts on {day(gate.reopens_on, told.as_of)}."
        if gate.reopens_on
        else f"{spoken(gate.gate, GATES)} lifts on no known day: when it gets better."
        for gate in blocking
    ]
    gate = spoken(told.recommended.blocked_by, GATES)
    if not says and told.recommended.reopens_on:
        return [f"{gate} lifts on {day(told.recommended.reopens_on, told.as_of)}."]
    if len(says) > 1 and told.recommended.reopens_on:
        says.append(f"All have lifted on {day(told.recommended.reopens_on, told.as_of)}.")
    return list(dict.fromkeys(says))


def _to_a_play(recommended: Recommendation) -> str:
    """What a question to ask lacks to become a pitch."""
    if not recommended.signals:
        return f"A signal for {recommended.product} (asked for it, a full limit, a workaround) would make it a play."
    return "It is a question first, no pitch: an answer that they need it would make it a play."
