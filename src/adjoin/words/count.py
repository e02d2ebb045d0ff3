"""Counts and quantities."""

NONE = "–"


def count(number: float | None) -> str:
    """`1,136`; `–` if unknown."""
    return NONE if number is None else f"{number:,.0f}"


def quantity(number: float | None) -> str:
    """A measured amount in at most three figures and a letter: `21k`, `940`, `28.5`."""
    if number is None:
        return NONE
    for size, letter in ((1e9, "bn"), (1e6, "M"), (1e4, "k")):
        if abs(number) >= size:
            unit = 1e3 if letter == "k" else size
            return f"{number / unit:.1f}".removesuffix(".0") + letter
    return f"{number:,.1f}".removesuffix(".0")


def counted(number: int, one: str, several: str | None = None) -> str:
    """`1 account`, `3 accounts`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def log_odds(number: float | None) -> str:
    """A weight in log-odds: `1.8`, `−0.1`; `–` if unknown."""
    return NONE if number is None else f"{number:.1f}".replace("-", "−").replace("−0.0", "0.0")


def plain(number: float) -> str:
    """A setting as it is written: `0.8`, `12`."""
    return f"{number:.6g}"
