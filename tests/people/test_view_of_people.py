"""Chairs, the path and partners as a page shows them; and how a person at the customer is named."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from adjoin.desk.acting import Heard, Person, hear
from adjoin.desk.contact import contact_meant
from adjoin.desk.people import CHAIRS, _chairs, _warm_path, people
from adjoin.domain.catalog import Catalog, Product
from adjoin.domain.errors import ConfigurationError

Row = dict[str, Any]
PRODUCT = Product.model_validate(
    {
        "id": "bi",
        "name": "Insight",
        "buyers": {"titles": ["VP Data", "CDO"]},
        "champions": ["who counts by hand"],
    }
)
THERE: list[Row] = [
    {"contact_id": "C1", "name": "Mara Lind", "title": "CFO"},
    {"contact_id": "C2", "name": "Jon Berg", "title": None},
    {"contact_id": "C3", "name": "Jon Berg", "title": "Clerk"},
    {"contact_id": "C4", "name": None, "title": "Clerk"},
]


def same(sentence: str) -> str:
    return sentence


def role(contact: str, name: str, place: int, product: str = "bi") -> Row:
    return {"product_id": product, "role": name, "contact_id": contact, "place": place, "name": contact.upper(),
            "title": None, "source": "title", "since": None, "says": "so"}  # fmt: skip


def tie(rep: str, contact: str, strength: float, meetings: int = 1) -> Row:
    return {
        "rep_id": rep,
        "contact_id": contact,
        "strength": strength,
        "meetings": meetings,
        "last_on": date(2026, 1, 1),
    }


def test_every_chair_is_there_and_an_empty_one_says_whom_to_look_for() -> None:
    roles = [role("b", "user", 2), role("a", "user", 1), role("c", "user", 1, "other")]
    ties = [tie("r1", "a", 0.2), tie("r2", "a", 0.4), tie("r3", "a", 0.9, 0)]
    chairs = {
        chair.role: chair for chair in _chairs(PRODUCT, roles, ties, [{"rep_id": "r2", "name": "Lena"}], same)
    }
    assert tuple(chairs) == tuple(CHAIRS)
    assert [(one.contact_id, one.known_by) for one in chairs["user"].people] == [("a", "Lena"), ("b", None)]
    assert [name for name, chair in chairs.items() if chair.empty] == [
        "economic_buyer",
        "champion",
        "evaluator",
    ]
    assert (
        chairs["economic_buyer"].says == "Nobody is known who would pay for Insight: look for VP Data or CDO"
    )
    assert chairs["champion"].look_for == ("who counts by hand",)
    assert chairs["evaluator"].says == "Nobody is known who would evaluate Insight: ask who it would be"


@pytest.mark.parametrize(
    ("strength", "word"), [(0.25, "strong"), (0.1, "fair"), (0.09, "faint"), (None, None)]
)
def test_the_path_is_that_of_the_product(strength: float | None, word: str | None) -> None:
    rows = [
        {"product_id": product, "contact_id": "x", "strength": strength, "hops": 2, "rep_id": "r",
         "through_contact_id": "c", "through_rep_id": None, "says": "so", "asks": None}
        for product in ("other", "bi")
    ]  # fmt: skip
    path = _warm_path(rows, "bi", same)
    assert path is not None
    assert (path.tie, path.through) == (word, "c")
    assert _warm_path(rows, "none", same) is None


@pytest.mark.parametrize("word", ["C1", "c1", "mara lind", " Mara Lind "])
def test_a_person_is_meant_by_id_or_name(word: str) -> None:
    assert contact_meant(word, THERE, "Acme") == "C1"


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(ConfigurationError) as error:
        call()
    return str(error.value)


def test_who_is_not_there_is_refused_with_the_nearest_and_who_is() -> None:
    says = refused(lambda: contact_meant("Mara Lint", THERE, "Acme"))
    assert "Mara Lind" in says.split("There are")[0]
    assert says.endswith("There are: Clerk, C4, Jon Berg (C2), Jon Berg (Clerk, C3), Mara Lind (CFO, C1).")
    assert "Use an id" in refused(lambda: contact_meant("jon berg", THERE, "Acme"))
    assert "contacts" in refused(lambda: contact_meant("Mara", [], "Acme"))


class Desk:
    """What a view and a verb ask of a desk: rows by the name of the table, and what is recorded."""

    def __init__(self, **tables: list[Row]) -> None:
        self.tables = tables
        self.recorded: list[Any] = []
        self.reader = SimpleNamespace(account_id=lambda _word: "A1")
        self.project = SimpleNamespace(catalog=Catalog(products=(PRODUCT,)))
        self.ledger = SimpleNamespace(record=self._record)

    def _record(self, entry: Any, at: datetime, run_id: str) -> int:
        self.recorded.append((entry, at, run_id))
        return len(self.recorded)

    def pinned(self) -> "Desk":
        return self

    def publication(self) -> Any:
        return SimpleNamespace(as_of=date(2026, 9, 30), run_id="r")

    def product(self, _word: str) -> Product:
        return PRODUCT

    def rows(self, name: str, _account: str | None = None) -> list[Row]:
        return self.tables.get(name, [])


def test_the_view_of_an_account() -> None:
    thread = {"spoken_to": 1, "single_thread": True, "champion_left_on": None, "says": "Last on 2026-09-07"}
    partner = {"partner": "Birch", "product_id": "bi", "industry": "Retail", "country": None, "engaged": 3,
               "started": 1, "median_days": None, "part": "hosts", "says": "so"}  # fmt: skip
    desk: Any = Desk(
        threads=[thread],
        accounts=[{"industry": "Retail", "country": "DE"}],
        partner_records=[partner],
        roles=[role("a", "user", 1)],
    )
    view = people(desk, "Acme", "Insight")
    assert (view.account_id, view.product, view.single_thread, view.threads) == (
        "A1",
        "Insight",
        True,
        "Last on 7 Sep",
    )
    assert [chosen.partner for chosen in view.partners] == ["Birch"]
    assert view.warm_path is None
    assert not view.chair("user").empty
    assert not view.chair("blocker").empty
    with pytest.raises(KeyError):
        view.chair("friend")


def test_a_publication_without_people_still_has_a_view() -> None:
    desk: Any = Desk()
    view = people(desk, "Acme", "Insight")
    assert (view.spoken_to, view.threads, view.partners) == (None, None, ())
    assert len(view.chairs) == len(CHAIRS)


def test_a_role_heard_is_kept_with_the_id() -> None:
    desk: Any = Desk(people_there=THERE)
    by = Person("dave", datetime(2026, 10, 1, 9, tzinfo=UTC))
    hear(desk, "Acme", Heard("role_champion", "Mara Lind", "Insight"), by)
    hear(desk, "Acme", Heard("role_user", "C2"), by)
    kept = [(entry.kind, entry.text, entry.product_id) for entry, _, _ in desk.recorded]
    assert kept == [("role_champion", "C1", "bi"), ("role_user", "C2", None)]
    assert "Mara Lind" in refused(lambda: hear(desk, "Acme", Heard("role_champion", "Mara Lynd"), by))
    assert "role_champion" in refused(lambda: hear(desk, "Acme", Heard("role_champ", "C1"), by))
    assert len(desk.recorded) == 2, "what is refused is not kept"
