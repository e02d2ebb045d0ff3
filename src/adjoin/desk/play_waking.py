"""Why a play that rests should go on now: its day has come, or a signal is stronger than any when it was snoozed."""

from collections.abc import Iterable
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import LIVE
from adjoin.domain.play import Campaign, PlayState
from adjoin.plays import steps
from adjoin.plays.waking import wakes

RESTING = (PlayState.PAUSED, PlayState.SNOOZED)
OF_A_SIGNAL = ("account_id", "product_id", "kind", "state", "score", "says")


def wake_reasons(desk: Desk, campaigns: Iterable[Campaign]) -> dict[int, str]:
    """Play id → a sentence, for those of the plays that rest and should go on, by the signals of the run.

    Only a person wakes a play; until then it stays in play as it is, and so does its place in the book.
    """
    resting = [campaign for campaign in campaigns if campaign.play.state in RESTING]
    strongest = _strongest(desk, {campaign.play.account_id for campaign in resting})
    as_of = desk.publication().as_of
    found = {}
    for campaign in resting:
        play = campaign.play
        signal = strongest.get((play.account_id, play.product_id))
        why = wakes(campaign, as_of, signal["score"] if signal else None)
        if why is not None:
            stronger = signal is not None and (play.until is None or as_of < play.until)
            says = f" {signal['says'].rstrip('.')}." if stronger and signal else ""
            found[play.play_id] = f"{why}{says}"
    return found


def rests_because(campaign: Campaign) -> str | None:
    """The reason that was given for the pause or snooze that holds."""
    rested = [taken.step for taken in campaign.steps if steps.rests(taken.step)]
    return rested[-1].reason if rested and campaign.play.state in RESTING else None


def _strongest(desk: Desk, ids: set[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """(account, product) → its strongest live signal."""
    rows = desk.rows_of("signals", ids, OF_A_SIGNAL)
    ordered = sorted(rows, key=lambda row: (row["score"], row["kind"]))
    return {(row["account_id"], row["product_id"]): row for row in ordered if row["state"] in LIVE}
