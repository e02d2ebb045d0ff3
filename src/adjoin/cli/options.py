"""The options that many commands share."""

import getpass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from adjoin.domain.errors import ConfigurationError


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def parse_date(written: str) -> date:
    """An ISO date, or `+14d` from today. ConfigurationError says how to write one."""
    text = written.strip()
    try:
        if text.startswith("+") and text.endswith("d"):
            return date.fromordinal(today().toordinal() + int(text[1:-1]))
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"'{written}' is not a date; write 2026-09-30 (or +14d).") from None


def today() -> date:
    """The wall calendar, asked only here."""
    return date.today()


def now() -> datetime:
    """The wall clock in UTC, asked only here."""
    return datetime.now(UTC)


def me() -> str:
    """The name of the person at the keyboard."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


AsOf = Annotated[
    date | None, typer.Option("--as-of", parser=parse_date, metavar="DATE", help="Speak for this date.")
]
Formatted = Annotated[Format, typer.Option("--format", help="How rows are printed.")]
Account = Annotated[str, typer.Argument(help="Account id or name.")]
Who = Annotated[str | None, typer.Option("--by", help="Who acts; by default the user of this machine.")]
On = Annotated[
    date | None,
    typer.Option(
        "--on", parser=parse_date, metavar="DATE", help="Since when it counts; by default the as-of date."
    ),
]
Until = Annotated[date, typer.Option("--until", parser=parse_date, metavar="DATE", help="The day it lifts.")]
