"""The CRM's companies, the help desk's organisations, and the people who look after them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from adjoin.demo.arrays import Ints, Words, as_dates, pick
from adjoin.demo.book import INDUSTRIES, Book
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.names import FAMILY_NAMES, GIVEN_NAMES

_TIER: Final = np.array(["SMB", "MM", "ENT"])
PARTNERS: Final = ("Alder & Co", "Brightway Systems", "Clearpath Advisory", "Delta Integrators")


@dataclass(frozen=True, slots=True)
class Staff:
    """Our own people, and who looks after which account."""

    rep_id: Words
    name: Words
    role: Words
    csm: Words  # an account
    ae: Words
    partner: Words


def draw_staff(rng: np.random.Generator, book: Book) -> Staff:
    """About 150 accounts a CSM and 180 an AE; a quarter of the accounts came with a partner."""
    counts = {"csm": max(3, book.size // 150), "ae": max(3, book.size // 180), "solutions": 3, "partner": 2}
    role = np.concatenate([np.repeat(name, count) for name, count in counts.items()])
    given, family = pick(rng, GIVEN_NAMES, len(role)), pick(rng, FAMILY_NAMES, len(role))
    rep_id = np.char.add("R", np.char.zfill(np.arange(1, len(role) + 1).astype(str), 3))
    with_partner = rng.random(book.size) < 0.25
    return Staff(
        rep_id=rep_id,
        name=np.char.add(np.char.add(given, " "), family),
        role=role,
        csm=rng.choice(rep_id[role == "csm"], book.size),
        ae=rng.choice(rep_id[role == "ae"], book.size),
        partner=np.where(with_partner, pick(rng, PARTNERS, book.size), ""),
    )


def team_table(staff: Staff) -> pa.Table:
    """`team.csv`, in canonical names."""
    local = np.char.lower(np.char.replace(staff.name, " ", "."))
    page = np.char.add(np.char.add(local, "-"), np.char.lower(staff.rep_id))
    capacity = np.where(staff.role == "csm", 4, np.where(staff.role == "ae", 12, 2))
    return table(
        {
            "rep_id": staff.rep_id,
            "name": staff.name,
            "email": np.char.add(local, "@northbeam.example"),
            "role": staff.role,
            "weekly_capacity": capacity,
            "country": np.repeat("US", len(staff.rep_id)),
            "calendar_url": np.char.add("https://calendar.northbeam.example/", page),
        }
    )


def companies_table(rng: np.random.Generator, book: Book, history: History, staff: Staff) -> pa.Table:
    """`companies.csv`: customers and a few prospects, whom the mapping leaves out."""
    size, prospects = book.size, max(5, book.size // 40)
    since = _customer_since(rng, book, history)
    parent = np.where(book.parent >= 0, book.account_id[book.parent], "")
    customers = table(
        {
            "crm_id": book.account_id,
            "company": book.name,
            "type": np.repeat("Customer", size),
            "customer_since": as_dates(since),
            "vertical": np.array(INDUSTRIES)[book.industry],
            "tier": _TIER[book.segment],
            "headcount": book.employees,
            "sites": 1 + rng.poisson(np.array([0.3, 2.0, 9.0])[book.segment]),
            "country": book.country,
            "parent_crm_id": parent,
            "fiscal_year_start": rng.choice([1, 4, 7, 10], size, p=[0.64, 0.12, 0.16, 0.08]),
            "csm": staff.csm,
            "ae": staff.ae,
            "partner": staff.partner,
            "referenceable": rng.random(size) < 0.18,
            "plan_family": pick(rng, ("Core", "Plus", "Suite"), size),
        }
    )
    names = np.char.add("Prospect ", np.arange(1, prospects + 1).astype(str))
    strangers = table(
        {
            "crm_id": np.char.add("P", np.char.zfill(np.arange(1, prospects + 1).astype(str), 5)),
            "company": names,
            "type": np.repeat("Prospect", prospects),
        }
    )
    return pa.concat_tables([customers, strangers], promote_options="default")


def _customer_since(rng: np.random.Generator, book: Book, history: History) -> Ints:
    spells = history.spells
    since = np.full(book.size, 2**31, dtype=np.int64)
    np.minimum.at(since, spells["account"], spells["day"])
    earlier = rng.integers(60, 1500, book.size)
    since = np.where(book.legacy, since - earlier, since)
    return np.where(since > history.as_of, history.as_of, since)


def organizations(book: Book) -> Words:
    """The help desk's own number of each account."""
    return np.char.add("zd-", (70000 + 13 * np.arange(book.size)).astype(str))


def account_ids_table(book: Book) -> pa.Table:
    """`account_ids.csv`: the help desk's organisations."""
    return table(
        {
            "system": np.repeat("zendesk", book.size),
            "system_id": organizations(book),
            "account_id": book.account_id,
        }
    )
