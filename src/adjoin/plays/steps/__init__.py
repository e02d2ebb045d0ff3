"""What a step does to a play: pure functions from a Campaign to a Change, which the ledger keeps.

Each raises ConfigurationError with a sentence for the person if the play's rules do not allow it.
"""

from adjoin.plays.steps.accepting import Offer, accept
from adjoin.plays.steps.change import Who, rests
from adjoin.plays.steps.conceding import Give, concede
from adjoin.plays.steps.ending import OUTCOMES, close, decline
from adjoin.plays.steps.objecting import Objection, objection
from adjoin.plays.steps.phases import advance, agreed_measures, pitch
from adjoin.plays.steps.record import approve, assume, log, measure
from adjoin.plays.steps.resting import pause, resting_since, resume, snooze
from adjoin.plays.steps.settling import settle
from adjoin.plays.steps.tasks import done, hand_over, put_off, skip

__all__ = [
    "OUTCOMES",
    "Give",
    "Objection",
    "Offer",
    "Who",
    "accept",
    "advance",
    "agreed_measures",
    "approve",
    "assume",
    "close",
    "concede",
    "decline",
    "done",
    "hand_over",
    "log",
    "measure",
    "objection",
    "pause",
    "pitch",
    "put_off",
    "resting_since",
    "rests",
    "resume",
    "settle",
    "skip",
    "snooze",
]
