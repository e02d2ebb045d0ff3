"""What is offered when somebody accepts: the recommendation with its evidence, and what its campaign depends on."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from adjoin.desk.answers import answers
from adjoin.desk.desk import Desk
from adjoin.desk.giving import chosen_for, renewal_of
from adjoin.desk.recommendation import LIVE
from adjoin.desk.way_in import way_to_the_buyer
from adjoin.domain.play import PlayKind
from adjoin.plays.campaigns import Setting
from adjoin.plays.steps import Offer

Row = Mapping[str, Any]
NOBODY_YET = "The owner of the account"
"""Who asks, in the words of the diagnosis, where the account has no owner."""
CITED = ("kind", "name", "state", "opened_on", "detected_on", "strength", "score", "says")
"""What is kept of a cited signal, beside its evidence."""


OF_THE_SCORE = (
    *("base_product_id", "probability", "probability_low", "probability_high", "horizon_days"),
    *("basis", "source", "band", "like_count", "like_adopted", "expected_acv", "expected_value"),
)
"""What is kept of the score."""


def offer_of(desk: Desk, account_id: str, product_id: str, kind: PlayKind, recommended: Row) -> Offer:
    """The product at that account, with the live signals that speak for it and the settings of the run."""
    (book,) = desk.rows_of("accounts", [account_id])
    publication = desk.publication()
    live = [
        row
        for row in desk.rows("signals", account_id)
        if row["product_id"] == product_id and row["state"] in LIVE
    ]
    own = recommended if recommended["product_id"] == product_id else {}
    motion = _motion(desk, account_id, product_id, own)
    score = _score(desk, account_id, product_id)
    return Offer(
        account_id=account_id,
        root_id=book["root_id"] or account_id,
        product_id=product_id,
        kind=kind,
        base_product_id=own.get("base_product_id") or score.get("base_product_id"),
        motion=motion.get("motion"),
        motion_why=motion.get("motion_why"),
        signal_on=min((row["opened_on"] or row["detected_on"] for row in live), default=None),
        run_id=publication.run_id,
        cites=[_cited(row) for row in live],
        score={name: score.get(name) for name in OF_THE_SCORE if name in score},
        settings={
            "run": dict(publication.settings),
            "versions": dict(publication.versions),
            "as_of": publication.as_of,
            "why": own.get("why"),
        },
    )


def setting_of(desk: Desk, offer: Offer, accepted_on: date) -> Setting:
    """What the tasks of the campaign depend on: who carries which role, what is still asked, who is known there."""
    (book,) = desk.rows_of("accounts", [offer.account_id])
    roles = {
        row["role"]: row["name"]
        for row in desk.rows("roles", offer.account_id)
        if row["product_id"] == offer.product_id and row["place"] == 1 and row["name"]
    }
    way = way_to_the_buyer(desk, offer.account_id, offer.product_id)
    base = desk.product(offer.base_product_id) if offer.base_product_id else None
    product = desk.product(offer.product_id)
    fix = offer.kind is PlayKind.FIX_ADOPTION
    return Setting(
        account=book["name"] or offer.account_id,
        product=product,
        accepted_on=accepted_on,
        kind=offer.kind,
        base_product=base,
        motion=offer.motion,
        country=book["country"],
        industry=book["industry"],
        owners=owners(desk, book),
        open_questions={} if fix else _asked(desk, offer),
        buyer=roles.get("economic_buyer"),
        user=roles.get("user") or roles.get("champion"),
        evaluator=roles.get("evaluator"),
        partner=book["partner"],
        introduction=way.introduction,
        acquainted=way.acquainted,
        single_thread=any(row["single_thread"] for row in desk.rows("threads", offer.account_id)),
        features=unused_features(desk, offer.account_id, offer.base_product_id) if fix else (),
        give_get=chosen_for(
            desk,
            product,
            motion=offer.motion,
            industry=book["industry"],
            as_of=desk.publication().as_of,
            renews_on=renewal_of(desk, offer.account_id, offer.base_product_id),
        ).give_get,
    )


def owners(desk: Desk, book: Row) -> dict[str, str]:
    """Role → id of ours: those of the account; of the other roles whoever is the only one we have."""
    by_role: dict[str, list[str]] = {}
    for row in desk.rows("team"):
        by_role.setdefault(row["role"] or "", []).append(row["rep_id"])
    alone = {
        role: ids[0] for role, ids in by_role.items() if len(ids) == 1 and role in ("solutions", "partner")
    }
    return alone | {role: book[role] for role in ("csm", "ae") if book[role]}


def _asked(desk: Desk, offer: Offer) -> dict[str, str | None]:
    """The open questions and how to ask them. Who asks is the task's owner, who may change: the words name nobody."""
    ours = sorted({name for row in desk.rows("team") for name in (row["name"], row["rep_id"]) if name})
    asked = answers(desk, offer.account_id, offer.product_id).asked
    return {question: _without_the_asker(task, (*ours, NOBODY_YET)) for question, task in asked.items()}


def _without_the_asker(task: str, ours: Sequence[str]) -> str:
    """`Anne asks Bea who would pay for it` → `Ask Bea who would pay for it`."""
    for name in ours:
        for verb in ("asks", "agrees"):
            begins = f"{name} {verb} "
            if task.startswith(begins):
                return f"{verb.removesuffix('s').capitalize()} {task.removeprefix(begins)}"
    return task


def _motion(desk: Desk, account_id: str, product_id: str, own: Row) -> Row:
    if own.get("motion"):
        return own
    cells = [row for row in desk.rows("motions", account_id) if row["product_id"] == product_id]
    return next(iter(cells), {})


def _score(desk: Desk, account_id: str, product_id: str) -> Row:
    return next((row for row in desk.rows("scores", account_id) if row["product_id"] == product_id), {})


def _cited(row: Row) -> dict[str, Any]:
    kept = {name: row[name] for name in CITED}
    return {"id": f"signal:{row['kind']}", **kept, "evidence": json.loads(row["evidence"] or "{}")}


def unused_features(desk: Desk, account_id: str, base_product_id: str | None) -> tuple[str, ...]:
    """The key features of the base product that the adoption gate names to begin with."""
    if base_product_id is None:
        return ()
    said = " ".join(
        row["reason"]
        for row in desk.rows("gates", account_id)
        if row["gate"] == "adoption" and row["base_product_id"] == base_product_id
    )
    adoption = desk.product(base_product_id).adoption
    return tuple(name for name in adoption.key_features if name in said) if adoption else ()
