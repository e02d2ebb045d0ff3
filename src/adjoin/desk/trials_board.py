"""All trials: what runs and what waits for a decision, what is over, and how many converted by product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names
from adjoin.desk.trial_asked import terms_in
from adjoin.desk.trial_lines import STATES, TrialLine, state_of, trial_lines
from adjoin.desk.trials import FROM_SUBSCRIPTIONS, live_trials
from adjoin.domain.errors import ConfigurationError, nearest

MOST_SHOWN = 250


@dataclass(frozen=True, slots=True)
class Conversion:
    """Of one product's trials that ended long enough ago, how many converted: all, those seeded with the customer's
    data, those said not to be, and those of which nobody said. `share` 0–1 with its 95 % limits, None of too few;
    `held_before`: left out, for they had the product already."""

    product_id: str
    product: str
    ended: int
    converted: int
    share: float | None
    share_low: float | None
    share_high: float | None
    seeded_ended: int
    seeded_converted: int
    unseeded_ended: int
    unseeded_converted: int
    unsaid_ended: int
    held_before: int


@dataclass(frozen=True, slots=True)
class Board:
    """Trials as they stand. `account`, `product`, `state`: what was asked for; `account_name`: of that account.

    `products`: (id, name) of those that were tried. `all_of`: how many there are whatever was asked for. `running` and
    `over`: those that somebody told of, what waits longest for a decision first, and the last that ended first.
    `found`: the newest of those that subscriptions show alone, `found_of` of them. `conversion`: None where the
    publication has none; of `least_ended` trials on, a share is said.
    """

    as_of: date
    account: str | None
    account_name: str | None
    product: str | None
    state: str | None
    products: tuple[tuple[str, str], ...]
    all_of: int
    running: tuple[TrialLine, ...]
    over: tuple[TrialLine, ...]
    found: tuple[TrialLine, ...]
    found_of: int
    conversion: tuple[Conversion, ...] | None
    least_ended: int


@on_one_publication
def trials_board(
    desk: Desk, account: str | None = None, product: str | None = None, state: str | None = None
) -> Board:
    """All trials, or those at an account, of a product, in a state. ConfigurationError for what is not known."""
    if state and state not in STATES:
        raise ConfigurationError(
            f"There is no state '{state}'{nearest(state, STATES)}. States are: {', '.join(STATES)}."
        )
    rows = live_trials(desk, account)
    names = product_names(desk)
    tried = set(pc.unique(rows["product_id"]).to_pylist())
    what = desk.product(product).id if product else None
    wanted = rows if what is None else rows.filter(pc.equal(rows["product_id"], what))
    mapped = pc.equal(wanted["source"], FROM_SUBSCRIPTIONS)
    told = [row for row in wanted.filter(pc.invert(mapped)).to_pylist() if state in (None, "", state_of(row))]
    lines = trial_lines(desk, told)
    found = _newest(wanted.filter(mapped), state)
    where = desk.reader.account_id(account) if account and not rows.num_rows else None
    account_id = rows["account_id"][0].as_py() if account and rows.num_rows else where
    return Board(
        as_of=desk.publication().as_of,
        account=account_id,
        account_name=_name(desk, account_id),
        product=what,
        state=state or None,
        products=tuple((key, name) for key, name in names.items() if key in tried or key == what),
        all_of=rows.num_rows,
        running=tuple(sorted((one for one in lines if one.runs), key=_most_pressing)),
        over=tuple(sorted((one for one in lines if not one.runs), key=_last_ended)),
        found=trial_lines(desk, found.slice(0, MOST_SHOWN).to_pylist()),
        found_of=found.num_rows,
        conversion=_conversion(desk, what, names),
        least_ended=terms_in(desk).least_ended,
    )


def _newest(mapped: pa.Table, state: str | None) -> pa.Table:
    """Those of the state, the newest first; none of them waits for a decision, for their planned end is not known."""
    chosen = mapped.filter(pc.equal(mapped["state"], state)) if state else mapped
    return chosen.sort_by([("started_on", "descending"), ("trial_id", "ascending")])


def _most_pressing(line: TrialLine) -> tuple[date, str]:
    return line.ends_on or line.started_on, line.trial_id


def _last_ended(line: TrialLine) -> tuple[int, str]:
    return -(line.ended_on or line.started_on).toordinal(), line.trial_id


def _name(desk: Desk, account_id: str | None) -> str | None:
    if account_id is None:
        return None
    row: Mapping[str, Any] = next(iter(desk.rows_of("accounts", [account_id], ("account_id", "name"))), {})
    return row.get("name") or account_id


def _conversion(
    desk: Desk, product_id: str | None, names: Mapping[str, str]
) -> tuple[Conversion, ...] | None:
    found = desk.show_if_there("trial_conversion")
    if found is None:
        return None
    rows = [row for row in found.to_pylist() if product_id in (None, row["product_id"])]
    derived = ("product", "unsaid_ended")
    lines = (
        Conversion(
            product=names.get(row["product_id"], row["product_id"]),
            unsaid_ended=row["ended"] - row["seeded_ended"] - row["unseeded_ended"],
            **{name: row[name] for name in Conversion.__slots__ if name not in derived},
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda one: (-one.ended, one.product, one.product_id)))
