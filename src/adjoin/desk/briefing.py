"""The brief of an account: what the publication knows of it and the one product, as a draft may use it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from adjoin.desk.answers import heard_since
from adjoin.desk.cited import cited_answer, cited_objectives, cited_references, cited_signals, cited_standing
from adjoin.desk.closed_meanwhile import closed_meanwhile
from adjoin.desk.desk import Desk
from adjoin.desk.giving import chosen_for, kept_by, within_the_cap
from adjoin.desk.moment import refuse_a_wrong_moment
from adjoin.desk.outside import named, names_of
from adjoin.desk.recommendation import LIVE
from adjoin.domain.catalog import Product
from adjoin.domain.entry import Recorded
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import GiveGet, Play, PlayKind
from adjoin.drafts.brief import Brief, Evidence, Introduction, Person, Sender
from adjoin.drafts.customer_text import clean_name
from adjoin.drafts.families import industry_numbers
from adjoin.drafts.three_numbers import SET_UP
from adjoin.drafts.value_map.defaults import set_up_weeks

Row = Mapping[str, Any]
TABLES = (
    *("accounts", "recommendations", "signals", "scores", "diagnosis", "roles", "warm_paths"),
    *("objectives", "holdings", "renewals", "like_you", "reference_customers", "people_there"),
)
"""What a brief is read from."""


@dataclass(frozen=True)
class Known:
    """The rows about one account, by table, and what people did and heard there."""

    rows: Mapping[str, list[Row]]
    entries: tuple[Recorded, ...]

    def of(self, table: str, product_id: str | None = None) -> list[Row]:
        """Rows of a table, of one product if given."""
        found = self.rows.get(table, [])
        return found if product_id is None else [row for row in found if row["product_id"] == product_id]

    def first(self, table: str, product_id: str | None = None) -> Row:
        """The first of them; an empty row where there is none."""
        return next(iter(self.of(table, product_id)), {})


def brief(desk: Desk, account: str, product: str | None = None) -> Brief:
    """The brief of an account for its running play's product, else the recommended one, or the one named.

    ConfigurationError where nothing is recommended, an experiment holds the account out, or it is the wrong moment:
    then with the reason and the day on which it lifts.
    """
    account_id = desk.reader.account_id(account)
    wanted = desk.product(product).id if product else None
    play = desk.ledger.running(account_id, PlayKind.CROSS_SELL)
    if play is None or wanted not in (None, play.product_id):
        refuse_a_wrong_moment(desk, account_id, wanted)
    found = briefs(desk, [account_id], {account_id: wanted} if wanted else {})
    if account_id not in found:
        raise ConfigurationError(
            f"There is nothing to write to {account}: no product is recommended now. "
            f"Run: adjoin explain {account_id}"
        )
    return found[account_id]


def briefs(desk: Desk, ids: Iterable[str], products: Mapping[str, str] | None = None) -> dict[str, Brief]:
    """Briefs of many accounts by id, each table read once; accounts without a product to speak of are left out.

    `products`: account → the product that is meant, where it is not that of the open play or the recommendation.
    """
    wanted = sorted(set(ids))
    known = _known(desk, wanted)
    running = desk.ledger.plays(only_running=True)
    playing = {play.account_id: play for play in running if play.kind is PlayKind.CROSS_SELL}
    senders = {row["rep_id"]: row for row in desk.rows("team")}
    gates: dict[str, list[Row]] = {}
    played = [account_id for account_id in wanted if account_id in playing]
    for row in desk.rows_of("gates", played) if played else ():
        gates.setdefault(row["account_id"], []).append(row)
    found = {}
    for account_id in wanted:
        of_account = known[account_id]
        recommended = of_account.first("recommendations")
        play = playing.get(account_id)
        meant = (products or {}).get(account_id) or (play.product_id if play else None)
        if recommended.get("action") == "holdout" and meant is None:
            continue
        product_id = meant or recommended.get("product_id")
        if product_id is not None:
            found[account_id] = _brief(desk, of_account, desk.product(product_id), senders, play)
            found[account_id] = _held_back(found[account_id], gates.get(account_id, ()), play)
    return found


def _held_back(found: Brief, gates: Iterable[Row], play: Play | None) -> Brief:
    """With the reason, where a gate closed since the play that it is about was accepted."""
    if play is None or play.product_id != found.product.id:
        return found
    base_id = found.base_product.id if found.base_product else None
    return replace(found, held_back=closed_meanwhile(gates, found.product.id, base_id, found.as_of))


def _known(desk: Desk, ids: list[str]) -> dict[str, Known]:
    by_account: dict[str, dict[str, list[Row]]] = {account_id: {} for account_id in ids}
    for table in TABLES:
        for row in desk.rows_of(table, ids):
            by_account[row["account_id"]].setdefault(table, []).append(row)
    entries = desk.entries(ids[0]) if len(ids) == 1 else desk.entries()
    done: dict[str, list[Recorded]] = {}
    for one in entries:
        done.setdefault(one.entry.account_id, []).append(one)
    return {
        account_id: Known(rows, tuple(done.get(account_id, ()))) for account_id, rows in by_account.items()
    }


def _brief(
    desk: Desk, known: Known, product: Product, senders: Mapping[str, Row], play: Play | None
) -> Brief:
    book, recommended = known.first("accounts"), known.first("recommendations")
    score = _score(desk, known, product, play)
    own = recommended if recommended.get("product_id") == product.id else {}
    if play is not None and play.product_id == product.id:
        own = {"motion": play.motion, "base_product_id": play.base_product_id}
    base_id = own.get("base_product_id") or score.get("base_product_id")
    base = desk.product(base_id) if base_id else None
    alike = known.first("like_you", product.id)
    owner = recommended.get("owner")
    since = heard_since(known.entries, product.id, desk.publication().finished_at).get("need")
    told = since or _verified(known, product)
    need = "verified" if since else _need(known, product)
    renewals = [row["next_on"] for row in known.of("renewals", base_id) if row["next_on"]] if base_id else []
    return Brief(
        account_id=book["account_id"],
        account=clean_name(book["name"] or "") or book["account_id"],
        as_of=book["as_of"],
        currency=desk.project.configuration.currency,
        product=product,
        base_product=base,
        industry=clean_name(book["industry"] or ""),
        segment=clean_name(book["segment"]),
        country=book["country"],
        action=own.get("action") or ("discover" if need == "projected" else "play"),
        motion=own.get("motion"),
        need=need,
        evidence=(*_evidence(desk, known, product, base), *cited_answer(told)),
        people=_people(known, product),
        sender=_sender(senders.get(owner)) if owner else None,
        introduction=_introduction(known, product, desk.project.of_drafts.cold_below),
        give_get=_give_get(desk, known, product, play, min(renewals, default=None)),
        probability=score.get("probability"),
        probability_low=score.get("probability_low"),
        probability_high=score.get("probability_high"),
        horizon_days=score.get("horizon_days"),
        band=score.get("band"),
        potential=score.get("expected_acv"),
        implementation=product.implementation,
        lead_days=_lead_days(known, product),
        renews_on=min(renewals, default=None),
        like_customers=alike.get("customers"),
        like_median_days=alike.get("median_days"),
        discount_cap=desk.project.of_offers.discount_cap,
        reopens_on=own.get("reopens_on"),
        numbers=_numbers(desk, book["industry"], product),
        uses=tuple(desk.product(row["product_id"]).name for row in known.of("holdings")),
    )


def _give_get(
    desk: Desk, known: Known, product: Product, play: Play | None, renews_on: date | None
) -> GiveGet:
    """Of the running play, if it is for this product, as far as its cap allows; else the one that suits now."""
    book, recommended = known.first("accounts"), known.first("recommendations")
    motion = recommended.get("motion") if recommended.get("product_id") == product.id else None
    own = None
    if play is not None and play.product_id == product.id:
        own, motion = desk.ledger.campaign(play.play_id), play.motion
    chosen = (None if own is None else kept_by(desk, own)) or chosen_for(
        desk, product, motion=motion, industry=book["industry"], as_of=book["as_of"], renews_on=renews_on
    )
    if own is not None:
        days = None if renews_on is None else (renews_on - book["as_of"]).days
        chosen = within_the_cap(desk, own, chosen, book["industry"], days)
    return chosen.give_get


def _score(desk: Desk, known: Known, product: Product, play: Play | None) -> Row:
    """As the run scores it; of a product in play, which no run scores, as it was when it was accepted."""
    scored = known.first("scores", product.id)
    if scored or play is None or play.product_id != product.id:
        return scored
    first = desk.ledger.campaign(play.play_id).steps[0].step
    return dict(first.data.get("score") or {})


def _numbers(desk: Desk, industry: str | None, product: Product) -> dict[str, str]:
    """Further figures that a draft may say: of the industry, and how long it takes to set the product up."""
    found = dict(industry_numbers(industry, desk.project.words.families))
    weeks = set_up_weeks(product.implementation)
    return found if weeks is None else found | {SET_UP: weeks}


def _verified(known: Known, product: Product) -> str | None:
    """What the customer answered about the need before the run."""
    asked = [row for row in known.of("diagnosis", product.id) if row["question"] == "need"]
    return next((row["answer"] for row in asked if row["standing"] == "verified"), None)


def _live(known: Known, product: Product) -> list[Row]:
    return [row for row in known.of("signals", product.id) if row["state"] in LIVE]


def _need(known: Known, product: Product) -> str:
    asked = [row for row in known.of("diagnosis", product.id) if row["question"] == "need"]
    if asked:
        return str(asked[0]["standing"])
    return "observed" if _live(known, product) else "projected"


def _evidence(desk: Desk, known: Known, product: Product, base: Product | None) -> tuple[Evidence, ...]:
    people = (*known.of("people_there"), *known.of("roles"))
    as_of = known.first("accounts")["as_of"]
    return (
        *cited_signals(_live(known, product), {row["contact_id"]: row["name"] for row in people}),
        *cited_objectives(known.of("objectives", product.id), as_of, desk.project.of_drafts.goal_days),
        *cited_standing(
            known.of("holdings", base.id) if base else (), base, known.first("like_you", product.id)
        ),
        *cited_references(known.of("reference_customers", product.id), product),
    )


def _people(known: Known, product: Product) -> tuple[Person, ...]:
    ordered = sorted(known.of("roles", product.id), key=lambda row: (row["role"], row["place"]))
    return tuple(
        Person(row["contact_id"], clean_name(row["name"] or ""), clean_name(row["title"] or ""), row["role"])
        for row in ordered
    )


def _sender(row: Row | None) -> Sender | None:
    if row is None:
        return None
    return Sender(
        row["rep_id"], row["name"] or row["rep_id"], row["role"], row["email"], row.get("calendar_url")
    )


def is_warm(way: Row, cold_below: float) -> bool:
    """Whether a row of `warm_paths` is a way to go, rather than one that leads nowhere today."""
    return way.get("strength") is not None and way["strength"] >= cold_below


def _introduction(known: Known, product: Product, cold_below: float) -> Introduction | None:
    """Its sentences name people at the customer: a name that does not look like one stands in none of them."""
    row = known.first("warm_paths", product.id)
    if row.get("rep_id") is None or not is_warm(row, cold_below):
        return None
    people = names_of((*known.of("people_there"), *known.of("roles")))
    asks = named(row["asks"], people) if row["asks"] else None
    return Introduction(named(row["says"], people), asks, row["through_contact_id"])


def _lead_days(known: Known, product: Product) -> int | None:
    asked = [
        row for row in known.of("diagnosis", product.id) if row["question"] == "timing" and row["evidence"]
    ]
    shown = json.loads(asked[0]["evidence"]) if asked else {}
    days = shown.get("lead_days") if isinstance(shown, dict) else None
    return None if days is None else int(days)
