"""One person at the customer, as a person of ours names them: by id or by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from adjoin.domain.errors import ConfigurationError, nearest

LISTED = 10


def contact_meant(word: str, people: Sequence[Mapping[str, Any]], account: str) -> str:
    """The contact_id of the person called `word` at `account`.

    `people`: rows with contact_id, name and title. ConfigurationError with the nearest spelling and who is there if
    nobody is called so, and with the ids if several are.
    """
    asked = word.strip().casefold()
    for row in people:
        if asked == str(row["contact_id"]).casefold():
            return str(row["contact_id"])
    found = [row for row in people if asked == str(row["name"] or "").strip().casefold()]
    if len(found) == 1:
        return str(found[0]["contact_id"])
    if found:
        raise ConfigurationError(
            f"{len(found)} people at {account} are called '{word}': {_listed(found)}. Use an id."
        )
    if not people:
        raise ConfigurationError(
            f"Nobody at {account} is known. Map the table contacts, or add them there first."
        )
    spellings = [str(row[key]) for row in people for key in ("name", "contact_id") if row[key]]
    raise ConfigurationError(
        f"Nobody called '{word}' is known at {account}{nearest(word, spellings)}. There are: {_listed(people)}."
    )


def _listed(people: Sequence[Mapping[str, Any]]) -> str:
    ordered = sorted(people, key=lambda row: (str(row["name"] or ""), str(row["contact_id"])))
    more = f" and {len(ordered) - LISTED} more" if len(ordered) > LISTED else ""
    return ", ".join(_said(row) for row in ordered[:LISTED]) + more


def _said(row: Mapping[str, Any]) -> str:
    about = ", ".join(str(row[key]) for key in ("title", "contact_id") if row[key])
    return f"{row['name']} ({about})" if row["name"] else about
