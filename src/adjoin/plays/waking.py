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
    before, known = _score_then(campaign)
    if before is None:
        was = "; it was snoozed without a signal" if known else ""
    elif score > before:
        was = f"; it was snoozed with one that weighed {before:.2f}"
    else:
        return None
    return f"There is a signal that weighs {score:.2f}{was}."


def _score_then(campaign: Campaign) -> tuple[float | None, bool]:
    """Of the weightiest signal when it was last snoozed, and whether that is known.

    A snooze kept in another measure (`strength`) cannot be compared.
    """
    snoozes = [taken.step for taken in campaign.steps if rests(taken.step) is PlayState.SNOOZED]
    data = snoozes[-1].data if snoozes else {}
    said = data.get("score")
    return None if said is None else float(said), said is not None or "strength" not in data
