"""The deals behind a bar, worked out by hand: what a model gives a name adds up to its bar."""

from dataclasses import replace
from datetime import date

import pytest

from adjoin.desk.attributed_to import attributed_to
from adjoin.desk.attribution import AttributedDeal, Touch

DAY = date(2026, 1, 1)


def deal(account: str, *touches: tuple[str, str]) -> AttributedDeal:
    found = tuple(Touch(DAY, kind, name, None) for kind, name in touches)
    return AttributedDeal(
        account, account, "p", "P", DAY, DAY, 1.0, "attributed", False, None, None, 1, found, ""
    )


THREE = deal("a", ("signal", "asked"), ("approach", "pitch"), ("signal", "ceiling"), ("signal", "asked"))
ONE = deal("b", ("deal_trigger", "ceiling"), ("play", "trial"))
NO_TRIGGER = deal("c", ("opportunity", "outbound"), ("partner", "Alder"))
BY_THEMSELVES = replace(deal("d", ("signal", "asked")), organic=True, state="organic")
TOO_SMALL = replace(ONE, account_id="e", state="below_floor")
DEALS = (THREE, ONE, NO_TRIGGER, BY_THEMSELVES, TOO_SMALL)


@pytest.mark.parametrize(
    ("dimension", "model", "name", "expected"),
    [
        ("trigger", "linear", "asked", {"a": 2 / 3}),
        ("trigger", "linear", "ceiling", {"b": 1.0, "a": 1 / 3}),
        ("trigger", "first", "asked", {"a": 1.0}),
        ("trigger", "first", "ceiling", {"b": 1.0, "a": 0.0}),
        ("trigger", "last", "asked", {"a": 1.0}),
        ("trigger", "linear", "none", {"c": 1.0}),
        ("motion", "linear", "trial", {"b": 1.0}),
        ("partner", "last", "Alder", {"c": 1.0}),
    ],
)
def test_what_a_model_gives_of_each_deal(
    dimension: str, model: str, name: str, expected: dict[str, float]
) -> None:
    found = attributed_to(DEALS, dimension, model, name, organic=False)
    assert {one.deal.account_id: one.share for one in found} == pytest.approx(expected)
    assert [one.deal.account_id for one in found] == list(expected), "most of its share first"


def test_organic_deals_are_apart() -> None:
    (one,) = attributed_to(DEALS, "trigger", "linear", "asked", organic=True)
    assert one.deal is BY_THEMSELVES
