"""Taking a step of the play that runs at an account: find the play, decide, keep, say it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from adjoin.desk.desk import Desk
from adjoin.desk.person import Done, Person
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change, Play, PlayKind
from adjoin.plays.steps import Who

Decide = Callable[[Campaign, Who], Change]


@dataclass(frozen=True, slots=True)
class At:
    """The play a person means where two may run: at an account, by its number."""

    account: str
    play_id: int | None = None


def running_play(desk: Desk, account: str | At, kind: PlayKind | None = None) -> Play:
    """The play that runs at the account a person means: the one of that kind and number, else the only one.

    ConfigurationError if there is none, if that one is over or elsewhere, and, with the number of each, if two run.
    """
    at = account if isinstance(account, At) else At(account)
    account_id = account_of(desk, at.account)
    running = desk.ledger.running_at(account_id)
    meant = [play for play in running if kind in (None, play.kind) and at.play_id in (None, play.play_id)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise ConfigurationError(f"Two plays run at {at.account}; say which with --play: {_listed(meant)}.")
    if at.play_id is not None:
        _refuse_elsewhere(desk, at.account, account_id, at.play_id)
        raise ConfigurationError(
            f"Play {at.play_id} takes no such step. At {at.account} run: {_listed(running)}."
        )
    if running:
        raise ConfigurationError(
            f"No play runs at {at.account} that sells, only {_listed(running)}. Accept one: "
            f"adjoin play accept {account_id}"
        )
    raise ConfigurationError(f"No play runs at {at.account}. Accept one: adjoin play accept {account_id}")


def _refuse_elsewhere(desk: Desk, account: str, account_id: str, play_id: int) -> None:
    play = desk.ledger.campaign(play_id).play
    if play.account_id != account_id:
        raise ConfigurationError(f"Play {play_id} is at {play.account_id}, not at {account}.")
    if play.outcome is not None:
        raise ConfigurationError(f"Play {play_id} at {account} is over: {play.state}.")


def _listed(plays: Sequence[Play]) -> str:
    """`12 (cross-sell of bi), 15 (fix of adoption before bi)`."""
    return ", ".join(f"{play.play_id} ({kind_said(play)})" for play in plays)


def kind_said(play: Play) -> str:
    """What a play is about, in words: what it sells, or what it mends and why."""
    if play.kind is PlayKind.FIX_ADOPTION:
        mended = f" of {play.base_product_id}" if play.base_product_id else ""
        return f"fix of adoption{mended} before {play.product_id}"
    return f"cross-sell of {play.product_id}"


def account_of(desk: Desk, word: str) -> str:
    """The id of the account; one that has a play is found by its id even after it has left the book."""
    if desk.ledger.running(word) is not None:
        return word
    return desk.reader.account_id(word)


def what_said(desk: Desk, play: Play) -> str:
    """What a play is about by the names of its products: `Sync`, or `a fix of adoption of Base before Sync`."""
    names = product_names(desk)
    product = names.get(play.product_id, play.product_id)
    if play.kind is PlayKind.CROSS_SELL:
        return product
    base = play.base_product_id
    return f"a fix of adoption{f' of {names.get(base, base)}' if base else ''} before {product}"


def account_said(desk: Desk, account_id: str) -> str:
    """`Dalfield Finance (A00555)`, or the id of one without a name."""
    name = next((row["name"] for row in desk.rows_of("accounts", [account_id])), None)
    return f"{name} ({account_id})" if name else account_id


def country_of(desk: Desk, account_id: str) -> str | None:
    """Where the customer's business days are counted."""
    return next((row["country"] for row in desk.rows_of("accounts", [account_id])), None)


def take(desk: Desk, play: Play, person: Person, on: date | None, decide: Decide, says: str) -> Done:
    """Take one step and say it back. It counts from `on`; by default from the run's day, or the play's last step."""
    as_of = desk.publication().as_of

    def decided(campaign: Campaign) -> Change:
        return decide(campaign, who_of(campaign, person, as_of, on))

    campaign = desk.ledger.take_step(
        play.play_id, decided, person.at, desk.publication().run_id, token=person.token
    )
    kept = next(
        (t for t in campaign.steps if person.token is not None and t.step.token == person.token),
        campaign.steps[-1],
    )
    return Done(kept.entry_id, f"{says} at {account_said(desk, play.account_id)}, by {person.name}")


def who_of(campaign: Campaign, person: Person, as_of: date, on: date | None) -> Who:
    """Who steps when: never before the last step where no day is given."""
    latest = max((taken.step.effective_on for taken in campaign.steps), default=as_of)
    return Who(person.name, person.day(on, max(as_of, latest)), person.token)
