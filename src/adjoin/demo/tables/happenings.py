"""What happens at and around accounts: tools, events, stated objectives, and our own health score."""

from typing import Final

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Ints, Words, any_along, as_dates, pick
from adjoin.demo.book import Book
from adjoin.demo.evidence import Traces
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.products import PRODUCTS, REPLACED
from adjoin.demo.tables.companies import PARTNERS
from adjoin.demo.tables.conversations import recorded_only, scattered
from adjoin.demo.text import NEWS, OBJECTIVES

_TOOLS: Final = (
    ("Slack", "messaging"), ("Google Workspace", "office"), ("Zapier", "automation"), ("Zoom", "video calls"),
    ("DocuSign", "e-signature"), ("Notion", "notes"), ("Okta", "sign-on"), ("Asana", "project management"),
)  # fmt: skip
_RIVALS = np.array([REPLACED[product][1] for product in PRODUCTS])
_CATEGORIES = np.array([REPLACED[product][0] for product in PRODUCTS])


def integrations_table(rng: np.random.Generator, book: Book, history: History, traces: Traces) -> pa.Table:
    """`integrations.csv`: everyday tools, and now and then one that a product of ours replaces."""
    found = traces.of("integration_activity")
    account, day = scattered(rng, history, noise.TOOL_RATE * 3)
    everyday = np.array(_TOOLS)[rng.integers(0, len(_TOOLS), len(account))].reshape(-1, 2)
    who = np.concatenate([account, found.account])
    days = np.concatenate([day, found.day])
    tool = np.concatenate([everyday[:, 0], _RIVALS[found.product, rng.integers(0, 3, len(found.product))]])
    category = np.concatenate([everyday[:, 1], _CATEGORIES[found.product]])
    gone = days + rng.integers(60, 1200, len(days))
    rows = table(
        {
            "account_id": book.account_id[who],
            "product_id": _one_held(rng, history, who),
            "tool": tool,
            "tool_category": category,
            "connected_on": as_dates(days),
            "disconnected_on": as_dates(
                np.where((gone <= history.as_of) & (rng.random(len(gone)) < 0.3), gone, NO_DAY)
            ),
        }
    )
    rows = recorded_only(rows, history, "connected_on")
    return rows.sort_by([(name, "ascending") for name in ("connected_on", "account_id", "tool")])


def _one_held(rng: np.random.Generator, history: History, account: Ints) -> Words:
    """A product the account has (or had) to which the tool is connected."""
    ever = any_along(history.held, 2)[account]
    return np.asarray(np.array(PRODUCTS)[(ever * rng.random(ever.shape)).argmax(axis=1)], dtype=np.str_)


def events_table(rng: np.random.Generator, book: Book, history: History, traces: Traces) -> pa.Table:
    """`events.csv`: partners' referrals, evaluations of rivals, and news that means nothing."""
    rows = pa.concat_tables(
        [_referrals(rng, book, traces), _evaluations(rng, book, traces), _news(rng, book, history)],
        promote_options="permissive",
    )
    rows = recorded_only(rows, history, "occurred_on")
    rows = rows.sort_by([("occurred_on", "ascending"), ("account_id", "ascending"), ("kind", "ascending")])
    number = np.char.zfill(np.arange(1, rows.num_rows + 1).astype(str), 5)
    return rows.add_column(0, "event_id", pa.array(np.char.add("E", number)))


def _referrals(rng: np.random.Generator, book: Book, traces: Traces) -> pa.Table:
    told = traces.of("partner_signal")
    size = len(told.day)
    return table(
        {
            "account_id": book.account_id[told.account],
            "occurred_on": as_dates(told.day),
            "kind": pick(rng, ("partner_referral", "partner_referral", "partner_project"), size),
            "product_id": np.array(PRODUCTS)[told.product],
            "partner": pick(rng, PARTNERS, size),
            "body": np.repeat("Heard of the need in a project at the customer.", size),
            "source": np.repeat("partner portal", size),
        }
    )


def _evaluations(rng: np.random.Generator, book: Book, traces: Traces) -> pa.Table:
    """A rival is looked at; half of the time without a word on which product of ours."""
    found = traces.of("competitive_evaluation")
    size = len(found.day)
    named = rng.random(size) < 0.5
    return table(
        {
            "account_id": book.account_id[found.account],
            "occurred_on": as_dates(found.day),
            "kind": np.repeat("competitor_evaluation", size),
            "product_id": np.where(named, np.array(PRODUCTS)[found.product], ""),
            "category": _CATEGORIES[found.product],
            "vendor": _RIVALS[found.product, rng.integers(0, 3, size)],
            "source": np.repeat("intent data", size),
        }
    )


def _news(rng: np.random.Generator, book: Book, history: History) -> pa.Table:
    account, day = scattered(rng, history, noise.EVENT_RATE)
    kind = pick(rng, tuple(NEWS), len(account))
    sentence = np.array([NEWS[one] for one in kind.tolist()], dtype=np.str_)
    return table(
        {
            "account_id": book.account_id[account],
            "occurred_on": as_dates(day),
            "kind": kind,
            "body": np.char.add(np.char.add(book.name[account], " "), sentence),
            "source": np.repeat("news feed", len(account)),
        }
    )


def objectives_table(rng: np.random.Generator, book: Book, history: History) -> pa.Table:
    """`objectives.csv`: most accounts have told us one or two, whatever they need at the moment."""
    account, which = np.nonzero(
        rng.random((book.size, len(OBJECTIVES))) < 0.24 * any_along(history.held[:, :, -1], 1)[:, None]
    )
    joined = history.day_of(book.joined_week)[account]
    stated = joined + (rng.random(len(account)) * np.maximum(history.as_of - joined - 1, 1)).astype(np.int64)
    return table(
        {
            "account_id": book.account_id[account],
            "objective": np.array(OBJECTIVES)[which],
            "stated_on": as_dates(np.maximum(stated, joined)),
            "source": pick(rng, ("qbr", "kick-off", "survey"), len(account)),
        }
    )


def health_table(rng: np.random.Generator, book: Book, history: History) -> pa.Table:
    """`health.parquet`: our score once a month, three weeks behind how the account really is."""
    weeks = np.arange(history.weeks - noise.HEALTH_WEEKS, history.weeks)
    weeks = weeks[(history.weeks - 1 - weeks) % 4 == 0]
    lagged = history.ill[:, np.maximum(weeks - noise.HEALTH_LAG_DAYS // 7, 0)]
    well = rng.normal(84, noise.HEALTH_SPREAD, lagged.shape)
    unwell = rng.normal(50, 11, lagged.shape)
    score = np.clip(np.round(np.where(lagged, unwell, well)), 5, 100)
    account, step = np.nonzero(any_along(history.held, 1)[:, weeks])
    values = score[account, step]
    return table(
        {
            "account_id": book.account_id[account],
            "day": as_dates(history.day_of(weeks[step]) + 3),
            "score": values,
            "colour": np.where(values < 40, "red", np.where(values < 70, "yellow", "green")),
            "measure": np.repeat("overall", len(account)),
        }
    )
