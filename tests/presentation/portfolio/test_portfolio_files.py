"""The report's files: every word in both, texts as texts, the same bytes twice, as many A4 pages as it takes."""

import re
from dataclasses import replace
from html import unescape

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.portfolio import Column, Part, Report, Table, render
from value_map import pdf

pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
MARKUP = '#panic("x") *b* _i_ $x$ @ref <b>B</b> <script>alert(1)</script> = H #link("https://x.y")[z] // c'


def report(rows: int = 3, words: str = "Base → More") -> Report:
    columns = (Column("Pair", wide=True), Column("Lost", number=True), Column("Share", number=True))
    full = Table(
        "Deals lost", "What the share means.", columns,
        tuple((f"{words} {n}", str(n), "36 % (29–43)") for n in range(rows)),
        "Nothing lost.", says=("One sentence.",), more="The first of many.",
    )  # fmt: skip
    bare = Table("Nothing here", "Still defined.", columns, (), "Map opportunities.")
    part = Part("pricing", "Pricing", (f"Answer: {words}.",), (full, bare))
    return Report("Acme", "Portfolio report", "30 Sep 2026", "2026-09-30", "with intervals", (part,))


def test_a_page_says_it_all_and_escapes() -> None:
    text = render(report(words=MARKUP), ".html").decode()
    assert "<script>alert" not in text
    said = unescape(re.sub(r"<[^>]+>", " ", text))
    for words in (MARKUP, "36 % (29–43)", "Not enough to tell.", "Map opportunities.", "What the share means.",
                  "The first of many.", "One sentence."):  # fmt: skip
        assert words in said
    assert not re.search(r'(?:src|href)="http', text)


def test_a_pdf_is_a4_with_its_fonts_and_the_same_bytes_twice() -> None:
    first = render(report(words=MARKUP), ".pdf")
    assert first == render(report(words=MARKUP), ".pdf")
    assert pdf.pages(first) == 1
    assert pdf.box(first) == pytest.approx((595.28, 841.89), abs=0.5)
    assert pdf.not_embedded(first) == []
    assert (
        b"Portfolio report: Acme" in pdf.everything(first)
        or "Portfolio report: Acme".encode("utf-16-be") in first
    )


def test_a_long_table_takes_more_pages() -> None:
    assert pdf.pages(render(report(rows=120), ".pdf")) > 2


def test_other_scripts_are_set() -> None:
    assert render(replace(report(), company="売上 분석 продажи"), ".pdf").startswith(b"%PDF")


def test_another_suffix_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match=r"'\.pfd' \(did you mean '?\.pdf|\.html, \.pdf"):
        render(report(), ".pfd")
