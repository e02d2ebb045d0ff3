"""The `truth/` folder: what the engine must not see and the tests compare it with."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Ints, any_along, as_dates
from adjoin.demo.book import Book
from adjoin.demo.campaign import Campaign, campaign_truth
from adjoin.demo.evidence import Traces
from adjoin.demo.files import table, write
from adjoin.demo.hazards import STEPS
from adjoin.demo.log import History
from adjoin.demo.products import AFFINITIES, INDEX, POPULARITY, PRODUCTS
from adjoin.demo.tables.conversations import recorded_from
from adjoin.demo.tables.packs import Takers, takers_table
from adjoin.demo.tables.sign_on import SignOn, sign_on_truth
from adjoin.demo.truth import ready


@dataclass(frozen=True, slots=True)
class Told:
    """What was written to the tables beyond the history: the traces, weeks of usage, packs, sign-on, broken rows.

    `full_from`: the first day on which each trace of a full meter is seen in the written usage, or `NO_DAY`.
    """

    traces: Traces
    weeks: int
    full_from: Ints
    broken: pa.Table | None
    takers: Takers
    sign_on: SignOn
    campaign: Campaign


def write_truth(folder: Path, book: Book, history: History, told: Told) -> None:
    """Write chances, affinities, signals, ready accounts, standing, the broken rows and a guide to them."""
    write(_chances(book, history), folder / "chances.parquet")
    write(_affinities(), folder / "affinities.csv")
    write(_signals(book, history, told), folder / "signals.csv")
    write(_ready(book, history), folder / "ready.csv")
    write(_standing(book, history), folder / "standing.csv")
    write(takers_table(book.account_id, told.takers), folder / "bundles.csv")
    write(sign_on_truth(book, told.sign_on), folder / "sign_on.csv")
    write(campaign_truth(book, told.campaign), folder / "campaign.csv")
    if told.broken is not None:
        write(told.broken, folder / "broken.csv")
    guide = files("adjoin.demo").joinpath("project/truth.md").read_text(encoding="utf-8")
    levels = "\n".join(f"| `{name}` | {value} |" for name, value in vars(noise).items() if name.isupper())
    (folder / "README.md").write_text(guide.rstrip() + "\n" + levels + "\n", encoding="utf-8")


def _chances(book: Book, history: History) -> pa.Table:
    account, product = np.nonzero(history.open)
    return table(
        {
            "account_id": book.account_id[account],
            "product_id": np.array(PRODUCTS)[product],
            "chance_if_approached": history.chance_approached[account, product],
            "chance_if_left_alone": history.chance_alone[account, product],
        }
    )


def _affinities() -> pa.Table:
    base = -np.log1p(-noise.ALONE_WITHOUT_NEED) / STEPS * POPULARITY
    return table(
        {
            "from": [source for source, _, _ in AFFINITIES],
            "to": [target for _, target, _ in AFFINITIES],
            "hazard_multiplier": [times for _, _, times in AFFINITIES],
            "base_weekly_hazard": [float(base[INDEX[target]]) for _, target, _ in AFFINITIES],
        }
    )


def _signals(book: Book, history: History, told: Told) -> pa.Table:
    """The traces that the written tables reach back to, each with the first day on which they show it."""
    traces = told.traces
    day = traces.day.copy()
    day[traces.kind == "usage_ceiling"] = told.full_from
    metered = np.isin(traces.kind, ("usage_ceiling", "workaround"))
    conversed = ~metered & (traces.kind != "stakeholder_expansion")
    first = np.where(metered, history.first_day + 7 * (history.weeks - told.weeks), NO_DAY)
    first = np.where(conversed, recorded_from(history), first)
    rows = table(
        {
            "account_id": book.account_id[traces.account],
            "product_id": np.array(PRODUCTS)[traces.product],
            "kind": traces.kind,
            "detected_on": as_dates(day),
            "genuine": traces.genuine,
        }
    )
    rows = rows.filter(pa.array((traces.day >= first) & (day != NO_DAY)))
    return rows.sort_by([(name, "ascending") for name in ("detected_on", "account_id", "product_id", "kind")])


def _ready(book: Book, history: History) -> pa.Table:
    live = np.flatnonzero(history.held[:, :, -1].any(axis=1))
    return table(
        {"account_id": book.account_id[live], "ready": ready(history.chance_approached[live].max(axis=1))}
    )


def _standing(book: Book, history: History) -> pa.Table:
    """How each live account really stands, and whether any open product is needed or only seems to be."""
    live = np.flatnonzero(history.held[:, :, -1].any(axis=1))
    return table(
        {
            "account_id": book.account_id[live],
            "visible_need": any_along(history.shown_need & history.open, 1)[live],
            "need": any_along(history.in_need & history.open, 1)[live],
            "false_alarm": any_along(history.false_alarm & history.open, 1)[live],
            "ill": history.ill[live, -1],
            "low_adoption": history.low[live, -1],
            "renewal_window": history.renewal_window[live],
            "approached_within_13_weeks": history.tired[live],
        }
    )
