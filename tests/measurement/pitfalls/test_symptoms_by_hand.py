"""One account a case: which symptoms it shows, at the days and numbers where that turns."""

from typing import Any

from measurement.pitfalls.built import EVERYTHING, hits, judged
from small_world import SmallWorld, ago, line, weekly

Row = dict[str, Any]
OLD = line(started_on=ago(600))


def pitch(days: int, product: str = "more", contact: str | None = None, **rest: Any) -> Row:
    return {"direction": "out", "purpose": "pitch", "occurred_on": ago(days), "products_mentioned": product,
            "contact_id": contact, **rest}  # fmt: skip


def support(days: int, **rest: Any) -> Row:
    return {"kind": "support", "opened_on": ago(days), "severity": "normal", **rest}


def deal(days: int, discount: float, product: str = "more", **rest: Any) -> Row:
    return {"product_id": product, "created_on": ago(days + 30), "closed_on": ago(days), "outcome": "won",
            "discount": discount, "amount": 750.0, **rest}  # fmt: skip


def test_two_products_within_a_month_are_a_catalog() -> None:
    small = SmallWorld()
    small.case("month", interactions=[pitch(40), pitch(10, "here")])
    small.case("later", interactions=[pitch(41), pitch(10, "here")])
    small.case("once", interactions=[pitch(10, "more,here")])
    small.case("same", interactions=[pitch(12), pitch(10)])
    small.case("held", interactions=[pitch(12, "base"), pitch(10)])
    assert {account for account, _ in hits(small.world, "several_at_once")} == {"month", "once"}
    assert set(judged(small.world, "several_at_once")) == {
        ("month", "more"), ("month", "here"), ("later", "more"), ("later", "here"), ("once", "more"), ("once", "here"),
        ("same", "more"), ("held", "more"),
    }  # fmt: skip


def test_who_held_nothing_on_that_day_is_no_cross_sell_and_a_year_is_the_window() -> None:
    small = SmallWorld()
    small.case("new", subscriptions=line(started_on=ago(5)), interactions=pitch(10))
    small.case("day", subscriptions=line(started_on=ago(10)), interactions=pitch(10))
    small.case("left", subscriptions=line(ended_on=ago(11)), interactions=pitch(10))
    small.case("last", subscriptions=line(ended_on=ago(10)), interactions=pitch(10))
    small.case("old", interactions=pitch(365))
    small.case("in", interactions=pitch(364))
    assert {account for account, _ in judged(small.world, "several_at_once")} == {"last", "in"}


def test_opportunities_stand_in_where_no_approach_names_a_product() -> None:
    opened = [
        {"product_id": "more", "created_on": ago(50)},
        {"product_id": "here", "created_on": ago(30)},
    ]
    small = SmallWorld()
    small.case("deals", opportunities=opened)
    small.case("inbound", opportunities=[{**row, "motion": "inbound"} for row in opened])
    small.case("renews", opportunities=[{**row, "type": "Renewal"} for row in opened])
    assert set(hits(small.world, "several_at_once")) == {("deals", "here")}
    small.case("told", interactions=pitch(5))
    assert hits(small.world, "several_at_once") == {}


def test_recommendations_that_change_count_and_ghosts_do_not() -> None:
    def shown(products: tuple[str, ...], days: int = 80, ghost: bool = False) -> list[Row]:
        return [{"product_id": one, "shown_on": ago(days), "counts_on": ago(days - 1), "ghost": ghost, "filler": False}
                for one in products]  # fmt: skip

    small = SmallWorld()
    every = ("base", "more", "here")
    small.case("three", proposals=shown(every))
    small.case("two", proposals=shown(every[:2]))
    small.case("ghosts", proposals=shown(every, ghost=True))
    small.case("long", proposals=[*shown(every[:2]), *shown(every[2:], 90)])
    assert {account for account, _ in hits(small.world, "many_proposed")} == {"three"}


def test_a_pitch_needs_a_signal_in_the_ninety_days_before_it() -> None:
    small = SmallWorld()
    for account in ("none", "edge", "stale", "after", "another", "fresh"):
        small.case(account, interactions=pitch(20))
    small.case("early", interactions=pitch(275))
    small.case("unwatched", interactions=pitch(20, "here"))
    fired = {"edge": 110, "stale": 111, "after": 19, "fresh": 20}
    rows = [{"account_id": a, "product_id": "more", "fired_on": ago(d)} for a, d in fired.items()]
    rows.append({"account_id": "another", "product_id": "base", "fired_on": ago(30)})
    found = judged(small.world, "no_signal", {"firings": rows})
    assert {account: hit for (account, _), hit in found.items()} == {
        "none": True, "edge": False, "stale": True, "after": True, "another": True, "fresh": False,
    }  # fmt: skip


def test_money_is_what_could_still_be_sold_and_unknown_without_a_price() -> None:
    small = SmallWorld()
    small.case("open", interactions=pitch(20))
    small.case("unpriced", interactions=pitch(20))
    small.case(
        "sold", interactions=pitch(20), subscriptions=[OLD, line(product_id="more", started_on=ago(5))]
    )
    told = {
        "firings": [{"account_id": "x", "product_id": "more", "fired_on": ago(9)}],
        "scored": [{"account_id": "open", "product_id": "more", "probability": 0.25, "expected_acv": 2000.0},
                   {"account_id": "unpriced", "product_id": "more", "probability": 0.25}],
    }  # fmt: skip
    found = hits(small.world, "no_signal", told)
    assert {account: row["money"] for (account, _), row in found.items()} == {
        "open": 500.0,
        "unpriced": None,
        "sold": 0.0,
    }


def test_the_base_is_judged_as_it_was_known_on_the_day_of_the_pitch() -> None:
    def colour(days: int, colour: str) -> Row:
        return {"measure": "overall", "day": ago(days), "score": 1.0, "colour": colour}

    small = SmallWorld(used=False)
    cases = {
        "red then": [colour(60, "red"), colour(10, "green")],
        "red since": [colour(60, "green"), colour(29, "red")],
        "red that day": [colour(30, "yellow")],
        "long ago": [colour(211, "red")],
    }
    for account, health in cases.items():
        small.case(account, interactions=pitch(30), health=health)
    urgent = {"severity": "urgent"}
    tickets = {
        "open then": support(40, closed_on=ago(29), **urgent),
        "closed then": support(40, closed_on=ago(30), **urgent),
        "opened since": support(29, **urgent),
        "calm": support(40),
        "escalated since": support(40, escalated=True, escalated_on=ago(29)),
    }
    for account, ticket in tickets.items():
        small.case(account, interactions=pitch(30), tickets=ticket)
    assert {account for account, _ in hits(small.world, "unstable_pitch")} == {
        "red then",
        "red that day",
        "open then",
    }


def test_little_use_on_the_day_of_the_pitch() -> None:
    small = SmallWorld(used=False)
    for account, people in (("low", 59.0), ("enough", 60.0)):
        # Weeks back 0–3 are full now; the pitch is on a Monday 5 weeks ago, after the four weeks before it.
        small.case(account, usage=weekly("people", [people] * 4 + [100.0] * 5), interactions=pitch(35))
    small.case("unseen", interactions=pitch(35))
    found = hits(small.world, "unstable_pitch", {}, mapped=_without("tickets"))
    assert {account: row["money"] for (account, _), row in found.items()} == {"low": 1000.0}
    assert "59 % of Base" in found["low", "base"]["says"]
    assert ("unseen", "base") not in judged(
        small.world, "unstable_pitch", mapped=_without("tickets", "health")
    )


def _without(*tables: str) -> frozenset[str]:
    return frozenset(name for name in EVERYTHING if name.partition(".")[0] not in tables)


def test_open_plays_against_the_gates_of_now() -> None:
    small = SmallWorld()
    told: dict[str, list[Row]] = {"plays": [], "gates": []}
    gates = {
        "health": {"gate": "health", "counts_as": "block"},
        "warned": {"gate": "health", "counts_as": "warn"},
        "adoption": {"gate": "adoption", "base_product_id": "base", "counts_as": "block"},
        "other base": {"gate": "adoption", "base_product_id": "here", "counts_as": "block"},
        "renewal": {"gate": "renewal", "counts_as": "block"},
        "paused": {"gate": "health", "counts_as": "block"},
    }
    for number, (account, gate) in enumerate(gates.items()):
        small.case(account)
        told["gates"].append({"account_id": account, "reason": f"{account} says so", **gate})
        told["plays"].append(
            {"account_id": account, "product_id": "more", "base_product_id": "base", "play_id": number,
             "kind": "cross_sell", "accepted_on": ago(9), "state": "paused" if account == "paused" else "open"}
        )  # fmt: skip
    found = hits(small.world, "play_while_blocked", told)
    assert {account for account, _ in found} == {"health", "adoption"}
    assert "adoption says so" in found["adoption", "more"]["says"]


def test_past_the_buyer() -> None:
    def people(*titles: str) -> list[Row]:
        return [{"contact_id": f"p{place}", "title": title} for place, title in enumerate(titles)]

    small = SmallWorld()
    both = people("Clerk", "Head of Reports")
    small.case("past", contacts=both, interactions=pitch(30, contact="p0"))
    small.case("buyer", contacts=both, interactions=pitch(30, contact="p1"))
    talk = {"direction": "in", "occurred_on": ago(364), "contact_id": "p1"}
    small.case("spoken", contacts=both, interactions=[pitch(30, contact="p0"), talk])
    old = {**talk, "occurred_on": ago(365)}
    small.case("too long ago", contacts=both, interactions=[pitch(30, contact="p0"), old])
    small.case("nobody", contacts=people("Clerk"), interactions=pitch(30, contact="p0"))
    small.case("left", contacts=[{**both[1], "left_on": ago(5)}], interactions=pitch(30, contact="p1"))
    small.case("no titles", contacts=both, interactions=pitch(30, "here", "p0"))
    small.case("no contact", contacts=both, interactions=pitch(30))
    found = judged(small.world, "no_buyer")
    assert {account: hit for (account, _), hit in found.items()} == {
        "past": True, "buyer": False, "spoken": False, "too long ago": True, "nobody": True, "left": False,
    }  # fmt: skip
    says = {account: row["says"] for (account, _), row in hits(small.world, "no_buyer").items()}
    assert "is known and was not spoken with" in says["past"]
    assert says["nobody"].endswith("who pays for it is not known")


def test_one_person() -> None:
    def talk(contact: str, days: int = 50) -> Row:
        return {"direction": "in", "occurred_on": ago(days), "contact_id": contact}

    small = SmallWorld()
    small.case("one", interactions=[pitch(30, contact="a"), talk("a")])
    small.case("two", interactions=[pitch(30, contact="a"), talk("b")])
    small.case("once", interactions=[pitch(30, contact="a")])
    small.case("long ago", interactions=[pitch(30, contact="a"), talk("a"), talk("b", 365)])
    found = judged(small.world, "one_person")
    assert {account: hit for (account, _), hit in found.items()} == {
        "one": True,
        "two": False,
        "long ago": True,
    }


def began(days: int, **rest: Any) -> list[Row]:
    return [OLD, line(product_id="more", started_on=ago(days), acv=300.0, **rest)]


def test_starts_are_followed_for_ninety_days_and_watched_for_a_year() -> None:
    small = SmallWorld()
    for account, days in (("young", 89), ("first", 90), ("last", 454), ("old", 455)):
        small.case(account, subscriptions=began(days))
    small.case("alone", subscriptions=line(product_id="more", started_on=ago(100)))
    rows = [
        {"account_id": a, "product_id": "more", "began_on": ago(d), "activated": 0}
        for a, d in (("young", 89), ("first", 90), ("last", 454), ("old", 455), ("alone", 100))
    ]
    rows[2]["activated"] = 1
    found = judged(small.world, "unused_after_start", {"starts_followed": rows})
    assert found == {("first", "more"): True, ("last", "more"): False}
    assert (
        hits(small.world, "unused_after_start", {"starts_followed": rows})["first", "more"]["money"] == 300.0
    )


def test_tickets_after_the_start() -> None:
    small = SmallWorld()
    small.case("book", tickets=support(500))
    small.case(
        "two about it",
        subscriptions=began(100),
        tickets=[support(100, product_id="more"), support(11, product_id="more")],
    )
    small.case(
        "one about it",
        subscriptions=began(100),
        tickets=[support(100, product_id="more"), support(10, product_id="more")],
    )
    small.case(
        "three more",
        subscriptions=began(100),
        tickets=[support(90), support(80), support(70), support(60), support(120)],
    )
    small.case(
        "two more", subscriptions=began(100), tickets=[support(90), support(80), support(70), support(120)]
    )
    small.case(
        "requests",
        subscriptions=began(100),
        tickets=[support(9 * n + 20, kind="feature_request") for n in range(5)],
    )
    small.case("quiet", subscriptions=began(100))
    small.case("before tickets were kept", subscriptions=began(430))
    found = judged(small.world, "tickets_after_start")
    assert {account: hit for (account, _), hit in found.items()} == {
        "two about it": True, "one about it": False, "three more": True, "two more": False, "requests": False,
        "quiet": False,
    }  # fmt: skip


def test_discounts_over_the_cap_and_for_nothing() -> None:
    small = SmallWorld()
    small.case("cap", opportunities=deal(10, 0.25, discount_reason="term"))
    small.case("over", opportunities=deal(10, 0.26))
    small.case("list", opportunities=deal(10, 0.0))
    small.case("all of it", opportunities=deal(10, 1.0))
    small.case("old", opportunities=deal(365, 0.4))
    over = hits(small.world, "above_cap")
    assert {account: row["money"] for (account, _), row in over.items()} == {
        "over": round(750 * 0.26 / 0.74, 4),
        "all of it": None,
    }
    bare = judged(small.world, "nothing_got")
    assert {account: hit for (account, _), hit in bare.items()} == {
        "cap": False,
        "over": True,
        "list": False,
        "all of it": True,
    }
    strict = {"offers": {"discount_cap": 0.2}}
    assert ("cap", "more") in hits(small.world, "above_cap", settings=strict)
    broken = {
        "give_gets": [
            {"account_id": "list", "product_id": "more", "given_on": ago(3), "state": "broken", "money": 9.0}
        ]
    }
    assert hits(small.world, "nothing_got", broken)["list", "more"]["money"] == 9.0


def test_list_prices_stand_in_where_no_deal_has_a_discount() -> None:
    small = SmallWorld()
    small.case("line", subscriptions=line(started_on=ago(30), acv=700.0, list_acv=1000.0))
    small.case("dear", subscriptions=line(started_on=ago(30), acv=1100.0, list_acv=1000.0))
    found = hits(small.world, "above_cap")
    assert {key: row["money"] for key, row in found.items()} == {("line", "base"): 300.0}
    assert judged(small.world, "nothing_got") == {}


def test_each_discount_larger_than_the_last() -> None:
    small = SmallWorld()
    small.case("rises", opportunities=[deal(200, 0.10), deal(10, 0.15, "here")])
    small.case("about", opportunities=[deal(200, 0.10), deal(10, 0.149, "here")])
    small.case("one", opportunities=[deal(10, 0.15)])
    found = judged(small.world, "rising_discount")
    assert {account: hit for (account, _), hit in found.items()} == {"rises": True, "about": False}


def test_renewed_for_less() -> None:
    def terms(before: float, after: float, gap: int = 0, **rest: Any) -> list[Row]:
        first = line(subscription_id="a", started_on=ago(500), ended_on=ago(101 + gap), acv=before)
        return [first, line(subscription_id="b", started_on=ago(100), acv=after, **rest)]

    small = SmallWorld()
    small.case("less", subscriptions=terms(1000.0, 950.0))
    small.case("a little", subscriptions=terms(1000.0, 951.0))
    small.case("fewer seats", subscriptions=terms(1000.0, 500.0, seats=50.0))
    small.case("came back", subscriptions=terms(1000.0, 500.0, gap=90))
    small.case(
        "unpriced",
        subscriptions=[terms(1000.0, 1.0)[0], line(subscription_id="b", started_on=ago(100), acv=None)],
    )
    found = judged(small.world, "renewed_for_less")
    assert {account: hit for (account, _), hit in found.items()} == {
        "less": True,
        "a little": False,
        "fewer seats": False,
    }
    assert hits(small.world, "renewed_for_less")["less", "base"]["money"] == 50.0


def _holders(small: SmallWorld, both: int, one: int) -> dict[str, list[Row]]:
    for number in range(both):
        small.case(f"both{number}", subscriptions=[OLD, line(product_id="more")])
    for number in range(one):
        small.case(f"one{number}")
    cells = [{"account_id": f"one{n}", "product_id": "more", "base_product_id": "base", "probability": 0.1,
              "expected_acv": 2000.0} for n in range(one)]  # fmt: skip
    return {"sellable": cells}


def test_a_pair_that_nobody_carries_across() -> None:
    small = SmallWorld()
    told = _holders(small, 5, 2)
    found = hits(small.world, "no_motion", told)
    assert {key: row["money"] for key, row in found.items()} == {
        ("one0", "more"): 200.0,
        ("one1", "more"): 200.0,
    }
    small.case("pitched", interactions=pitch(20))
    assert hits(small.world, "no_motion", told) == {}
    few = SmallWorld()
    assert judged(few.world, "no_motion", _holders(few, 4, 2)) == {}


def test_two_teams_that_share_no_seller() -> None:
    def sold(product: str, owner: str) -> Row:
        return {"product_id": product, "created_on": ago(20), "owner": owner}

    small = SmallWorld()
    told = _holders(small, 5, 1)
    small.case("apart", opportunities=[sold("base", "ann"), sold("more", "bob")])
    assert set(hits(small.world, "no_shared_seller", told)) == {("one0", "more")}
    small.case("shared", opportunities=[sold("base", "bob")])
    assert hits(small.world, "no_shared_seller", told) == {}


def test_a_product_that_is_held_alone() -> None:
    alone = SmallWorld()
    told = _holders(alone, 1, 19)
    assert len(hits(alone.world, "held_alone", told)) == 19
    beside = SmallWorld()
    told = _holders(beside, 2, 18)
    assert hits(beside.world, "held_alone", told) == {}
