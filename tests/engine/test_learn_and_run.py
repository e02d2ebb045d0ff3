"""`learn` leaves an artefact, the next run is scored by it and names it; what cannot be used is said."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import adjoin
import yaml_edit
from adjoin.domain.entry import Publication
from adjoin.domain.errors import RefusedError
from adjoin.engine.learn import Lesson, learn
from adjoin.engine.models import FOLDER
from adjoin.engine.run import RunOrder, run
from adjoin.project.project import open_project
from companies import TODAY, write_small

ORDER = RunOrder(today=TODAY, clock=lambda: datetime(2026, 10, 2, 8, tzinfo=UTC), threads=2)
QUICK: dict[str, dict[str, Any]] = {
    "text": {"model": "words"},
    "learning_grid": {"most_dates": 3},
    "past_moments": {"days": 28},
}


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Lesson]:
    """A company that has learned, not yet run."""
    folder = write_small(tmp_path_factory.mktemp("taught"), accounts=300)
    yaml_edit.settings(folder, QUICK)
    return folder, learn(open_project(folder), ORDER)


@pytest.fixture
def company(taught: tuple[Path, Lesson], tmp_path: Path) -> Path:
    return Path(shutil.copytree(taught[0], tmp_path / "company"))


def published(folder: Path) -> tuple[Publication, dict[str, list[dict[str, Any]]]]:
    publication = run(open_project(folder), ORDER)
    with adjoin.open(folder) as desk:
        names = ("scores", "notes", "model_report", "model_weights", "recommendations")
        return publication, {name: desk.show(name).to_pylist() for name in names}


def said(tables: dict[str, list[dict[str, Any]]]) -> str:
    return " ".join(row["says"] for row in tables["notes"] if row["about"] == "model")


def test_the_run_names_its_artefact_and_scores_by_it(taught: tuple[Path, Lesson], company: Path) -> None:
    lesson = taught[1]
    publication, tables = published(company)
    assert publication.versions["model"] == lesson.path.stem
    assert lesson.learned.report.sentence in said(tables)
    sources = {(row["source"], row["basis"]) for row in tables["scores"]}
    allowed = (
        {("learned", "approached"), ("prior", "extrapolated")}
        if lesson.learned.report.in_use
        else {("prior", "practice")}
    )
    assert sources <= allowed
    assert {row["kind"] for row in tables["model_weights"]} >= {"asked", "usage_ceiling"}


def test_the_same_tables_give_the_same_artefact(taught: tuple[Path, Lesson], company: Path) -> None:
    again = learn(open_project(company), ORDER)
    assert again.path.name != taught[1].path.name, "earlier artefacts stay"
    assert again.path.read_bytes() == taught[1].path.read_bytes()


def test_an_artefact_of_another_format_is_set_aside(company: Path) -> None:
    (artefact,) = (company / ".adjoin" / FOLDER).iterdir()
    artefact.write_text(json.dumps({**json.loads(artefact.read_text("utf-8")), "format": 99}), "utf-8")
    publication, tables = published(company)
    assert "model" not in publication.versions
    assert "format 99" in said(tables)
    assert "adjoin learn" in said(tables)
    assert {row["source"] for row in tables["scores"]} == {"prior"}


def test_a_run_of_an_earlier_date_does_not_use_a_later_model(company: Path) -> None:
    earlier = RunOrder(
        today=ORDER.today,
        clock=ORDER.clock,
        threads=2,
        as_of=datetime(2026, 9, 30, tzinfo=UTC).date() - timedelta(days=40),
    )
    assert "model" not in run(open_project(company), earlier).versions


def test_without_approaches_and_deals_there_is_nothing_to_learn(company: Path) -> None:
    yaml_edit.without_tables(company, "interactions", "opportunities")
    with pytest.raises(RefusedError, match="no approach to a customer and no opportunity"):
        learn(open_project(company), ORDER)


def test_before_fifty_outcomes_scores_have_a_band(company: Path) -> None:
    shutil.rmtree(company / ".adjoin" / FOLDER)
    yaml_edit.without_tables(company, "interactions", "opportunities")
    _, tables = published(company)
    assert {row["band"] for row in tables["scores"]} == {"low", "middle", "high"}
    assert all(
        row["like_adopted"] <= row["like_count"] for row in tables["scores"] if row["like_count"] is not None
    )
    assert "Run `adjoin learn`" in tables["model_report"][0]["says"]


def test_how_many_outcomes_are_few_is_one_setting(company: Path) -> None:
    """The bands before there is a model and those of a model that learned from few look at the same number."""
    yaml_edit.settings(company, {**QUICK, "learned_model": {"fewest_outcomes": 100_000}})
    assert not learn(open_project(company), ORDER).learned.report.in_use
    _, tables = published(company)
    assert {row["band"] for row in tables["scores"]} == {"low", "middle", "high"}
    shutil.rmtree(company / ".adjoin" / FOLDER)
    yaml_edit.settings(company, {**QUICK, "learned_model": {"fewest_outcomes": 1}})
    _, tables = published(company)
    assert {row["band"] for row in tables["scores"]} == {None}, "there are outcomes, and one is enough then"


def test_a_reason_counts_the_experts_weight_and_its_correction(
    taught: tuple[Path, Lesson], company: Path
) -> None:
    """What asked for it adds is positive where its learned weight is, though the correction lies below 0."""
    lesson = taught[1]
    published(company)
    with adjoin.open(company) as desk:
        live = {
            (s["account_id"], s["product_id"])
            for s in desk.show("signals").to_pylist()
            if s["kind"] == "asked" and s["state"] == "open" and s["strength"] > 0.5
        }
        scores = desk.show("scores").to_pylist()
    added = [
        reason["log_odds"]
        for row in scores
        if (row["account_id"], row["product_id"]) in live
        for reason in json.loads(row["reasons"])
        if reason["kind"] == "asked"
    ]
    assert added
    assert {weight.feature: weight.posterior for weight in lesson.learned.weights}["signal: asked"] > 0
    assert min(added) > 0
