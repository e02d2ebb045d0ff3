"""The page that goes with an answer, made from the brief, the play and what the run knows; people fill in the rest."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from adjoin.desk.briefing import brief
from adjoin.desk.desk import Desk, on_one_publication
from adjoin.desk.offering import owners, unused_features
from adjoin.desk.play_brief import brief_of
from adjoin.desk.recommendation import team_names
from adjoin.desk.stepping import account_of
from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.domain.play import Campaign, EffectKind, Phase, Play, PlayKind, StepVerb
from adjoin.drafts.artefacts.adoption_plan import STEPS
from adjoin.drafts.artefacts.artefact import Artefact, Given
from adjoin.drafts.artefacts.making import artefact
from adjoin.drafts.brief import Brief
from adjoin.plays.objections.objection import BUDGET_OPENS


@on_one_publication
def artefact_of(desk: Desk, account: str, kind: str) -> Artefact:
    """The page for the account's running play, else for what is recommended there.

    ConfigurationError for a kind that is not known, and where there is nothing to write about.
    """
    wanted = artefact_kind(kind)
    account_id = account_of(desk, account)
    fixes = wanted is ArtefactKind.ADOPTION_PLAN
    play = (desk.ledger.running(account_id, PlayKind.FIX_ADOPTION) if fixes else None) or desk.ledger.running(
        account_id
    )
    if play is not None:
        return artefact_of_play(desk, play, wanted)
    found = brief(desk, account)
    return artefact(wanted, found, _given(desk, found, None))


@on_one_publication
def artefact_of_play(desk: Desk, play: Play, kind: ArtefactKind) -> Artefact:
    """The page for a play. ConfigurationError where its account or its product has left the book."""
    found = brief_of(desk, play)
    if found is None:
        raise ConfigurationError(
            f"Nothing is known any more of {play.product_id} at {play.account_id}: there is no page to make for "
            f"play {play.play_id}. Close it: adjoin play close {play.account_id}"
        )
    return artefact(kind, found, _given(desk, found, desk.ledger.campaign(play.play_id)))


def artefact_kind(written: str) -> ArtefactKind:
    """The kind of that name. ConfigurationError with the nearest spelling if there is none."""
    name = written.strip().casefold().replace("-", "_").replace(" ", "_")
    kinds = tuple(str(kind) for kind in ArtefactKind)
    if name not in kinds:
        raise ConfigurationError(
            f"'{written}' is no page that goes with an answer{nearest(name, kinds)}. Use one of: {', '.join(kinds)}."
        )
    return ArtefactKind(name)


def _given(desk: Desk, found: Brief, campaign: Campaign | None) -> Given:
    """What the run and the play know: unused features, who of ours, the day that the customer named, and of a fix of
    adoption the days of its tasks."""
    (book,) = desk.rows_of("accounts", [found.account_id])
    team = team_names(desk)
    base = found.base_product
    features = unused_features(desk, found.account_id, base.id) if base else ()
    return Given(
        features=features,
        owners={role: team.get(one, one) for role, one in _carriers(desk, book, campaign).items()},
        days=_days(campaign) | _days_of_the_fix(campaign, features) if campaign else {},
    )


def _carriers(desk: Desk, book: Mapping[str, Any], campaign: Campaign | None) -> dict[str, str]:
    """Role → id of ours: who carries the play's tasks, the latest word first, else the account's own."""
    tasks = campaign.tasks if campaign else ()
    return owners(desk, book) | {task.role: task.owner for task in tasks if task.owner is not None}


def _days_of_the_fix(campaign: Campaign, features: Sequence[str]) -> dict[str, date]:
    """The days of an adoption plan: on which each feature is set up, and on which both sides look again."""
    if campaign.play.kind is not PlayKind.FIX_ADOPTION:
        return {}

    def due(phase: Phase, words: str) -> date | None:
        return min((t.due_on for t in campaign.tasks if t.phase is phase and words in t.what), default=None)

    found = {step: due(Phase.VALUE_MAP, feature) for step, feature in zip(STEPS, features, strict=False)}
    found["look"] = due(Phase.CLOSE, features[0] if features else "")
    return {step: on for step, on in found.items() if on is not None}


def _days(campaign: Campaign) -> dict[str, date]:
    """The day on which their budget opens, as they last named it."""
    named = [
        effect["until"]
        for taken in campaign.steps
        if taken.step.verb is StepVerb.OBJECTION
        for effect in taken.step.data.get("effects", ())
        if effect["kind"] == EffectKind.PUT_OFF and effect.get("until")
    ]
    return {BUDGET_OPENS: date.fromisoformat(named[-1])} if named else {}
