"""A served demo company and a headless Chromium."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from adjoin.demo import write_company
from adjoin.desk import Desk, open_desk
from adjoin.desk.value_map import value_map_of
from adjoin.domain.errors import ConfigurationError
from published_demo import publish_demo
from web.served import served

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
HOSTILE = """<script>document.title='owned'</script>"><img src=x onerror="document.title='owned'">"""


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published project; one account's name is an attack. Nobody writes to it."""
    folder = tmp_path_factory.mktemp("demo") / "company"
    sample = tmp_path_factory.mktemp("names")
    write_company(sample, accounts=300)
    with (sample / "data" / "companies.csv").open(encoding="utf-8", newline="") as file:
        first = next(row for row in csv.DictReader(file) if row["type"] == "Customer")
    publish_demo(folder, {first["company"]: HOSTILE})
    return folder


@pytest.fixture(scope="module")
def project(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project for each file of tests, so that what one does with an account is nothing to another."""
    return shutil.copytree(published, tmp_path_factory.mktemp("copied") / "company")


@pytest.fixture(scope="module")
def desk(project: Path) -> Iterator[Desk]:
    with open_desk(project) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(desk: Desk) -> Iterator[str]:
    """The address of the served pages."""
    with served(desk) as address:
        yield address


@pytest.fixture
def client(base: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, base: str) -> Iterator[Callable[..., Page]]:
    """Opens an address in a window of its own; `page.complaints` are what the console said."""
    contexts = []

    def opened(path: str, width: int = 1280, **options: object) -> Page:
        context = chromium.new_context(base_url=base, viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints  # type: ignore[attr-defined]
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def to_speak_to(desk: Desk) -> Callable[[], str]:
    """Gives one account after another for which a play is recommended, the last by priority first."""
    rows = desk.show("recommendations").to_pylist()
    waiting = [row["account_id"] for row in rows if row["action"] == "play"]
    return waiting.pop


def accept(base: str, account: str) -> None:
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as client:
        assert client.post("/act/accept", data={"account": account}).status_code == 303


@pytest.fixture(scope="module")
def played(base: str, desk: Desk, to_speak_to: Callable[[], str]) -> str:
    """An account whose play runs and whose need was seen."""
    account = next(found for found in iter(to_speak_to, "") if mapped(desk, found))
    accept(base, account)
    return account


def mapped(desk: Desk, account: str) -> bool:
    try:
        value_map_of(desk, account)
    except ConfigurationError:
        return False
    return True
