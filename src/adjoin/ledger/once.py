"""Once, whoever asks how often: one of several at once begins, and a token makes a step one step."""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

from adjoin.domain.entry import ConflictError

T = TypeVar("T")


def first_wins(
    connection: sa.Connection,
    seen: Callable[[], T | None],
    begin: Callable[[], T],
    taken: Callable[[], str],
) -> T:
    """What was begun with this token before (`seen`), else what `begin` begins; the database lets one of several win.

    ConflictError with what `taken` says if somebody else was first.
    """
    try:
        with connection.begin_nested():
            return seen() or begin()
    except sa.exc.IntegrityError as failure:
        found = seen()
        if found is None:
            raise ConflictError(taken()) from failure
        return found


def append(connection: sa.Connection, add: Callable[[], object], told: Callable[[], object]) -> None:
    """`add` an entry; if its token was used elsewhere meanwhile, `told` raises what to say of it."""
    try:
        with connection.begin_nested():
            add()
    except sa.exc.IntegrityError:
        told()
        raise
