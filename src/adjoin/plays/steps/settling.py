"""A step that says what became of a concession: agreed, withdrawn, and what was got for it kept or broken."""

from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.play import Campaign, Change, StepVerb
from adjoin.plays.concessions import Concession, ConcessionState, concessions
from adjoin.plays.steps.change import Who, changed, running, step_of
from adjoin.words.days import day

SETTLED = tuple(str(state) for state in ConcessionState if state is not ConcessionState.OFFERED)
NEXT: dict[ConcessionState, tuple[ConcessionState, ...]] = {
    ConcessionState.OFFERED: (
        *(ConcessionState.AGREED, ConcessionState.KEPT, ConcessionState.BROKEN, ConcessionState.WITHDRAWN),
    ),
    ConcessionState.AGREED: (ConcessionState.KEPT, ConcessionState.BROKEN, ConcessionState.WITHDRAWN),
    ConcessionState.WITHDRAWN: (),
    ConcessionState.KEPT: (ConcessionState.BROKEN,),
    ConcessionState.BROKEN: (ConcessionState.KEPT,),
}
"""What a concession can become next. What was got is delivered or not without a word that it was agreed, for people
forget to say that; kept and broken can be put right."""


def settle(campaign: Campaign, who: Who, place: int, state: str, text: str | None = None) -> Change:
    """What became of a concession; kept and broken also after the play is over.

    ConfigurationError for one that is not there, a state it cannot take, or a day before its last word.
    """
    found = _at(campaign, place)
    if state not in SETTLED:
        raise ConfigurationError(f"'{state}' is none of {', '.join(SETTLED)}{nearest(state, SETTLED)}.")
    wanted = ConcessionState(state)
    if wanted not in (ConcessionState.KEPT, ConcessionState.BROKEN):
        running(campaign, who, f"say that concession {place} was {wanted}")
    if wanted not in NEXT[found.state]:
        raise ConfigurationError(_cannot(found, wanted))
    since = found.settled_on or found.given_on
    if who.on < since:
        raise ConfigurationError(
            f"Concession {place} was {found.state} on {day(since)}: it cannot be {wanted} on {day(who.on)}, before it."
        )
    step = step_of(who, StepVerb.SETTLE, kind=str(wanted), text=text or None, data={"place": place})
    return changed(campaign, step)


def _at(campaign: Campaign, place: int) -> Concession:
    given = concessions(campaign)
    found = next((one for one in given if one.place == place), None)
    if found is None:
        there = ", ".join(str(one.place) for one in given) or "none"
        raise ConfigurationError(
            f"Play {campaign.play.play_id} has no concession {place}. There are: {there}."
        )
    return found


def _cannot(found: Concession, wanted: ConcessionState) -> str:
    can = " or ".join(NEXT[found.state])
    follows = f"it can be {can}" if can else "give it anew if it stands again"
    return f"Concession {found.place} is {found.state}, it cannot be {wanted}: {follows}."
