"""Whether the reasons for past discounts are recorded so that demand may be learned from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MOST_MISSING = 0.20
"""The share of discounted deals without a reason above which those with one may have been picked afterwards."""
NAMED = 5


def no_demand(reasons: Sequence[dict[str, Any]], arbitrary: Sequence[str]) -> str | None:
    """Why nothing can be learned, as a sentence with what to do; None where it may.

    `reasons`: rows of `discount_reasons`. `arbitrary`: the words of the settings.
    """
    words = ", ".join(f"'{word}'" for word in arbitrary)
    if not reasons:
        return (
            "No closed deal has a discount: map opportunities.discount and opportunities.discount_reason to learn what "
            "discounts change."
        )
    if not any(row["reason"] for row in reasons):
        return (
            f"No deal says why its discount was given: map opportunities.discount_reason; only discounts for reasons "
            f"such as {words} tell what a price changes."
        )
    if not any(row["arbitrary"] for row in reasons):
        return (
            f"Discounts were given for {_counted(reasons)}; none of these is arbitrary ({words}), so the reluctant may "
            "have got the larger ones: run a price test, or name the reason under settings.offers.arbitrary_reasons."
        )
    return _too_many_missing(reasons)


def _too_many_missing(reasons: Sequence[dict[str, Any]]) -> str | None:
    discounted = sum(row["discounted_meanwhile"] for row in reasons)
    missing = sum(row["discounted_meanwhile"] for row in reasons if not row["reason"])
    if missing <= MOST_MISSING * discounted:
        return None
    return (
        f"{missing:,} of {discounted:,} discounted deals of the same time have no reason recorded, so those with one "
        "may have been picked afterwards: record opportunities.discount_reason on every deal."
    )


def _counted(reasons: Sequence[dict[str, Any]]) -> str:
    ordered = sorted(
        (row for row in reasons if row["reason"]), key=lambda row: (-row["deals"], row["reason"])
    )
    named = [
        f"'{row['reason']}' ({row['deals']:,} {'deal' if row['deals'] == 1 else 'deals'})"
        for row in ordered[:NAMED]
    ]
    return ", ".join([*named, *([f"{len(ordered) - NAMED} other reasons"] if len(ordered) > NAMED else [])])
