"""Titles that play the same part, and titles that do not, with the model and without."""

import json
from pathlib import Path

import pytest

from adjoin.domain.catalog import Catalog
from adjoin.language.embeddings import Embeddings
from adjoin.language.seniority import CHIEF, DIRECTOR, MANAGER, MEMBER, VICE_PRESIDENT, Parsed, parsed
from adjoin.language.titles import match_titles
from language.local_model import embeddings_or_skip

PAIRS = json.loads((Path(__file__).parent / "titles.json").read_text("utf-8"))


def near(title: str, wanted: str, role: str, embeddings: Embeddings | None) -> bool:
    catalog = Catalog.model_validate(
        {"products": [{"id": "p", "name": "P", f"{role}s": {"titles": [wanted]}}, {"id": "q", "name": "Q"}]}
    )
    rows = match_titles([title, title.upper()], catalog, embeddings).to_pylist()
    assert all(
        row["title"] == title.lower() and row["role"] == role and row["product_id"] == "p" for row in rows
    )
    return bool(rows)


def _near(pair: list[str], embeddings: Embeddings | None) -> bool:
    title, wanted, role = pair
    return near(title, wanted, role, embeddings)


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS["near"]) + len(PAIRS["far"]) >= 60


def test_titles_near_and_far_with_the_model() -> None:
    embeddings = embeddings_or_skip()
    assert [p for p in PAIRS["near"] if not _near(p, embeddings)] == []
    assert [p for p in PAIRS["far"] if _near(p, embeddings)] == []


def test_titles_near_and_far_by_words() -> None:
    assert sum(not _near(pair, None) for pair in PAIRS["near"]) <= 2
    assert [p for p in PAIRS["far"] if _near(p, None)] == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Vice President, Data", Parsed(VICE_PRESIDENT, "data")),
        ("Sr. VP of Data - EMEA", Parsed(VICE_PRESIDENT, "data")),
        ("Chief Human Resources Officer", Parsed(CHIEF, "human resources")),
        ("CFO", Parsed(CHIEF, "finance")),
        ("Director of IT", Parsed(DIRECTOR, "it")),
        ("Team Lead Purchasing", Parsed(MANAGER, "purchasing")),
        ("Assistant to the VP Sales", Parsed(MEMBER, "sales")),
        ("", Parsed(MEMBER, "")),
    ],
)
def test_a_title_is_a_level_and_a_function(title: str, expected: Parsed) -> None:
    assert parsed(title) == expected


def test_the_nearest_of_several_titles_counts() -> None:
    catalog = Catalog.model_validate(
        {"products": [{"id": "p", "name": "P", "buyers": {"titles": ["Director Analytics", "VP Data"]}}]}
    )
    (row,) = match_titles(["Vice President of Data"], catalog).to_pylist()
    assert row["similarity"] == 0.95
    assert match_titles([], catalog).num_rows == 0
