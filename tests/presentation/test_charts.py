"""What the charts draw, held against the rows they are given; hostile names are only text."""

import xml.etree.ElementTree as ET
from datetime import date
from typing import Any

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.presentation.charts import CHARTS
from adjoin.presentation.charts.chart import SCHEMA, Told
from adjoin.presentation.picture import picture

HOSTILE = """<script>alert(1)</script>&"'<img src=x onerror=alert(1)>"""
NAMES = {"crm": "Relations", "bi": HOSTILE, "ai": "Foresight"}


def told(**rest: Any) -> Told:
    return Told(company="Tiny & <b>Co</b>", as_of=date(2026, 9, 30), currency="EUR", names=NAMES, **rest)


def pair(held: str, after: str, probability: float, **rest: Any) -> dict[str, Any]:
    return {
        "from_product": held, "to_product": after, "horizon_days": 90, "probability": probability,
        "probability_low": probability / 2, "lift_low": 2.0, "enough": True, "at_risk": 50, **rest,
    }  # fmt: skip


AFFINITY = [
    pair("ai", "bi", 0.01), pair("ai", "crm", 0.01), pair("bi", "ai", 0.3), pair("bi", "crm", 0.02),
    pair("crm", "ai", 0.05), pair("crm", "bi", 0.4), pair("crm", "bi", 0.9, horizon_days=365),
]  # fmt: skip
PATHWAYS: list[dict[str, Any]] = [
    {"from_product": "crm", "to_product": "bi", "condition": None, "probability": 0.4, "eligible_accounts": 10,
     "expected_value": 400.0, "cumulative_share": 0.8},
    {"from_product": "bi", "to_product": "ai", "condition": "asked", "probability": 0.5, "eligible_accounts": 2,
     "expected_value": 100.0, "cumulative_share": 1.0},
]  # fmt: skip
JOURNEYS = [
    {"rank": 1, "journey": '["crm", "bi", "ai"]', "holds": True, "accounts": 7, "among": 9, "share": 7 / 9,
     "median_days": 310.0},
    {"rank": 2, "journey": '["ai", "bi", "crm"]', "holds": False, "accounts": 2, "among": 9, "share": 2 / 9,
     "median_days": 210.0},
]  # fmt: skip


def test_the_heat_map_draws_the_numbers_of_its_horizon_along_the_chain() -> None:
    spec = CHARTS["affinity"].draw(AFFINITY, told(horizon=90))
    drawn = {(row["held"], row["next"]): row["probability"] for row in spec["data"]["values"]}
    assert drawn == {
        (NAMES[row["from_product"]], NAMES[row["to_product"]]): row["probability"]
        for row in AFFINITY
        if row["horizon_days"] == 90
    }
    assert (
        spec["encoding"]["x"]["sort"] == spec["encoding"]["y"]["sort"] == ["Relations", HOSTILE, "Foresight"]
    )
    assert spec["$schema"] == SCHEMA


def test_what_is_not_enough_has_no_colour_and_no_number() -> None:
    thin = [pair("crm", "bi", 0.4, enough=False), pair("bi", "crm", 0.1)]
    cells = {row["next"]: row for row in CHARTS["affinity"].draw(thin, told())["data"]["values"]}
    assert (cells[HOSTILE]["probability"], cells[HOSTILE]["says"]) == (None, "·")


def test_pathways_are_drawn_in_their_rank_with_money_or_with_starts() -> None:
    spec = CHARTS["pathways"].draw(PATHWAYS, told())
    assert [row["worth"] for row in spec["data"]["values"]] == [400.0, 100.0]
    assert [row["says"] for row in spec["data"]["values"]] == ["80 % of all", "100 % of all"]
    assert "+ asked" in spec["data"]["values"][1]["pathway"]
    assert "EUR" in spec["encoding"]["x"]["title"]
    unpriced = CHARTS["pathways"].draw([row | {"expected_value": None} for row in PATHWAYS], told())
    assert [row["worth"] for row in unpriced["data"]["values"]] == pytest.approx([4.0, 1.0])
    assert "starts" in unpriced["encoding"]["x"]["title"]


def test_a_journey_is_drawn_step_by_step() -> None:
    steps, ends = CHARTS["journeys"].draw(JOURNEYS, told())["layer"]
    first = [row["product"] for row in steps["data"]["values"] if row["rank"] == 1]
    assert first == ["Relations", HOSTILE, "Foresight"]
    assert next(row["says"] for row in ends["data"]["values"]).startswith("7 of 9 accounts, 78 %")


@pytest.mark.parametrize(
    ("table", "rows"), [("affinity", AFFINITY), ("pathways", PATHWAYS), ("journeys", JOURNEYS)]
)
def test_hostile_names_are_text_in_the_picture(table: str, rows: list[dict[str, Any]]) -> None:
    svg = picture(CHARTS[table].draw(rows, told()), ".svg")
    elements = [element.tag.rsplit("}")[-1] for element in ET.fromstring(svg).iter()]
    assert {"script", "img", "b"}.isdisjoint(elements)
    assert b"<script" not in svg
    assert "<script>alert(1)</script>" in "".join(ET.fromstring(svg).itertext())


@pytest.mark.parametrize("table", [name for name in CHARTS if name != "affinity_curves"])
def test_without_rows_it_says_why_there_is_no_picture(table: str) -> None:
    with pytest.raises(ConfigurationError):
        CHARTS[table].draw([], told())


def test_a_curve_asks_for_its_pair() -> None:
    with pytest.raises(ConfigurationError, match="--from PRODUCT --to PRODUCT"):
        CHARTS["affinity_curves"].draw([], told())
    with pytest.raises(ConfigurationError, match="no curve"):
        CHARTS["affinity_curves"].draw([], told(pair=("crm", "bi")))


def test_the_square_counts_every_account_that_can_be_placed() -> None:
    rows: list[dict[str, Any]] = [
        {"stability": 0.9, "readiness": 0.8, "quadrant": "talk now"},
        {"stability": 0.91, "readiness": 0.81, "quadrant": "talk now"},
        {"stability": 0.2, "readiness": 1.0, "quadrant": HOSTILE},
        {"stability": None, "readiness": 0.3, "quadrant": None},
    ]
    spec = CHARTS["stability"].draw(rows, told())
    cloud, words = (layer["data"]["values"] for layer in spec["layer"])
    assert sum(cell["accounts"] for cell in cloud) == 3
    assert {word["says"] for word in words} == {"talk now: 2", f"{HOSTILE}: 1"}
    assert any("1 cannot be placed" in line for line in spec["title"]["subtitle"])
    assert b"<script" not in picture(spec, ".svg")
    with pytest.raises(ConfigurationError, match="No account can be placed"):
        CHARTS["stability"].draw(rows[3:], told())
