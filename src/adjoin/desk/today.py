"""Whom to speak to today, about what and why now; what goes on; what is held back and until when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.crowding import crowding
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.hands_off import ended_cells
from adjoin.desk.held_by_gate import HeldByGate, held_by_gate
from adjoin.desk.owner import owner_meant
from adjoin.desk.play_waking import wake_reasons
from adjoin.desk.plays_board import PHASES, NextTask, next_task
from adjoin.desk.recommendation import TO_SPEAK_TO, Recommendation, product_names, recommendations, team_names
from adjoin.domain.entry import Publication, Recorded
from adjoin.domain.play import Campaign
from adjoin.ledger.outlines import Outline
from adjoin.plays.clock import clock

HELD_SHOWN = 8
PLAYS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Owner:
    """One of ours and how many accounts there are to speak to or to explore."""

    rep_id: str
    name: str
    accounts: int


@dataclass(frozen=True, slots=True)
class InPlay:
    """A product that somebody is at already: a play of ours, or an open opportunity.

    `play_id`, `phase`, `day` (of 41) and `next_task` of a play; None of an opportunity. `says`: who, or which deal.
    `woken`: why a play that rests should go on now.
    """

    account_id: str
    account: str
    product_id: str
    product: str
    since: date | None
    says: str
    play_id: int | None = None
    phase: str | None = None
    day: int | None = None
    next_task: NextTask | None = None
    woken: str | None = None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What one gate holds back. `rows`: the dearest of it."""

    sums: HeldByGate
    rows: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """One person's day, or everybody's. `cards`: at most a handful, by priority.

    `to_speak_to` counts accounts with a reason now, `to_explore` those worth a question first, `in_play` and
    `held_back` the rest; `queued` have a reason too and wait for a slot; `held_out` are left to themselves by an
    experiment; `answered` were left out because somebody answered since the run. `in_play_rows` lists the first of
    those in play. `finished_at`: UTC. `crowding`: whether the plays name one product over and over, in a sentence.
    `silent`: why there are no cards in shadow mode, else None.
    """

    company: str
    currency: str
    as_of: date
    finished_at: datetime
    owner: str | None
    owner_name: str | None
    owners: tuple[Owner, ...]
    to_speak_to: int
    to_explore: int
    in_play: int
    queued: int
    held_back: int
    held_out: int
    answered: int
    crowding: str | None
    silent: str | None
    cards: tuple[Recommendation, ...]
    in_play_rows: tuple[InPlay, ...]
    held: tuple[HeldBack, ...]


@on_one_publication
def today(desk: Desk, owner: str | None = None, limit: int = 5) -> Today:
    """What the current publication has for one owner, or for all. ConfigurationError for an unknown owner."""
    publication = desk.publication()
    rows = desk.show("recommendations")
    names = team_names(desk)
    owners = _owners(rows, names)
    if owner is not None:
        known = [one for one in rows["owner"].unique().to_pylist() if one]
        owner = owner_meant(owner, [(one, names.get(one, one)) for one in known])
        rows = rows.filter(pc.field("owner") == owner)
    speak = rows.filter(pc.field("action").isin(TO_SPEAK_TO))
    running = desk.ledger.outlines()
    waiting, answered = _unanswered(
        desk, speak, publication, {one.campaign.play.account_id for one in running}
    )
    waiting, waits = _slotted(waiting)
    plays = waiting.filter(pc.field("action") == "play").num_rows
    in_play = _in_play(desk, running, None if owner is None else set(rows["account_id"].to_pylist()))
    held = rows.filter(pc.field("blocked_by").is_valid())
    full = held.filter(pc.field("blocked_by") == "capacity").num_rows
    configuration = desk.project.configuration
    return Today(
        company=configuration.company,
        currency=configuration.currency,
        as_of=publication.as_of,
        finished_at=publication.finished_at,
        owner=owner,
        owner_name=None if owner is None else names.get(owner, owner),
        owners=owners,
        to_speak_to=plays,
        to_explore=waiting.num_rows - plays,
        in_play=len({row.account_id for row in in_play}),
        queued=waits + full,
        held_back=held.num_rows - full,
        held_out=rows.filter(pc.field("action") == "holdout").num_rows,
        answered=answered,
        crowding=crowding(desk),
        silent=(silent := _silent(desk)),
        cards=recommendations(desk, waiting.slice(0, 0 if silent else limit)),
        in_play_rows=_shown(desk, in_play, running, names),
        held=_held(desk, held),
    )


def _silent(desk: Desk) -> str | None:
    """Why nobody is shown what to do, in shadow mode."""
    found = desk.show_if_there("shadow")
    rows = [] if found is None else found.to_pylist()
    return next((row["says"] for row in rows if row["silent"]), None)


def _slotted(waiting: pa.Table) -> tuple[pa.Table, int]:
    """Those with a slot of this week, and how many stand in line behind them."""
    if "slot" not in waiting.column_names:
        return waiting, 0
    now = waiting.filter(pc.fill_null(pc.not_equal(waiting["slot"], "queued"), True))
    return now, waiting.num_rows - now.num_rows


def _owners(rows: pa.Table, names: dict[str, str]) -> tuple[Owner, ...]:
    speak = rows.filter(pc.field("action").isin(TO_SPEAK_TO) & pc.field("owner").is_valid())
    counts = _slotted(speak)[0].group_by("owner").aggregate([("account_id", "count")]).sort_by("owner")
    owners = [(row["owner"], row["account_id_count"]) for row in counts.to_pylist()]
    return tuple(Owner(owner, names.get(owner, owner), accounts) for owner, accounts in owners)


def _unanswered(
    desk: Desk, speak: pa.Table, publication: Publication, taken: set[str]
) -> tuple[pa.Table, int]:
    """Rows that nobody answered since the run; an answer counts in the engine from the next one, and so does the
    end of a play. `taken`: accounts with a running play."""
    resting = _hands_off(desk.ledger.rests(), publication.as_of) | ended_cells(desk)
    named = taken | {account for account, _ in resting}
    near = speak.filter(pc.field("account_id").isin(pa.array(sorted(named), pa.string())))
    out = {
        row["account_id"]
        for row in near.select(["account_id", "product_id"]).to_pylist()
        if row["account_id"] in taken
        or {(row["account_id"], None), (row["account_id"], row["product_id"])} & resting
    }
    left = speak.filter(
        pc.invert(pc.is_in(speak["account_id"], value_set=pa.array(sorted(out), pa.string())))
    )
    return left, len(out)


def _hands_off(entries: Iterable[Recorded], as_of: date) -> set[tuple[str, str | None]]:
    """(account, product or None for all) that a person rests then; the newest word of a kind stands."""
    newest = {
        (done.entry.account_id, done.entry.product_id, done.entry.verb): done.entry
        for done in entries
        if done.entry.effective_on <= as_of
    }
    return {
        (entry.account_id, entry.product_id)
        for entry in newest.values()
        if entry.until is not None and entry.until > as_of
    }


def _in_play(desk: Desk, running: Sequence[Outline], of_owner: set[str] | None) -> tuple[InPlay, ...]:
    """Plays accepted (now, not only at the last run) and the opportunities that the run found open."""
    seen = desk.reader.matching("whitespace", "state", "in_play").to_pylist()
    found: dict[tuple[str, str, int | None], dict[str, Any]] = {}
    taken = {(one.campaign.play.account_id, one.campaign.play.product_id) for one in running}
    for row in seen:
        cell = (row["account_id"], row["product_id"])
        if cell not in taken:
            found[(*cell, None)] = {"says": row["reason"] or "", "since": None}
    for play in (one.campaign.play for one in running):
        found[(play.account_id, play.product_id, play.play_id)] = {
            "says": f"Accepted by {play.person}",
            "since": play.accepted_on,
        }
    cells = [cell for cell in found if of_owner is None or cell[0] in of_owner]
    names = _names(desk, {account for account, _, _ in cells})
    products = product_names(desk)
    return tuple(
        InPlay(a, names.get(a, a), p, products.get(p, p), play_id=play_id, **found[(a, p, play_id)])
        for a, p, play_id in cells
    )


def _shown(
    desk: Desk, in_play: Sequence[InPlay], running: Sequence[Outline], team: Mapping[str, str]
) -> tuple[InPlay, ...]:
    """The first of them, each as it stands: plays to wake, plays by the day when something is due, the rest."""
    outlines = {one.campaign.play.play_id: one for one in running}

    def due(row: InPlay) -> tuple[bool, bool, date, str, str]:
        outline = outlines.get(row.play_id) if row.play_id is not None else None
        waiting = [task.due_on for task in outline.campaign.tasks] if outline else []
        return (
            row.play_id is None,
            row.woken is None,
            min(waiting, default=date.max),
            row.account_id,
            row.product_id,
        )

    woken = wake_reasons(desk, [one.campaign for one in running])
    rows = (replace(row, woken=woken.get(row.play_id)) if row.play_id else row for row in in_play)
    return tuple(
        _with_its_play(desk, row, outlines[row.play_id].campaign, team) if row.play_id in outlines else row
        for row in sorted(rows, key=due)[:PLAYS_SHOWN]
    )


def _with_its_play(desk: Desk, row: InPlay, campaign: Campaign, team: Mapping[str, str]) -> InPlay:
    """The row with how its play stands on the day of the run."""
    as_of = desk.publication().as_of
    stands = clock(campaign, as_of, None)  # holidays only count for hand-offs, which are on the play's page
    task = next_task(campaign, as_of, team)
    return replace(row, phase=PHASES[campaign.play.phase], day=stands.day, next_task=task)


def _names(desk: Desk, ids: set[str]) -> dict[str, str]:
    rows = desk.rows_of("accounts", ids, ("account_id", "name"))
    return {row["account_id"]: row["name"] or row["account_id"] for row in rows}


def _held(desk: Desk, held: pa.Table) -> tuple[HeldBack, ...]:
    """By gate, the one that holds back most first."""
    return tuple(
        HeldBack(sums, recommendations(desk, _dearest(held.filter(pc.field("blocked_by") == sums.gate))))
        for sums in held_by_gate(held)
    )


def _dearest(rows: pa.Table) -> pa.Table:
    # Recommendations are in order of priority, which is by value among those that are held back.
    return rows.slice(0, HELD_SHOWN)
