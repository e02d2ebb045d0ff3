"""What the documents say is there, and what is there is said."""

import re
from pathlib import Path

import adjoin
from docs.reference import PAGE, reference

ROOT = Path(__file__).parents[2]
PACKAGE = Path(adjoin.__file__).parent


def test_the_reference_is_current() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run: make docs"


def test_every_folder_has_its_line_in_the_architecture() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for folder in sorted(p for p in PACKAGE.iterdir() if (p / "__init__.py").exists()):
        assert f"`{folder.name}`" in page, folder.name


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "AGENTS.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} → {target}"


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    known = set(re.findall(r"`adjoin ([a-z -]+)`", reference()))
    for words in re.findall(r"^(?:\.venv/bin/)?adjoin (?:-C \S+ )?([a-z-]+)", text, re.MULTILINE):
        assert any(name.split()[0] == words for name in known), words
