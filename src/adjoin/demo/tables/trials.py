"""Trials: some come before a paid start, some after an approach that led nowhere."""

import numpy as np

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Ints
from adjoin.demo.book import Book
from adjoin.demo.log import History
from adjoin.demo.tables.contracts import Spans


def draw_trials(rng: np.random.Generator, book: Book, history: History, spans: Spans) -> Spans:
    """Free spans of two to five weeks; those that turn paid end on the day before the paid start."""
    first = (spans.number == 0) & (spans.started > history.first_day)
    turned = first & (rng.random(len(first)) < noise.TRIAL_BEFORE_START)
    length = rng.integers(14, 36, int(turned.sum()))
    account, product, started = _unpaid(rng, history)
    lasted = rng.integers(14, 36, len(account))
    over = started + lasted <= history.as_of
    account = np.concatenate([spans.account[turned], account[over]])
    product = np.concatenate([spans.product[turned], product[over]])
    begins = np.concatenate([spans.started[turned] - length, started[over]])
    ends = np.concatenate([spans.started[turned] - 1, (started + lasted)[over]])
    free = np.zeros(len(account))
    return Spans(
        account=account,
        product=product,
        started=begins,
        ended=ends,
        renews=np.full(len(account), NO_DAY, dtype=np.int64),
        number=np.zeros(len(account), dtype=np.int64),
        term=np.ones(len(account), dtype=np.int64),
        acv=free,
        list_acv=free,
        seats=np.minimum(book.seats[account, product], 10),
    )


def _unpaid(rng: np.random.Generator, history: History) -> tuple[Ints, Ints, Ints]:
    """(account, product, first day) of trials after approaches that no purchase followed for ten weeks."""
    made = history.approaches
    week = (made["day"] - history.first_day) // 7
    ahead = np.minimum(week[:, None] + np.arange(11), history.weeks - 1)
    bought = history.held[made["account"][:, None], made["product"][:, None], ahead].any(axis=1)
    chosen = ~bought & (rng.random(len(week)) < noise.TRIAL_AFTER_APPROACH)
    started = made["day"] + rng.integers(3, 20, len(week))
    return made["account"][chosen], made["product"][chosen], started[chosen]
