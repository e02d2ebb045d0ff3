"""Subscriptions as billing writes them: one row a span, a new row at every renewal, late paper."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Bools, Floats, Ints, as_dates
from adjoin.demo.book import Book
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.products import LIST_PRICE, PRODUCTS

_FAR = 10**6


@dataclass(frozen=True, slots=True)
class Spans:
    """Consecutive spans of holdings, sorted by account, product and start (days as numbers)."""

    account: Ints
    product: Ints
    started: Ints
    ended: Ints  # NO_DAY while it goes on
    renews: Ints
    number: Ints  # 0 for the first span of a holding
    term: Ints
    acv: Floats
    list_acv: Floats
    seats: Ints


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where spans begin: at starts and at renewals of six months and more, sorted by cell and day."""

    account: Ints
    product: Ints
    day: Ints
    first: Bools  # a start, not a renewal

    @property
    def cell(self) -> Ints:
        return self.account * len(PRODUCTS) + self.product


def _cuts(book: Book, history: History) -> _Cuts:
    spells, renewals = history.spells, history.renewals
    yearly = book.term[renewals["account"], renewals["product"]] >= 6
    account = np.concatenate([spells["account"], renewals["account"][yearly]])
    product = np.concatenate([spells["product"], renewals["product"][yearly]])
    day = np.concatenate([spells["day"], renewals["day"][yearly]])
    first = np.arange(len(account)) < len(spells["day"])
    order = np.lexsort((day, account * len(PRODUCTS) + product))
    return _Cuts(account[order], product[order], day[order], first[order])


def draw_spans(rng: np.random.Generator, book: Book, history: History) -> Spans:
    """Cut every holding at its renewals; prices creep upwards from span to span."""
    cuts = _cuts(book, history)
    size = len(cuts.first)
    holding = np.cumsum(cuts.first) - 1
    number = np.arange(size) - np.flatnonzero(cuts.first)[holding]
    late = ~cuts.first & (rng.random(size) < noise.GAP_AT_RENEWAL)
    started = cuts.day + np.where(late, rng.integers(7, 41, size), 0)
    following = np.append(np.where(cuts.first[1:], _FAR, cuts.day[1:]), _FAR)
    ended = np.where(following < _FAR, following - 1, _final_end(history, cuts.cell, started))
    kept = (started <= history.as_of) & ((ended == NO_DAY) | (ended >= started))
    growth = 1.035**number * np.exp(rng.normal(0, 0.015, size))
    list_acv = np.round(book.price[cuts.account, cuts.product] * growth, 0)
    return Spans(
        account=cuts.account[kept],
        product=cuts.product[kept],
        started=started[kept],
        ended=ended[kept],
        renews=_renews(history, cuts.cell, ended)[kept],
        number=number[kept],
        term=book.term[cuts.account[kept], cuts.product[kept]],
        acv=np.round(list_acv * (1 - _discounts(rng, holding)), 0)[kept],
        list_acv=list_acv[kept],
        seats=book.seats[cuts.account[kept], cuts.product[kept]],
    )


def _discounts(rng: np.random.Generator, holding: Ints) -> Floats:
    """Two holdings in five were bought 5 to 25 % below list, and keep it."""
    size = int(holding.max()) + 1
    share = np.where(rng.random(size) < 0.4, rng.uniform(0.05, 0.25, size), 0.0)
    return np.asarray(np.round(share, 2)[holding])


def _final_end(history: History, cell: Ints, started: Ints) -> Ints:
    """The last day held of the holding that `started` lies in, or NO_DAY."""
    ends = history.ends
    keys = np.sort((ends["account"] * len(PRODUCTS) + ends["product"]) * _FAR + ends["day"])
    if not len(keys):
        return np.full(len(cell), NO_DAY, dtype=np.int64)
    place = np.minimum(np.searchsorted(keys, cell * _FAR + started), len(keys) - 1)
    same = (keys[place] // _FAR == cell) & (keys[place] % _FAR >= started)
    return np.where(same, keys[place] % _FAR, NO_DAY)


def _renews(history: History, cell: Ints, ended: Ints) -> Ints:
    """The next renewal as billing shows it: ahead for live rows, else the day after the end."""
    return np.where(ended == NO_DAY, history.renews.ravel()[cell], ended + 1)


def subscriptions_table(book: Book, spans: Spans, trials: Spans) -> pa.Table:
    """`subscriptions.csv`, spelled as in billing, trials after the paid spans."""
    paid, free = (np.full(len(part.account), trial) for part, trial in ((spans, False), (trials, True)))
    joined = pa.concat_tables([_rows(book, spans, paid), _rows(book, trials, free)])
    number = np.char.zfill(np.arange(1, joined.num_rows + 1).astype(str), 6)
    return joined.add_column(0, "sub_id", pa.array(np.char.add("S", number)))


def _rows(book: Book, spans: Spans, trial: Bools) -> pa.Table:
    ratio = spans.list_acv / LIST_PRICE[spans.product]
    plan = np.where(
        trial, "trial", np.where(ratio > 2.2, "enterprise", np.where(ratio > 1.3, "growth", "starter"))
    )
    return table(
        {
            "customer": book.account_id[spans.account],
            "product": np.array(PRODUCTS)[spans.product],
            "start_date": as_dates(spans.started),
            "end_date": as_dates(spans.ended),
            "next_renewal": as_dates(spans.renews),
            "term_months": spans.term,
            "plan": plan,
            "annual_amount": spans.acv,
            "annual_list_amount": spans.list_acv,
            "seats": spans.seats,
            "is_trial": trial,
            "covers_children": book.covers[spans.account, spans.product],
        }
    )
