"""Hands off: what a person said since the run, and plays that were lost since, count at once on every surface."""

from collections.abc import Iterator
from datetime import date, timedelta

from adjoin.desk.desk import Desk
from adjoin.domain.entry import Verb
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Play, PlayKind, PlayState
from adjoin.words.days import day


def refuse_while_hands_are_off(desk: Desk, account_id: str, product_id: str) -> None:
    """ConfigurationError with who said so and until when, or with the play that was lost."""
    _refuse_while_held(desk, account_id, product_id)
    _refuse_while_it_rests(desk, account_id)


def _refuse_while_held(desk: Desk, account_id: str, product_id: str) -> None:
    as_of = desk.publication().as_of
    said = [done.entry for done in desk.entries(account_id) if done.entry.verb is Verb.HOLD]
    newest = {hold.product_id: hold for hold in said}
    for about in (None, product_id):
        hold = newest.get(about)
        if hold is not None and hold.until is not None and hold.until > as_of >= hold.effective_on:
            why = (hold.reason or "no reason given").rstrip(".")
            raise ConfigurationError(
                f"Hands off {account_id} until {day(hold.until)}, said {hold.person}: {why}."
            )


def _refuse_while_it_rests(desk: Desk, account_id: str) -> None:
    root = next((row["root_id"] for row in desk.rows_of("accounts", [account_id])), None) or account_id
    for play, opens in _ended(desk):
        if play.state is not PlayState.WON and root in (play.root_id, play.account_id) and play.closed_on:
            raise ConfigurationError(
                f"A play for {desk.product(play.product_id).name} was {play.state} at {play.account_id} on "
                f"{day(play.closed_on)}; it rests until {day(opens)}."
            )


def ended_cells(desk: Desk) -> set[tuple[str, str | None]]:
    """(account, product, or None for all) that rest since a play ended.

    A lost or declined one rests every account of its group; of a won one the start is awaited at its account.
    """
    ended = [play for play, _ in _ended(desk)]
    won = {(play.account_id, play.product_id) for play in ended if play.state is PlayState.WON}
    lost = {
        root for play in ended if play.state is not PlayState.WON for root in (play.root_id, play.account_id)
    }
    groups = [
        desk.reader.matching("accounts", "root_id", root)["account_id"].to_pylist() for root in sorted(lost)
    ]
    return {*won, *((account, None) for group in (lost, *groups) for account in group)}


def _ended(desk: Desk) -> Iterator[tuple[Play, date]]:
    """Plays that sold and ended so lately that what they were about rests, each with the day from which it does not."""
    as_of = desk.publication().as_of
    rest_days = desk.project.setting("fatigue", "rest_days")  # the gate says the same from the next run
    for play in desk.ledger.plays():
        if play.closed_on is None or play.kind is not PlayKind.CROSS_SELL:
            continue
        opens = play.closed_on + timedelta(days=rest_days + 1)
        if opens > as_of:
            yield play, opens
