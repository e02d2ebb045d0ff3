"""Tables of later stages where a publication has them, and what is said where it has not."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.account import account
from adjoin.desk.apart import launches, readiness
from adjoin.desk.backtest import newest
from adjoin.desk.model import model
from adjoin.desk.stability import stability
from adjoin.desk.today import today
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.published import PUBLISHED, Published
from cli.tiny import tiny
from companies import run_company
from later_tables import NAMES, published_later, write_backtest, write_later
from published_demo import publish_demo


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("later") / "company"
    publish_demo(made)
    return made


@pytest.fixture(scope="module")
def desk(folder: Path) -> Iterator[Desk]:
    for file in (folder / ".adjoin" / "runs").glob("*.duckdb"):
        write_later(file)
    write_backtest(folder / ".adjoin")
    with published_later(), open_desk(folder) as opened:
        yield opened


def bare(tmp_path: Path) -> Desk:
    """A project whose run wrote none of those tables."""
    made = tiny(tmp_path)
    run_company(made)
    return open_desk(made)


def test_an_older_publication_is_said_and_breaks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bare(tmp_path) as desk, published_later():
        monkeypatch.setattr(desk.reader, "holds", lambda name: name not in NAMES)
        assert not stability(desk).there
        assert not readiness(desk).there
        assert not model(desk).there
        assert newest(desk) is None
        found = account(desk, "a1")
        assert (found.standing, found.questions, found.like_you) == (None, (), None)


def test_a_table_that_a_run_did_not_write_is_named(tmp_path: Path) -> None:
    newer = {"newer": Published("newer", "later", ("x",))}
    with bare(tmp_path) as desk, patch.dict(PUBLISHED, newer):
        with pytest.raises(ConfigurationError, match=r"wrote no 'newer'.*adjoin run"):
            desk.show("newer")
        assert desk.show_if_there("newer") is None
        assert desk.rows("newer") == desk.rows_of("newer", ["a1"]) == []


def test_every_account_is_placed_or_counted(desk: Desk) -> None:
    rows = desk.show("stability").to_pylist()
    found = stability(desk)
    known = [row for row in rows if row["stability"] is not None]
    assert (found.found, found.unplaced) == (len(known), len(rows) - len(known))
    assert sorted(found.cloud) == sorted((row["readiness"], row["stability"]) for row in known)
    assert sum(quadrant.accounts for quadrant in found.quadrants) == len(known)
    assert found.quadrants[0].name == "talk now"
    assert found.crossed_at == (0.5, 0.6)
    one = stability(desk, quadrant="listen")
    assert {placed.quadrant for placed in one.placed} == {"listen"}
    with pytest.raises(ConfigurationError, match="did you mean 'listen'"):
        stability(desk, quadrant="lissten")


def test_today_holds_this_weeks_slots_and_counts_the_queue(desk: Desk) -> None:
    rows = [row for row in desk.show("recommendations").to_pylist() if row["action"] in ("play", "discover")]
    found = today(desk)
    now = [row["account_id"] for row in rows if row["slot"] == "this_week"]
    assert [card.account_id for card in found.cards] == now[:5]
    full = sum(row["blocked_by"] == "capacity" for row in desk.show("recommendations").to_pylist())
    assert found.queued == len(rows) - len(now) + full
    assert found.to_speak_to + found.to_explore == len(now)
    assert {card.settled for card in found.cards} == {"kept: shown since 2026-09-21"}
    assert found.crowding is not None
    assert "7 products, the first at 31 %" in found.crowding


def test_an_account_says_on_what_its_chance_rests(desk: Desk) -> None:
    scores = {(row["account_id"], row["product_id"]): row for row in desk.show("scores").to_pylist()}
    seen = set()
    for row in desk.show("recommendations").to_pylist()[:30]:
        if row["product_id"] is None:
            continue
        found = account(desk, row["account_id"])
        ground, score = found.recommendation.ground, scores[row["account_id"], row["product_id"]]
        assert ground is not None
        assert (ground.band, ground.basis) == (score["band"], score["basis"])
        told = " ".join(says for part in found.story for says in part.says)
        seen.add(ground.band or ground.basis)
        assert ("chance middle (6 of 17 like this)" in told) == (ground.band is not None)
        assert ("extrapolation" in told) == (ground.basis == "extrapolated")
        assert "3 customers alike by segment and size made this move, the median after 64 days" in told
        assert [question.question for question in found.questions] in ([], ["need", "budget", "timing"])
    assert seen == {"middle", "extrapolated", "practice"}


def test_what_comes_first_would_be_worth_as_much(desk: Desk) -> None:
    checked = 0
    for row in desk.show("recommendations").to_pylist()[:20]:
        for other in account(desk, row["account_id"]).opens:
            if other.first_at is not None and other.expected_acv:
                assert other.first_at * other.expected_acv == pytest.approx(row["expected_value"])
                assert other.first_at > other.probability
                checked += 1
    assert checked


def test_lists_apart_are_their_tables(desk: Desk) -> None:
    for view, name in ((readiness(desk), "readiness"), (launches(desk), "launches")):
        rows = desk.show(name).to_pylist()
        assert view.found == len(rows)
        assert [one.account_id for one in view.rows] == [row["account_id"] for row in rows][:100]
    assert launches(desk).rows[0].slot == "this_week"


def test_the_model_names_what_gives_the_chances(desk: Desk) -> None:
    found = model(desk)
    assert sum(number for _, number, _ in found.sources) == desk.show("scores").num_rows
    assert sum(share for *_, share in found.sources) == pytest.approx(1)
    assert {weight.kind: weight.learned_weight for weight in found.weights} == {
        "asked": 2.6, "usage_ceiling": 2.2, "workaround": -0.1, "team_expansion": None,
    }  # fmt: skip


def test_a_backtest_is_read_as_it_was_stored(desk: Desk) -> None:
    found = newest(desk)
    assert found is not None
    assert (found.grade, found.dates, len(found.policies)) == ("B", 4, 4)
    adjoin = next(line for line in found.policies if line.ours)
    assert adjoin.replay is not None
    assert (adjoin.replay.value, adjoin.replay.effective_n) == (0.31, 140.0)
    assert len(adjoin.by_date) == 4
    assert [one.verdict for one in found.over] == ["cannot tell", "better"]
    cells = next(curve for curve in found.curves if curve.of == "cells")
    assert (cells.slope, len(cells.bins)) == (0.97, 5)
    assert found.as_they_stand == (("segment of accounts on 4 dates", ("accounts.segment",)),)
    assert [line.off for line in found.policies if line.off] == ["health is not mapped"]
