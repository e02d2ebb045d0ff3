"""Steps from phase to phase, and the first pitch."""

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, Change, Phase, Play, PlayKind, PlayState, StepVerb, TaskState
from adjoin.plays.steps.change import Who, changed, in_order, said, step_of
from adjoin.plays.steps.tasks import finished
from adjoin.words.days import day

AFTER = {Phase.DISCOVERY: Phase.VALUE_MAP, Phase.VALUE_MAP: Phase.CLOSE}
NAMES = {Phase.DISCOVERY: "discovery", Phase.VALUE_MAP: "value mapping", Phase.CLOSE: "closing"}


def advance(campaign: Campaign, who: Who, reason: str | None = None) -> Change:
    """Into the next phase, never back and never over one.

    ConfigurationError while a question of the phase is open, and out of value mapping without success measures of both
    products that the customer agreed to, unless `reason` says why there are none.
    """
    play = in_order(campaign, who, "advance it")
    _awake(play, "advance it")
    after = AFTER.get(play.phase)
    if after is None:
        raise ConfigurationError(
            f"Play {play.play_id} is closing, the last phase: close it as won, lost or declined."
        )
    _answered(campaign)
    if play.phase is Phase.VALUE_MAP and play.kind is PlayKind.CROSS_SELL:
        _measured(campaign, reason)
    data = {"from": str(play.phase), "to": str(after)}
    step = step_of(who, StepVerb.ADVANCE, reason=reason, data=data)
    return changed(campaign, step, phase=after, phase_since=who.on)


def pitch(
    campaign: Campaign,
    who: Who,
    blocked: str | None = None,
    text: str | None = None,
    place: int | None = None,
) -> Change:
    """The first time that somebody proposes the product; the desk judges the gates again before.

    `blocked`: the reason of the most severe gate that blocks that day, which refuses the pitch. `place`: the task that
    it finishes. ConfigurationError too in discovery, which asks and does not propose, and of a fix of adoption.
    """
    play = in_order(campaign, who, "pitch it")
    _awake(play, "pitch it")
    if play.kind is PlayKind.FIX_ADOPTION:
        raise ConfigurationError("A fix of adoption proposes nothing: log the conversation instead.")
    if play.pitched_on is not None:
        raise ConfigurationError(
            f"Play {play.play_id} was pitched on {day(play.pitched_on)}: log the conversation instead."
        )
    if play.phase is Phase.DISCOVERY:
        _answered(campaign)
        raise ConfigurationError(
            f"Play {play.play_id} is in discovery, which asks and does not propose: advance it to value mapping first."
        )
    if blocked is not None:
        raise ConfigurationError(
            f"Nobody should pitch on {day(who.on)}: {blocked.rstrip('.')}. Pause the play until it lifts, or close it."
        )
    step = step_of(who, StepVerb.PITCH, text=text, task=place)
    return changed(campaign, step, finished(campaign, place, who.on), pitched_on=who.on)


def agreed_measures(campaign: Campaign) -> tuple[str | None, str | None]:
    """What the customer agreed to measure of the base product and of the new one, each as last agreed; None if not."""
    base = new = None
    for taken in campaign.steps:
        if taken.step.verb is StepVerb.MEASURE and taken.step.kind == "agreed":
            base = taken.step.data.get("base") or base
            new = taken.step.data.get("new") or new
    return base, new


def _awake(play: Play, wanted: str) -> None:
    if play.state is not PlayState.OPEN:
        until = f" until {day(play.until)}" if play.until else ""
        raise ConfigurationError(
            f"Play {play.play_id} is {play.state}{until}: you cannot {wanted}. Resume it first."
        )


def _answered(campaign: Campaign) -> None:
    play = campaign.play
    asking = [
        task
        for task in campaign.tasks
        if task.phase is play.phase and task.asks is not None and task.state is TaskState.OPEN
    ]
    if asking:
        listed = "; ".join(f"{task.place}. {task.what}" for task in asking)
        raise ConfigurationError(
            f"Play {play.play_id} stays in {NAMES[play.phase]} until these are answered: {listed}. "
            "Do them, or skip them with a reason."
        )


def _measured(campaign: Campaign, reason: str | None) -> None:
    base, new = agreed_measures(campaign)
    needs_base = campaign.play.base_product_id is not None
    if new is None or (needs_base and base is None):
        which = (
            "the new product"
            if base or not needs_base
            else "the product they hold"
            if new
            else "both products"
        )
        said(
            reason,
            f"Play {campaign.play.play_id} has no agreed success measure of {which}: agree on it with the customer "
            "and record it, or say why there will be none.",
        )
