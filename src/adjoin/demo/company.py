"""Write the demo company: a complete project folder, and beside its data the truth behind it."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.demo import noise
from adjoin.demo.answers import Told, write_truth
from adjoin.demo.arrays import Ints
from adjoin.demo.book import Book, draw_book
from adjoin.demo.broken import Tables, break_rows
from adjoin.demo.campaign import draw_campaign, with_campaign
from adjoin.demo.evidence import Traces, draw_traces
from adjoin.demo.files import write
from adjoin.demo.history import live
from adjoin.demo.log import History
from adjoin.demo.tables.acquainted import with_people
from adjoin.demo.tables.ceilings import full_from
from adjoin.demo.tables.companies import Staff, account_ids_table, companies_table, draw_staff, team_table
from adjoin.demo.tables.contracts import draw_spans, subscriptions_table
from adjoin.demo.tables.conversations import interactions_table, tickets_table
from adjoin.demo.tables.deals import opportunities_table
from adjoin.demo.tables.happenings import events_table, health_table, integrations_table, objectives_table
from adjoin.demo.tables.mailing import add_started, mailing_table
from adjoin.demo.tables.packs import Takers, draw_takers, unopened, with_packs, without_use
from adjoin.demo.tables.people import contacts_table, users_table
from adjoin.demo.tables.sign_on import draw_sign_on, sign_on_table
from adjoin.demo.tables.trials import draw_trials
from adjoin.demo.tables.usage import draw_meters, draw_quantities, limits_table, usage_table


def write_company(
    folder: Path,
    *,
    accounts: int = 2000,
    seed: int = 7,
    as_of: date = date(2026, 9, 30),
    weeks: int | None = None,
    broken_rows: bool = True,
) -> None:
    """Write `adjoin.yaml`, `catalog.yaml`, `data/` and `truth/` into `folder`: same arguments, same bytes.

    `accounts` counts everybody who ever was a customer (at least 50), `weeks` limits how far back usage goes
    (at most three years), `broken_rows` adds about sixty rows that break the data contract.
    Raises ValueError when there are too few accounts or too many weeks.
    """
    weeks = noise.USAGE_WEEKS if weeks is None else weeks
    if accounts < 50 or not 1 <= weeks <= 156:
        raise ValueError(
            f"The demo company takes at least 50 accounts and 1 to 156 weeks, not {accounts} and {weeks}."
        )
    # PCG64 by name: a numpy release with another default must not change the company.
    # Each its own stream: what is drawn from one leaves the others as they are.
    worlds, tables, breaks, people, prices, packs, sign_ons, mailings = (
        np.random.Generator(np.random.PCG64(child)) for child in np.random.SeedSequence(seed).spawn(8)
    )
    book = draw_book(worlds, accounts)
    history, world = live(worlds, book, as_of)
    traces = draw_traces(tables, history)
    staff = draw_staff(tables, book)
    data, full = _tables((tables, prices), book, history, traces, staff, weeks)
    data["interactions.parquet"] = with_people(people, data["interactions.parquet"], data["contacts.csv"])
    takers = draw_takers(packs, history, traces)
    _sell_packs(data, book, takers)
    broken: pa.Table | None = break_rows(breaks, data) if broken_rows else None
    sign_on = draw_sign_on(sign_ons, book, history)
    logins = sign_on_table(sign_ons, book, history, sign_on, weeks)
    data["usage.parquet"] = pa.concat_tables([data["usage.parquet"], logins])
    campaign = draw_campaign(mailings, book, history)
    history = with_campaign(mailings, book, history, world, campaign)
    add_started(mailings, data, book, history, staff, campaign, weeks)
    data["mailing.csv"] = mailing_table(book, campaign)
    for name, rows in data.items():
        write(rows, folder / "data" / name)
    _write_project(folder, as_of, np.datetime64(history.first_day, "D"))
    write_truth(folder / "truth", book, history, Told(traces, weeks, full, broken, takers, sign_on, campaign))


def _sell_packs(data: Tables, book: Book, takers: Takers) -> None:
    """Sell what the takers started as packs; what they never opened has no use and no users."""
    data["subscriptions.csv"] = with_packs(data["subscriptions.csv"], takers)
    data["usage.parquet"] = without_use(data["usage.parquet"], book.account_id, takers)
    users = data["users.parquet"]
    data["users.parquet"] = users.filter(pc.invert(unopened(users, book.account_id, takers)))


def _tables(
    streams: tuple[np.random.Generator, np.random.Generator],
    book: Book,
    history: History,
    traces: Traces,
    staff: Staff,
    weeks: int,
) -> tuple[Tables, Ints]:
    """Every file of `data/` by its name, and when each trace of a full meter is first seen in them.

    `streams`: of the tables, and of what deals cost.
    """
    rng, prices = streams
    meters = draw_meters(rng, book, history, traces, weeks)
    spans = draw_spans(rng, book, history)
    companies = companies_table(rng, book, history, staff)
    trials = draw_trials(rng, book, history, spans)
    quantity = draw_quantities(rng, book, history, meters)
    written = {
        "companies.csv": companies,
        "account_ids.csv": account_ids_table(book),
        "team.csv": team_table(staff),
        "subscriptions.csv": subscriptions_table(book, spans, trials),
        "usage.parquet": usage_table(book, history, meters, quantity),
        "limits.csv": limits_table(book, history, meters),
        "contacts.csv": contacts_table(rng, book, history, traces),
        "users.parquet": users_table(rng, book, history),
        "interactions.parquet": interactions_table(rng, book, history, traces, staff),
        "cases.parquet": tickets_table(rng, book, history, traces),
        "integrations.csv": integrations_table(rng, book, history, traces),
        "events.csv": events_table(rng, book, history, traces),
        "objectives.csv": objectives_table(rng, book, history),
        "health.parquet": health_table(rng, book, history),
        "deals.csv": opportunities_table(rng, prices, book, history, staff),
    }
    return written, full_from(history, traces, meters, quantity)


def _write_project(folder: Path, as_of: date, history_from: np.datetime64) -> None:
    """The mapping with its dates filled in, and the catalog as it is."""
    ours = files("adjoin.demo").joinpath("project")
    mapping = ours.joinpath("adjoin.yaml").read_text(encoding="utf-8")
    mapping = mapping.replace("{as_of}", as_of.isoformat()).replace("{history_from}", str(history_from))
    (folder / "adjoin.yaml").write_text(mapping, encoding="utf-8")
    catalog = ours.joinpath("catalog.yaml").read_text(encoding="utf-8")
    (folder / "catalog.yaml").write_text(catalog, encoding="utf-8")
