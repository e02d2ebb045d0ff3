"""Weekly usage and the limits of each plan: what swells under a need, sags under illness, idles unused."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import Bools, Floats, Ints, any_along, as_dates
from adjoin.demo.book import Book
from adjoin.demo.evidence import Traces
from adjoin.demo.files import table
from adjoin.demo.log import History
from adjoin.demo.products import INDEX, METRICS, PRODUCTS

_ROLE = np.array([metric.role for metric in METRICS])
_PRODUCT = np.array([INDEX[metric.product] for metric in METRICS])
_RESETS = np.array([metric.resets for metric in METRICS])
_POINTS_TO = np.array([-1 if metric.points_to is None else INDEX[metric.points_to] for metric in METRICS])
_MONTH_IN_WEEKS = 30.44 / 7
RISE_DAYS, FALL_DAYS = 35, 35
"""A series begins to rise this long before its trace's first day, and has fallen this long after its last."""
_LIMITS = (500, 1000, 2000, 5000, 10000, 25000)


@dataclass(frozen=True, slots=True)
class Meters:
    """One entry a series (account × metric of a product it held in the window)."""

    account: Ints
    metric: Ints
    limit: Floats  # nan where the metric has none
    level: Floats  # share of the limit, of the seats, or mean count of a workaround (0: never used so far)
    low_level: Floats  # the same while the account barely uses what it has
    swell: Floats  # weeks: how much of the way to its peak the series is (series × weeks)
    peak: Floats
    full: Ints  # the series that shows each trace of a full meter; -1 where none does


def draw_meters(rng: np.random.Generator, book: Book, history: History, traces: Traces, weeks: int) -> Meters:
    """Every series of the last `weeks` weeks, with what the traces do to it."""
    recent = any_along(history.held[:, :, -weeks:], 2)
    account, metric = np.nonzero(recent[:, _PRODUCT])
    size, role = len(account), _ROLE[metric]
    limited = (role == "ceiling") | (role == "meter")
    used = rng.random(size) < 0.45
    level = np.select(
        [role == "adoption", limited],
        [rng.uniform(0.68, 0.96, size), rng.uniform(0.25, 0.6, size)],
        np.where(used, rng.gamma(2.0, 1.6, size), 0.0),
    )
    swell, shown_by = _swell(history, traces, (account, metric), weeks)
    peak = rng.uniform(0.9, 1.15, size)
    upsell = (role == "meter") & (rng.random(size) < noise.UPSELL_CEILING)
    swell[upsell] = np.maximum(swell[upsell], np.clip((np.arange(weeks) - weeks + 14) / 10, 0, 1))
    scale = rng.choice(_LIMITS, size) * (1 + book.segment[account])
    return Meters(
        account=account,
        metric=metric,
        limit=np.where(limited, scale, np.nan),
        level=level,
        low_level=np.where(role == "adoption", rng.uniform(0.28, 0.54, size), level),
        swell=swell,
        peak=np.select(
            [limited, role == "workaround"],
            [peak, level * rng.uniform(2.5, 5, size) + rng.uniform(4, 11, size)],
            level,
        ),
        full=shown_by["usage_ceiling"],
    )


def _swell(
    history: History, traces: Traces, series: tuple[Ints, Ints], weeks: int
) -> tuple[Floats, dict[str, Ints]]:
    """How far each series is on its way up in each week; by kind, the series that shows each trace of it, or -1."""
    account, metric = series
    place = np.full((int(history.held.shape[0]), len(METRICS)), -1, dtype=np.int64)
    place[account, metric] = np.arange(len(account))
    sunday = sundays(history, weeks)
    shown_by: dict[str, Ints] = {}
    swell = np.zeros((len(account), weeks))
    for kind, role in (("usage_ceiling", "ceiling"), ("workaround", "workaround")):
        found = traces.of(kind)
        trace, which = np.nonzero((found.product[:, None] == _POINTS_TO) & (role == _ROLE))
        row = place[found.account[trace], which]
        owned = (found.owned[trace] >> _PRODUCT[which] & 1) == 1
        trace, row = trace[owned & (row >= 0)], row[owned & (row >= 0)]
        _, first = np.unique(trace, return_index=True)  # one metric shows it, not all of them
        trace, row = trace[first], row[first]
        shown_by[kind] = np.full(len(found.day), -1, dtype=np.int64)
        shown_by[kind][trace] = row
        rise = (sunday - found.day[trace][:, None] + RISE_DAYS) / (7 + RISE_DAYS)
        fall = 1 - (sunday - found.until[trace][:, None]) / FALL_DAYS
        np.maximum.at(swell, row, np.clip(np.minimum(rise, fall), 0, 1))
    return swell, shown_by


def sundays(history: History, weeks: int) -> Ints:
    """The last day of each of the last `weeks` weeks."""
    return np.asarray(history.first_day + 7 * np.arange(history.weeks - weeks, history.weeks) + 6)


def draw_quantities(rng: np.random.Generator, book: Book, history: History, meters: Meters) -> Floats:
    """Series × weeks, whole numbers; nan where no row is written."""
    weeks = meters.swell.shape[1]
    quantity = _quantities(rng, book, history, meters)
    held = history.held[meters.account, _PRODUCT[meters.metric]][:, -weeks:]
    return np.where(held & _ever_used(meters, quantity), quantity, np.nan)


def share_of_limit(meters: Meters, quantity: Floats) -> Floats:
    """Series × weeks: a week's quantity, brought to the limit's month, over the limit; nan without either."""
    rate = np.where(_RESETS[meters.metric], 365.25 / 12 / 7, 1.0)
    return np.asarray(quantity * (rate / meters.limit)[:, None])


def usage_table(book: Book, history: History, meters: Meters, quantity: Floats) -> pa.Table:
    """`usage.parquet`: one row a series and complete week, dated on its Sunday."""
    product, present = _PRODUCT[meters.metric], ~np.isnan(quantity)
    series, week = np.nonzero(present)
    sunday = sundays(history, quantity.shape[1])[week]
    names = pa.array([metric.name for metric in METRICS])
    return table(
        {
            "account_id": pa.array(book.account_id).take(pa.array(meters.account[series])),
            "product_id": pa.array(PRODUCTS).take(pa.array(product[series])),
            "metric": names.take(pa.array(meters.metric[series])),
            "week_ending": as_dates(sunday),
            "quantity": quantity[present],
        }
    )


def _quantities(rng: np.random.Generator, book: Book, history: History, meters: Meters) -> Floats:
    """Series × weeks, whole numbers: people, units against a limit, or counts of a workaround."""
    weeks = meters.swell.shape[1]
    role, product = _ROLE[meters.metric], _PRODUCT[meters.metric]
    low = history.low[meters.account, -weeks:]
    base = np.where(low, meters.low_level[:, None], meters.level[:, None])
    base = (
        base + (meters.peak[:, None] - base) * np.where(role == "adoption", 0.0, 1.0)[:, None] * meters.swell
    )
    sag = 1.0 - rng.uniform(0.3, 0.48, len(role))[:, None] * _smoothed(history.ill, weeks)[meters.account]
    spread = np.where(role == "adoption", noise.ADOPTION_SPREAD, noise.USAGE_SPREAD)[:, None]
    level = base * sag * np.exp(spread * rng.standard_normal(base.shape))
    limit = np.nan_to_num(meters.limit) / np.where(_RESETS[meters.metric], _MONTH_IN_WEEKS, 1.0)
    people = book.seats[meters.account, product]
    scale = np.select([role == "adoption", role == "workaround"], [people.astype(np.float64), 1.0], limit)
    quantity = np.round(level * scale[:, None])
    counted = role == "workaround"
    quantity[counted] = rng.poisson((base * sag)[counted])
    quantity[role == "adoption"] = np.minimum(quantity, people[:, None])[role == "adoption"]
    return np.asarray(quantity)


def _smoothed(ill: Bools, weeks: int) -> Floats:
    """Illness as it bites: over three weeks, and as slowly gone."""
    shares = [ill[:, ill.shape[1] - weeks - lag : ill.shape[1] - lag] for lag in range(3)]
    return np.asarray(np.mean(shares, axis=0))


def _ever_used(meters: Meters, quantity: Floats) -> Bools:
    """A workaround has no rows before its first use; every other metric has one a week."""
    begun = np.maximum.accumulate(quantity > 0, axis=1)
    return np.asarray(begun | (_ROLE[meters.metric] != "workaround")[:, None])


def limits_table(book: Book, history: History, meters: Meters) -> pa.Table:
    """`limits.csv`: what each plan allows, from the first start of the product."""
    limited = np.flatnonzero(~np.isnan(meters.limit))
    account, metric = meters.account[limited], meters.metric[limited]
    product = _PRODUCT[metric]
    first = np.full(history.open.shape, 2**31, dtype=np.int64)
    np.minimum.at(first, (history.spells["account"], history.spells["product"]), history.spells["day"])
    return table(
        {
            "account_id": book.account_id[account],
            "product_id": np.array(PRODUCTS)[product],
            "metric": np.array([one.name for one in METRICS])[metric],
            "limit_quantity": meters.limit[limited].astype(np.int64),
            "period": np.where(_RESETS[metric], "month", ""),
            "effective_on": as_dates(first[account, product]),
        }
    )
