"""Whether a snoozed or paused play should go on."""

from datetime import date

from adjoin.domain.play import Campaign, PlayState
from adjoin.plays.steps.change import rests
from adjoin.words.days import day


def wakes(campaign: Campaign, on: date, score: float | None) -> str | None:
    """Why it should go on that day, as a sentence; None while it may rest.

    `score`: of the weightiest open signal for its product that day (weight × strength, faded by its age); a snoozed
    play wakes on one that weighs more than the weightiest when it was snoozed. A pause ends only with its day.
    """
    play = campaign.play
    if play.state not in (PlayState.PAUSED, PlayState.SNOOZED):
        return None
    if play.until is not None and on >= play.until:
        return f"It was to rest until {day(play.until, on)}."
    if play.state is PlayState.PAUSED or score is None:
        return None
    before = _score_then(campaign)
    if before is None or score > before:
        was = "without a signal" if before is None else f"with one that weighed {before:.2f}"
        return f"There is a signal that weighs {score:.2f}; it was snoozed {was}."
    return None


def _score_then(campaign: Campaign) -> float | None:
    """Of the weightiest signal when it was last snoozed."""
    snoozes = [taken.step for taken in campaign.steps if rests(taken.step) is PlayState.SNOOZED]
    said = snoozes[-1].data.get("score") if snoozes else None
    return None if said is None else float(said)
