"""What was planted is in the world: affinities in plain counts, chances in what happens when it runs on."""

import copy

import numpy as np
import pytest

from adjoin.demo import hazards
from adjoin.demo.arrays import Bools, Floats, any_along
from adjoin.demo.book import Book
from adjoin.demo.log import History
from adjoin.demo.products import AFFINITIES, INDEX, PRODUCTS, REQUIRES
from adjoin.demo.truth import chances, ready
from adjoin.demo.world import World

Lived = tuple[Book, History, World]


def _rate_ratio(history: History, source: str, target: str) -> float:
    """Starts of `target` per account-week with `source` held over without, both while something is held."""
    held, new = history.held, INDEX[target]
    before = held[:, :, :-1]
    at_risk = ~before[:, new] & before.any(axis=1)
    starts = at_risk & held[:, new, 1:]
    having = before[:, INDEX[source]]
    rates = [starts[at_risk & group].mean() for group in (having, ~having)]
    return float(rates[0] / rates[1])


@pytest.mark.parametrize(("source", "target", "times"), AFFINITIES)
def test_planted_affinity_shows_in_plain_counts(lived: Lived, source: str, target: str, times: float) -> None:
    assert 1.5 < _rate_ratio(lived[1], source, target) < 3 * times


def test_pairs_without_affinity_stay_near_one(lived: Lived) -> None:
    linked = {(source, target) for source, target, _ in AFFINITIES} | {(b, a) for a, b in REQUIRES}
    targets = {target for _, target, _ in AFFINITIES}
    plain = [
        _rate_ratio(lived[1], a, b) for a in PRODUCTS for b in targets if a != b and (a, b) not in linked
    ]
    assert 0.4 < float(np.median(plain)) < 1.6


def _run_on(world: World, draws: int, *, approached: bool) -> Floats:
    """Share of `draws` futures of 13 weeks in which each cell starts, nobody else being approached."""
    begun = np.zeros(world.cells.held.shape)
    for draw in range(draws):
        future = copy.deepcopy(world)
        future.rng = np.random.Generator(np.random.PCG64(draw))
        future._approach = lambda pulled, can_start: None  # type: ignore[method-assign]
        if approached:
            now = future.approach_effect()[:, None]
            future.cells.effect = np.maximum(now, future.lingering_effect(future.week))
            future.cells.approached_week[:] = future.week
        logged = len(future.spells.table()["day"])
        for _ in range(hazards.STEPS):
            future.step()
        spells = future.spells.table()
        cells = np.zeros_like(begun, dtype=np.bool_)
        cells[spells["account"][logged:], spells["product"][logged:]] = True
        begun += cells
    return np.asarray(begun / draws)


@pytest.mark.parametrize("approached", [False, True])
def test_true_chance_is_what_happens_when_the_world_runs_on(lived: Lived, approached: bool) -> None:
    _, history, world = lived
    told = history.chance_approached if approached else history.chance_alone
    happened = _run_on(world, 24, approached=approached)
    for group in _groups(history):
        assert happened[group].mean() == pytest.approx(told[group].mean(), rel=0.15)


def _groups(history: History) -> list[Bools]:
    """Cells in need of accounts in good standing, and cells without a need."""
    well = ~(history.ill[:, -1] | history.low[:, -1])[:, None]
    return [history.open & history.in_need & well, history.open & ~history.in_need]


def test_chances_are_chances_and_an_approach_never_hurts(lived: Lived) -> None:
    _, history, world = lived
    alone, approached = chances(world)
    assert ((alone >= 0) & (approached <= 1)).all()
    assert (approached >= alone).all()
    assert (approached[~history.open] == 0).all()


def test_need_and_standing_move_the_chance_as_written(lived: Lived) -> None:
    _, history, _ = lived
    quiet = ~(history.ill[:, -1] | history.low[:, -1] | history.renewal_window | history.tired)[:, None]
    needy = history.open & history.in_need
    assert 0.35 < np.median(history.chance_approached[needy & quiet]) < 0.6
    assert 0.06 < np.median(history.chance_alone[needy & quiet]) < 0.13
    assert np.median(history.chance_approached[needy & ~quiet]) < 0.5 * np.median(
        history.chance_approached[needy & quiet]
    )
    assert np.median(history.chance_approached[history.open & ~history.in_need & quiet]) < 0.06


def test_ready_is_the_top_tenth() -> None:
    best = np.array([0.5, 0.1, 0.9, 0.3, 0.2, 0.9, 0.0, 0.4, 0.6, 0.7] * 2)
    assert np.flatnonzero(ready(best)).tolist() == [2, 5]


def test_shares_of_the_book_stay_as_documented(lived: Lived) -> None:
    _, history, _ = lived
    book = history.held[:, :, -1].any(axis=1)
    shown = any_along(history.shown_need & history.open, 1)[book]
    hidden = any_along(history.in_need & history.open, 1)[book] & ~shown
    alarmed = any_along(history.false_alarm & history.open, 1)[book]
    assert 0.09 < shown.mean() < 0.16
    assert 0.02 < hidden.mean() < 0.07
    assert 0.02 < alarmed.mean() < 0.06
    assert 0.05 < history.ill[book, -1].mean() < 0.14
    assert 0.07 < history.low[book, -1].mean() < 0.17
    assert 0.15 < history.renewal_window[book].mean() < 0.3


def test_nothing_starts_where_it_is_not_sold(lived: Lived) -> None:
    book, history, _ = lived
    spells = history.spells
    assert book.sold[spells["account"], spells["product"]].all()
    guard = spells["day"][spells["product"] == INDEX["guard"]]
    assert guard.min() >= np.datetime64("2022-05-30", "D").astype(np.int64)
