"""What is true in the world of the loop: written down before anything was run, and never changed to please a test.

Fathom Port sells harbour software: Dock, which everybody holds, and four products beside it. A need for one of them
arises at an account, lasts twenty weeks on average, and leaves traces. A customer with the need starts by itself now
and then; a pitch makes it likelier, far more so where the customer has a data team, which nobody at Fathom Port knows
to matter. Feeds about rivals are bought in, and are worth nothing: they come as often without a need as with one, while
the experts believe in them nearly as much as in a customer who asks.
"""

from typing import Final

BASE: Final = "dock"
PRODUCTS: Final = ("crane", "tide", "buoy", "chart")
METERED: Final = 0
"""The product for which Dock has a meter: its need fills it."""

ARISES, LASTS = 0.004, 20.0
"""A need arises in an open cell: chance a week; lasts so many weeks on average."""

STARTS_WITH_NEED, STARTS_WITHOUT = 0.012, 0.001
"""Chance a week that an open cell starts although nobody speaks of it."""

MOVES: Final = {(True, True): 0.40, (True, False): 0.10, (False, True): 0.03, (False, False): 0.01}
"""(need, data team) → chance that a pitch leads to a start which would not have come by then."""

FROM_WEEK, UNTIL_WEEK = 2, 10
"""Between these weeks after a pitch, both included, starts what it leads to."""

GIVES_UP = 8
"""Weeks after which a play that led to nothing is closed as lost."""

DATA_TEAM: Final = 0.35
"""Share of accounts with a data team."""

TICKET_ON_NEED, ASKED_ON_NEED = 0.6, 0.15
"""Chance that a need shows, once, in the week in which it arises."""

TICKET_BY_CHANCE, ASKED_BY_CHANCE, RIVAL_BY_CHANCE = 0.001, 0.0001, 0.003
"""Chance a week in any open cell, need or none: a ticket that sounds like it, a question, a row of the bought feed."""

ALWAYS_FULL: Final = 0.03
"""Share of accounts whose meter is full whatever they need."""

HORIZON = 13
"""Weeks within which a start counts: the 90 days after a Monday and that day itself."""


def left_alone() -> dict[bool, float]:
    """Need now → chance to start within the horizon if nobody speaks of it: week by week, needs come and go."""
    chance = {True: 0.0, False: 0.0}
    for _ in range(HORIZON):
        stays = {True: 1 - 1 / LASTS, False: ARISES}
        chance = {
            need: start + (1 - start) * (stays[need] * chance[True] + (1 - stays[need]) * chance[False])
            for need, start in ((True, STARTS_WITH_NEED), (False, STARTS_WITHOUT))
        }
    return chance


ALONE: Final = left_alone()


def added(need: bool, team: bool) -> float:
    """Chance of a start within the horizon that a pitch adds, given the state on the day."""
    return MOVES[need, team] * (1 - ALONE[need])
