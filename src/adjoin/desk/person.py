"""Who acts at the desk, and what is said back."""

from dataclasses import dataclass
from datetime import date, datetime

from adjoin.domain.errors import ConfigurationError


@dataclass(frozen=True)
class Person:
    """Who acts and when: `at` is the wall clock (UTC) and goes to the audit only.

    `token`: what a form sends once; the same token twice is the same step of a play.
    """

    name: str
    at: datetime
    token: str | None = None

    def day(self, on: date | None, default: date) -> date:
        """The day from which what they do counts. ConfigurationError for one that lies ahead."""
        latest = max(self.at.date(), default)
        if on is not None and on > latest:
            raise ConfigurationError(f"{on} lies ahead: what is done counts from a day until {latest}.")
        return on or default


@dataclass(frozen=True)
class Done:
    """What was recorded, said back."""

    entry_id: int
    says: str
