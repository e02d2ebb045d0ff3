"""The plays, their tasks and what was given on them as they stood on the run's day, for the publication."""

from datetime import date

from adjoin.ledger import Ledger
from adjoin.plays.campaign_tables import campaign_tables
from adjoin.plays.concession_tables import concession_tables
from adjoin.warehouse.warehouse import DuckWarehouse


def put_campaigns(warehouse: DuckWarehouse, ledger: Ledger, moment: date) -> None:
    """Leave `plays`, `tasks`, `give_gets` and `give_get_record` in the warehouse. Reads `book`.

    All by the steps that took effect by `moment`.
    """
    campaigns = ledger.campaigns(moment)
    playing = {campaign.play.account_id for campaign in campaigns}
    book = (
        warehouse.read("book", ("account_id",)).select(["account_id", "country"]).to_pylist()
        if playing
        else []
    )
    countries = {row["account_id"]: row["country"] for row in book if row["account_id"] in playing}
    tables = campaign_tables(campaigns, moment, countries) | concession_tables(campaigns, moment)
    for name, table in tables.items():
        warehouse.put(name, table)
