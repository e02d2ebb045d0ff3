"""A program that takes steps for ever and says each one only after it is kept: to be killed while it writes.

Arguments: the state folder, the URL or `-`, the play, and the name that its notes begin with.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from adjoin.domain.play import Campaign, Change, Phase, Step, StepVerb, Task
from adjoin.ledger import Ledger

state, url, play_id, name = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]


def decide(campaign: Campaign) -> Change:
    """A note of the next number, with a task of that place: both or neither must be there."""
    play = campaign.play
    number = play.version + 1
    task = Task(play.play_id, number, Phase.DISCOVERY, "csm", f"{name}-{number}", play.accepted_on)
    step = Step(StepVerb.LOG, name, play.accepted_on, text=f"{name}-{number}", task=number)
    return Change(step, play, (task,))


def say(words: str) -> None:
    """One line, at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


with Ledger(Path(state), None if url == "-" else url) as ledger:
    say("ready")
    while True:
        kept = ledger.take_step(play_id, decide, datetime.now(UTC))
        say(f"{name}-{kept.play.version}")
