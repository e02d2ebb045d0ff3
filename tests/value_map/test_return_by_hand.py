"""The return against hand calculations, and the laws it keeps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjoin.domain.errors import ConfigurationError
from adjoin.drafts.value_map import value_map
from adjoin.drafts.value_map.assumption import Assumptions, Case, Origin
from adjoin.drafts.value_map.defaults import Measured, assumptions_for
from adjoin.drafts.value_map.figures import amount, formula, minutes, one_number, ratio, verdict
from adjoin.drafts.value_map.roi import roi, two_figures
from value_map.world import REPORTS, brief, mapped


def by_hand() -> Assumptions:
    """100 people, half of them, an hour a week at $50, 46 weeks, $24,000, 4 weeks and 40 hours to set up."""
    numbers = assumptions_for(brief(), Measured(people=100))
    return numbers.edited("hours", 1.0, "Ann")


def test_expected_case_is_the_hand_calculation() -> None:
    found = roi(by_hand()).expected
    weeks_in_use = 46 * 48 / 52
    assert (
        found.saved
        == pytest.approx(100 * 0.5 * 1.0 * weeks_in_use * 50)
        == pytest.approx(106_153.846, abs=0.001)
    )
    assert found.invested == pytest.approx(24_000 + 40 * 50)
    assert found.times == pytest.approx(4.0828, abs=1e-4)
    assert found.months == pytest.approx(0.923077 + 26_000 / 9_583.3333, abs=1e-4)
    assert found.minutes == pytest.approx(14.6957, abs=1e-3)
    assert found.hours_in_all == pytest.approx(26_000 / (weeks_in_use * 50))


def test_low_and_high_take_the_ends_of_every_range() -> None:
    low, _, high = roi(by_hand()).results
    assert low.saved == pytest.approx(100 * 0.25 * 1.0 * 44 * (46 / 52) * 35)
    assert low.invested == pytest.approx(24_000 + 80 * 35)
    assert high.saved == pytest.approx(100 * 0.75 * 1.0 * 48 * (50 / 52) * 65)
    assert high.invested == pytest.approx(24_000 + 20 * 65)


@given(
    people=st.floats(1, 1e6),
    share=st.floats(0, 1),
    hours=st.floats(0, 40),
    price=st.floats(0, 1e9),
)
def test_the_cases_are_in_order(people: float, share: float, hours: float, price: float) -> None:
    numbers = by_hand().edited("people", people, "Ann").edited("share", share, "Ann")
    low, expected, high = roi(numbers.edited("hours", hours, "Ann").edited("price", price, "Ann")).results
    for less, more in ((low, expected), (expected, high)):
        assert less.saved is not None
        assert more.saved is not None
        assert less.saved <= more.saved
        if less.times is not None and more.times is not None:
            assert less.times <= more.times * (1 + 1e-12)
        if less.months is not None and more.months is not None:
            assert less.months >= more.months * (1 - 1e-12)


def test_an_edit_changes_the_return_and_is_marked() -> None:
    before, after = by_hand(), by_hand().edited("hour_cost", 100.0, "Ann Lee")
    edited = after.named("hour_cost")
    assert (edited.origin, edited.says, edited.least, edited.most) == (
        Origin.EDITED,
        "edited by Ann Lee",
        100.0,
        100.0,
    )
    was, now = roi(before).expected, roi(after).expected
    assert was.saved is not None
    assert now.saved == pytest.approx(2 * was.saved)
    assert now.invested == pytest.approx(28_000)
    assert before.named("hour_cost").origin is Origin.DEFAULT


def test_an_edited_set_up_moves_the_timeline_too() -> None:
    found = value_map(brief(), by_hand().edited("setup_weeks", 9, "Ann"))
    days = [f"Day {day} of use" for day in (30, 60, 90)]
    assert [one.when for one in found.timeline] == ["About 6 weeks", "Then 9 weeks", *days]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share", 1.2),
        ("share", -0.1),
        ("hours", float("nan")),
        ("price", float("inf")),
        ("setup_weeks", 400.0),
    ],
)
def test_an_impossible_number_is_refused(name: str, value: float) -> None:
    with pytest.raises(ConfigurationError, match=name):
        by_hand().edited(name, value, "Ann")


def test_an_unknown_name_is_told_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'hour_cost'"):
        by_hand().edited("hours_cost", 1.0, "Ann")


def test_without_people_it_says_the_hours_in_all_and_asks() -> None:
    found = mapped(measured=Measured())
    assert found.roi.expected.saved is None
    assert found.roi.expected.times is None
    assert found.roi.asks == ("How many people would work with Aldine Reports?",)
    assert one_number(found)[0] == "12 hours"
    assert "pays once your people together save 12 hours a week" in verdict(found)


def test_without_price_and_people_it_asks_instead_of_a_number() -> None:
    bare = REPORTS.model_copy(update={"list_price": None})
    found = mapped(brief(product=bare), Measured())
    assert found.roi.asks == (
        "How many people would work with Aldine Reports?",
        "Which scope should we price?",
    )
    assert one_number(found) == ("?", "How many people would work with Aldine Reports?")
    assert not any(character.isdigit() for character in verdict(found))


def test_a_currency_without_a_default_asks_for_the_cost_of_an_hour() -> None:
    found = mapped(brief(currency="JPY"))
    assert found.assumptions.named("hour_cost").value is None
    assert found.roi.expected.saved is None
    assert "What does an hour of their work cost you, all in?" in found.asks


def test_expected_price_goes_before_the_list_price() -> None:
    price = assumptions_for(brief(potential=31_500.0)).named("price")
    assert (price.value, price.origin) == (31_500.0, Origin.MEASURED)
    listed = assumptions_for(brief()).named("price")
    assert (listed.value, listed.origin, listed.says) == (24_000, Origin.CATALOG, "list price")


@pytest.mark.parametrize(("effort", "weeks"), [("none", 1), ("guided", 4), ("project", 12)])
def test_effort_sets_the_weeks(effort: str, weeks: float) -> None:
    assert assumptions_for(brief(implementation=effort)).at("setup_weeks") == weeks


def test_manufacturing_is_told_per_site() -> None:
    plant = brief(industry="Industrial Manufacturing")
    found = mapped(plant, Measured(people=120, sites=4))
    expected = found.roi.expected
    assert expected.saved is not None
    assert expected.invested is not None
    assert found.roi.per_site == pytest.approx((expected.saved / 4, expected.invested / 4))
    assert "At how many sites would it run?" in mapped(plant).asks
    assert "sites" not in [one.name for one in mapped().assumptions.each]


def test_figures_are_no_finer_than_their_assumptions() -> None:
    assert [two_figures(number) for number in (0, 26_432, 0.1234, 987.0)] == [0, 26_000, 0.12, 990]
    assert amount(106_153.8, "USD") == "$110k"
    assert (ratio(4.0828), ratio(63.2), ratio(None)) == ("4.1×", ">10×", "–")
    assert (minutes(0.4), minutes(1.2), minutes(14.7), minutes(150)) == (
        "under a minute",
        "1 minute",
        "15 minutes",
        "2.5 hours",
    )


def test_the_formula_is_shown_with_its_numbers() -> None:
    assert formula(by_hand(), "USD").replace("\u00a0", " ") == (
        "100 people × 50 % × 1 h a week × 46 weeks × (52 − 4) ÷ 52 × $50"
    )


def test_cases_differ_only_by_the_ends() -> None:
    one = assumptions_for(brief()).named("setup_weeks")
    assert [one.at(case) for case in Case] == [6, 4, 2]
