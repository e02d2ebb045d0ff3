"""This week's plays at every open moment: launches within their share, then the rest, then fillers for ghosts.

SQL prepares the pairs and the slots and takes back who has one; here only numbers are chosen among.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.decisions.assignment.solving import MOST_PAIRS, Flags, Pairs, Whole, solve
from adjoin.warehouse.warehouse import Warehouse

ASSIGNED = pa.schema(
    [("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string()),
     ("filler", pa.bool_()), ("launch", pa.bool_())]
)  # fmt: skip
"""Who has a slot this week. `filler`: in the slot of a ghost, or the ghost of one who would be; not analysed."""

ASSIGNMENT_QUALITY = pa.schema(
    [("as_of", pa.date32()), ("turn", pa.int64()), ("pairs", pa.int64()), ("assigned", pa.int64()),
     ("value", pa.float64()), ("bound", pa.float64()), ("gap", pa.float64())]
)  # fmt: skip
"""How good each turn's solution is. `gap`: the share of the bound that it may lack, 0 where it is the best."""

LAUNCH_TURNS, PLAY_TURNS = (1, 2), (3, 4)


Quality = tuple[int, int, float, float, float]
"""Pairs, assigned, value, bound and gap of one turn."""


@dataclass(slots=True)
class _Week:
    """One moment: its pairs in order of preference, and what is left of roots and slots as turns are taken."""

    pairs: Pairs
    turn: Whole
    held: Flags
    slots: Whole
    launch_slots: Whole
    launches_in_all: int
    taken: Flags
    most_pairs: int

    def take(self, turn: int, slots: Whole, which: Flags, most: int | None = None) -> tuple[Flags, Quality]:
        """The best of one turn's pairs within `slots` on roots that nobody has; gives them, and how good it is.

        `most`: of the solution only so many, the preferred ones.
        """
        free = ~np.isin(self.pairs.root, self.pairs.root[self.taken])
        here = np.flatnonzero(which & free & (self.turn == turn))
        solution = solve(self.pairs.only(here), slots, self.most_pairs)
        new = np.zeros(len(self.taken), dtype=np.bool_)
        new[here[solution.taken][:most]] = True
        self.taken |= new
        money = (round(solution.value, 6), round(solution.bound, 6), round(solution.gap, 12))
        return new, (len(here), int(new.sum()), *money)

    def by_owner(self, which: Flags) -> Whole:
        return np.bincount(self.pairs.owner[which], minlength=len(self.slots))


def assign(warehouse: Warehouse, most_pairs: int = MOST_PAIRS) -> None:
    """Leave `assigned` and `assignment_quality`; reads `play_pairs` and `capacity` of all open moments.

    The solution is the one without any experiment. Then each owner whose winner is held out has its slot filled by the
    next best account, as a `filler`; where that one is held out as well, it is the ghost of a filler.
    """
    pairs = warehouse.read("play_pairs", ("as_of", "place"))
    capacity = warehouse.read("capacity", ("as_of", "owner"))
    chosen, quality = [ASSIGNED.empty_table()], [ASSIGNMENT_QUALITY.empty_table()]
    if pairs.num_rows:  # some engines give no columns where there is no row
        for as_of in pairs["as_of"].unique().to_pylist():
            here, people = (
                table.filter(pc.equal(table["as_of"], _day(as_of))) for table in (pairs, capacity)
            )
            week = _week(here, people, most_pairs)
            filler, turns = _decide(week)
            chosen.append(_rows(here, week, filler))
            quality.append(_quality(as_of, turns))
    warehouse.put("assigned", pa.concat_tables(chosen))
    warehouse.put("assignment_quality", pa.concat_tables(quality))


def _week(pairs: pa.Table, people: pa.Table, most_pairs: int) -> _Week:
    count = pairs.num_rows
    root = pairs["root_id"].combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    owner = pc.index_in(pairs["owner"], value_set=people["owner"]).to_numpy().astype(np.int64)
    return _Week(
        pairs=Pairs(pairs["value"].to_numpy().astype(np.float64), root, owner),
        turn=pairs["turn"].to_numpy(),
        held=pairs["held"].to_numpy(),
        slots=pc.fill_null(people["slots"], count).to_numpy().astype(np.int64),
        launch_slots=people["launch_slots"].to_numpy().astype(np.int64),
        launches_in_all=people["launches_in_all"][0].as_py(),
        taken=np.zeros(count, dtype=np.bool_),
        most_pairs=most_pairs,
    )


def _decide(week: _Week) -> tuple[Flags, list[tuple[int, *Quality]]]:
    """Take the turns; gives which of those taken are fillers, and how good each turn is."""
    everyone = np.ones(len(week.taken), dtype=np.bool_)
    turns = []
    for turn in (*LAUNCH_TURNS, *PLAY_TURNS):
        used = week.by_owner(week.taken)
        if turn in LAUNCH_TURNS:
            most = week.launches_in_all - int(used.sum())
            _, quality = week.take(turn, np.minimum(week.slots, week.launch_slots) - used, everyone, most)
        else:
            _, quality = week.take(turn, week.slots - used, everyone)
        turns.append((turn, *quality))
    return _fill(week), turns


def _fill(week: _Week) -> Flags:
    """Give what ghosts left open to the next best; gives who has such a slot.

    The next best may be held out as well: then it is the ghost of a filler, and the slot goes on. Were fillers drawn
    among the others alone, these would lose accounts to fillers' slots that those held out keep, and the arms of an
    experiment would come apart with nothing wrong.
    """
    wanted = week.by_owner(week.taken)
    filler = np.zeros_like(week.taken)
    while True:
        left = wanted - week.by_owner(week.taken & ~week.held)
        new = np.zeros_like(filler)
        for turn in PLAY_TURNS:
            taken, _ = week.take(turn, left - week.by_owner(new), np.ones_like(filler))
            new |= taken
        filler |= new
        if not (new & week.held).any():
            return filler


def _rows(pairs: pa.Table, week: _Week, filler: Flags) -> pa.Table:
    table = pairs.select(["as_of", "account_id", "product_id"])
    table = table.append_column("filler", pa.array(filler))
    table = table.append_column("launch", pa.array(np.isin(week.turn, LAUNCH_TURNS)))
    return table.filter(pa.array(week.taken)).cast(ASSIGNED)


def _quality(as_of: date, turns: list[tuple[int, *Quality]]) -> pa.Table:
    names = ASSIGNMENT_QUALITY.names[1:]
    rows = [{"as_of": as_of, **dict(zip(names, turn, strict=True))} for turn in turns if turn[1]]
    return pa.Table.from_pylist(rows, schema=ASSIGNMENT_QUALITY)


def _day(as_of: date) -> pa.Scalar:
    return pa.scalar(as_of, pa.date32())
