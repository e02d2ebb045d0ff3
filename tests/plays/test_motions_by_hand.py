"""The motions that ship, case by case, with the sentence that people read."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adjoin.plays.motions import motions_from, shipped_motions
from plays.cells import Cell, motions_of, written

TRIAL, INTRODUCTION = "product_led_trial", "csm_led_introduction"
DEMONSTRATION, PLATFORM = "solutions_demonstration", "executive_platform_deal"


def familiar(acv: float | None, **rest: Any) -> Cell:
    """A product of which everything is known and nothing is special."""
    usual = Cell(acv, complexity="medium", implementation="guided", department="finance")
    return replace(usual, **rest)


@pytest.mark.parametrize(
    ("cell", "motion", "why"),
    [
        (
            Cell(4_000.0, complexity="low", department="finance"),
            TRIAL,
            "Low complexity and $4k a year, under $10k: they can try it alone",
        ),
        (Cell(9_999.99, complexity="low", department="finance"), TRIAL, None),
        (Cell(10_000.0, complexity="low", implementation="none", department="finance"), INTRODUCTION, None),
        (familiar(99_999.0), INTRODUCTION, "Who knows them best introduces it"),
        (
            familiar(100_000.0),
            PLATFORM,
            "$100k a year, at least $100k: a sum that is decided at the top",
        ),
        (
            familiar(20_000.0, department="it", held_departments=("finance", "sales")),
            PLATFORM,
            "3 buying departments with this one: several budgets meet, so somebody above them has to want it",
        ),
        (
            familiar(20_000.0, department="sales", held_departments=("finance", "sales")),
            INTRODUCTION,
            None,
        ),
        (
            Cell(20_000.0, complexity="high", implementation="guided", department="it"),
            DEMONSTRATION,
            "High complexity: it has to be seen on their own case",
        ),
        (familiar(20_000.0, implementation="project"), DEMONSTRATION, None),
        (
            Cell(None, complexity="low", implementation="none", department="finance"),
            INTRODUCTION,
            "Who knows them best introduces it; not known: price",
        ),
        (
            Cell(None),
            INTRODUCTION,
            "Who knows them best introduces it; not known: complexity, implementation, price, buying departments",
        ),
        (
            Cell(None, complexity="high"),
            DEMONSTRATION,
            "High complexity: it has to be seen on their own case; not known: price, buying departments",
        ),
    ],
)
def test_the_first_rule_that_fits_says_why(cell: Cell, motion: str, why: str | None) -> None:
    [row] = motions_of([cell], shipped_motions())
    assert row["motion"] == motion
    assert why is None or row["motion_why"] == why
    assert row["cost"] == 0


def test_sums_are_said_in_the_currency_of_the_project() -> None:
    [row] = motions_of([familiar(4_250_000.0)], shipped_motions(), "CHF")
    assert row["motion_why"].startswith("CHF 4.2M a year, at least CHF 100k")


def test_rules_of_a_project_on_segment_industry_and_country(tmp_path: Path) -> None:
    text = """
rules:
  - motion: executive_platform_deal
    when: {countries: [Germany, usa], segments: [Enterprise]}
    because: it is big
    cost: 900
  - motion: solutions_demonstration
    when: {industries: [Health_Care], expected_acv: {from: 5, to: 10}}
    because: rules
  - {motion: csm_led_introduction, because: nothing else fits}
"""
    rules = motions_from(written(tmp_path, "motions.yaml", text))
    cells = [
        Cell(segment="enterprise ", country="DE"),
        Cell(segment="ENTERPRISE", country="United States"),
        Cell(segment="enterprise", country="FR"),
        Cell(segment="small", country="DE"),
        Cell(5.0, industry="health_care"),
        Cell(10.0, industry="Health_Care"),
        Cell(5.0, industry="healthxcare"),
        Cell(5.0, industry="care"),
        Cell(5.0),
    ]
    rows = motions_of(cells, rules)
    assert [row["motion"] for row in rows] == [
        *(PLATFORM, PLATFORM, INTRODUCTION, INTRODUCTION, DEMONSTRATION),
        *(INTRODUCTION, INTRODUCTION, INTRODUCTION, INTRODUCTION),
    ]
    assert [row["cost"] for row in rows[:3]] == [900, 900, 0]
    assert rows[0]["motion_why"].startswith("Segment enterprise and country DE: it is big")
    assert rows[8]["motion_why"] == "Nothing else fits; not known: segment, industry, country"
