"""The people of one account for one product: the chairs, who sits in them, and the way to whoever pays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from adjoin.desk.desk import Desk, on_one_publication
from adjoin.domain.catalog import Product
from adjoin.people.partners import Chosen, choose_partners
from adjoin.words.days import with_days_said

Row = Mapping[str, Any]
CHAIRS = {
    "economic_buyer": "pays",
    "champion": "champions it",
    "evaluator": "evaluates it",
    "user": "uses it",
    "blocker": "blocks it",
}
"""Every role in the order in which they are shown, and what who has it does."""

STRONG, FAIR = 0.25, 0.1
"""From which strength a tie is called strong or fair; about three good conversations lately, and one."""


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody in a chair. `source`: said, title, near_title or observed; `says`: why they sit there. `since`: None
    where nobody knows. `known_by`: ours who know them best, by name; None where nobody does."""

    contact_id: str
    name: str | None
    title: str | None
    source: str
    since: date | None
    says: str
    known_by: str | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Chair:
    """A part that somebody plays for the product. `people`: the first of them first; an empty chair `says` whom to
    look for, with the titles that the catalog names in `look_for`. Nobody need sit in a blocker's chair."""

    role: str
    does: str
    people: tuple[Seated, ...]
    look_for: tuple[str, ...]
    says: str | None

    @property
    def empty(self) -> bool:
        """Whether somebody must still be found for it."""
        return not self.people and self.role != "blocker"


@dataclass(frozen=True, slots=True)
class WarmPath:
    """The way to the economic buyer. `tie`: strong, fair or faint, None where there is no path; `strength` is 0 to 1.

    `rep_id`: of ours who goes. `through`: the person there or the colleague of ours to ask, by id. `asks`: the
    introduction to ask for; None where ours knows the buyer."""

    contact_id: str
    strength: float | None
    tie: str | None
    hops: int | None
    rep_id: str | None
    through: str | None
    says: str
    asks: str | None


@dataclass(frozen=True, slots=True)
class People:
    """People of one account for one product. `budget`: from which it would be paid, in the catalog's words.

    `spoken_to`: people we spoke with lately; `threads`: that in words, with a champion who left. `warm_path`: None
    where the buyer is unknown. `partners`: at most three who can implement it there."""

    account_id: str
    product_id: str
    product: str
    chairs: tuple[Chair, ...]
    budget: str | None
    warm_path: WarmPath | None
    spoken_to: int | None
    single_thread: bool
    champion_left_on: date | None
    threads: str | None
    partners: tuple[Chosen, ...]

    def chair(self, role: str) -> Chair:
        """The chair of that role; KeyError if there is no such role."""
        for chair in self.chairs:
            if chair.role == role:
                return chair
        raise KeyError(role)


@on_one_publication
def people(desk: Desk, account: str, product: str) -> People:
    """Who plays which part at the account for the product, by id or name of both. ConfigurationError with the nearest
    spelling for an account or a product that is not there."""
    account_id, meant = desk.reader.account_id(account), desk.product(product)
    as_of = desk.publication().as_of

    def rows(name: str) -> list[dict[str, Any]]:
        return desk.rows(name, account_id)

    def said(sentence: str) -> str:
        return with_days_said(sentence, as_of)

    thread = next(iter(rows("threads")), None)
    about = next(iter(rows("accounts")), {})
    return People(
        account_id=account_id,
        product_id=meant.id,
        product=meant.name,
        chairs=_chairs(meant, rows("roles"), rows("acquaintance"), desk.rows("team"), said),
        budget=meant.buyers.budget,
        warm_path=_warm_path(rows("warm_paths"), meant.id, said),
        spoken_to=thread["spoken_to"] if thread else None,
        single_thread=bool(thread and thread["single_thread"]),
        champion_left_on=thread["champion_left_on"] if thread else None,
        threads=said(thread["says"]) if thread else None,
        partners=choose_partners(
            desk.rows("partner_records"),
            meant.id,
            about.get("industry"),
            about.get("country"),
            desk.project.catalog.partners,
        ),
    )


def _chairs(
    product: Product,
    roles: Sequence[Row],
    ties: Sequence[Row],
    team: Sequence[Row],
    said: Callable[[str], str],
) -> tuple[Chair, ...]:
    names = {row["rep_id"]: row["name"] or row["rep_id"] for row in team}
    # The best tie of each person is written last.
    best = {row["contact_id"]: row for row in sorted(ties, key=_closeness) if row["meetings"]}

    def seated(row: Row) -> Seated:
        tie = best.get(row["contact_id"])
        return Seated(
            contact_id=row["contact_id"],
            name=row["name"],
            title=row["title"],
            source=row["source"],
            since=row["since"],
            says=said(row["says"]),
            known_by=names.get(tie["rep_id"], tie["rep_id"]) if tie else None,
            last_on=tie["last_on"] if tie else None,
        )

    here = sorted((row for row in roles if row["product_id"] == product.id), key=lambda row: row["place"])
    return tuple(
        _chair(product, role, tuple(seated(row) for row in here if row["role"] == role)) for role in CHAIRS
    )


def _closeness(row: Row) -> tuple[float, date, str]:
    return row["strength"], row["last_on"], row["rep_id"]


def _chair(product: Product, role: str, sitting: tuple[Seated, ...]) -> Chair:
    look_for = _look_for(product, role)
    return Chair(role, CHAIRS[role], sitting, look_for, None if sitting else _empty(product, role, look_for))


def _look_for(product: Product, role: str) -> tuple[str, ...]:
    """Titles by the catalog; of champions it says what they do."""
    return {
        "economic_buyer": product.buyers.titles,
        "champion": product.champions,
        "evaluator": product.evaluators.titles,
        "user": product.users.titles,
    }.get(role, ())


def _empty(product: Product, role: str, look_for: tuple[str, ...]) -> str:
    """What an empty chair says."""
    if role == "blocker":
        return f"Nobody is known to be against {product.name}"
    wanted = f"look for {' or '.join(look_for)}" if look_for else "ask who it would be"
    parts = {
        "economic_buyer": f"Nobody is known who would pay for {product.name}",
        "champion": f"Nobody is known who argues for {product.name}",
        "evaluator": f"Nobody is known who would evaluate {product.name}",
        "user": f"Nobody is known who would use {product.name} day by day",
    }
    return f"{parts[role]}: {wanted}"


def _warm_path(rows: Sequence[Row], product_id: str, said: Callable[[str], str]) -> WarmPath | None:
    row = next((row for row in rows if row["product_id"] == product_id), None)
    if row is None:
        return None
    return WarmPath(
        contact_id=row["contact_id"],
        strength=row["strength"],
        tie=_tie(row["strength"]),
        hops=row["hops"],
        rep_id=row["rep_id"],
        through=row["through_rep_id"] or row["through_contact_id"],
        says=said(row["says"]),
        asks=said(row["asks"]) if row["asks"] else None,
    )


def _tie(strength: float | None) -> str | None:
    if strength is None:
        return None
    return "strong" if strength >= STRONG else "fair" if strength >= FAIR else "faint"
