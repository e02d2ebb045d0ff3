"""Concessions of a play against sums by hand: the one cap, its boundary, approvers, states and tables."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign, PlayKind, Taken
from adjoin.plays.concession_tables import GIVE_GET_RECORD, GIVE_GETS, concession_tables
from adjoin.plays.concessions import ConcessionState, concessions, left_of, share_given, weigh
from adjoin.plays.steps import Give, close, concede, settle
from plays.campaigns import after, begun, then, who

LIST = 50_000.0
SEATS = Give("volume", "a better deal on seats", "100 more seats", "their CFO")


def given(
    campaign: Campaign, days: int = 1, list_acv: float | None = LIST, cap: float = 0.25, **rest: Any
) -> Campaign:
    return then(campaign, concede(campaign, who(days), replace(SEATS, **rest), list_acv=list_acv, cap=cap))


def refused(campaign: Campaign, list_acv: float | None = LIST, cap: float = 0.25, **rest: Any) -> str:
    with pytest.raises(ConfigurationError) as refusal:
        given(campaign, list_acv=list_acv, cap=cap, **rest)
    return str(refusal.value)


def settled(campaign: Campaign, place: int, *states: str, days: int = 2) -> Campaign:
    for state in states:
        campaign = then(campaign, settle(campaign, who(days), place, state))
    return campaign


@pytest.mark.parametrize(
    ("share", "money", "once", "years", "by_hand"),
    [
        (0.1, 0, 0, 1, 0.1),
        (0.0, 5_000, 0, 1, 0.1),
        (0.0, 0, 3_000, 1, 0.06),
        (0.0, 0, 3_000, 3, 0.02),
        (0.05, 2_500, 1_500, 3, 0.11),
    ],
)
def test_the_weight_of_one(share: float, money: float, once: float, years: float, by_hand: float) -> None:
    assert weigh(share, money, once, years, LIST) == pytest.approx(by_hand)
    (one,) = concessions(given(begun(), share=share, money=money, once=once, years=years))
    assert one.counts == pytest.approx(by_hand, abs=1e-12)


def test_money_without_a_list_price_is_never_nothing() -> None:
    assert weigh(0.1, 0, 0, 1, None) == 0.1
    for list_acv in (None, 0.0):
        assert weigh(0.1, 1, 0, 1, list_acv) is None
        assert "say the share off the price instead" in refused(begun(), list_acv, money=1.0)
        assert "say the share off the price instead" in refused(begun(), list_acv, once=1.0)
    assert share_given(concessions(given(begun(), list_acv=None, share=0.1))) == 0.1


def test_every_order_of_shares_that_make_the_cap_passes_and_one_more_does_not() -> None:
    for shares in permutations((0.1, 0.1, 0.05)):
        campaign = begun()
        for share in shares:
            campaign = given(campaign, share=share)
        assert share_given(concessions(campaign)) == 0.25
        assert "0 % is left" in refused(campaign, share=0.001)
    assert share_given(concessions(given(given(begun(), share=0.10), share=0.15))) == 0.25
    thirds = given(given(given(begun(), cap=0.3, share=0.1), cap=0.3, share=0.1), cap=0.3, share=0.1)
    assert share_given(concessions(thirds)) == 0.3


def test_a_refusal_says_what_is_left_and_what_it_would_be() -> None:
    campaign = given(begun(), share=0.18)
    says = refused(campaign, money=5_000.0)
    assert "gives 10 % of the list price, and 7 % is left" in says
    assert "18 % given already it would be 28 %, and at most 25 % may be given" in says
    assert "somebody other than carol" in says
    assert "25.04 %" in refused(begun(), share=0.2504)


def test_services_and_a_discount_count_together() -> None:
    campaign = given(begun(), kind="services", gives="free onboarding", once=7_500.0)
    assert share_given(concessions(campaign)) == 0.15
    assert "27 %" in refused(campaign, kind="discount", gives="a discount", share=0.12)


def test_somebody_else_may_approve_more_and_is_kept() -> None:
    campaign = given(begun(), share=0.2)
    assert "somebody else has to approve" in refused(campaign, share=0.2, approved_by=" Carol ")
    step = concede(
        campaign,
        who(1),
        replace(SEATS, share=0.2, approved_by="dora"),
        list_acv=LIST,
        cap=0.25,
        also_called=["C. Lee"],
    )
    campaign = then(campaign, step)
    assert [one.approved_by for one in concessions(campaign)] == [None, "dora"]
    assert share_given(concessions(campaign)) == 0.4
    assert left_of(0.25, concessions(campaign)) == 0
    assert "0 % is left" in refused(campaign, share=0.01)
    assert len(concessions(given(campaign, kind="roadmap", gives="a say in what is built next"))) == 3
    over = replace(SEATS, share=0.2, approved_by="c. lee")
    with pytest.raises(ConfigurationError, match="somebody else"):
        concede(campaign, who(1), over, list_acv=LIST, cap=0.25, also_called=["C. Lee"])


def test_what_is_withdrawn_counts_no_more_and_what_is_kept_or_broken_does() -> None:
    campaign = given(given(begun(), share=0.15), share=0.1)
    assert "0 % is left" in refused(campaign, share=0.05)
    campaign = settled(campaign, 1, "withdrawn")
    assert share_given(concessions(campaign)) == 0.1
    campaign = given(campaign, days=3, share=0.15)
    assert [one.place for one in concessions(campaign)] == [1, 2, 3]
    campaign = settled(settled(campaign, 2, "agreed", "broken"), 3, "kept", days=4)
    assert share_given(concessions(campaign)) == 0.25
    states = [one.state for one in concessions(campaign)]
    assert states == [ConcessionState.WITHDRAWN, ConcessionState.BROKEN, ConcessionState.KEPT]


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ({"gets": " "}, "nothing is given for nothing"),
        ({"gives": None}, "Say what is given"),
        ({"got_from": ""}, "who of theirs"),
        ({"kind": "volumes"}, "did you mean 'volume'"),
        ({"share": 10.0}, "0 to 1"),
        ({"share": -0.1}, "0 to 1"),
        ({"share": float("nan")}, "0 to 1"),
        ({"money": -1.0}, "no amount"),
        ({"once": float("inf")}, "no amount"),
        ({"once": 1.0, "years": 0.0}, "number of years"),
        ({"once": 1.0, "years": 1_000.0}, "number of years"),
        ({"kind": "discount", "gives": "the price they asked for"}, "how large the discount is"),
        ({"gives": "two months free"}, "“two months” takes 16.67 % off the price: say what it is worth"),
        ({"gives": "half price", "share": 0.1}, "takes 50 % off the price, not 10 %"),
        ({"gives": "free training"}, "takes something off the price"),
    ],
)
def test_a_give_that_is_not_whole_is_refused(rest: dict[str, Any], says: str) -> None:
    assert says in refused(begun(), **rest)


def test_free_months_are_weighed_over_the_years_that_are_named() -> None:
    assert len(concessions(given(begun(), gives="two months free", share=2 / 36, years=3.0))) == 1
    assert "takes 16.67 %" in refused(begun(), gives="two months free", share=2 / 36)


def test_only_a_running_play_that_sells_gives() -> None:
    assert "sells nothing" in refused(begun(kind=PlayKind.FIX_ADOPTION), share=0.1)
    won = begun()
    won = then(won, close(won, who(1), "won"))
    assert "you cannot give anything on it" in refused(won, share=0.1)


def test_states_follow_each_other_and_never_back() -> None:
    campaign = given(begun(), days=2, share=0.1)
    for state, says in (("given", "none of agreed"), ("offered", "none of agreed")):
        with pytest.raises(ConfigurationError, match=says):
            settle(campaign, who(2), 1, state)
    with pytest.raises(ConfigurationError, match="has no concession 2"):
        settle(campaign, who(2), 2, "agreed")
    with pytest.raises(ConfigurationError, match="before it"):
        settle(campaign, who(1), 1, "agreed")
    kept = settled(campaign, 1, "agreed", "kept")
    with pytest.raises(ConfigurationError, match="it can be broken"):
        settle(kept, who(3), 1, "agreed")
    assert concessions(settled(kept, 1, "broken", days=3))[0].state is ConcessionState.BROKEN
    gone = settled(campaign, 1, "withdrawn")
    with pytest.raises(ConfigurationError, match="give it anew"):
        settle(gone, who(3), 1, "agreed")
    over = then(campaign, close(campaign, who(3), "won"))
    assert concessions(settled(over, 1, "kept", days=9))[0].settled_on == after(9)
    with pytest.raises(ConfigurationError, match="was closed"):
        settle(over, who(9), 1, "withdrawn")


def test_as_of_a_day_nothing_later_is_known() -> None:
    campaign = given(given(begun(), days=5, share=0.1), days=2, share=0.05)
    campaign = settled(campaign, 1, "agreed", days=7)
    early = replace(campaign, steps=tuple(s for s in campaign.steps if s.step.effective_on <= after(4)))
    (row,) = concession_tables([early], after(4))["give_gets"].to_pylist()
    assert (row["place"], row["total_share"], row["settled_on"]) == (2, 0.05, None)
    late = concession_tables([campaign], after(9))["give_gets"].to_pylist()
    assert [(row["place"], row["state"], row["total_share"]) for row in late] == [
        (1, "agreed", 0.15),
        (2, "offered", 0.15),
    ]


def test_the_tables_against_a_count_by_hand() -> None:
    assert concession_tables([], after(0))["give_gets"].schema == GIVE_GETS
    assert concession_tables([], after(0))["give_get_record"].schema == GIVE_GET_RECORD
    won = settled(given(begun(), share=0.1), 1, "agreed", "kept")
    won = numbered(then(won, close(won, who(5), "won")), 1)
    lost = settled(given(given(begun(), share=0.2), kind="roadmap"), 1, "agreed", "broken")
    lost = numbered(then(lost, close(lost, who(5), "lost", "price")), 2)
    back = settled(given(begun(), share=0.25), 1, "withdrawn")
    back = numbered(then(back, close(back, who(5), "won")), 3)
    runs = numbered(given(begun(), share=0.03), 4)
    tables = concession_tables([runs, back, won, lost], after(9))
    rows = tables["give_gets"].to_pylist()
    assert [(r["play_id"], r["place"], r["counts"], r["total_share"], r["outcome"]) for r in rows] == [
        (1, 1, 0.1, 0.1, "won"),
        (2, 1, 0.2, 0.2, "lost"),
        (2, 2, 0.0, 0.2, "lost"),
        (3, 1, 0.0, 0.0, "won"),
        (4, 1, 0.03, 0.03, None),
    ]
    roadmap, volume = tables["give_get_record"].to_pylist()
    counts = (
        "offered",
        "agreed",
        "withdrawn",
        "kept",
        "broken",
        "plays_with",
        "won_with",
        "plays_without",
        "won_without",
    )
    assert [volume[name] for name in counts] == [4, 2, 1, 1, 1, 2, 1, 1, 1]
    assert volume["mean_share"] == pytest.approx((0.1 + 0.2 + 0.03) / 3)
    assert "won 1 of 2 plays with it, 1 of 1 without" in volume["says"]
    assert "delivered in 1 of 2" in volume["says"]
    assert [roadmap[name] for name in counts] == [1, 0, 0, 0, 0, 1, 0, 2, 2]
    assert "none is settled yet" in roadmap["says"]


def numbered(campaign: Campaign, play_id: int) -> Campaign:
    return replace(campaign, play=replace(campaign.play, play_id=play_id))


def test_a_step_as_kept_reads_back_from_json() -> None:
    step = concede(begun(), who(1), replace(SEATS, share=0.1), list_acv=LIST, cap=0.25).step
    kept = Taken(1, 1, step, datetime(2026, 3, 3, tzinfo=UTC), None)
    (one,) = concessions(replace(begun(), steps=(kept,)))
    assert (one.gives, one.gets, one.got_from, one.given_by) == (
        *("a better deal on seats", "100 more seats"),
        *("their CFO", "carol"),
    )
