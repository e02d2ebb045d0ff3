"""Interactions and tickets: approaches, reviews, small talk, questions, and cries for help."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Bools, Floats, Ints, Words, any_along, as_dates, pick
from adjoin.demo.book import Book
from adjoin.demo.evidence import Traces
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.products import PRODUCTS
from adjoin.demo.tables.companies import Staff, organizations
from adjoin.demo.text import ASKS, CHATS, ESCALATIONS, NEED_WORDS, UNRELATED, VAGUE


def scattered(
    rng: np.random.Generator, history: History, rate: float, where: Bools | None = None
) -> tuple[Ints, Ints]:
    """(account, day) of happenings at a weekly `rate` over the recorded conversations of live accounts."""
    alive = any_along(history.held, 1) if where is None else where
    alive = alive[:, -noise.CONVERSATION_WEEKS :]
    account, week = np.nonzero(rng.random(alive.shape) < rate * alive)
    day = history.day_of(week + history.weeks - noise.CONVERSATION_WEEKS) + rng.integers(0, 5, len(account))
    return account, day


def recorded_from(history: History) -> int:
    """The day from which conversations are recorded."""
    return history.first_day + 7 * (history.weeks - noise.CONVERSATION_WEEKS)


def recorded_only(rows: pa.Table, history: History, column: str) -> pa.Table:
    """The rows whose day in `column` lies within the recorded conversations."""
    first = np.datetime64(recorded_from(history), "D")
    return rows.filter(pa.array(rows[column].to_numpy() >= first))


def _phrases(rng: np.random.Generator, product: Ints) -> tuple[Words, Words]:
    """Subject and body of a message about the need for each product, some of them vague."""
    choice = rng.random(len(product))
    vague = rng.random(len(product)) < noise.VAGUE_TICKET
    told = [
        VAGUE[int(c * len(VAGUE))] if v else NEED_WORDS[PRODUCTS[p]][int(c * len(NEED_WORDS[PRODUCTS[p]]))]
        for p, c, v in zip(product.tolist(), choice.tolist(), vague.tolist(), strict=True)
    ]
    pairs = np.array(told).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _pairs(rng: np.random.Generator, texts: tuple[tuple[str, str], ...], size: int) -> tuple[Words, Words]:
    chosen = np.array(texts)[rng.integers(0, len(texts), size)].reshape(-1, 2)
    return chosen[:, 0], chosen[:, 1]


@dataclass(frozen=True, slots=True)
class _Talk:
    """A group of interactions of one sort."""

    account: Ints
    day: Ints
    direction: str
    purpose: Words
    product: Words
    subject: Words
    body: Words
    mood: float

    def table(self, rng: np.random.Generator, book: Book, staff: Staff) -> pa.Table:
        size = len(self.account)
        mood: Floats = np.clip(rng.normal(self.mood, 0.3, size), -1, 1)
        return table(
            {
                "account_id": book.account_id[self.account],
                "rep": np.where(rng.random(size) < 0.6, staff.csm[self.account], staff.ae[self.account]),
                "occurred_on": as_dates(self.day),
                "direction": np.repeat(self.direction, size),
                "channel": pick(rng, ("email", "call", "meeting"), size),
                "purpose": self.purpose,
                "sentiment": np.round(mood, 2),
                "subject": self.subject,
                "body": self.body,
                "products_mentioned": self.product,
            }
        )


def interactions_table(
    rng: np.random.Generator, book: Book, history: History, traces: Traces, staff: Staff
) -> pa.Table:
    """`interactions.parquet` in order of time, since conversations are recorded."""
    talks = (_approaches(rng, history), _asked(rng, traces), _reviews(rng, history), _chats(rng, history))
    rows = pa.concat_tables([talk.table(rng, book, staff) for talk in talks])
    rows = recorded_only(rows, history, "occurred_on")
    rows = rows.sort_by([("occurred_on", "ascending"), ("account_id", "ascending")])
    number = np.char.zfill(np.arange(1, rows.num_rows + 1).astype(str), 6)
    return rows.add_column(0, "interaction_id", pa.array(np.char.add("I", number)))


def _approaches(rng: np.random.Generator, history: History) -> _Talk:
    made = history.approaches
    size = len(made["day"])
    product = np.array(PRODUCTS)[made["product"]]
    purpose = pick(rng, ("discovery", "demo", "pitch"), size)
    body = np.repeat("Introduced the product and what it would do for them.", size)
    return _Talk(
        made["account"], made["day"], "out", purpose, product, np.char.add("Intro: ", product), body, 0.1
    )


def _asked(rng: np.random.Generator, traces: Traces) -> _Talk:
    asked = traces.of("asked")
    subject, body = _phrases(rng, asked.product)
    product = np.array(PRODUCTS)[asked.product]
    form = rng.integers(0, len(ASKS), len(subject))
    words = [
        ASKS[f].format(subject=s, body=b, name=p)
        for f, s, b, p in zip(form.tolist(), subject, body, product, strict=True)
    ]
    purpose = pick(rng, ("asked", "question", "pricing"), len(subject))
    return _Talk(
        asked.account, asked.day, "in", purpose, product, subject, np.array(words, dtype=np.str_), 0.3
    )


def _reviews(rng: np.random.Generator, history: History) -> _Talk:
    account, day = scattered(rng, history, 0.012)
    size = len(account)
    subject, body = (
        np.repeat("Quarterly review", size),
        np.repeat("Went through usage and open points.", size),
    )
    return _Talk(account, day, "out", np.repeat("qbr", size), np.repeat("", size), subject, body, 0.3)


def _chats(rng: np.random.Generator, history: History) -> _Talk:
    account, day = scattered(rng, history, noise.CHAT_RATE)
    subject, body = _pairs(rng, CHATS, len(account))
    purpose = np.repeat("check-in", len(account))
    return _Talk(account, day, "in", purpose, np.repeat("", len(account)), subject, body, 0.15)


def tickets_table(rng: np.random.Generator, book: Book, history: History, traces: Traces) -> pa.Table:
    """`cases.parquet` in the help desk's words: by organisation, priorities P1 to P4."""
    rows = pa.concat_tables(
        [
            _told(rng, book, history, traces.of("problem_emergence")),
            _everyday(rng, book, history),
            _escalated(rng, book, history),
        ]
    ).sort_by([("opened", "ascending"), ("organization_id", "ascending"), ("subject", "ascending")])
    number = np.char.zfill(np.arange(1, rows.num_rows + 1).astype(str), 6)
    return rows.add_column(0, "case_id", pa.array(np.char.add("T", number)))


def _cases(
    book: Book, who: tuple[Ints, Ints], text: tuple[Words, Words], how: dict[str, Words | Bools | Ints]
) -> pa.Table:
    account, day = who
    escalated = np.asarray(how.get("escalated", np.zeros(len(account), dtype=np.bool_)))
    return table(
        {
            "organization_id": organizations(book)[account],
            "case_type": how["kind"],
            "opened": as_dates(day),
            "closed": as_dates(np.asarray(how["closed"])),
            "priority": how["priority"],
            "escalated": escalated,
            "escalated_on": as_dates(np.where(escalated, day + 2, NO_DAY)),
            "subject": text[0],
            "body": text[1],
        }
    )


def _told(rng: np.random.Generator, book: Book, history: History, traces: Traces) -> pa.Table:
    """One to three tickets while the cause lasts; a false alarm writes once."""
    count = np.where(traces.genuine, 1 + rng.binomial(2, 0.45, len(traces.day)), 1)
    which = np.repeat(np.arange(len(count)), count)
    first = np.append(True, which[1:] != which[:-1])[: len(which)]
    later = (rng.random(len(which)) * np.maximum(traces.until - traces.day, 1)[which]).astype(np.int64)
    day = traces.day[which] + np.where(first, 0, later)
    kept = (day < history.first_day + 7 * history.weeks) & (day >= recorded_from(history))
    which, day = which[kept], day[kept]
    closed = day + rng.integers(1, 40, len(day))
    how = {
        "kind": pick(rng, ("support", "feature_request", "post"), len(day)),
        "priority": pick(rng, ("P3", "P3", "P4"), len(day)),
        "closed": np.where(closed <= history.as_of, closed, NO_DAY),
    }
    return _cases(book, (traces.account[which], day), _phrases(rng, traces.product[which]), how)


def _everyday(rng: np.random.Generator, book: Book, history: History) -> pa.Table:
    account, day = scattered(rng, history, noise.TICKET_RATE)
    closed = day + rng.geometric(0.15, len(day))
    how = {
        "kind": pick(rng, ("support", "support", "support", "feature_request"), len(day)),
        "priority": pick(rng, ("P2", "P3", "P3", "P3", "P4"), len(day)),
        "closed": np.where(closed <= history.as_of, closed, NO_DAY),
    }
    return _cases(book, (account, day), _pairs(rng, UNRELATED, len(day)), how)


def _escalated(rng: np.random.Generator, book: Book, history: History) -> pa.Table:
    """Unwell accounts escalate, one ticket or two in an episode, closed when it is over."""
    falls = history.ill & ~np.roll(history.ill, 1, axis=1)
    account, day = scattered(rng, history, noise.ESCALATED_WHEN_ILL, falls)
    day = day + rng.integers(3, 40, len(day))
    closed = day + rng.integers(10, 80, len(day))
    kept = day < history.first_day + 7 * history.weeks
    account, day, closed = account[kept], day[kept], closed[kept]
    how: dict[str, Words | Bools | Ints] = {
        "kind": np.repeat("support", len(day)),
        "priority": pick(rng, ("P1", "P2"), len(day)),
        "closed": np.where(closed <= history.as_of, closed, NO_DAY),
        "escalated": np.ones(len(day), dtype=np.bool_),
    }
    return _cases(book, (account, day), _pairs(rng, ESCALATIONS, len(day)), how)
