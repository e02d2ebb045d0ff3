"""Who acts at the desk, and what is said back."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Person:
    """Who acts and when: `at` is the wall clock (UTC) and goes to the audit only.

    `token`: what a form sends once; the same token twice is the same step of a play.
    """

    name: str
    at: datetime
    token: str | None = None


@dataclass(frozen=True)
class Done:
    """What was recorded, said back."""

    entry_id: int
    says: str
