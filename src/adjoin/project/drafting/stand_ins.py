"""Queries for tables that no file holds but others imply."""

from dataclasses import dataclass

from adjoin.project.drafting.folder import FoundFile, usual_words
from adjoin.project.drafting.reading import filled
from adjoin.project.drafting.recognise import Recognised
from adjoin.project.drafting.vocabulary import Vocabulary
from adjoin.sources.csv_files import read_header
from adjoin.sources.template import literal, quoted


@dataclass(frozen=True)
class StandIn:
    """A query that feeds a table, and why it may."""

    select: str
    reason: str
    via: str | None = None


def subscriptions_from_deals(deals: Recognised, order: str, words: Vocabulary) -> StandIn | None:
    """The first won deal of account × product as the start of a holding; None if deals say too little."""
    columns = deals.columns
    if not {"account_id", "product_id", "closed_on", "outcome"} <= set(columns):
        return None
    outcome = columns["outcome"].source
    won = [word for word in usual_words(deals.file.columns[outcome]) if words.value("outcome", word) == "won"]
    if not won:
        return None
    closed = filled(f"day_{order}", column=quoted(columns["closed_on"].source))
    key = quoted(columns["opportunity_id"].source)
    amount = columns.get("amount")
    money = filled("first_deal_money", amount=quoted(amount.source), closed=closed, key=key) if amount else ""
    select = filled(
        "won_deals",
        account=quoted(columns["account_id"].source),
        product=quoted(columns["product_id"].source),
        closed=closed,
        money=money,
        path=literal(deals.file.path),
        outcome=quoted(outcome),
        won=", ".join(literal(word) for word in won),
    )
    reason = (
        "NO TABLE SAYS WHO HOLDS WHAT. The first won deal of each account and product stands in: held from "
        "its closing day on, for good, at its price. Ends and renewals are unknown; map contracts soon"
    )
    return StandIn(select, reason, columns["account_id"].options.get("via"))


def accounts_from(subscriptions: Recognised) -> StandIn:
    """Whoever holds something is an account, under its id."""
    column = subscriptions.columns["account_id"].source
    select = filled("accounts_of", account=quoted(column), path=literal(subscriptions.file.path))
    return StandIn(
        select, f"NO TABLE OF ACCOUNTS. Those in {subscriptions.file.name} stand in, named by their ids"
    )


def names_as_ids(accounts: Recognised) -> StandIn:
    """Account names as the ids of a system called `name`, for files that know accounts by name only."""
    select = filled(
        "names_as_ids",
        name=quoted(accounts.columns["name"].source),
        account=quoted(accounts.columns["account_id"].source),
        path=literal(accounts.file.path),
    )
    return StandIn(
        select, "some files name accounts instead of giving their ids; names that occur twice match nobody"
    )


def decimal_points(file: FoundFile, sources: list[str]) -> StandIn:
    """The file with 1.234,50 written as 1234.50 in those columns."""
    points = ", ".join(filled("point", column=quoted(source)) for source in sources)
    delimiter = literal(read_header(file.paths[0]).delimiter)
    select = filled("decimal_points", points=points, path=literal(file.path), delimiter=delimiter)
    return StandIn(select, f"{', '.join(sources)}: the comma is the decimal sign")
