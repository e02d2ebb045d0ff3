"""The same landmarks and rates, read account by account."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm, t
from statsmodels.stats.proportion import proportion_confint

from measurement.retention.churn_worlds import AS_OF, frail_book, held, measured

Row = dict[str, Any]
GAP, FOLLOW, AGES = 90, 365, (180, 365, 730, 1095)
FAR = date(9000, 1, 1)


def fate(spans: list[Row], on: date) -> bool | None:
    """Whether an account that holds something `on` that day did so without a gap of more than 90 days until a year
    later; None if it holds nothing."""
    if not any(s["began_on"] <= on <= (s["ended_on"] or FAR) for s in spans):
        return None
    reach = on
    for s in sorted(spans, key=lambda s: s["began_on"]):
        if s["began_on"] <= reach + timedelta(days=GAP + 1):
            reach = max(reach, s["ended_on"] or FAR)
    return reach >= on + timedelta(days=FOLLOW)


def plainly(spans: list[Row], ends_from: date | None = None) -> dict[tuple[str, int], tuple[int, bool]]:
    """(account, age) → products held at the landmark, whether it stayed."""
    of = defaultdict(list)
    for s in spans:
        of[s["account_id"]].append(s)
    found = {}
    for account, mine in of.items():
        if any(s["is_floor"] for s in mine):
            continue
        first = min(s["began_on"] for s in mine)
        for age in AGES:
            on = first + timedelta(days=age)
            if on + timedelta(days=FOLLOW + GAP) > AS_OF or (ends_from and on < ends_from):
                continue
            stayed = fate(mine, on)
            if stayed is not None:
                there = {s["product_id"] for s in mine if s["began_on"] <= on <= (s["ended_on"] or FAR)}
                found[account, age] = len(there), stayed
    return found


@pytest.mark.parametrize("ends_from", [None, AS_OF - timedelta(days=1000)])
def test_landmarks_and_rates(ends_from: date | None) -> None:
    rng = np.random.default_rng(4)
    table = frail_book(rng, 400)
    spans = table.to_pylist()
    for s in spans[::7]:  # some products end before their account does, some begin nobody knows when
        s["ended_on"] = min(s["began_on"] + timedelta(days=300), s["ended_on"] or FAR)
    for s in spans[::50]:
        s["is_floor"] = True
    bands = {s["account_id"]: (str(rng.choice(["x", "y"])), "z") for s in spans}
    told = measured(spans, bands=bands, ends_from=ends_from, settings={"retention": {"least_cell": 3}})
    expected = plainly(spans, ends_from)
    landmarks = {
        (row["root_id"], row["age_days"]): (row["products"], row["retained"])
        for row in told["landmarks"]
        if row["kind"] == "landmark" and row["state"] == "counts"
    }
    assert landmarks == expected
    rows = {row["place"]: row for row in told["retention"] if row["kind"] == "landmark"}
    top = max(rows)
    cells: dict[tuple[int, str], dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for (account, age), (products, stayed) in expected.items():
        cells[age, bands[account][0]][min(products, top)].append(stayed)
    inside = {c: by for c, by in cells.items() if all(len(by[k]) >= 3 for k in range(1, top + 1))}
    weight = {c: sum(map(len, by.values())) for c, by in inside.items()}
    total = sum(map(len, (kept for by in cells.values() for kept in by.values())))
    assert rows[1]["outside_support"] == pytest.approx(1 - sum(weight.values()) / total)
    for k, row in rows.items():
        kept = [stayed for by in cells.values() for stayed in by[k]]
        assert (row["accounts"], row["retained"]) == (len(kept), sum(kept))
        fair = sum(weight[c] * np.mean(by[k]) for c, by in inside.items()) / sum(weight.values())
        assert row["standardised"] == pytest.approx(fair)
        assert row["standardised_low"] < fair < row["standardised_high"]


def test_the_naive_curve_has_the_interval_of_wilson() -> None:
    spans = [held(f"s{i}", "p", 900) for i in range(30)]
    spans += [held(f"g{i}", "p", 900, 100) for i in range(20)]
    told = measured(spans)
    (row,) = (row for row in told["retention"] if row["kind"] == "naive")
    assert (row["accounts"], row["retained"], row["rate"]) == (50, 30, 0.6)
    # 49 for 50, and Student's quantile for the normal one: the mean has taken one.
    alpha = 2 * norm.sf(t.ppf(0.975, 49))
    low, high = proportion_confint(0.6 * 49, 49, alpha=alpha, method="wilson")
    assert (row["low"], row["high"]) == (pytest.approx(low), pytest.approx(high))


def test_a_family_is_one_customer() -> None:
    spans = [held("a", "p", 1000, 500), held("b", "q", 800)]
    told = measured(spans, parents={"b": "a"})
    by_age = {row["age_days"]: row for row in told["landmarks"] if row["kind"] == "landmark"}
    assert {row["root_id"] for row in told["landmarks"]} == {"a"}
    assert [(by_age[age]["products"], by_age[age]["retained"]) for age in (180, 365)] == [
        (1, True),
        (2, True),
    ]
    assert by_age[730]["state"] == "not_followed"


@pytest.mark.parametrize(
    ("ended", "began_again", "retained"), [(600, 510, True), (600, 509, True), (600, 508, False)]
)
def test_a_gap_of_ninety_days_is_late_paperwork(ended: int, began_again: int, retained: bool) -> None:
    told = measured([held("a", "p", 1000, ended), held("a", "q", began_again)])
    by_age = {row["age_days"]: row for row in told["landmarks"] if row["kind"] == "landmark"}
    assert by_age[180]["retained"] is retained


@pytest.mark.parametrize(("began", "state"), [(635, "counts"), (634, "not_followed")])
def test_only_time_decides_who_was_followed(began: int, state: str) -> None:
    for ended in (None, 400):
        told = measured([held("a", "p", began, ended)])
        by_age = {row["age_days"]: row["state"] for row in told["landmarks"] if row["kind"] == "landmark"}
        assert by_age[180] == state


def test_who_is_left_out_is_counted() -> None:
    told = measured([held("a", "p", 2000), held("b", "p", 2000, is_floor=True), held("c", "p", 2000, 1900)])
    states = Counter(row["state"] for row in told["landmarks"] if row["kind"] == "landmark")
    assert states == {"counts": 4, "start_unknown": 4, "gone": 4}
    (summary,) = told["retention_summary"]
    assert (summary["landmarks"], summary["start_unknown"], summary["gone"]) == (4, 4, 4)
    assert summary["verdict"] == "cannot_tell"
    assert "Cannot tell" in summary["says"]


def test_an_empty_book_says_so() -> None:
    told = measured([])
    assert {row["kind"] for row in told["retention"]} == {"folklore"}
    (summary,) = told["retention_summary"]
    assert summary["verdict"] == "cannot_tell"
    assert "No account could be followed" in summary["says_support"]
