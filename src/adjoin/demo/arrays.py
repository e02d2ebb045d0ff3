"""The array types of this room, and days as numbers: whole days since 1970-01-01."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Words = NDArray[np.str_]
Days = NDArray[np.datetime64]

NO_DAY = -(2**31)  # a day that has not come; far from overflow when days are added


def add_months(days: Ints, months: Ints | int) -> Ints:
    """The same day of a later month, or that month's last day where it has none."""
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    within = (dates - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.asarray(months, dtype="timedelta64[M]")
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - first
    return np.asarray(first + np.minimum(within, length - 1), dtype=np.int64)


def as_dates(days: Ints) -> Days:
    """Days as dates; `NO_DAY` becomes not-a-date, which Arrow writes as null."""
    dates = days.astype("datetime64[D]")
    return np.where(days == NO_DAY, np.datetime64("NaT", "D"), dates)


def any_along(cells: Bools, axis: int) -> Bools:
    """Whether any of `cells` along `axis` is true."""
    return np.asarray(np.any(cells, axis=axis), dtype=np.bool_)


def pick(rng: np.random.Generator, words: tuple[str, ...], size: int) -> Words:
    """`size` of `words`, each as likely as the next."""
    return np.array(words)[rng.integers(0, len(words), size)]
