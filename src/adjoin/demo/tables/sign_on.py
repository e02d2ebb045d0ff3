"""Single sign-on: which accounts have it switched on, and the weekly count of logins through it."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Ints, as_dates
from adjoin.demo.book import Book
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.products import INDEX, PRODUCTS, SIGN_ON, SIGN_ON_OF
from adjoin.demo.tables.usage import sundays


@dataclass(frozen=True, slots=True)
class SignOn:
    """One entry a live account with a product that counts logins."""

    account: Ints
    product: Ints  # the one at which they are counted
    since: Ints  # the Sunday from which there are any; NO_DAY where it is off


def draw_sign_on(rng: np.random.Generator, book: Book, history: History) -> SignOn:
    """Large accounts have it more often; a few switched it on in the last year. Nothing else depends on it."""
    counts = [INDEX[one] for one in SIGN_ON_OF]
    held = history.held[:, counts, -1]
    account = np.flatnonzero(held.any(axis=1))
    product = np.array(counts)[held[account].argmax(axis=1)]
    on = rng.random(len(account)) < np.array(noise.SIGN_ON_SHARE)[book.segment[account]]
    new = rng.random(len(account)) < noise.SIGN_ON_NEW
    week = np.where(new, rng.integers(1, noise.SIGN_ON_WEEKS - 4, len(account)), 0)
    return SignOn(account, product, np.where(on, sundays(history, noise.SIGN_ON_WEEKS)[week], NO_DAY))


def sign_on_table(
    rng: np.random.Generator, book: Book, history: History, sign_on: SignOn, weeks: int
) -> pa.Table:
    """Rows for `usage.parquet`: logins a week where it is on, noughts of the last weeks where it is off."""
    sunday = sundays(history, min(weeks, noise.SIGN_ON_WEEKS))
    off = sign_on.since == NO_DAY
    since = np.where(off, sunday[-min(len(sunday), noise.SIGN_ON_NOUGHTS)], sign_on.since)
    held = history.held[sign_on.account, sign_on.product, -len(sunday) :]
    logins = rng.poisson(
        noise.LOGINS_PER_SEAT * book.seats[sign_on.account, sign_on.product][:, None], held.shape
    )
    logins = np.where(off[:, None], 0, np.maximum(logins, 1))
    row, week = np.nonzero(held & (sunday >= since[:, None]))
    return table(
        {
            "account_id": book.account_id[sign_on.account[row]],
            "product_id": np.array(PRODUCTS)[sign_on.product[row]],
            "metric": np.repeat(SIGN_ON, len(row)),
            "week_ending": as_dates(sunday[week]),
            "quantity": logins[row, week].astype(np.float64),
        }
    )


def sign_on_truth(book: Book, sign_on: SignOn) -> pa.Table:
    """`truth/sign_on.csv`."""
    return table(
        {
            "account_id": book.account_id[sign_on.account],
            "product_id": np.array(PRODUCTS)[sign_on.product],
            "on": sign_on.since != NO_DAY,
            "since": as_dates(sign_on.since),
        }
    )
