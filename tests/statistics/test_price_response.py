"""Witnesses: a table of two prices by hand, statsmodels, a permutation test, and each refusal's own case."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import special

from adjoin.statistics.price_balance import balance
from adjoin.statistics.price_deals import Floats, PriceDeals
from adjoin.statistics.price_guards import Guards
from adjoin.statistics.price_response import PriceResponse, Refused, fitted, price_response

RNG = np.random.default_rng(11)
N = 1200


def two_prices() -> PriceResponse:
    """At list 30 of 100 say yes, at 20 % off 50 of 100."""
    won = np.repeat([True, False, True, False], [30, 70, 50, 50])
    discount = np.repeat([0.0, 0.2], 100)
    return fitted(PriceDeals(won, discount, np.zeros(200, dtype=np.int64), np.zeros((200, 0)), ()))


def deals(slope: float = 5.0, strata: int = 3, seed: int = 3) -> PriceDeals:
    rng = np.random.default_rng(seed)
    covariates = rng.normal(size=(N, 2))
    which = rng.integers(0, strata, N)
    discount = rng.choice([0.0, 0.1, 0.2, 0.3], N)
    at_list = -1.2 + 0.4 * which + covariates @ [0.6, -0.3]
    won = rng.random(N) < special.expit(at_list + slope * discount)
    return PriceDeals(won, discount, which, covariates, ("age", "size"))


def test_two_prices_by_hand() -> None:
    found = two_prices()
    slope, deviation = np.log((0.5 / 0.5) / (0.3 / 0.7)) / 0.2, np.sqrt(1 / 30 + 1 / 70 + 2 / 50) / 0.2
    assert found.slope == pytest.approx(slope, rel=0.01)
    assert found.slope_interval.high - found.slope == pytest.approx(1.96 * deviation, rel=0.01)
    assert found.take_rate(0).value == pytest.approx(0.3, abs=0.002)
    assert found.take_rate(0.2).value == pytest.approx(0.5, abs=0.002)
    half = 1.96 / np.sqrt(100 * 0.3 * 0.7)  # of the log-odds of 30 of 100
    assert found.take_rate(0).low == pytest.approx(special.expit(special.logit(0.3) - half), abs=0.003)


def test_money_by_hand() -> None:
    found = two_prices()
    share = found.cannibalised_share(0.2)
    assert share.value == pytest.approx(0.6, abs=0.005)
    half = 1.96 * np.sqrt(0.7 / 30 + 0.5 / 50)  # of the logarithm of a ratio of two independent shares
    assert (share.low, share.high) == pytest.approx((0.6 * np.exp(-half), 0.6 * np.exp(half)), rel=0.02)
    given = found.cannibalised(0.2, price=1000, offers=50)
    assert given.value == pytest.approx(50 * 0.3 * 0.2 * 1000, rel=0.01)
    net = found.net_revenue(0.2, price=1000)
    assert net.value == pytest.approx(1000 * (0.5 * 0.8 - 0.3), rel=0.05)
    half = 1960 * np.sqrt(0.64 * 0.25 / 100 + 0.21 / 100)
    assert net.high - net.value == pytest.approx(half, rel=0.02)
    assert found.lifted([0.1, 0.5], 0.2) == pytest.approx(
        special.expit(special.logit([0.1, 0.5]) + 0.2 * found.slope)
    )


def test_best_discount_against_a_fine_search() -> None:
    found = two_prices()
    fine = np.arange(0.0, 0.5, 1e-4)
    money = [found.take_rate(d).value * (1 - d) for d in fine]
    best = found.best((0.0, 0.5))
    assert best.discount == pytest.approx(fine[int(np.argmax(money))], abs=0.002)
    assert not best.none_better
    assert best.net_revenue == pytest.approx(max(money) - money[0], abs=1e-6)
    assert replace(found, slope=0.8).best((0.15, 0.25)).none_better
    assert replace(found, slope=0.8).best((0.15, 0.25)).discount == 0.15


def test_the_regression_is_that_of_statsmodels() -> None:
    data = deals()
    dummies = np.eye(3)[data.strata]
    columns = np.column_stack([data.discount, dummies, data.covariates])
    witness = sm.Logit(data.won, columns).fit(disp=0)
    found = fitted(data)
    assert found.slope == pytest.approx(witness.params[0], rel=0.005)
    assert found.covariance[0, 0] ** 0.5 == pytest.approx(witness.bse[0], rel=0.005)
    at_list = columns.copy()
    at_list[:, 0] = 0
    assert found.take_rate(0).value == pytest.approx(witness.predict(at_list).mean(), abs=0.001)


def test_customers_with_several_deals_widen_the_interval_as_in_statsmodels() -> None:
    data = replace(deals(strata=1), groups=np.arange(N) // 4)
    columns = sm.add_constant(np.column_stack([data.discount, data.covariates]))
    witness = sm.GLM(data.won.astype(float), columns, sm.families.Binomial()).fit(
        cov_type="cluster", cov_kwds={"groups": data.groups}
    )
    assert fitted(data).covariance[0, 0] ** 0.5 == pytest.approx(witness.bse[1], rel=0.01)
    twice = PriceDeals(
        np.tile(data.won, 2),
        np.tile(data.discount, 2),
        np.tile(data.strata, 2),
        np.tile(data.covariates, (2, 1)),
        data.names,
        groups=np.tile(np.arange(N), 2),
    )
    once = fitted(replace(data, groups=None))
    for one, other in zip(once.cannibalised_share(0.2), fitted(twice).cannibalised_share(0.2), strict=True):
        assert one == pytest.approx(other, rel=0.01)


def test_over_some_of_the_deals_is_their_own_mean() -> None:
    found, rows = fitted(deals()), deals().strata == 1
    expected = special.expit(found.at_list[rows] + found.slope * 0.2).mean()
    assert found.over(rows).take_rate(0.2).value == pytest.approx(expected)
    assert found.over(rows).n == int(rows.sum())


def test_balance_against_a_permutation_test() -> None:
    data = deals()
    tilted = replace(
        data, discount=np.clip(data.discount + 0.012 * data.covariates[:, 0] * (data.strata == 1), 0, 1)
    )
    inside = np.column_stack([_centred(data.covariates[:, k], data) for k in range(2)])
    basis = np.linalg.qr(inside)[0]
    left = _centred(tilted.discount, data)
    rng = np.random.default_rng(1)
    drawn = []
    for _ in range(2000):
        mixed = left.copy()
        for stratum in range(3):
            rows = np.flatnonzero(data.strata == stratum)
            mixed[rows] = mixed[rng.permutation(rows)]
        drawn.append(((basis.T @ mixed) ** 2).sum())
    witness = np.mean(np.array(drawn) >= ((basis.T @ left) ** 2).sum())
    assert balance(tilted).chance == pytest.approx(witness, abs=0.03)
    assert balance(tilted).strongest == "age"


def test_balance_rarely_accuses_arbitrary_discounts_and_allows_what_goes_by_design() -> None:
    chances = np.array([balance(deals(seed=seed)).chance for seed in range(300)])
    assert np.mean(chances < 0.05) == pytest.approx(0.05, abs=0.035)
    assert np.mean(chances < 0.5) == pytest.approx(0.5, abs=0.1)
    data = deals()
    year = RNG.random(N) < 0.5
    seasonal = replace(
        data,
        discount=np.where(year, 0.3, data.discount),
        covariates=year[:, None].astype(float),
        names=("year",),
    )
    assert balance(seasonal).chance < 1e-6
    assert balance(replace(seasonal, adjusted=seasonal.covariates)).chance == 1.0


def test_each_refusal() -> None:
    data = deals()
    whole = price_response(data)
    assert isinstance(whole, PriceResponse)
    assert whole.slope_interval.low < 5 < whole.slope_interval.high
    few = np.arange(N) < 199
    flat = replace(data, discount=np.where(few, 0.1, 0.12))
    high = replace(data, discount=0.15 + data.discount / 3)
    chosen = replace(data, discount=np.clip(0.15 + 0.05 * data.covariates[:, 0], 0, 1))
    fallen = deals(slope=-4.0)
    cases: dict[str, PriceDeals] = {
        "Only 199 closed deals": data.take(few),
        "were won and 0 lost": replace(data, won=np.ones(N, dtype=bool)),
        "come from only 12 customers": replace(data, groups=np.arange(N) % 12),
        "hardly vary": flat,
        "near list price": high,
        "they go with age": chosen,
        "Larger discounts clearly sold less often": fallen,
    }
    for words, case in cases.items():
        found = price_response(case)
        assert isinstance(found, Refused), words
        assert words in found.why
        assert found.why.endswith(".")
        assert found.reluctance == (words.startswith(("they", "Larger"))), words


def test_small_strata_do_not_break_it() -> None:
    data = replace(deals(), strata=np.arange(N) // 8)
    found = price_response(data, Guards(spread=0.02))
    assert isinstance(found, PriceResponse)
    assert found.slope_interval.low < 5 < found.slope_interval.high


def test_what_is_no_deal_is_an_error() -> None:
    data = deals()
    with pytest.raises(ValueError, match="share from 0 to 1"):
        replace(data, discount=data.discount + 1)
    with pytest.raises(ValueError, match="finite"):
        replace(data, covariates=np.full((N, 2), np.nan))
    with pytest.raises(ValueError, match="rows"):
        replace(data, strata=data.strata[1:])
    with pytest.raises(ValueError, match="covariates are"):
        replace(data, names=("age",))


def _centred(column: Floats, data: PriceDeals) -> Floats:
    means = np.bincount(data.strata, column) / np.bincount(data.strata)
    centred: Floats = column - means[data.strata]
    return centred
