"""The files: one page whatever is in it, fonts inside, texts as texts, the same bytes twice."""

import builtins
import json
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from adjoin.domain.catalog import Product, Value
from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.value_map import Measured, SuccessMeasure, ValueMap, qbr_slide, value_map
from adjoin.presentation.value_map import render, slide
from adjoin.presentation.value_map.fitting import ROOMS, Shortener
from adjoin.presentation.value_map.sheet import SHORTENED, sheet
from adjoin.presentation.value_map.typesetter import UNSHOWN
from value_map import pdf
from value_map.world import AS_OF, CEILING, QUOTE, REPORTS, TICKET, brief, mapped

typst = pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
MARKUP = (
    '#panic("x") *b* _i_ $x$ @ref <b>B</b> <script>alert(1)</script> = H #link("https://x.y")[z] `r` // c'
)
SCRIPTS = {
    "latin": "we keep rebuilding the quarterly workbook for every region by hand and it takes days ",
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "wide": "WWWWWWWW MMMMMMMM WWWWWWWW ",
    "cyrillic": "каждую неделю мы вручную собираем одни и те же графики для всех регионов ",
    "arabic": "نعيد بناء الرسوم البيانية نفسها كل أسبوع في جدول ",
    "hebrew": "אנחנו בונים מחדש את אותם תרשימים בכל שבוע ",
    "japanese": "毎週月曜日に同じグラフを作り直しています",
    "hindi": "हम हर हफ्ते वही चार्ट दोबारा बनाते हैं ",
    "emoji": "charts 📊 every week 🎉 ",
}


def full(words: str) -> ValueMap:
    """Every list full and every text long."""
    long = (words * 20)[:1200]
    value = Value(executive=long, manager=long, practitioner=long, technical=long)
    product = REPORTS.model_copy(update={"name": long[:300], "solves": (long,) * 8, "value": value})
    quotes = tuple(replace(TICKET, id=f"signal:q{n}", quote=f"{n} {long}"[:190] + ".") for n in range(9))
    seen = tuple(replace(CEILING, id=f"signal:c{n}", says=f"{n} {long}") for n in range(9))
    one = brief(
        product=product, evidence=quotes + seen, outcomes=tuple(f"{n} {long}" for n in range(9)),
        industry="Manufacturing and insurance",
    )  # fmt: skip
    measures = [SuccessMeasure(long, long, AS_OF)] * 9
    return mapped(one, Measured(people=120, people_says=long, sites=3), measures=measures)


def empty() -> ValueMap:
    """Nothing is known but the names."""
    bare = brief(
        product=Product(id="x", name="X"), base_product=None, evidence=(), people=(), sender=None,
        industry=None, lead_days=None, like_customers=None, need="verified",
    )  # fmt: skip
    return mapped(bare, Measured(), measures=())


@pytest.mark.parametrize("script", SCRIPTS)
def test_one_page_however_long(script: str) -> None:
    content = render(full(SCRIPTS[script]), ".pdf")
    assert pdf.pages(content) == 1
    assert pdf.not_embedded(content) == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_last_room_fits_without_being_cut_off(script: str) -> None:
    """Only the room is asked: were it too small, the page would be cut at its edge, which a page count cannot see."""
    found = full(SCRIPTS[script])
    terse = {"title": "t", "author": "a", "paper": "us-letter", "rooms": [sheet(found, ROOMS[-1])]}
    template = (files("adjoin.presentation.value_map") / "value_map.typ").read_text("utf-8")
    unclipped = template.rpartition("#layout(")[0] + "#sheet(tries.last())"
    assert len(_pictures(unclipped, terse)) == 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_one_slide_however_long(script: str) -> None:
    found = full(SCRIPTS[script])
    content = slide(qbr_slide(found, (SCRIPTS[script] * 9)[:900], (SCRIPTS[script] * 9)[:90], AS_OF), ".pdf")
    assert pdf.pages(content) == 1
    width, height = pdf.box(content)
    assert width / height == pytest.approx(16 / 9)


def test_one_page_with_nothing_known() -> None:
    assert pdf.pages(render(empty(), ".pdf")) == 1
    assert pdf.pages(slide(qbr_slide(empty()), ".pdf")) == 1


def test_a4_and_letter() -> None:
    assert pdf.box(render(mapped(), ".pdf")) == pytest.approx((595.28, 841.89), abs=0.01)
    assert pdf.box(render(mapped(), ".pdf", "us-letter")) == pytest.approx((612, 792), abs=0.01)


def test_fonts_are_inside_and_nothing_but_the_face() -> None:
    content = render(mapped(), ".pdf")
    assert pdf.not_embedded(content) == []
    assert {name.partition("-")[0] for name in pdf.fonts(content)} == {"SourceSansPro"}


def test_title_language_and_accessibility_are_declared() -> None:
    said = pdf.everything(render(mapped(), ".pdf"))
    assert b"(Value map: Aldine Reports for Harrow & Pine)" in said
    assert b"/Lang(en" in said
    assert b"/Marked true" in said
    assert re.search(rb"pdfuaid:part[^0-9]{0,3}1", said)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert render(mapped(), ".pdf") == render(mapped(), ".pdf")
    later = replace(mapped(), as_of=AS_OF.replace(year=2027))
    assert render(later, ".pdf") != render(mapped(), ".pdf")


def test_a_script_without_a_font_is_said_on_the_page() -> None:
    private = replace(
        mapped(), product="X \U00010380\U00010381"
    )  # Ugaritic: no font of this or most computers
    assert pdf.pages(render(private, ".pdf")) == 1
    assert UNSHOWN.endswith("page.")


def test_markup_stays_text_on_the_page() -> None:
    found = replace(mapped(), product=MARKUP, measures=(SuccessMeasure(MARKUP, MARKUP),), outcomes=(MARKUP,))
    rooms = [sheet(found, room) for room in ROOMS[:1]]
    data = {
        "title": "t",
        "author": "a",
        "paper": "a4",
        "rooms": rooms,
        "unshown": "",
        "faces": ["Source Sans Pro"],
    }
    inputs = {"data": json.dumps(data)}
    template = str(files("adjoin.presentation.value_map") / "value_map.typ")
    heading = json.loads(typst.query(template, "heading.where(level: 1)", sys_inputs=inputs, one=True))
    assert heading["body"] == {"func": "text", "text": rooms[0]["title"]}
    assert rooms[0]["title"].startswith('#panic("x") *b* _i_ $x$ @ref <b>B</b>')
    for element in ("strong", "emph", "link", "raw", "ref", "math.equation"):
        assert json.loads(typst.query(template, element, sys_inputs=inputs)) == []
    assert pdf.pages(render(found, ".pdf")) == 1


def test_templates_never_evaluate() -> None:
    folder = Path(str(files("adjoin.presentation.value_map")))
    for template in folder.glob("*.typ"):
        assert not re.search(r"\beval\b|\bread\(|\bplugin\b|@preview", template.read_text("utf-8")), (
            template.name
        )
    assert "safe" not in (folder / "value_map.html").read_text("utf-8")


class Tags(HTMLParser):
    """Tags, addresses and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "onerror", "onload")
        ]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_markup_stays_text_in_the_file() -> None:
    found = replace(mapped(), product=MARKUP, measures=(SuccessMeasure(MARKUP, MARKUP),))
    page = Tags()
    page.feed(render(found, ".html").decode())
    assert not page.tags & {"script", "b", "img", "link", "iframe"}
    assert page.addresses == []
    assert any("<script>alert(1)" in text for text in page.texts)


def test_the_file_says_the_quote_and_where_each_number_comes_from() -> None:
    numbers = mapped().assumptions.edited("hours", 1.5, "Ann Lee")
    text = render(value_map(brief(), numbers), ".html").decode()
    assert QUOTE in text
    assert "support ticket T-8121, 14 Sep 2026" in text
    assert 'class="edited">edited by Ann Lee' in text
    assert "active in September" in text


def test_shortening_is_said_and_marked() -> None:
    cut = Shortener(ROOMS[-1])
    assert cut.text("a few words that go on and on and on and on").endswith("…")
    assert cut.cut
    assert len(cut.text("x" * 500)) <= ROOMS[-1].text
    assert sheet(full(SCRIPTS["latin"]), ROOMS[0])["note"] == SHORTENED
    assert sheet(mapped(), ROOMS[0])["note"] == ""


def test_a_picture_is_a_png() -> None:
    assert render(mapped(), ".png").startswith(b"\x89PNG")
    assert slide(qbr_slide(mapped()), ".png").startswith(b"\x89PNG")


@pytest.mark.parametrize("suffix", [".docx", "", ".PDF"])
def test_another_kind_of_file_is_refused(suffix: str) -> None:
    with pytest.raises(ConfigurationError, match="Use one of"):
        render(mapped(), suffix)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigurationError, match=r"pip install 'adjoin\[pdf\]'"):
        render(mapped(), ".pdf")
    assert render(mapped(), ".html").startswith(b"<!doctype html>")


@pytest.mark.parametrize("which", ["plain", "full", "empty"])
def test_the_file_prints_on_one_a4(which: str) -> None:
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip("Chromium is not installed")
    found = {"plain": mapped, "full": lambda: full(SCRIPTS["latin"]), "empty": empty}[which]()
    with ThreadPoolExecutor(1) as thread:  # other browser tests leave a loop in this one
        assert pdf.pages(thread.submit(printed, chromium, render(found, ".html").decode()).result()) == 1


def printed(chromium: Path, text: str) -> bytes:
    """The page as Chromium prints it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_content(text)
        sheets = page.pdf(prefer_css_page_size=True)
        browser.close()
    return sheets


@pytest.mark.bench
def test_a_page_is_quick() -> None:
    found = mapped()
    render(found, ".pdf")
    began = perf_counter()
    for number in range(20):
        render(replace(found, product=f"Aldine {number}"), ".pdf")
    assert (perf_counter() - began) / 20 < 1.0


def _pictures(template: str, data: dict[str, Any]) -> list[bytes]:
    """The pages of a template that stands in for the shipped one, beside its look."""
    given = {**data, "unshown": "", "faces": ["Source Sans Pro", "DejaVu Sans"]}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        look = (files("adjoin.presentation.value_map") / "look.typ").read_text("utf-8")
        (here / "look.typ").write_text(look, encoding="utf-8")
        (here / "page.typ").write_text(template, encoding="utf-8")
        fonts = [Path(str(files("font_source_sans_pro") / "files"))]
        found = typst.compile(
            here / "page.typ",
            format="png",
            ppi=20.0,
            font_paths=fonts,
            sys_inputs={"data": json.dumps(given)},
        )
    return found if isinstance(found, list) else [found]
