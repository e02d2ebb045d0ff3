"""The three phases of a play, in days from its acceptance."""

from adjoin.domain.play import Phase

CLOCK = 41
"""Days from the earliest cited signal to the close."""

PHASE_DAYS = {Phase.DISCOVERY: (1, 7), Phase.VALUE_MAP: (7, 21), Phase.CLOSE: (21, CLOCK)}
"""First and last day of each phase after the day of acceptance, which is day 0."""
