"""What is new, gone or changed since the run before, and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.diff_why import Side, told_why
from adjoin.desk.owner import owner_meant
from adjoin.desk.recommendation import LIVE, TO_SPEAK_TO, product_names, team_names
from adjoin.domain.entry import Publication
from adjoin.domain.errors import ConfigurationError, nearest

MOVED = 1.5
"""Odds of a chance must grow or shrink by this factor before a move is worth a line of its own."""

EXPLAINED = 200
"""Changes that are explained; the rest are counted."""

COLUMNS = ("product_id", "action", "priority", "probability", "expected_value", "blocked_by", "owner")
ORDER = ("new", "gone", "changed", "moved", "rest")


@dataclass(frozen=True, slots=True)
class Change:
    """What changed at one account. `change`: new (there is a reason to speak now, there was none), gone (the reverse),
    changed (another product or action, still to speak to), moved (the same, much more or less likely) or rest (nothing
    to speak about before or now). `was_…`: in the run before. `why`: sentences, the weightiest first."""

    account_id: str
    account: str
    owner: str | None
    owner_name: str | None
    change: str
    was_action: str | None
    was_product: str | None
    was_probability: float | None
    was_worth: float | None
    action: str | None
    product: str | None
    probability: float | None
    worth: float | None
    priority: int | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """A kind of signal, or a gate: how many cells or accounts it newly speaks for, and how many no longer."""

    name: str
    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class Diff:
    """The change from one run to the next. `counts`: changes by their sort, before anything is left out; `signals`:
    kinds that opened and closed; `gates`: that began to block and lifted, by account."""

    currency: str
    run_id: str
    as_of: date
    before_run: str
    before_as_of: date
    accounts: int
    owner: str | None
    owner_name: str | None
    owners: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]
    signals: tuple[Turned, ...]
    gates: tuple[Turned, ...]

    @property
    def left_out(self) -> int:
        """Changes that are only counted."""
        return sum(number for _, number in self.counts) - len(self.changes)


@on_one_publication
def diff(
    desk: Desk, since: str | None = None, owner: str | None = None, limit: int | None = EXPLAINED
) -> Diff:
    """The run that is read against the one before, or against `since` (a run or its date).

    `limit`: so many changes are explained, without the rest; None for every one.

    ConfigurationError where there is none, or for an owner without an account.
    """
    now = desk.publication()
    earlier = desk.at(_before(desk, now, since))
    new, old = Side(desk), Side(earlier)
    team = team_names(desk)
    changed = _changed(new.recommended, old.recommended)
    owners = tuple(
        sorted({(o, team.get(o, o)) for o in changed["owner"].to_pylist() if o}, key=lambda o: o[1])
    )
    if owner:
        owner = owner_meant(owner, owners, "Nothing changed for anybody called '{}'")
        changed = changed.filter(pc.field("owner") == owner)
    counts = Counter(changed["change"].to_pylist())
    if limit is not None:
        changed = changed.filter(pc.field("change") != "rest").slice(0, limit)
    return Diff(
        currency=desk.project.configuration.currency,
        run_id=now.run_id,
        as_of=now.as_of,
        before_run=earlier.publication().run_id,
        before_as_of=earlier.publication().as_of,
        accounts=new.recommended.num_rows,
        owner=owner or None,
        owner_name=team.get(owner, owner) if owner else None,
        owners=owners,
        counts=tuple((sort, counts[sort]) for sort in ORDER if counts[sort]),
        changes=_explained(desk, changed, new, old),
        signals=_turned(new.live_signals(LIVE), old.live_signals(LIVE), "kind"),
        gates=_turned(new.blocks(), old.blocks(), "gate"),
    )


def _before(desk: Desk, now: Publication, since: str | None) -> Publication:
    """The run to compare with: the one asked for, else the newest made before this one and not for a later date."""
    made = desk.ledger.publications()
    earlier = made[: next(place for place, one in enumerate(made) if one.run_id == now.run_id)]
    if since is None:
        found = [one for one in earlier if one.as_of <= now.as_of]
        if not found:
            raise ConfigurationError(
                f"Run {now.run_id} has no run before it to compare with. After the next `adjoin run` there is one; "
                "or publish an earlier date first: adjoin run --as-of DATE."
            )
        return found[-1]
    named = [one for one in made if since in (one.run_id, one.as_of.isoformat()) and one.run_id != now.run_id]
    if not named:
        known = [one.run_id for one in made if one.run_id != now.run_id]
        told = f" Runs are: {', '.join(known[-5:])}." if known else ""
        raise ConfigurationError(f"No other run '{since}'{nearest(since, known)}.{told}")
    return named[-1]


def _changed(new: pa.Table, old: pa.Table) -> pa.Table:
    """One row an account whose recommendation is another one, with its sort of change, the weightiest first."""
    columns = ["account_id", *COLUMNS]
    both = new.select(columns).join(
        old.select(columns), "account_id", join_type="full outer", right_suffix="_was", coalesce_keys=True
    )
    speaks, spoke = (_speaks(both[name]) for name in ("action", "action_was"))
    same = pc.and_(_same(both, "product_id"), _same(both, "action"))
    change = pc.case_when(
        pc.make_struct(
            pc.and_(speaks, pc.invert(spoke)),
            pc.and_(spoke, pc.invert(speaks)),
            pc.and_(pc.and_(speaks, spoke), pc.invert(same)),
            pc.and_(pc.and_(speaks, spoke), _far(both["probability"], both["probability_was"])),
            pc.invert(same),
        ),
        *(pa.scalar(sort) for sort in ORDER),
    )
    rank = pc.if_else(speaks, both["priority"], both["priority_was"])
    owner = pc.coalesce(both["owner"], both["owner_was"])
    place = pc.index_in(change, value_set=pa.array(ORDER))
    told = both.drop_columns(["owner", "owner_was"]).append_column("owner", owner)
    told = told.append_column("change", change).append_column("place", place)
    told = told.append_column("rank", rank).filter(pc.field("change").is_valid())
    return told.sort_by([("place", "ascending"), ("rank", "ascending"), ("account_id", "ascending")])


def _speaks(actions: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.is_in(actions, value_set=pa.array(TO_SPEAK_TO))  # null: not in the book, so not spoken to


def _same(both: pa.Table, name: str) -> pa.ChunkedArray:
    """Whether a column says the same in both runs; an account in one of them only does not."""
    now, was = (pc.fill_null(both[column], "") for column in (name, f"{name}_was"))
    return pc.equal(now, was)


def _far(now: pa.ChunkedArray, was: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether the odds changed by more than the factor that is worth a line."""
    ratio = pc.divide(_odds(now), _odds(was))
    return pc.fill_null(pc.or_(pc.greater(ratio, MOVED), pc.less(ratio, 1 / MOVED)), False)


def _odds(share: pa.ChunkedArray) -> pa.ChunkedArray:
    inside = pc.min_element_wise(pc.max_element_wise(share, 1e-9), 1 - 1e-9)
    return pc.divide(inside, pc.subtract(1.0, inside))


def _explained(desk: Desk, rows: pa.Table, new: Side, old: Side) -> tuple[Change, ...]:
    ids = rows["account_id"].combine_chunks()
    why = told_why(new, old, rows)
    names = {**old.account_names(ids), **new.account_names(ids)}
    products, team = product_names(desk), team_names(desk)
    return tuple(
        Change(
            account_id=row["account_id"],
            account=names.get(row["account_id"]) or row["account_id"],
            owner=row["owner"],
            owner_name=team.get(row["owner"], row["owner"]) if row["owner"] else None,
            change=row["change"],
            was_action=row["action_was"],
            was_product=products.get(row["product_id_was"], row["product_id_was"]),
            was_probability=row["probability_was"],
            was_worth=row["expected_value_was"],
            action=row["action"],
            product=products.get(row["product_id"], row["product_id"]),
            probability=row["probability"],
            worth=row["expected_value"],
            priority=row["priority"],
            why=why[row["account_id"]],
        )
        for row in rows.to_pylist()
    )


def _turned(new: pa.Table, old: pa.Table, name: str) -> tuple[Turned, ...]:
    """How many keys with that name are in the one and not in the other; names without a change are left out."""
    keys = new.column_names
    began = Counter(new.join(old, keys, join_type="left anti")[name].to_pylist())
    ended = Counter(old.join(new, keys, join_type="left anti")[name].to_pylist())
    found = [Turned(one, began[one], ended[one]) for one in {*began, *ended}]
    return tuple(sorted(found, key=lambda one: (-(one.began + one.ended), one.name)))
