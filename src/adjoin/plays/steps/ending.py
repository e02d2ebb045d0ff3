"""Steps that end a play: won, lost to somebody or to nobody, declined."""

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.play import RUNNING, Campaign, Change, PlayState, StepVerb
from adjoin.plays.steps.change import Who, changed, in_order, said, step_of

OUTCOMES = tuple(state for state in PlayState if state not in RUNNING)


def close(
    campaign: Campaign, who: Who, outcome: str, reason: str | None = None, rival: str | None = None
) -> Change:
    """The play is over: won, lost or declined. `rival`: to whom it was lost, or whom it was won against.

    ConfigurationError for another outcome, without a reason where it was not won, or for a rival of a declined play.
    """
    play = in_order(campaign, who, "close it")
    if outcome not in OUTCOMES:
        raise ConfigurationError(
            f"'{outcome}' is no outcome{nearest(outcome, map(str, OUTCOMES))}; a play ends won, lost or declined."
        )
    state = PlayState(outcome)
    if state is not PlayState.WON:
        reason = said(reason, f"Say why play {play.play_id} was {state}: it teaches the next one.")
    if rival is not None and state is PlayState.DECLINED:
        raise ConfigurationError("A declined play was lost to nobody: close it as lost to name a rival.")
    step = step_of(
        who, StepVerb.CLOSE, kind=str(state), reason=reason, data={"rival": rival} if rival else None
    )
    return changed(campaign, step, state=state, closed_on=who.on, reason=reason, rival=rival, until=None)


def decline(campaign: Campaign, who: Who, reason: str | None) -> Change:
    """We do not go on with it, and why."""
    return close(campaign, who, PlayState.DECLINED, reason)
