"""Attributes of accounts as numbers: plain for trees, in groups of accounts for the logistic regressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
MOST_GROUPS = 300
"""Columns of the design at most: two hundred columns of a thousand levels would drown the products."""
BINS = 8
FEWEST = 10
"""Accounts that a group needs to be told apart."""


@dataclass(frozen=True)
class Attribute:
    """One attribute. `values`: one an account, NaN unknown; of a category the place in `levels`.

    `levels` None: a number.
    """

    name: str
    values: Floats
    levels: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Group:
    """Accounts alike in one attribute. `says`: after "with": "segment smb", "employees 12 to 80"."""

    name: str
    says: str
    member: npt.NDArray[np.bool_]


def groups(attributes: tuple[Attribute, ...]) -> tuple[Group, ...]:
    """Levels of categories and bands of numbers (at most eight, with equally many accounts) with ten accounts.

    Unknown values are in no group. Where there are more than 300, the largest stay.
    """
    numbers = sum(attribute.levels is None for attribute in attributes)
    bins = int(np.clip(MOST_GROUPS // max(numbers, 1), 2, BINS))
    found = [group for attribute in attributes for group in _groups_of(attribute, bins)]
    accounts = len(attributes[0].values) if attributes else 0
    found = [group for group in found if FEWEST <= group.member.sum() < accounts]
    size = np.array([-int(group.member.sum()) for group in found])
    kept = np.sort(np.argsort(size, kind="stable")[:MOST_GROUPS])
    return tuple(found[place] for place in kept)


def _groups_of(attribute: Attribute, bins: int) -> Iterator[Group]:
    values = attribute.values
    if attribute.levels is not None:
        for place, level in enumerate(attribute.levels):
            yield Group(attribute.name, f"{attribute.name} {level}", values == place)
        return
    known = values[np.isfinite(values)]
    if not len(known):
        return
    edges = np.unique(np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1], method="higher"))
    band = np.where(np.isfinite(values), np.searchsorted(edges, values), -1)
    for place in np.unique(band[band >= 0]):
        member = band == place
        low, high = f"{values[member].min():,.6g}", f"{values[member].max():,.6g}"
        says = f"{attribute.name} {low}" if low == high else f"{attribute.name} {low} to {high}"
        yield Group(attribute.name, says, member)


def design(found: tuple[Group, ...], accounts: int) -> Floats:
    """Groups as columns of zeros and ones: accounts × groups."""
    if not found:
        return np.zeros((accounts, 0), np.float32)
    return np.column_stack([group.member for group in found]).astype(np.float32)


def plain(attributes: tuple[Attribute, ...], accounts: int) -> Floats:
    """The values as they stand: accounts × attributes."""
    if not attributes:
        return np.zeros((accounts, 0), np.float32)
    return np.column_stack([attribute.values for attribute in attributes]).astype(np.float32)
