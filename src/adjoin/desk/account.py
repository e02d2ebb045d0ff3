"""One account: the story in words, and everything that it stands on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.diagnosis import Question, diagnosis
from adjoin.desk.gates_said import GateSays, gates_said
from adjoin.desk.ground import Ground, ground_of
from adjoin.desk.like_you import LikeYou, like_you
from adjoin.desk.recommendation import (
    Recommendation,
    Signal,
    product_names,
    recommendations,
    signals_of,
    team_names,
)
from adjoin.desk.standing import Standing, standing
from adjoin.desk.story import Paragraph, Told, story
from adjoin.desk.usage import Usage, usage_of
from adjoin.domain.entry import Recorded
from adjoin.domain.play import Play


@dataclass(frozen=True, slots=True)
class Cell:
    """One product at the account. `state`: as in whitespace, or `thin` where an open cell has thin evidence.

    `value`: paid a year for what is held, expected value of the rest. `began_on` and `acv` for what is held.
    """

    product_id: str
    product: str
    state: str
    reason: str | None
    reopens_on: date | None
    value: float | None
    began_on: date | None
    acv: float | None


@dataclass(frozen=True, slots=True)
class Mover:
    """What moved the score: `chance` before any signal, or the `log_odds` by which a signal moved it."""

    kind: str
    says: str
    since: date | None
    chance: float | None
    log_odds: float | None


@dataclass(frozen=True, slots=True)
class Open:
    """Another product that is not held, with its chance and what stands in its way. `ground`: what its chance rests on;
    `first_at`: the chance at which it would come first; None where it would already, or nothing tells."""

    product_id: str
    product: str
    base_product: str | None
    probability: float
    probability_low: float
    probability_high: float
    expected_acv: float | None
    acv_source: str | None
    expected_value: float | None
    state: str
    reason: str | None
    reopens_on: date | None
    ground: Ground
    first_at: float | None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something on the account's time line."""

    day: date
    lane: str
    product: str | None
    says: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person of ours did or heard. `at`: wall clock, UTC; `on`: the day it counts from."""

    entry_id: int
    at: datetime
    on: date
    person: str
    verb: str
    product: str | None
    until: date | None
    kind: str | None
    says: str | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """Everything known about one account as of the run. Money a year in `currency`.

    `play`: the one that is open now, also if it was accepted after the run. `standing`, `questions`, `like_you`: none
    where the run did not say.
    """

    account_id: str
    name: str
    currency: str
    as_of: date
    industry: str | None
    segment: str | None
    employees: float | None
    country: str | None
    customer_since: date | None
    csm: str | None
    ae: str | None
    partner: str | None
    acv: float | None
    recommendation: Recommendation
    play: Play | None
    story: tuple[Paragraph, ...]
    standing: Standing | None
    questions: tuple[Question, ...]
    like_you: LikeYou | None
    cells: tuple[Cell, ...]
    gates: tuple[GateSays, ...]
    movers: tuple[Mover, ...]
    signals: tuple[Signal, ...]
    opens: tuple[Open, ...]
    usage: tuple[Usage, ...]
    timeline: tuple[Happening, ...]
    deeds: tuple[Deed, ...]


@on_one_publication
def account(desk: Desk, word: str) -> AccountView:
    """The account of that id or name. ConfigurationError with the nearest name if there is none."""
    account_id = desk.reader.account_id(word)
    book = desk.show("accounts", account_id).to_pylist()[0]
    (recommended,) = recommendations(desk, desk.show("recommendations", account_id))
    names = product_names(desk)
    signals = signals_of(desk.show("signals", account_id), names)
    scores = desk.show("scores", account_id).to_pylist()
    gates = desk.show("gates", account_id).to_pylist()
    cells = _cells(desk, account_id, names, gates)
    opens = _opens(scores, cells, names, recommended)
    base = _of_product(scores, recommended.product_id, "base_product_id")
    said = gates_said(desk, gates, recommended.product_id, base)
    alike = like_you(desk, account_id, recommended.product_id)
    ours = team_names(desk)
    plain = ("industry", "segment", "employees", "country", "customer_since", "partner", "acv")
    told = Told(
        recommended=recommended,
        cells=cells,
        opens=opens,
        gates=said,
        like_you=alike,
        currency=desk.project.configuration.currency,
        as_of=desk.publication().as_of,
        horizon_days=_of_product(scores, recommended.product_id, "horizon_days"),
    )
    return AccountView(
        account_id=account_id,
        name=book["name"] or account_id,
        currency=told.currency,
        as_of=told.as_of,
        csm=ours.get(book["csm"], book["csm"]),
        ae=ours.get(book["ae"], book["ae"]),
        **{name: book[name] for name in plain},
        recommendation=recommended,
        play=desk.ledger.running(account_id),
        story=story(told),
        standing=standing(desk, account_id),
        questions=diagnosis(desk, account_id),
        like_you=alike,
        cells=cells,
        gates=said,
        movers=_movers(scores, recommended.product_id),
        signals=signals,
        opens=opens,
        usage=usage_of(desk, account_id, names, signals),
        timeline=_timeline(desk, account_id, names),
        deeds=tuple(_deed(done, names) for done in reversed(desk.entries(account_id))),
    )


def _cells(
    desk: Desk, account_id: str, names: Mapping[str, str], gates: list[dict[str, Any]]
) -> tuple[Cell, ...]:
    """Held products first, then the rest by value."""
    holdings = {row["product_id"]: row for row in desk.show("holdings", account_id).to_pylist()}
    thin = {row["product_id"] for row in gates if row["reason_code"] == "thin_evidence"}
    playing = {
        play.product_id for play in desk.ledger.plays(only_running=True) if play.account_id == account_id
    }
    found = []
    for row in desk.show("whitespace", account_id).to_pylist():
        product, held = row["product_id"], holdings.get(row["product_id"], {})
        state = "thin" if row["state"] == "open" and product in thin else row["state"]
        found.append(
            Cell(
                product_id=product,
                product=names.get(product, product),
                state="in_play" if product in playing and state != "held" else state,
                reason=row["reason"],
                reopens_on=row["reopens_on"],
                value=row["value"],
                began_on=None if held.get("is_floor") else held.get("began_on"),
                acv=held.get("acv"),
            )
        )
    return tuple(sorted(found, key=lambda c: (c.state != "held", -(c.value or 0), c.product_id)))


def _of_product(scores: list[dict[str, Any]], product_id: str | None, column: str) -> Any:
    return next((row[column] for row in scores if row["product_id"] == product_id), None)


def _movers(scores: list[dict[str, Any]], product_id: str | None) -> tuple[Mover, ...]:
    reasons = _of_product(scores, product_id, "reasons")
    return tuple(
        Mover(
            kind=reason["kind"],
            says=reason["says"],
            since=date.fromisoformat(reason["since"]) if reason.get("since") else None,
            chance=reason.get("chance"),
            log_odds=reason.get("log_odds"),
        )
        for reason in json.loads(reasons or "[]")
    )


def _opens(
    scores: list[dict[str, Any]], cells: tuple[Cell, ...], names: Mapping[str, str], chosen: Recommendation
) -> tuple[Open, ...]:
    states = {cell.product_id: cell for cell in cells}
    plain = (
        "probability",
        "probability_low",
        "probability_high",
        "expected_acv",
        "acv_source",
        "expected_value",
    )
    found = [
        Open(
            product_id=row["product_id"],
            product=names.get(row["product_id"], row["product_id"]),
            base_product=names.get(row["base_product_id"], row["base_product_id"]),
            state=states[row["product_id"]].state,
            reason=states[row["product_id"]].reason,
            reopens_on=states[row["product_id"]].reopens_on,
            ground=ground_of(row),
            first_at=_first_at(row, chosen.expected_value),
            **{name: row[name] for name in plain},
        )
        for row in scores
        if row["product_id"] != chosen.product_id and row["product_id"] in states
    ]
    return tuple(sorted(found, key=lambda o: (-(o.expected_value or 0), -o.probability, o.product)))


def _first_at(row: Mapping[str, Any], worth: float | None) -> float | None:
    """The chance at which a product would be worth as much as the one that is recommended."""
    if not row["expected_acv"] or worth is None or (row["expected_value"] or 0) >= worth:
        return None
    needed = worth / row["expected_acv"]
    return needed if needed <= 1 else None


def _timeline(desk: Desk, account_id: str, names: Mapping[str, str]) -> tuple[Happening, ...]:
    """The newest first."""
    rows = desk.show("timeline", account_id).to_pylist()
    rows.sort(key=lambda row: row["day"], reverse=True)
    return tuple(
        Happening(row["day"], row["lane"], names.get(row["product_id"], row["product_id"]), row["says"])
        for row in rows
    )


def _deed(done: Recorded, names: Mapping[str, str]) -> Deed:
    entry = done.entry
    return Deed(
        entry_id=done.entry_id,
        at=done.at,
        on=entry.effective_on,
        person=entry.person,
        verb=str(entry.verb),
        product=names.get(entry.product_id, entry.product_id) if entry.product_id else None,
        until=entry.until,
        kind=entry.kind,
        says=entry.text or entry.reason,
    )
