"""The dated tasks of a play: who does what by when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from adjoin.domain.play import Phase, PlayKind, Task
from adjoin.plays.business_days import last_business_day, next_business_day, weekends_only
from adjoin.plays.campaigns.setting import FEATURES, Setting
from adjoin.plays.campaigns.written import Campaigns, TaskLine
from adjoin.plays.phases import PHASE_DAYS
from adjoin.words.count import counted

ROLES = {
    "csm": "customer success manager",
    "ae": "account executive",
    "solutions": "solutions engineer",
    "partner": "partner manager",
}
QUESTIONS = ("need", "budget", "timing")


def plan(campaigns: Campaigns, setting: Setting) -> tuple[Task, ...]:
    """The tasks in order of their days, the questions of the diagnosis first; play_id is 0 until the ledger gives one.

    Each is due on a business day of the customer's country within its phase: the next one, else the last one before;
    only where a phase has none left does it fall after the phase. Never before the day of acceptance. A role that
    nobody is known for leaves the task without an owner.
    """
    if setting.kind is PlayKind.FIX_ADOPTION:
        lines: Sequence[TaskLine] = campaigns.fix_adoption
    else:
        lines = campaigns.of(setting.motion)
    needed = [line for line in lines if setting.wants(line.only_if, campaigns)]
    phases = list(Phase)
    ordered = sorted(
        needed,
        key=lambda line: (phases.index(line.phase), line.asks is None, _question(line), line.day),
    )
    tasks = [task for line in ordered for task in _tasks(line, setting)]
    return tuple(replace(task, place=place) for place, task in enumerate(tasks, start=1))


def notes(tasks: Sequence[Task], setting: Setting) -> tuple[str, ...]:
    """What the plan could not know: roles without an owner, and a country without a calendar."""
    nobody = Counter(task.role for task in tasks if task.owner is None)
    empty = [
        f"{setting.account} has no {ROLES[role]} of ours: {counted(nobody[role], 'task')} without an owner."
        for role in ROLES
        if nobody[role]
    ]
    calendar = weekends_only(setting.country)
    return (*empty, *([calendar] if calendar else []))


def due_on(accepted_on: date, phase: Phase, number: int, country: str | None) -> date:
    """The business day for day `number` from acceptance, within the phase if it has one."""
    first, last = (accepted_on + timedelta(days=days) for days in PHASE_DAYS[phase])
    wanted = accepted_on + timedelta(days=number)
    after = next_business_day(wanted, country)
    if after <= last:
        return after
    before = last_business_day(last, country)
    return before if before >= min(first, wanted) else after


def _question(line: TaskLine) -> int:
    return QUESTIONS.index(line.asks) if line.asks else 0


def _tasks(line: TaskLine, setting: Setting) -> list[Task]:
    """The task of a line; of one for each feature, as many."""
    features: tuple[str | None, ...] = setting.features[:FEATURES] or (None,)
    return [_task(line, setting, feature) for feature in (features if line.each_feature else (None,))]


def _task(line: TaskLine, setting: Setting, feature: str | None) -> Task:
    asked = setting.open_questions.get(line.asks) if line.asks else None
    return Task(
        play_id=0,
        place=0,
        phase=line.phase,
        role=line.role,
        what=asked or setting.fill(line.what, feature),
        due_on=due_on(setting.accepted_on, line.phase, line.day, setting.country),
        owner=setting.owners.get(line.role),
        hand_off_days=line.hand_off_days,
        asks=line.asks,
    )
