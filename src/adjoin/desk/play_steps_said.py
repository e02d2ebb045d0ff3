"""Every step of a play in words: who did what, when, on which evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from adjoin.domain.play import Campaign, StepVerb, Taken
from adjoin.plays.concessions import as_share
from adjoin.plays.steps.phases import NAMES
from adjoin.words.names import spoken

SAID = {
    StepVerb.ACCEPT: "accepted the recommendation",
    StepVerb.DONE: "finished task",
    StepVerb.SKIP: "skipped task",
    StepVerb.HAND_OVER: "handed over task",
    StepVerb.PUT_OFF: "put off task",
    StepVerb.ADVANCE: "advanced the play",
    StepVerb.PITCH: "pitched it",
    StepVerb.PAUSE: "paused the play",
    StepVerb.SNOOZE: "snoozed the play",
    StepVerb.RESUME: "resumed the play",
    StepVerb.LOG: "noted",
    StepVerb.OBJECTION: "recorded an objection",
    StepVerb.MEASURE: "recorded a success measure",
    StepVerb.ASSUME: "changed an assumption of the value map",
    StepVerb.APPROVE: "approved a draft",
    StepVerb.CONCEDE: "offered something for something",
    StepVerb.SETTLE: "said of concession",
    StepVerb.CLOSE: "closed the play",
}
"""What a person did, after their name."""

PHASE_NAMES = {str(phase): name for phase, name in NAMES.items()}


@dataclass(frozen=True, slots=True)
class StepSaid:
    """One step. `on`: the day it counts from; `at`: wall clock, UTC. `did`: after the person's name; `words`: what they
    wrote; `detail`: what else belongs to it, name → value."""

    number: int
    entry_id: int
    on: date
    at: datetime
    person: str
    did: str
    words: str | None
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cited:
    """A signal that the acceptance rested on. `says`: its sentence; `since`: as an ISO day, if known."""

    says: str
    kind: str
    since: str | None
    strength: float | None
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an acceptance rested on. `run_id`: the publication; `why`: its sentence; `settings`: those then that were
    not left as they ship."""

    run_id: str | None
    why: str | None
    cites: tuple[Cited, ...]
    settings: Mapping[str, Any]


def steps_said(campaign: Campaign, team: Mapping[str, str]) -> tuple[StepSaid, ...]:
    """The newest first. `team`: ours, id → name."""
    return tuple(_said(taken, campaign, team) for taken in reversed(campaign.steps))


def accepted_on_what(campaign: Campaign) -> Accepted:
    """The evidence and the settings that were kept with the acceptance."""
    data: Mapping[str, Any] = campaign.steps[0].step.data if campaign.steps else {}
    settings = data.get("settings") or {}
    run = settings.get("run") if isinstance(settings.get("run"), Mapping) else settings
    return Accepted(
        run_id=campaign.play.run_id,
        why=settings.get("why"),
        cites=tuple(_cited(one) for one in data.get("cites", ()) if isinstance(one, Mapping)),
        settings={name: value for name, value in (run or {}).items() if value not in (None, {}, [])},
    )


def _cited(one: Mapping[str, Any]) -> Cited:
    evidence = one.get("evidence")
    return Cited(
        says=str(one.get("says") or one.get("id") or "a signal"),
        kind=str(one.get("kind") or "signal"),
        since=one.get("opened_on") or one.get("detected_on"),
        strength=one.get("strength"),
        evidence=evidence if isinstance(evidence, Mapping) else {},
    )


def _said(taken: Taken, campaign: Campaign, team: Mapping[str, str]) -> StepSaid:
    step = taken.step
    return StepSaid(
        number=taken.number,
        entry_id=taken.entry_id,
        on=step.effective_on,
        at=taken.at,
        person=step.person,
        did=_did(taken, campaign, team),
        words=step.text or step.reason,
        detail=_detail(step.verb, step.data),
    )


def _did(taken: Taken, campaign: Campaign, team: Mapping[str, str]) -> str:
    step = taken.step
    did = SAID[step.verb]
    if step.task is not None:
        task = next((task for task in campaign.tasks if task.place == step.task), None)
        what = f" ({task.what})" if task else ""
        did = f"{did} {step.task}{what}" if did.endswith("task") else f"{did} about task {step.task}{what}"
    if step.verb is StepVerb.HAND_OVER:
        did += f" to {team.get(str(step.data.get('to')), str(step.data.get('to')))}"
    if step.verb is StepVerb.ADVANCE:
        did += f" to {PHASE_NAMES.get(str(step.data.get('to')), step.data.get('to'))}"
    if step.verb is StepVerb.CLOSE:
        rival = step.data.get("rival")
        did += f": {step.kind}" + (f", to {rival}" if rival and step.kind == "lost" else "")
        did += f", against {rival}" if rival and step.kind == "won" else ""
    if step.verb in (StepVerb.OBJECTION, StepVerb.APPROVE, StepVerb.ASSUME, StepVerb.LOG) and step.kind:
        did += "" if step.kind == "note" else f" ({step.kind.replace('_', ' ')})"
    if step.verb is StepVerb.MEASURE and step.kind:
        did += f", {'agreed with the customer' if step.kind == 'agreed' else 'proposed'}"
    if step.verb is StepVerb.CONCEDE:
        did += f" ({spoken(str(step.kind)).lower()})"
    if step.verb is StepVerb.SETTLE:
        did += f" {step.data.get('place')} that it was {step.kind}"
    sleeps = ", and the play sleeps" if step.verb is StepVerb.OBJECTION else ","
    return f"{did}{sleeps} until {step.until.isoformat()}" if step.until else did


def _detail(verb: StepVerb, data: Mapping[str, Any]) -> dict[str, str]:
    """Of a measure its two sides, of an assumption its value, of a give what is got for it, its weight and approver."""
    if verb is StepVerb.MEASURE:
        names = {"base": "The product they hold", "new": "The new product"}
        return {name: str(data[side]) for side, name in names.items() if data.get(side)}
    if verb is StepVerb.ASSUME and data.get("value") is not None:
        return {"Value": str(data["value"])}
    if verb is StepVerb.CONCEDE:
        approved = data.get("approved_by")
        takes = {"Off the list price": as_share(float(data["weight"]))} if data.get("weight") else {}
        who = {"Approved by": str(approved)} if approved else {}
        return {"For": f"{data['gets']}, from {data['got_from']}", **takes, **who}
    return {}
