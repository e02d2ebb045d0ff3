"""Why a product comes next, as a sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping

MANY_TIMES = 1.5
"""From here on holders of the base turn to it so much more often than others that it is worth saying."""


def why_next(because: str, product: str, names: Mapping[str, str]) -> str:
    """The sentence of one row of `next_product_reasons`.

    `because`: its JSON; `product`: the product's name; `names`: product id → name, for the base.
    """
    told = json.loads(because)
    parts = [_together(told, names), _uptake(told)]
    return f"next: {product}, since " + " and ".join(part for part in parts if part)


def _together(told: Mapping[str, float | str | None], names: Mapping[str, str]) -> str:
    base, times = told["base"], told["times"]
    if base is None or not isinstance(times, int | float):
        return ""
    both = f"{_accounts(told['accounts'])} hold or held both"
    name = names.get(str(base), str(base))
    if times < MANY_TIMES:
        return f"{both} it and {name}"
    return f"holders of {name} turn to it {times:.1f} times as often as others ({both})"


def _uptake(told: Mapping[str, float | str | None]) -> str:
    lately, before = int(told["starts_lately"] or 0), int(told["starts_before"] or 0)
    if not lately and not before:
        return f"{_accounts(told['holders'])} have held it"
    return f"{_accounts(lately)} started it in the last year, {before} in the year before"


def _accounts(count: float | str | None) -> str:
    return "1 account" if count == 1 else f"{int(count or 0):,} accounts"
