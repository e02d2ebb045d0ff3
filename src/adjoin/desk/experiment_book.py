"""What an experiment would begin with: the roots of the book now, and what this week's run would do there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from adjoin.desk.desk import Desk
from adjoin.domain.errors import ConfigurationError
from adjoin.words.days import day

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class BookNow:
    """`roots`: those that can be drawn; `excluded`: those that cannot, since an account of theirs was named.

    `first_plays_a_week`: of the roots, how many have a play with a slot this week. `base_rate`: the mean probability of
    those plays, or of all that is proposed where there is none; None where nothing is.
    """

    roots: tuple[str, ...]
    excluded: tuple[str, ...]
    first_plays_a_week: int
    base_rate: float | None
    notes: tuple[str, ...]


def book_now(desk: Desk, exclude: Sequence[str]) -> BookNow:
    """The book of the publication without the roots of these accounts. ConfigurationError for accounts not in it."""
    accounts = desk.show("accounts").select(["account_id", "root_id"])
    accounts = accounts.set_column(1, "root_id", pc.coalesce(accounts["root_id"], accounts["account_id"]))
    named = pc.is_in(accounts["account_id"], value_set=_ids(desk, exclude))
    excluded = accounts.filter(named)["root_id"].unique()
    left = accounts.filter(pc.invert(pc.is_in(accounts["root_id"], value_set=excluded)))
    proposed = desk.show("recommendations").select(["account_id", "action", "slot", "probability"])
    proposed = proposed.filter(
        pc.is_in(proposed["account_id"], value_set=left["account_id"].combine_chunks())
    )
    plays = proposed.filter((pc.field("action") == "play") & (pc.field("slot") == "this_week"))
    with_play = left.filter(pc.is_in(left["account_id"], value_set=plays["account_id"].combine_chunks()))
    rate = pc.mean((plays if plays.num_rows else proposed)["probability"]).as_py()
    return BookNow(
        roots=tuple(sorted(left["root_id"].unique().to_pylist())),
        excluded=tuple(sorted(excluded.to_pylist())),
        first_plays_a_week=len(with_play["root_id"].unique()),
        base_rate=None if rate is None else round(rate, 6),
        notes=_silent(desk),
    )


def _ids(desk: Desk, words: Sequence[str]) -> pa.Array:
    """The accounts meant. ConfigurationError with every word that means none."""
    import pyarrow as pa  # noqa: PLC0415 - 0.4 s to import, and only plans need it

    found: list[str] = []
    problems: list[str] = []
    for word in words:
        try:
            found.append(desk.reader.account_id(word))
        except ConfigurationError as error:
            problems += error.problems
    if problems:
        raise ConfigurationError(*problems)
    return pa.array(found, pa.string())


def _silent(desk: Desk) -> tuple[str, ...]:
    """Nobody is shown anything in shadow mode, so that no first play begins before its end."""
    return tuple(
        f"Shadow mode: no first play begins before {day(row['opens_on'])}, so that each of these days comes later."
        for row in desk.rows("shadow")
        if row["silent"]
    )
