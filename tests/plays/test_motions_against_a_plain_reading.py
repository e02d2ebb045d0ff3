"""The motions of random cells under random rules against rules read one by one in plain Python, and on PostgreSQL."""

from datetime import date

import numpy as np
import pytest

from adjoin.plays.motions import Motions
from adjoin.plays.motions.rules import When
from plays.cells import AS_OF, Cell, later, motions_of, motions_on_postgres


def some(rng: np.random.Generator, words: list[str | None]) -> str | None:
    return words[int(rng.integers(len(words)))]


def random_cells(rng: np.random.Generator, many: int = 300) -> list[Cell]:
    departments = ["it", "finance", "sales", "law"]
    return [
        Cell(
            expected_acv=None if rng.random() < 0.2 else float(rng.choice([0, 5, 9.5, 10, 20, 100, 250])),
            complexity=some(rng, [None, "low", "medium", "high"]),
            implementation=some(rng, [None, "none", "guided", "project"]),
            department=some(rng, [None, *departments]),
            held_departments=tuple(d for d in departments if rng.random() < 0.3),
            segment=some(rng, [None, "Small", "large"]),
            industry=some(rng, [None, "banking", "Retail Trade", " "]),
            country=some(rng, [None, "de", "Germany", "United States"]),
        )
        for _ in range(many)
    ]


def random_rules(rng: np.random.Generator) -> Motions:
    def ask() -> dict[str, object]:
        every: dict[str, object] = {
            "complexity": ["low", "medium"][: int(rng.integers(1, 3))],
            "implementation": [some(rng, ["none", "guided", "project"])],
            "expected_acv": [{"from": 10}, {"to": 10}, {"from": 9.5, "to": 100}][int(rng.integers(3))],
            "departments": int(rng.integers(1, 5)),
            "segments": [some(rng, ["small", "LARGE"])],
            "industries": ["Retail trade"],
            "countries": [some(rng, ["DE", "usa"])],
        }
        return {name: asked for name, asked in every.items() if rng.random() < 0.3}

    names = ["product_led_trial", "solutions_demonstration", "executive_platform_deal"]
    rules = [
        {"motion": some(rng, [*names]), "when": ask(), "because": "b", "cost": place} for place in range(6)
    ]
    return Motions.model_validate(
        {"rules": [*rules, {"motion": "csm_led_introduction", "because": "b", "cost": 6}]}
    )


def fits(when: When, cell: Cell) -> bool:
    departments = {*cell.held_departments, *([cell.department] if cell.department else [])}
    country = {"de": "de", "Germany": "de", "United States": "us"}.get(cell.country or "", "")
    asked = {"DE": "de", "usa": "us"}
    span = when.expected_acv
    return all(
        (
            when.complexity is None or cell.complexity in when.complexity,
            when.implementation is None or cell.implementation in when.implementation,
            when.departments is None or len(departments) >= when.departments,
            when.segments is None
            or (cell.segment or "?").lower() in [word.lower() for word in when.segments],
            when.industries is None
            or (cell.industry or "?").lower() in [word.lower() for word in when.industries],
            when.countries is None or country in [asked[word] for word in when.countries],
            span is None
            or (
                cell.expected_acv is not None
                and (span.least is None or cell.expected_acv >= span.least)
                and (span.below is None or cell.expected_acv < span.below)
            ),
        )
    )


@pytest.mark.parametrize("seed", range(6))
def test_equals_the_rules_read_one_by_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cells, rules = random_cells(rng), random_rules(rng)
    rows = motions_of(cells, rules)
    expected = [next(rule for rule in rules.rules if fits(rule.when, cell)) for cell in cells]
    assert [(row["motion"], row["cost"]) for row in rows] == [(rule.motion, rule.cost) for rule in expected]
    assert len({row["motion"] for row in rows}) > 1


def test_many_moments_are_the_union_of_single_ones() -> None:
    rng = np.random.default_rng(11)
    cells, rules = random_cells(rng, 60), random_rules(rng)
    after = date(2026, 9, 7)
    both = motions_of([*cells, *(later(cell, after) for cell in cells)], rules)
    alone = motions_of(cells, rules)
    told = [(row["motion"], row["motion_why"], row["cost"]) for row in both]
    assert told[:60] == told[60:] == [(row["motion"], row["motion_why"], row["cost"]) for row in alone]
    assert {row["as_of"] for row in both} == {AS_OF, after}


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    rng = np.random.default_rng(3)
    cells, rules = random_cells(rng), random_rules(rng)
    assert motions_on_postgres(postgres_url, cells, rules) == motions_of(cells, rules)
