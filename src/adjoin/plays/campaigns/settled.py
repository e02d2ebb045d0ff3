"""Which task of a campaign a step settles: the first pitch by pitching, the success measures by agreeing on them.

A task says so by the words it begins with, in our campaigns and in a project's own.
"""

from adjoin.domain.play import Campaign, TaskState

PITCH = "First pitch"
MEASURE = "Agree on joint success measures"


def pitch_task(campaign: Campaign) -> int | None:
    """The place of the open task that the first pitch settles; None if there is none."""
    return _begins(campaign, PITCH)


def measure_task(campaign: Campaign) -> int | None:
    """The place of the open task that agreed success measures settle; None if there is none."""
    return _begins(campaign, MEASURE)


def _begins(campaign: Campaign, words: str) -> int | None:
    waiting = sorted((t for t in campaign.tasks if t.state is TaskState.OPEN), key=lambda t: t.place)
    return next((t.place for t in waiting if t.what.casefold().startswith(words.casefold())), None)
