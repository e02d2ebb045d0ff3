"""Taking a step of the play that runs at an account: find the play, decide, keep, say it back."""

from collections.abc import Callable
from datetime import date

from adjoin.desk.desk import Desk
from adjoin.desk.person import Done, Person
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change, Play, PlayKind
from adjoin.plays.steps import Who

Decide = Callable[[Campaign, Who], Change]


def running_play(desk: Desk, account: str, kind: PlayKind | None = None) -> Play:
    """The play that runs at the account a person means. ConfigurationError if there is none."""
    account_id = account_of(desk, account)
    play = desk.ledger.running(account_id, kind)
    if play is None:
        raise ConfigurationError(f"No play runs at {account}. Accept one: adjoin play accept {account_id}")
    return play


def account_of(desk: Desk, word: str) -> str:
    """The id of the account; one that has a play is found by its id even after it has left the book."""
    if desk.ledger.running(word) is not None:
        return word
    return desk.reader.account_id(word)


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
    return Done(kept.entry_id, f"{says} at {play.account_id}, by {person.name}")


def who_of(campaign: Campaign, person: Person, as_of: date, on: date | None) -> Who:
    """Who steps when: never before the last step where no day is given."""
    latest = max((taken.step.effective_on for taken in campaign.steps), default=as_of)
    return Who(person.name, on or max(as_of, latest), person.token)
