"""Contacts at the customers, and a sample of the people who use each product."""

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Ints, Words, as_dates, pick
from adjoin.demo.book import Book
from adjoin.demo.evidence import Traces
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.names import FAMILY_NAMES, GIVEN_NAMES
from adjoin.demo.products import BUYER_TITLES, PRODUCTS

_TITLES = (
    "Office Manager", "Operations Manager", "CFO", "CIO", "Managing Director", "Purchasing Manager",
    "Team Lead",
    "Project Manager", "HR Manager", "IT Administrator", "Business Analyst", "Executive Assistant",
)  # fmt: skip
_FUNCTIONS = ("Sales", "Support", "Finance", "Operations", "IT", "Marketing", "Data")
_BUYERS = np.array([BUYER_TITLES[product] for product in PRODUCTS])


def contacts_table(rng: np.random.Generator, book: Book, history: History, traces: Traces) -> pa.Table:
    """`contacts.csv`: known since the account joined, newcomers, and those whom a need brought."""
    account, day, title = _first_contacts(rng, book, history)
    brought = traces.of("stakeholder_expansion")
    newcomer, newcomer_day, newcomer_title = _newcomers(rng, book, history)
    account = np.concatenate([account, newcomer, brought.account])
    day = np.concatenate([day, newcomer_day, brought.day])
    sent = _BUYERS[brought.product, rng.integers(0, 2, len(brought.product))]
    title = np.concatenate([title, newcomer_title, sent])
    order = np.lexsort((day, account))
    account, day, title = account[order], day[order], title[order]
    size = len(account)
    given, family = pick(rng, GIVEN_NAMES, size), pick(rng, FAMILY_NAMES, size)
    mail = np.char.lower(np.char.add(np.char.add(given, "."), family))
    gone = rng.random(size) < 0.08
    left = np.minimum(day + rng.integers(90, 1500, size), history.as_of)
    return table(
        {
            "contact_id": np.char.add("C", np.char.zfill(np.arange(1, size + 1).astype(str), 6)),
            "account_id": book.account_id[account],
            "name": np.char.add(np.char.add(given, " "), family),
            "title": title,
            "email": np.char.add(
                np.char.add(mail, "@"), np.char.add(np.char.lower(book.account_id[account]), ".example")
            ),
            "first_seen_on": as_dates(day),
            "left_on": as_dates(np.where(gone & (left > day + 60), left, NO_DAY)),
            "opted_out": rng.random(size) < 0.02,
        }
    )


def _first_contacts(rng: np.random.Generator, book: Book, history: History) -> tuple[Ints, Ints, Words]:
    account = np.repeat(np.arange(book.size), np.array([1, 2, 3])[book.segment])
    day = history.day_of(book.joined_week)[account] + rng.integers(-30, 120, len(account))
    title = pick(rng, _TITLES, len(account))
    buyer = _BUYERS[rng.integers(0, len(PRODUCTS), len(account)), rng.integers(0, 2, len(account))]
    title = np.where(rng.random(len(account)) < 0.08, buyer, title)
    return account, np.minimum(day, history.as_of - 1), title


def _newcomers(rng: np.random.Generator, book: Book, history: History) -> tuple[Ints, Ints, Words]:
    alive = history.held.any(axis=1)
    account, week = np.nonzero(alive & (rng.random(alive.shape) < noise.NEWCOMER_RATE))
    day = history.day_of(week) + rng.integers(0, 5, len(account))
    buyer = _BUYERS[rng.integers(0, len(PRODUCTS), len(account)), rng.integers(0, 2, len(account))]
    chance = rng.random(len(account)) < noise.NEWCOMER_IS_BUYER
    return account, day, np.where(chance, buyer, pick(rng, _TITLES, len(account)))


def users_table(rng: np.random.Generator, book: Book, history: History) -> pa.Table:
    """`users.parquet`: up to four named users of each product held at the end."""
    account, product = np.nonzero(history.held[:, :, -1])
    count = np.minimum(1 + rng.poisson(1.5, len(account)), 4)
    first = np.full(history.open.shape, NO_DAY, dtype=np.int64)
    np.maximum.at(first, (history.spells["account"], history.spells["product"]), history.spells["day"])
    account, product = np.repeat(account, count), np.repeat(product, count)
    size = len(account)
    began = first[account, product] + rng.integers(0, 200, size)
    began = np.minimum(began, history.as_of - 1)
    idle = np.where(rng.random(size) < 0.2, rng.integers(30, 300, size), rng.integers(0, 14, size))
    return table(
        {
            "account_id": book.account_id[account],
            "user_id": np.char.add("U", np.char.zfill(np.arange(1, size + 1).astype(str), 6)),
            "product_id": np.array(PRODUCTS)[product],
            "function": pick(rng, _FUNCTIONS, size),
            "first_used_on": as_dates(began),
            "last_used_on": as_dates(np.maximum(history.as_of - idle - 3, began)),
        }
    )
