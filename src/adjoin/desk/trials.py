"""Trials as the ledger has them now, or had them on a day, beside those that the run found in subscriptions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.domain.errors import ConfigurationError
from adjoin.offers.trials.trial_tables import TRIALS, trials_table

if TYPE_CHECKING:
    from adjoin.domain.trial import KeptStep

NESTED = ("criteria", "participants")
"""Columns of `trials` that hold JSON."""

FROM_SUBSCRIPTIONS = "subscriptions"


@dataclass(frozen=True, slots=True)
class Reported:
    """One step of a trial in words. `criterion`: the number of the one it is about; `at`: wall clock, UTC."""

    number: int
    verb: str
    on: date
    person: str
    source: str | None
    criterion: int | None
    until: date | None
    says: str | None
    at: str


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial: its row of `trials`, and what was done with it, oldest first."""

    row: dict[str, Any]
    log: tuple[Reported, ...]

    def as_data(self) -> dict[str, Any]:
        """The row with its lists read, and `log`; days as text."""
        read = {name: json.loads(self.row[name]) for name in NESTED}
        steps = [{name: getattr(one, name) for name in Reported.__slots__} for one in self.log]
        found: dict[str, Any] = json.loads(json.dumps({**self.row, **read, "log": steps}, default=str))
        return found


@on_one_publication
def live_trials(desk: Desk, account: str | None = None, as_of: date | None = None) -> pa.Table:
    """`trials` in key order, of all accounts or one. With `as_of`, by the steps that took effect by then and by what
    the newest run of a day until then found; days are counted on that day, else on the run's."""
    day = as_of or desk.publication().as_of
    told = desk.ledger.trials(as_of)
    wanted = None if account is None else _account(desk, account, {one.trial.account_id for one in told})
    if wanted is not None:
        told = tuple(one for one in told if one.trial.account_id == wanted)
    found = _of_a_run(desk, wanted, as_of)
    mapped = pc.equal(found["source"], FROM_SUBSCRIPTIONS)
    paid = found.filter(pc.invert(mapped)).select(["trial_id", "paid_on"]).to_pylist()
    beside = _not_told(
        found.filter(mapped), {f"{one.trial.account_id}\x1f{one.trial.product_id}" for one in told}
    )
    days = pa.array([day] * beside.num_rows, pa.date32())
    beside = beside.set_column(beside.column_names.index("as_of"), "as_of", days)
    return trials_table(told, day, {row["trial_id"]: row["paid_on"] for row in paid}, beside)


def trial_at(desk: Desk, trial_id: str, as_of: date | None = None) -> TrialView:
    """One trial by its id. ConfigurationError if there is none, or was none by then."""
    rows = live_trials(desk, None, as_of)
    mine = rows.filter(pc.equal(rows["trial_id"], trial_id)).to_pylist()
    if not mine:
        raise ConfigurationError(f"There is no trial {trial_id}. Run: adjoin trial list")
    steps = desk.ledger.trial(int(trial_id)).steps if trial_id.isdecimal() else ()
    known = (kept for kept in steps if as_of is None or kept.step.effective_on <= as_of)
    return TrialView(mine[0], tuple(_reported(kept) for kept in known))


def _account(desk: Desk, word: str, told: set[str]) -> str:
    """The account's id; one that has a trial is found by it even after it has left the book."""
    return word if word in told else desk.reader.account_id(word)


def _of_a_run(desk: Desk, account_id: str | None, as_of: date | None) -> pa.Table:
    """The rows that a run published; none where it is older than the table, or where none speaks for that time."""
    here: Desk | None = desk
    if as_of is not None:
        earlier = [one for one in desk.ledger.publications() if one.as_of <= as_of]
        newest = max(enumerate(earlier), key=lambda one: (one[1].as_of, one[0]), default=None)
        here = None if newest is None else desk.at(newest[1])
    found = None if here is None else here.show_if_there("trials")
    if found is None:
        return TRIALS.empty_table()
    return found if account_id is None else found.filter(pc.equal(found["account_id"], account_id))


def _not_told(mapped: pa.Table, told: set[str]) -> pa.Table:
    """Trials of subscriptions without those that run where somebody has told of one since the run."""
    if not told:
        return mapped
    where = pc.binary_join_element_wise(mapped["account_id"], mapped["product_id"], "\x1f")
    running = pc.and_(pc.is_null(mapped["ended_on"]), pc.is_in(where, pa.array(sorted(told))))
    return mapped.filter(pc.invert(running))


def _reported(kept: KeptStep) -> Reported:
    step = kept.step
    return Reported(
        kept.number,
        str(step.verb),
        step.effective_on,
        step.person,
        step.data.get("source"),
        step.criterion,
        step.until,
        step.text or step.reason,
        kept.at.isoformat(),
    )
