"""What the patterns come to, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adjoin.offers.strategy.judging import Fits, Judged, Why
from adjoin.words.count import count, counted
from adjoin.words.share import interval, percent

CAME = {
    "workflow_driven": "of {} begun beside something held followed a workflow link of the catalog",
    "platform_bundle": "of {} came together with another, on one day or in one bundle",
    "stakeholder_expansion": "of {} begun beside something held are paid for by another department",
}
BY_CHANCE = {
    "workflow_driven": "by popularity alone it would be {}",
    "platform_bundle": "if days fell by chance it would be {}",
    "stakeholder_expansion": "by popularity alone it would be {}",
}
REASONS = {
    Why.MATTERS: "Beyond chance that explains {middle} of all further products, at least {low}",
    Why.ABOVE: "More than by chance, though it may be little: {low} to {high} of all further products",
    Why.NEEDED: "Several departments must be won whatever drives them; that they drive it is not shown",
    Why.LITTLE: "Beyond chance that explains at most {high} of all further products, too little to build on",
    Why.NOTHING: "That is no more than by chance",
    Why.NOISE: "The difference to chance is inside the noise",
    Why.NO_ROOM: "Chance alone would give nearly all of it, so it could not show",
    Why.NO_LINK: "The catalog leads from nothing that was held to anything that was begun",
    Why.FEW: "Too few to tell: {least} are needed",
}
MEANS = {
    "workflow_driven": "Build what leads from one product to the next, and let what is seen in the first open the play",
    "platform_bundle": "Sell in bundles, priced inside the cap, and watch that each part comes into use",
    "stakeholder_expansion": "Find who pays for the next product before it is pitched, and ask for the introduction",
}
WOULD_TELL = {
    "workflow_driven": "Say in catalog.yaml what each product takes and gives",
    "platform_bundle": "Map started_on and bundle_id of subscriptions",
    "stakeholder_expansion": "Say in catalog.yaml which department buys each product",
}


def says_of(judged: Judged, book: Mapping[str, Any]) -> str:
    """The numbers of a pattern and what they come to."""
    unsaid = _unsaid(judged, book)
    if unsaid is not None:
        return unsaid
    told = judged.counted
    if judged.share is None or judged.explained is None or told.expected is None:
        return "No further product was seen to begin in a way that could tell"
    products = counted(told.denominator, "further product")
    share, low, high = judged.share
    middle, least, most = judged.explained
    reason = REASONS[judged.why].format(
        middle=percent(max(middle, 0)),
        low=percent(max(least, 0)),
        high=percent(max(most, 0)),
        least=told.least,
    )
    return (
        f"{count(told.numerator)} {CAME[told.pattern].format(products)}: {percent(share)}"
        f" ({interval(low, high)} %); {BY_CHANCE[told.pattern].format(percent(told.expected))}. {reason}"
    )


def margin(judged: Sequence[Judged]) -> str:
    """Whether the first pattern explains more than the others beyond doubt, as one more sentence; empty without any."""
    fitting = [one for one in judged if one.fits in (Fits.YES, Fits.PARTLY) and one.why is not Why.NEEDED]
    if not fitting or fitting[0] is not judged[0]:
        return ""
    if judged[0].leads:
        return ". It explains more than the others beyond doubt"
    return ". Whether it explains more than the others is inside the noise"


def beside(judged: Judged, book: Mapping[str, Any]) -> str:
    """What else of the book speaks to a pattern."""
    if judged.counted.pattern == "workflow_driven":
        return f"The catalog leads from one product to another in {counted(book['linked_pairs'], 'pair')}"
    if judged.counted.pattern == "platform_bundle":
        able = percent(book["several_open"] / book["accounts"]) if book["accounts"] else "None"
        return (
            f"The catalog has {counted(book['products'], 'product')}; {able} of the book could buy"
            f" {book['several']} more; {count(book['multi_together'])} of"
            f" {counted(book['multi'], 'account')} that began several products began some together"
        )
    named = f"The catalog names {counted(book['departments'], 'department')} that pay"
    if book["spoken_multi"] is None or book["spoken_single"] is None:
        return named
    return (
        f"{named}; within a year {book['spoken_multi']:.1f} departments were spoken to at accounts that hold several"
        f" products, {book['spoken_single']:.1f} at those that hold one"
    )


def what_it_means(judged: Judged, book: Mapping[str, Any]) -> str:
    """What to do about it."""
    pattern = judged.counted.pattern
    if judged.fits in (Fits.YES, Fits.PARTLY):
        return MEANS[pattern]
    if judged.fits is Fits.NO:
        return "Do not build the plan on this pattern"
    if _unsaid(judged, book) is not None or judged.share is None or judged.why in (Why.NO_ROOM, Why.NO_LINK):
        return WOULD_TELL[pattern]
    return "Look again when more products have been begun"


def _unsaid(judged: Judged, book: Mapping[str, Any]) -> str | None:
    """What the catalog would have to say before the pattern can be seen at all."""
    if judged.counted.pattern == "workflow_driven" and not book["linked_pairs"]:
        return "The catalog names no product whose output another takes in"
    if judged.counted.pattern == "stakeholder_expansion" and book["departments"] < 1:
        return "The catalog does not say which department pays for a product"
    return None
