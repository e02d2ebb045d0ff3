"""With whom at the customer each conversation was: drawn apart, so that nothing else of the company depends on it."""

from typing import Final

import numpy as np
import pyarrow as pa

from adjoin.demo.arrays import Bools, Floats, Ints, Words
from adjoin.demo.products import BUYER_TITLES

NAMED: Final = 0.8  # share of conversations whose person the CRM knows
FITTING: Final = 6.0  # how much more often a product is spoken of with somebody whose title buys it
TALKATIVE: Final = 0.7  # shape of how often people are spoken with: a few have most of the conversations


def with_people(rng: np.random.Generator, interactions: pa.Table, contacts: pa.Table) -> pa.Table:
    """The interactions with `contact_id`, null where nobody was noted or nobody was there on that day.

    People who are there are drawn by how talkative they are; titles that buy the product spoken of come first.
    """
    talk, person = _at_one_account(interactions, contacts)
    there = _there(interactions, contacts, talk, person)
    talk, person = talk[there], person[there]
    weight = rng.gamma(TALKATIVE, size=contacts.num_rows)[person] + 0.02
    weight = np.where(_fits(interactions, contacts, talk, person), FITTING * weight, weight)
    named = rng.random(interactions.num_rows) < NAMED
    chosen = _drawn(rng, interactions.num_rows, talk, person, np.log(weight))
    ids = np.append(_words(contacts, "contact_id"), "")
    who = pa.array([name or None for name in np.where(named, ids[chosen], "").tolist()], pa.string())
    return interactions.add_column(interactions.schema.get_field_index("account_id") + 1, "contact_id", who)


def _at_one_account(interactions: pa.Table, contacts: pa.Table) -> tuple[Ints, Ints]:
    """Every pair of an interaction and a person of its account, by place in the tables; interactions in order."""
    of_contact = _words(contacts, "account_id")
    order = np.argsort(of_contact, kind="stable")
    of_talk = _words(interactions, "account_id")
    first = np.searchsorted(of_contact[order], of_talk, side="left")
    count = np.searchsorted(of_contact[order], of_talk, side="right") - first
    talk = np.repeat(np.arange(len(of_talk)), count)
    within = np.arange(len(talk)) - np.repeat(np.cumsum(count) - count, count)
    return talk, order[first[talk] + within]


def _there(interactions: pa.Table, contacts: pa.Table, talk: Ints, person: Ints) -> Bools:
    """Whether the person was known already and had not left yet."""
    day = interactions["occurred_on"].to_numpy()[talk]
    left = contacts["left_on"].to_numpy()[person]
    return np.asarray(
        (contacts["first_seen_on"].to_numpy()[person] <= day) & (np.isnat(left) | (day <= left))
    )


def _fits(interactions: pa.Table, contacts: pa.Table, talk: Ints, person: Ints) -> Bools:
    product, title = _words(interactions, "products_mentioned")[talk], _words(contacts, "title")[person]
    fits = np.zeros(len(talk), dtype=np.bool_)
    for name, titles in BUYER_TITLES.items():
        fits |= (product == name) & np.isin(title, titles)
    return fits


def _drawn(rng: np.random.Generator, size: int, talk: Ints, person: Ints, liking: Floats) -> Ints:
    """One person an interaction by the Gumbel-max trick; -1 where there is nobody."""
    liking = liking + rng.gumbel(size=len(talk))
    best = np.full(size, -np.inf)
    np.maximum.at(best, talk, liking)
    chosen = np.full(size, -1, dtype=np.int64)
    wins = liking == best[talk]
    chosen[talk[wins]] = person[wins]
    return chosen


def _words(rows: pa.Table, column: str) -> Words:
    return np.array(rows[column].fill_null("").to_pylist(), dtype=np.str_)
