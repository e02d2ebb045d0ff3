"""The curves of affinity as somebody with lifelines makes them: pair by pair, from a table of holdings in pandas."""

import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pandas as pd
from lifelines import AalenJohansenFitter

from adjoin.affinity.affinity_table import HORIZONS

CENSORED, ADOPTED, COMPETING = 0, 1, 2
KINDS = {"censored": CENSORED, "event": ADOPTED, "competing": COMPETING}


def first_spans(spans: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Each product's first spans by account: made once, all pairs read it."""
    first = spans.sort_values("began_on").drop_duplicates(["account_id", "product_id"])
    columns = ["began_on", "ended_on", "is_floor"]
    return {
        str(product): rows.set_index("account_id")[columns] for product, rows in first.groupby("product_id")
    }


def durations(a: pd.DataFrame, b: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """`days` from A's start and how they ended, `kind`, of each account of the cohort of A → B."""
    met = a[~a["is_floor"]].join(b, rsuffix="_b")
    other = met["began_on_b"].notna()
    met = met[~(other & ((met["is_floor_b"] == True) | (met["began_on_b"] <= met["began_on"])))]  # noqa: E712
    began, ended, begins, outlasts = (met[n] for n in ("began_on", "ended_on", "began_on_b", "ended_on_b"))
    month = pd.Timedelta(days=30)
    near = ended.between(begins - month, begins + 3 * month)
    replaced = near & (outlasts.isna() | (outlasts > ended))
    adopted = begins.notna() & ~replaced & (ended.isna() | (begins <= ended))
    leaves = begins.where(replaced | adopted, ended.fillna(pd.Timestamp(as_of)))
    kind = pd.Series(CENSORED, met.index).mask(ended.notna() | replaced, COMPETING).mask(adopted, ADOPTED)
    return pd.DataFrame({"days": (leaves - began).dt.days, "kind": kind})


def fit(told: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Probabilities and limits at every horizon; ties are jittered, as lifelines does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitter = AalenJohansenFitter(seed=0)
        fitter.fit(told["days"].astype(float), told["kind"], event_of_interest=ADOPTED)
        return fitter.predict(HORIZONS), fitter.confidence_interval_.asof(HORIZONS)


def by_pair(spans: pd.DataFrame, pairs: list[tuple[str, str]], as_of: date) -> Iterator[pd.DataFrame]:
    """The cohort of each pair, fitted."""
    first = first_spans(spans)
    for a, b in pairs:
        told = durations(first[a], first[b], as_of)
        fit(told)
        yield told


def exits(told: pd.DataFrame) -> Counter[tuple[int, int]]:
    """How many left on each day in each way."""
    return Counter(zip(told["days"].astype(int), told["kind"].astype(int), strict=True))
