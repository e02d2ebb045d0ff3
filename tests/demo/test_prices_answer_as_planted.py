"""Discounts by lot change who buys by the planted slope; the others go to the reluctant; amounts follow."""

from pathlib import Path

import numpy as np
import pyarrow.csv as pcsv
import pytest

from adjoin.demo import noise
from adjoin.demo.arrays import Bools, Floats, Ints, Words
from adjoin.demo.book import draw_book
from adjoin.demo.products import INDEX
from adjoin.demo.tables.prices import ARMS, BY_LOT, Asked, discounts_and_reasons

Drawn = tuple[Asked, Floats, Words]


def _slope(won: Bools, discount: Floats, product: Ints) -> tuple[float, float]:
    """Maximum likelihood by Newton's steps, a level for each product, and the slope's standard error."""
    design = np.column_stack([discount, product[:, None] == np.unique(product)]).astype(np.float64)
    weights = np.zeros(design.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-design @ weights))
        curvature = design.T @ (design * (chance * (1 - chance))[:, None])
        weights += np.linalg.solve(curvature, design.T @ (won - chance))
    return float(weights[0]), float(np.sqrt(np.linalg.inv(curvature)[0, 0]))


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """Deals enough for 20,000 by lot; how often they are won differs from product to product."""
    rng = np.random.default_rng(5)
    size = 44_000
    product = rng.integers(0, 8, size)
    approached = rng.random(size) < 0.9
    won = np.where(approached, rng.random(size) < 0.15 + 0.08 * product, True)
    created = rng.integers(18_500, 20_600, size)
    land = ~approached & (rng.random(size) < 0.5)
    asked = Asked(product, created, won, approached, land, np.full(size, 0.07))
    discount, reason = discounts_and_reasons(np.random.default_rng(6), asked)
    return asked, discount, reason


def test_logit_of_deals_by_lot_has_the_planted_slope(drawn: Drawn) -> None:
    asked, discount, reason = drawn
    lot = np.isin(reason, BY_LOT)
    assert lot.sum() >= 20_000
    slope, error = _slope(asked.won[lot], discount[lot], asked.product[lot])
    assert error < 0.25
    assert abs(slope - noise.PRICE_SLOPE) < 2 * error
    for one in BY_LOT:
        some = reason == one
        slope, error = _slope(asked.won[some], discount[some], asked.product[some])
        assert abs(slope - noise.PRICE_SLOPE) < 3 * error


def test_lots_are_even_whatever_the_product_though_won_deals_got_more(
    drawn: Drawn,
) -> None:
    asked, discount, reason = drawn
    lot = np.isin(reason, BY_LOT)
    assert set(np.round(discount[lot], 2)) == set(ARMS)
    for product in range(8):
        some = lot & (asked.product == product)
        counts = np.array([(np.abs(discount[some] - arm) < 1e-9).sum() for arm in ARMS])
        expected = some.sum() / len(ARMS)
        assert ((counts - expected) ** 2 / expected).sum() < 20.5  # chi-squared, 5 degrees of freedom, 0.999
    # To first order won and lost deals differ by slope × variance of the arms.
    apart = discount[lot & asked.won].mean() - discount[lot & ~asked.won].mean()
    planted = noise.PRICE_SLOPE * np.var(ARMS)
    assert 0.7 * planted < apart < 1.1 * planted
    assert asked.approached[lot].all()


def test_elsewhere_more_off_goes_with_fewer_wins(drawn: Drawn) -> None:
    asked, discount, reason = drawn
    for one in ("negotiated", "competitor"):
        some = (reason == one) & ~asked.land
        slope, error = _slope(asked.won[some], discount[some], asked.product[some])
        assert slope < -5 * error
    assert (discount[asked.land] == 0.07).all()


def test_nearly_every_discount_has_a_reason_on_record(drawn: Drawn) -> None:
    _, discount, reason = drawn
    assert 0.01 < (reason[discount > 0] == "").mean() < 0.1
    assert (discount[reason == ""] == 0).mean() > 0.5


def test_amounts_of_the_written_deals_are_the_price_less_the_discount(company: Path) -> None:
    worlds = np.random.Generator(np.random.PCG64(np.random.SeedSequence(7).spawn(1)[0]))
    book = draw_book(worlds, 600)
    place = {account: row for row, account in enumerate(book.account_id.tolist())}
    deals = pcsv.read_csv(company / "data/deals.csv").to_pylist()
    for deal in deals:
        price = book.price[place[deal["company_id"]], INDEX[deal["product"]]]
        assert deal["amount"] == pytest.approx(price * (1 - deal["discount"]), abs=0.51)
        assert 0 <= deal["discount"] <= 0.25
    lot = [deal for deal in deals if deal["discount_reason"] in BY_LOT]
    assert all((deal["deal_type"], deal["motion"]) == ("expansion", "outbound") for deal in lot)
    assert {deal["created"].month for deal in lot if deal["discount_reason"] == BY_LOT[1]} <= {3, 4, 5}
    expansion = [deal for deal in deals if deal["deal_type"] == "expansion"]
    assert 0.2 < len(lot) / len(expansion) < 0.45
    assert {deal["discount_reason"] for deal in deals} == {*BY_LOT, "negotiated", "competitor", ""}
