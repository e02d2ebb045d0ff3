"""Give-gets as tables, as of a day: each concession of each play, and what came of each kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.domain.play import Campaign, PlayKind, PlayState
from adjoin.plays.concessions import (
    DIGITS,
    Concession,
    ConcessionKind,
    ConcessionState,
    concessions,
    share_given,
)

_DAYS = ("as_of", "given_on", "settled_on")
_WHOLE = ("play_id", "place", "offered", "agreed", "withdrawn", "kept", "broken")
_PLAYS = ("plays_with", "won_with", "plays_without", "won_without")
_SHARES = ("share", "money", "once", "counts", "total_share", "mean_share")


def _schema(names: Sequence[str]) -> pa.Schema:
    types = dict.fromkeys(_DAYS, pa.date32()) | dict.fromkeys((*_WHOLE, *_PLAYS), pa.int64())
    types |= dict.fromkeys(_SHARES, pa.float64())
    return pa.schema([(name, types.get(name, pa.string())) for name in names])


GIVE_GETS = _schema(
    (
        *("as_of", "play_id", "account_id", "product_id", "place", "kind", "gives", "gets", "given_by"),
        *("got_from", "given_on", "share", "money", "once", "counts", "total_share", "approved_by", "state"),
        *("settled_on", "outcome"),
    )
)
"""`share` off the price, `money` a year, `once` one-off; `counts`: what all of it takes of the cap, as a share of the
list price, 0 once withdrawn; `total_share`: of the whole play. `outcome` of the play, null while it runs."""

GIVE_GET_RECORD = _schema(
    (
        *("as_of", "kind", "offered", "agreed", "withdrawn", "kept", "broken"),
        *(*_PLAYS, "mean_share", "says"),
    )
)
"""By kind: how many were offered at all, and agreed at all (kept and broken among them); plays that are over, with one
of the kind that stood and without, and how many of them were won; the mean of `counts` where it stood. Which plays get
a concession is chosen, so that won with against won without is no effect of it."""


@dataclass(frozen=True, slots=True)
class _Given:
    campaign: Campaign
    each: tuple[Concession, ...]


def concession_tables(campaigns: Sequence[Campaign], as_of: date) -> dict[str, pa.Table]:
    """`give_gets` (key play_id, place) and `give_get_record` (key kind) of campaigns as they stood on `as_of`."""
    sold = (one for one in campaigns if one.play.kind is PlayKind.CROSS_SELL)
    given = [_Given(one, concessions(one)) for one in sorted(sold, key=lambda one: one.play.play_id)]
    rows = [row for one in given for row in _rows(one, as_of)]
    kinds = [kind for kind in ConcessionKind if any(c.kind is kind for one in given for c in one.each)]
    record = [_record(kind, given, as_of) for kind in sorted(kinds)]
    return {
        "give_gets": pa.Table.from_pylist(rows, GIVE_GETS),
        "give_get_record": pa.Table.from_pylist(record, GIVE_GET_RECORD),
    }


def _rows(given: _Given, as_of: date) -> Iterable[dict[str, Any]]:
    play, total = given.campaign.play, share_given(given.each)
    for one in given.each:
        yield {
            "as_of": as_of,
            "play_id": play.play_id,
            "account_id": play.account_id,
            "product_id": play.product_id,
            "place": one.place,
            "kind": str(one.kind),
            "gives": one.gives,
            "gets": one.gets,
            "given_by": one.given_by,
            "got_from": one.got_from,
            "given_on": one.given_on,
            "share": one.share,
            "money": one.money,
            "once": one.once,
            "counts": one.counts,
            "total_share": total,
            "approved_by": one.approved_by,
            "state": str(one.state),
            "settled_on": one.settled_on,
            "outcome": play.outcome,
        }


def _record(kind: ConcessionKind, given: Sequence[_Given], as_of: date) -> dict[str, Any]:
    own = [one for play in given for one in play.each if one.kind is kind]
    count = {state: sum(one.state is state for one in own) for state in ConcessionState}
    kept, broken = count[ConcessionState.KEPT], count[ConcessionState.BROKEN]
    stood = [one.counts for one in own if one.state is not ConcessionState.WITHDRAWN]
    over = [play for play in given if play.campaign.play.outcome is not None]
    having = [play for play in over if _stands(kind, play)]
    lacking = [play for play in over if not _stands(kind, play)]
    row = {
        "offered": len(own),
        "agreed": count[ConcessionState.AGREED] + kept + broken,
        "kept": kept,
        "withdrawn": count[ConcessionState.WITHDRAWN],
        "broken": broken,
        "plays_with": len(having),
        "won_with": _won(having),
        "plays_without": len(lacking),
        "won_without": _won(lacking),
        "mean_share": round(sum(stood) / len(stood), DIGITS) if stood else None,
    }
    return {"as_of": as_of, "kind": str(kind), **row, "says": _says(row)}


def _stands(kind: ConcessionKind, play: _Given) -> bool:
    return any(one.kind is kind and one.state is not ConcessionState.WITHDRAWN for one in play.each)


def _won(plays: Iterable[_Given]) -> int:
    return sum(one.campaign.play.state is PlayState.WON for one in plays)


def _says(row: dict[str, Any]) -> str:
    """In counts, for there are never many."""
    settled = row["kept"] + row["broken"]
    kept = f"what was got was delivered in {row['kept']} of {settled}" if settled else "none is settled yet"
    return (
        f"Agreed {row['agreed']} of {row['offered']}; {kept}; won {row['won_with']} of {row['plays_with']} plays with "
        f"it, {row['won_without']} of {row['plays_without']} without."
    )
