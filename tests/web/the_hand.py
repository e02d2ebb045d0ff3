"""What every page keeps: defined terms, captions, words that stand out, tables that fit phone, desk and paper."""

import re

import httpx
from playwright.sync_api import Page

FITS = "document.documentElement.scrollWidth <= window.innerWidth"
CUT = """[...document.querySelectorAll('.scroll')].filter(s => s.checkVisibility()
  && s.scrollWidth > s.clientWidth + 1).map(s => s.innerText.slice(0, 300))"""
FAINT = """() => {
  const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map((v) => {
    v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$/.test(c)) return c; } return "rgb(255, 255, 255)"; };
  const told = "td, th, p, small, dd, dt, .verdict, .fit, .soon".split(", ").map((e) => `main ${e}`).join(", ");
  return [...document.querySelectorAll(told)]
    .filter((e) => e.checkVisibility() && e.textContent.trim())
    .map((e) => { const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.className, e.textContent.trim().slice(0, 40)]; })
    .filter(([ratio]) => ratio < 4.5);
}"""


def keeps_its_words(client: httpx.Client, path: str) -> str:
    """The page opens, its terms are defined, its tables have captions, and what customers wrote stays words."""
    answer = client.get(path)
    assert answer.status_code == 200
    known = client.get("/definitions").text
    for anchor in re.findall(r'href="/definitions#([a-z-]+)"', answer.text):
        assert f'id="{anchor}"' in known, anchor
    assert answer.text.count("<table") == answer.text.count("<caption")
    for picture in re.findall(r"<svg[^>]*>", answer.text):
        assert "aria-hidden" in picture or "aria-label" in picture, picture
    assert "<script>document" not in answer.text
    return answer.text


def holds_on_a_phone(page: Page) -> None:
    """Only tables scroll, and every word stands out by 4.5 to 1 (WCAG AA)."""
    assert page.evaluate(FITS), page.url
    assert page.evaluate(FAINT) == [], page.url
    assert page.complaints == []  # type: ignore[attr-defined]


def holds_on_a_desk_and_on_paper(page: Page) -> None:
    """No table is cut at 1280, keys move along rows, and A4 at 96 dots an inch holds it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate(CUT) == [], page.url
    page.keyboard.press("j")
    assert page.locator(".chosen").count() == min(1, page.locator("[data-row]").count()), page.url
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    assert page.evaluate(FITS), page.url
    assert page.complaints == []  # type: ignore[attr-defined]
