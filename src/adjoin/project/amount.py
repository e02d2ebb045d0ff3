"""Amounts as people write them in settings: 41.2M, 812, 1 %."""

import re

FACTORS = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_WRITTEN = re.compile(r"^\s*([0-9][0-9_ ,]*(?:\.[0-9]+)?)\s*([kmb]?)\s*$", re.IGNORECASE)


def amount(written: object) -> float:
    """41.2M → 41 200 000. ValueError if it is not an amount."""
    if isinstance(written, int | float) and not isinstance(written, bool):
        return float(written)
    match = _WRITTEN.match(str(written))
    if match is None:
        raise ValueError(f"'{written}' is not an amount; write 41200000 or 41.2M")
    digits = re.sub(r"[_ ,]", "", match[1])
    return float(digits) * FACTORS[match[2].lower()]


def share(written: object) -> float:
    """1% or 0.01 → 0.01. ValueError if it is neither."""
    text = str(written).strip()
    try:
        value = float(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise ValueError(f"'{written}' is not a share; write 1% or 0.01") from None
    if not 0 <= value <= 1:
        raise ValueError(f"'{written}' is not a share between 0 % and 100 %")
    return value
