"""One account a case: what counts as activated, who is on the watch list and why, what a bundle added."""

from datetime import date
from typing import Any

import pytest

from adjoin.domain.catalog import Catalog
from offers.shelfware_built import offers_at
from small_world import AS_OF, SmallWorld, ago, ahead, line, weekly
from worlds import World, day

Row = dict[str, Any]
Rows = list[Row]
OLD = {"started_on": ago(400), "seats": 10.0}
BEGUN = ago(90)  # Tuesday, 5 September 2023: its first complete week ends on 17 September


def states(small: SmallWorld) -> dict[str, Row]:
    return {row["account_id"]: row for row in offers_at(small.world, [AS_OF])["shelfware"]}


def uses(weeks: dict[int, float], metric: str = "calls", product: str = "base") -> Rows:
    """Quantities by the number of weeks ago that they ended."""
    return weekly(metric, [weeks.get(back) for back in reversed(range(max(weeks) + 1))], product)


def book(used: bool = False) -> SmallWorld:
    """An account that shows that use is recorded, from long ago until now."""
    small = SmallWorld(used=used)
    small.case("busy", subscriptions=line(**OLD), usage=weekly("people", [9.0] * 40))
    return small


def test_the_states_of_the_watch_list() -> None:
    small = book()
    other = weekly("calls", [0.0] * 30, "more")
    held = {"subscriptions": line(**OLD, renews_on=ahead(45))}
    small.case("never", accounts={"csm": "carol"}, **held, usage=other)
    small.case("unseen", **held)
    small.case("stopped", **held, usage=[*uses({4: 5.0}), *other])
    small.case("lately", **held, usage=[*uses({3: 5.0}), *other])
    small.case("barely", **held, usage=weekly("people", [0.9] * 4))
    small.case("enough", **held, usage=weekly("people", [1.0] * 4))
    small.case("free", subscriptions=line(**OLD, acv=0.0), usage=other)
    small.case("unpriced", subscriptions=line(**OLD, acv=None), usage=other)
    small.case("trial", subscriptions=[line(**OLD, is_trial=True), line(product_id="more")], usage=other)
    small.case("young", subscriptions=line(started_on=ago(59)), usage=other)
    small.case("sixty", subscriptions=line(started_on=ago(60)), usage=other)
    found = states(small)
    told = {account: row["state"] for account, row in found.items() if row["product_id"] == "base"}
    assert told == {
        "never": "never_used", "stopped": "stopped", "barely": "barely_used", "unpriced": "never_used",
        "sixty": "never_used",
    }  # fmt: skip
    assert found["never"]["what_to_do"].startswith("carol should find out who was meant to use it")
    assert found["never"]["what_to_do"].endswith("the money is at risk in 45 days, when it renews")
    assert "since use is recorded" in found["never"]["says"]
    assert found["barely"]["used_share"] == pytest.approx(0.09)
    assert found["stopped"]["last_used_on"] == ago(29)
    assert found["unpriced"]["rank"] == len(found) == 6


def test_who_stopped_and_was_not_seen_since_may_just_lack_data() -> None:
    small = book()
    small.case("gone", subscriptions=line(**OLD), usage=uses({6: 5.0}))
    assert "see first whether its data still arrive" in states(small)["gone"]["says"]


def monthly(ends: dict[date, float]) -> Rows:
    """Months by their last day."""
    return [
        {"product_id": "base", "metric": "calls", "day": end.replace(day=1), "quantity": quantity, "grain": "month",
         "known_on": end} for end, quantity in ends.items()
    ]  # fmt: skip


def test_one_month_without_a_row_accuses_nobody_two_do_and_so_does_one_of_nothing() -> None:
    small = SmallWorld(used=False)
    august, september, october, november = (
        date(2023, 8, 31), date(2023, 9, 30), date(2023, 10, 31), date(2023, 11, 30)
    )  # fmt: skip
    held = {"subscriptions": line(**OLD)}
    small.case("busy", **held, usage=monthly(dict.fromkeys((august, september, october, november), 5.0)))
    small.case("one month late", **held, usage=monthly({september: 5.0, october: 5.0}))
    small.case("two months", **held, usage=monthly({august: 5.0, september: 5.0}))
    small.case("nothing", **held, usage=monthly({october: 5.0, november: 0.0}))
    assert {a: row["state"] for a, row in states(small).items()} == {
        "two months": "stopped",
        "nothing": "stopped",
    }


def test_a_product_of_which_nobody_has_a_row_accuses_nobody() -> None:
    small = book()
    small.case("holds", subscriptions=line(**OLD, product_id="more"), usage=weekly("people", [9.0] * 40))
    assert "holds" not in states(small)
    small.case(
        "shows",
        subscriptions=line(**OLD),
        usage=[*weekly("people", [9.0] * 40), *uses({20: 0.0, 0: 0.0}, "calls", "more")],
    )
    assert states(small)["holds"]["state"] == "never_used"


def test_hardly_any_use_is_less_than_one_per_cent() -> None:
    small = book()
    small.case("hardly", subscriptions=line(**OLD), usage=weekly("people", [0.04] * 4))
    assert "less than 1 % was used" in states(small)["hardly"]["says"]


def test_children_that_are_covered_use_it_for_their_parent() -> None:
    small = book()
    for parent, covers in (("above", True), ("alone", False)):
        small.case(
            parent,
            subscriptions=line(**OLD, covers_children=covers),
            usage=weekly("calls", [0.0] * 9, "more"),
        )
        small.case(
            f"under {parent}", accounts={"parent_account_id": parent}, subscriptions=line(product_id="more"),
            usage=[*weekly("calls", [5.0] * 9), *weekly("calls", [5.0] * 9, "more")],
        )  # fmt: skip
    assert {a for a, row in states(small).items() if row["product_id"] == "base"} == {"alone"}


def test_users_tell_where_usage_is_not_mapped() -> None:
    small = book()
    person = {"user_id": "u", "product_id": "more", "first_used_on": ago(300)}
    held = {"subscriptions": line(**OLD, product_id="more")}
    small.case("there", **held, users={**person, "last_used_on": ago(3)})
    small.case("left", **held, users={**person, "last_used_on": ago(31)})
    small.case("undated", **held, users={**person, "last_used_on": None})
    told = {a: row["state"] for a, row in states(small).items()}
    assert told == {"left": "stopped"}, "nobody knows whether the undated one stopped"


def test_never_used_needs_a_start() -> None:
    small = book()
    small.case("snapshot", subscriptions=line(started_on=None), usage=weekly("calls", [0.0] * 30, "more"))
    found = offers_at(small.world, [AS_OF])
    assert not found["shelfware"]
    assert "snapshot" not in {row["account_id"] for row in found["starts_followed"]}


def activated(usage: Rows, began_on: date = BEGUN, **rest: Any) -> int | None:
    small = book()
    small.case("asked", subscriptions=line(started_on=began_on, seats=10.0, **rest), usage=usage)
    rows = offers_at(small.world, [AS_OF])["starts_followed"]
    return next((int(row["activated"]) for row in rows if row["account_id"] == "asked"), None)


def test_activation_by_the_adoption_measure() -> None:
    assert activated(uses({0: 3.0}, "people")) == 1
    assert activated(uses({0: 2.9}, "people")) == 0
    assert activated(uses({11: 3.0}, "people")) == 1, "its first complete week"
    assert activated(uses({12: 3.0, 0: 1.0}, "people")) == 0, "a week that began before it"
    assert activated(uses({0: 3.0}, "people"), covers_children=True) == 1


def test_activation_by_weeks_in_use_where_the_measure_cannot_tell() -> None:
    assert activated(uses(dict.fromkeys(range(5, 9), 1.0))) == 1
    assert activated(uses(dict.fromkeys(range(5, 8), 1.0))) == 0
    assert activated(uses(dict.fromkeys(range(9, 13), 1.0))) == 0, "weeks 1 to 4 are a beginning"
    assert activated(uses(dict.fromkeys(range(12), 0.0))) == 0


def test_the_ninetieth_day_must_be_over() -> None:
    assert activated(uses({0: 3.0}, "people"), began_on=ago(90)) == 1
    assert activated(uses({0: 3.0}, "people"), began_on=ago(89)) is None


def test_starts_that_nothing_can_be_said_of() -> None:
    seen = uses({0: 3.0}, "people")
    assert activated([]) is None, "nothing is recorded of the account"
    assert activated(seen, began_on=ago(280)) == 0, "its 90 days have no use"
    assert activated(seen, began_on=ago(281)) is None, "before use was recorded"
    assert activated(seen, start_is_floor=True) is None
    assert activated(seen, is_trial=True) is None


def test_an_end_before_activation_is_no_activation() -> None:
    assert activated(uses({8: 3.0}, "people"), began_on=ago(120), ended_on=ago(70)) == 0
    assert activated(uses({8: 3.0}, "people"), began_on=ago(120), ended_on=ago(60)) == 1


def test_the_empty_book() -> None:
    empty = World(Catalog.model_validate({"products": [{"id": "base", "name": "Base"}]}))
    assert not any(offers_at(empty, [day(700)]).values())
