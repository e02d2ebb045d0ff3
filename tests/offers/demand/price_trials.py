"""What the estimator says in many simulated worlds, beside the truth."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from adjoin.statistics.price_deals import Floats
from adjoin.statistics.price_response import Interval, PriceResponse, Refused, price_response
from offers.demand.price_worlds import PriceWorld

BAND = (0.15, 0.25)
AT = 0.2
OFFERS = 500.0
CHOICES = np.concatenate([[0.0], np.linspace(*BAND, 21)])


@dataclass(frozen=True)
class Trial:
    """One world. `why`: the refusal, or None. Of an estimate: `of_revenue`, what the chosen discount (list price
    where none is better) falls short of the best by, as a share of the best's revenue; `of_gain`, as a share of what
    the best gains over list; `gain`, that gain as a share of the revenue at list; `wrong`: it names a discount, or
    list price, where the other is right. `share`, `money`, `slope`: whether the interval holds the truth.
    """

    why: str | None
    of_revenue: float = np.nan
    of_gain: float = np.nan
    gain: float = np.nan
    wrong: bool = False
    share: bool = False
    money: bool = False
    slope: bool = False
    take_rate: bool = False


def trials(
    worlds: int, world: Callable[[np.random.Generator], PriceWorld], seed: int, n: int = 2000
) -> list[Trial]:
    """A trial in each of many worlds."""
    return [_trial(np.random.default_rng([seed, number]), world, n) for number in range(worlds)]


def _trial(rng: np.random.Generator, world: Callable[[np.random.Generator], PriceWorld], n: int) -> Trial:
    truth = world(rng)
    found = price_response(truth.deals(rng, n))
    if isinstance(found, Refused):
        return Trial(found.why)
    return _judged(found, truth, truth.rates(rng, CHOICES), float(truth.rates(rng, np.array([AT]))[0]))


def _judged(found: PriceResponse, truth: PriceWorld, rates: Floats, at: float) -> Trial:
    revenue = rates * (1 - CHOICES)
    best = found.best(BAND)
    chosen = 0.0 if best.none_better else best.discount
    had = float(np.interp(chosen, CHOICES, revenue)) if chosen else float(revenue[0])
    top, list_price = float(revenue.max()), float(revenue[0])
    gain = top - list_price
    money = rates[0] * AT * truth.price * OFFERS
    return Trial(
        None,
        of_revenue=1 - had / top,
        of_gain=(top - had) / gain if gain > 0 else (0.0 if had == top else np.inf),
        gain=gain / list_price,
        wrong=(chosen == 0) != (gain == 0),
        share=_holds(found.cannibalised_share(AT), float(rates[0]) / at),
        money=_holds(found.cannibalised(AT, truth.price, OFFERS), money),
        slope=_holds(found.slope_interval, truth.slope),
        take_rate=_holds(found.take_rate(AT), at),
    )


def _holds(interval: Interval, truth: float) -> bool:
    return interval.low <= truth <= interval.high


def told(trials: list[Trial]) -> list[Trial]:
    """Those with an estimate."""
    return [trial for trial in trials if trial.why is None]
