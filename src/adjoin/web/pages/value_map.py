"""Value map: one page on one need, what meets it, what it costs and may bring; and its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from adjoin.desk import Desk
from adjoin.desk.briefing import brief
from adjoin.desk.value_map import Mapped, value_map_of
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import StepVerb
from adjoin.drafts.brief import Brief
from adjoin.drafts.value_map.assumption import Assumption
from adjoin.drafts.value_map.content import ValueMap
from adjoin.drafts.value_map.figures import shown
from adjoin.presentation import value_map as files
from adjoin.presentation.value_map.fitting import Room
from adjoin.presentation.value_map.sheet import LEVELS, READERS, sheet
from adjoin.web.site import Shell, site_of

router = APIRouter()
WHOLE = Room(text=100_000, items=1_000)
"""A screen scrolls: nothing is shortened on it."""

TYPES = {".pdf": "application/pdf", ".html": "text/html; charset=utf-8", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class Number:
    """An assumption as it is shown. `assumption`: the number; `says` and `of_range`: with its unit, and its range;
    `typed`: what stands in its form, with `suffix` behind it."""

    assumption: Assumption
    says: str
    of_range: str
    typed: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that was not kept. `name`: of which assumption; `says`: why; `typed`: what the person wrote."""

    name: str
    says: tuple[str, ...]
    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class ValueMapPage:
    """The value map of one account.

    `shell`: what stands around the page. `account_id`, `account`: whom it is about. `mapped`: the map with its play and
    slide, None where there is none. `brief`: what it is made from, None where nothing is recommended. `refusal`: why
    there is no map, sentences. `numbers`: the assumptions. `figures`: the three that say most; `verdict`: the return
    in a sentence; `rows`: low, expected, high; `formula`: what is saved with the numbers in place. `levels`,
    `readers`: how readiness and readers are called. `refused`: a number that came back. `product`: the product named
    in the address.
    """

    shell: Shell
    account_id: str
    account: str
    mapped: Mapped | None
    brief: Brief | None
    refusal: tuple[str, ...]
    numbers: tuple[Number, ...]
    figures: tuple[Mapping[str, str], ...]
    verdict: str
    rows: tuple[tuple[str, ...], ...]
    formula: str
    refused: Refused | None
    product: str
    levels: Mapping[str, str] = field(default_factory=lambda: LEVELS)
    readers: Mapping[str, str] = field(default_factory=lambda: READERS)


@router.get("/accounts/{account_id:path}/value-map")
def show(request: Request, account_id: str, product: str = "") -> HTMLResponse:
    """The map for the play's product, the recommended one, or the one named."""
    return value_map_page(request, account_id, product)


@router.get("/accounts/{account_id:path}/value-map{suffix}")
def download(request: Request, account_id: str, suffix: str, product: str = "") -> Response:
    """The one page as .pdf, .html or .png."""
    found = value_map_of(site_of(request).desk, account_id, product or None)
    return _file(files.render(found.value_map, suffix), f"value-map-{_slug(found.value_map)}", suffix)


@router.get("/accounts/{account_id:path}/slide{suffix}")
def slide(request: Request, account_id: str, suffix: str, product: str = "") -> Response:
    """The slide for the quarterly review as .pdf or .png."""
    found = value_map_of(site_of(request).desk, account_id, product or None)
    return _file(files.slide(found.slide, suffix), f"slide-{_slug(found.value_map)}", suffix)


def value_map_page(
    request: Request, account: str, product: str = "", refused: Refused | None = None, status: int = 200
) -> HTMLResponse:
    """The page of the value map, with a number that came back if there is one."""
    site = site_of(request)
    desk = site.desk.pinned()
    account_id = desk.reader.account_id(account)
    (book,) = desk.rows_of("accounts", [account_id])
    mapped, found, refusal = _mapped(desk, account_id, product or None)
    whole: dict[str, Any] = sheet(mapped.value_map, WHOLE) if mapped else {}
    page = ValueMapPage(
        shell=replace(
            site.shell(request, "accounts"),
            done=_just_done(desk, mapped, request.query_params.get("done", "")),
        ),
        account_id=account_id,
        account=book["name"] or account_id,
        mapped=mapped,
        brief=found,
        refusal=refusal,
        numbers=_numbers(mapped.value_map) if mapped else (),
        figures=tuple(whole.get("figures", ())),
        verdict=whole.get("verdict", ""),
        rows=tuple(tuple(row) for row in whole.get("rows", ())),
        formula=whole.get("formula", ""),
        refused=refused,
        product=product,
    )
    return site.render("value_map.html", page, status)


def _mapped(
    desk: Desk, account_id: str, product: str | None
) -> tuple[Mapped | None, Brief | None, tuple[str, ...]]:
    """The map and its brief, or why there is none."""
    if product:
        desk.product(product)
    try:
        found = brief(desk, account_id, product)
    except ConfigurationError:
        return None, None, ("No product is recommended here now, so there is no need to put on a page.",)
    try:
        return value_map_of(desk, account_id, product), found, ()
    except ConfigurationError as error:
        return None, found, tuple(error.problems)


def _numbers(found: ValueMap) -> tuple[Number, ...]:
    return tuple(_number(one, found.currency) for one in found.assumptions.each)


def _number(one: Assumption, currency: str) -> Number:
    says, of_range = shown(one, currency)
    suffix = {"share": "%", "money": currency, "people": "", "sites": ""}.get(one.unit, one.unit)
    if one.value is None:
        return Number(one, "to ask", of_range, "", suffix)
    typed = one.value * 100 if one.unit == "share" else one.value
    return Number(one, says, of_range, f"{typed:.2f}".rstrip("0").rstrip("."), suffix)


def _just_done(desk: Desk, mapped: Mapped | None, entry_id: str) -> str | None:
    """What was just edited; the address holds only its number."""
    if mapped is None or mapped.play is None or not entry_id.isdecimal():
        return None
    for taken in desk.ledger.campaign(mapped.play.play_id).steps:
        if taken.entry_id == int(entry_id) and taken.step.verb is StepVerb.ASSUME:
            who = taken.step.person
            return f"Kept. {who[:1].upper()}{who[1:]} edited “{_called(mapped, taken.step.kind)}”."
    return None


def _called(mapped: Mapped, name: str | None) -> str:
    return next((one.called for one in mapped.value_map.assumptions.each if one.name == name), name or "")


def _slug(found: ValueMap) -> str:
    return quote(f"{found.account_id}-{found.product_id}", safe="-").replace("%", "_")


def _file(content: bytes, name: str, suffix: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}{suffix}"'}
    return Response(content, media_type=TYPES[suffix], headers=headers)
