"""Why a play that rests should go on now: its day has come, or a stronger signal opened."""

from collections.abc import Iterable
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import LIVE
from adjoin.domain.entry import Verb
from adjoin.domain.play import Campaign, PlayState
from adjoin.plays import steps
from adjoin.plays.waking import wakes

RESTING = (PlayState.PAUSED, PlayState.SNOOZED)


def wake_reasons(desk: Desk, campaigns: Iterable[Campaign]) -> dict[int, str]:
    """Play id → a sentence, for those of the plays that rest and should go on, by the signals of the run."""
    resting = [campaign for campaign in campaigns if campaign.play.state in RESTING]
    ids = {campaign.play.account_id for campaign in resting}
    woken = {row["hold_id"]: row["says"] for row in desk.rows_of("woken", ids)}
    strongest: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(desk.rows_of("signals", ids), key=lambda row: (row["strength"], row["kind"])):
        if row["state"] in LIVE:
            strongest[(row["account_id"], row["product_id"])] = row
    as_of = desk.publication().as_of
    found = {}
    for campaign in resting:
        play = campaign.play
        signal = strongest.get((play.account_id, play.product_id))
        why = wakes(campaign, as_of, signal["strength"] if signal else None)
        by_the_run = woken.get(f"{Verb.SNOOZE}-{_snooze(campaign)}")
        if by_the_run is not None:
            found[play.play_id] = f"A stronger signal opened: {by_the_run.rstrip('.')}."
        elif why is not None:
            stronger = signal is not None and (play.until is None or as_of < play.until)
            says = f" {signal['says'].rstrip('.')}." if stronger and signal else ""
            found[play.play_id] = f"{why}{says}"
    return found


def rests_because(campaign: Campaign) -> str | None:
    """The reason that was given for the pause or snooze that holds."""
    rested = [taken.step for taken in campaign.steps if steps.rests(taken.step)]
    return rested[-1].reason if rested and campaign.play.state in RESTING else None


def _snooze(campaign: Campaign) -> int | None:
    """The entry by which it was last snoozed."""
    snoozes = [
        taken.entry_id for taken in campaign.steps if steps.rests(taken.step) is PlayState.SNOOZED
    ]
    return snoozes[-1] if snoozes and campaign.play.state is PlayState.SNOOZED else None
