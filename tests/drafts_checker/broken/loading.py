"""Hand-written drafts as objects: their briefs and catalog, those that must fail and those that must pass."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from adjoin.domain.catalog import Catalog, Product
from adjoin.domain.play import GiveGet
from adjoin.drafts.brief import Brief, Evidence, Introduction, Person, Sender
from adjoin.drafts.draft import Draft, DraftKind

HERE = Path(__file__).parent
_ARE_TUPLES = ("uses", "outcomes")


@dataclass(frozen=True, slots=True)
class BrokenDraft:
    """A draft with one fault. `brief`: the key of its brief; `expects`: the guard rail; `note`: the fault in words."""

    brief: str
    draft: Draft
    expects: str
    note: str


@dataclass(frozen=True, slots=True)
class GoodDraft:
    """A draft without a fault. `note`: what a careless checker might stumble over."""

    brief: str
    draft: Draft
    note: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything in this folder; `briefs` by key."""

    catalog: Catalog
    briefs: dict[str, Brief]
    drafts: tuple[BrokenDraft, ...]
    good: tuple[GoodDraft, ...]


@dataclass(frozen=True, slots=True)
class CustomerText:
    """A text as a customer may have written it. `field`: where it stood; `language`: ISO 639-1."""

    field: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class CustomerTexts:
    """Texts that hold an instruction, and harmless ones of the same fields and languages."""

    injections: tuple[CustomerText, ...]
    harmless: tuple[CustomerText, ...]


def load() -> Corpus:
    """Briefs, catalog and drafts as they are written in the JSON files beside this one."""
    told = _read(HERE / "briefs.json")
    broken = tuple(
        BrokenDraft(row["brief"], _draft(row["draft"]), row["expects"], row["note"])
        for row in _read(HERE / "drafts.json")
    )
    good = tuple(
        GoodDraft(row["brief"], _draft(row["draft"]), row["note"]) for row in _read(HERE / "good.json")
    )
    briefs = {key: _brief(row) for key, row in told["briefs"].items()}
    return Corpus(Catalog.model_validate(told["catalog"]), briefs, broken, good)


def load_customer_texts() -> CustomerTexts:
    """The planted injections and their harmless neighbours."""
    told = _read(HERE.parent / "injections.json")
    return CustomerTexts(
        tuple(CustomerText(**row) for row in told["injections"]),
        tuple(CustomerText(**row) for row in told["harmless"]),
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _draft(row: dict[str, Any]) -> Draft:
    return Draft(**row | {"kind": DraftKind(row["kind"]), "cites": tuple(row["cites"])})


def _brief(row: dict[str, Any]) -> Brief:
    base, sender, introduction = row["base_product"], row["sender"], row["introduction"]
    built = {
        "as_of": date.fromisoformat(row["as_of"]),
        "renews_on": _day(row["renews_on"]),
        "product": Product.model_validate(row["product"]),
        "base_product": Product.model_validate(base) if base else None,
        "evidence": tuple(Evidence(**one | {"on": _day(one["on"])}) for one in row["evidence"]),
        "people": tuple(Person(**one) for one in row["people"]),
        "sender": Sender(**sender) if sender else None,
        "introduction": Introduction(**introduction) if introduction else None,
        "give_get": GiveGet(**row["give_get"]),
    }
    return Brief(**row | built | {name: tuple(row[name]) for name in _ARE_TUPLES})


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
