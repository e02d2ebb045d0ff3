"""Plays and tasks as the ledger has them now, or had them on a day."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.recommendation import product_names
from adjoin.desk.stepping import account_of, country_of
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Play, PlayKind
from adjoin.plays.campaign_tables import campaign_tables
from adjoin.plays.clock import Clock, clock
from adjoin.plays.concession_tables import concession_tables

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Standing:
    """A play with its tasks and steps, and how it stands on the day it is looked at."""

    campaign: Campaign
    clock: Clock


@on_one_publication
def campaign_at(desk: Desk, account: str, as_of: date | None = None) -> Standing:
    """The play that runs at the account, else the newest one. ConfigurationError if there never was one.

    `as_of`: as it stood by the steps that took effect by then; by default as it stands, on the run's day.
    """
    account_id = account_of(desk, account)
    if as_of is None:
        own = [play for play in desk.ledger.plays() if play.account_id == account_id]
        ids = [play.play_id for play in sorted(own, key=_in_front)]
        found = [desk.ledger.campaign(play_id) for play_id in ids[-1:]]
    else:
        then = desk.ledger.campaigns(as_of, account_id)
        found = sorted(then, key=lambda campaign: _in_front(campaign.play))
    if not found:
        raise ConfigurationError(f"No play was accepted at {account}. Run: adjoin play accept {account_id}")
    country = country_of(desk, account_id)
    return Standing(found[-1], clock(found[-1], as_of or desk.publication().as_of, country))


def _in_front(play: Play) -> tuple[bool, bool, int]:
    """What runs comes before what is over, what sells before a fix of adoption, then the newest: the last is shown."""
    return play.outcome is None, play.kind is PlayKind.CROSS_SELL, play.play_id


@on_one_publication
def live_table(desk: Desk, name: str, account: str | None = None, as_of: date | None = None) -> "pa.Table":
    """`plays`, `tasks`, `give_gets` or `give_get_record`; with `as_of` by the steps that took effect by then.

    Days are counted on the run's day.
    """
    wanted = None if account is None else account_of(desk, account)
    campaigns = desk.ledger.campaigns(as_of, wanted)
    ids = {campaign.play.account_id for campaign in campaigns}
    countries = {row["account_id"]: row["country"] for row in desk.rows_of("accounts", ids)}
    on = as_of or desk.publication().as_of
    return (campaign_tables(campaigns, on, countries) | concession_tables(campaigns, on))[name]


def named(desk: Desk, rows: "pa.Table") -> "pa.Table":
    """The rows with `account` and `product`, the names of their ids; the id where there is none."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only needed here

    ids = rows["account_id"].to_pylist()
    accounts = {row["account_id"]: row["name"] for row in desk.rows_of("accounts", set(ids))}
    products = product_names(desk)
    return rows.append_column(
        "account", pa.array([accounts.get(one) or one for one in ids], pa.string())
    ).append_column(
        "product", pa.array([products.get(one, one) for one in rows["product_id"].to_pylist()], pa.string())
    )
