"""Why nothing may be sent although a play runs: a gate that closed after it was accepted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from adjoin.words.days import day, with_days_said

OWN = "fatigue"
"""The gate that a running play closes itself."""


def closed_meanwhile(
    gates: Iterable[Mapping[str, Any]], product_id: str, base_id: str | None, as_of: date
) -> str | None:
    """The most severe gate that blocks the product of a running play, in words, with the day on which all of them have
    lifted, as far as it is known; None where none blocks. `gates`: rows of the relation for one account."""
    closed = [
        row
        for row in gates
        if row["counts_as"] == "block"
        and row["gate"] != OWN
        and row["product_id"] in (None, product_id)
        and row["base_product_id"] in (None, base_id)
    ]
    if not closed:
        return None
    first = min(closed, key=lambda row: (row["severity"], row["gate"], row["reason_code"]))
    says = with_days_said(first["reason"], as_of).strip().rstrip(".")
    lifts = [row["reopens_on"] for row in closed]
    opens = max((on for on in lifts if on), default=None)
    if opens is None:
        return f"{says[:1].lower()}{says[1:]}; the day on which it opens is not known"
    if None in lifts:
        return f"{says[:1].lower()}{says[1:]}; opens on {day(opens, as_of)} at the earliest"
    return f"{says[:1].lower()}{says[1:]}; opens on {day(opens, as_of)}"
