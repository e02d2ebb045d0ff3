"""Give-gets and success measures: always exactly one, with a reason, never over the cap."""

from itertools import product
from pathlib import Path

import pytest

from adjoin.domain.catalog import Product
from adjoin.domain.errors import ConfigurationError
from adjoin.plays.give_gets import CAP, choose, give_gets_from, shipped_give_gets
from adjoin.plays.measures import propose
from adjoin.plays.motions import MOTIONS
from plays.campaigns import BASE
from plays.cells import written

LAST = "  - {name: z, gives: g, gets: h, because: b}\n"


@pytest.mark.parametrize(
    ("motion", "implementation", "days", "name"),
    [
        ("product_led_trial", None, 10, "pilot"),
        ("csm_led_introduction", None, 0, "multi_year"),
        ("csm_led_introduction", None, 119, "multi_year"),
        ("csm_led_introduction", None, 120, "bundle"),
        ("csm_led_introduction", None, -1, "bundle"),
        ("csm_led_introduction", None, None, "bundle"),
        ("executive_platform_deal", "project", None, "roadmap"),
        ("solutions_demonstration", "project", None, "services"),
        ("solutions_demonstration", "none", None, "volume"),
        (None, None, None, "bundle"),
    ],
)
def test_the_first_that_suits(
    motion: str | None, implementation: str | None, days: int | None, name: str
) -> None:
    chosen = choose(shipped_give_gets(), motion, None, implementation, days)
    assert chosen.give_get.name == name
    assert chosen.why


def test_whatever_is_known_there_is_exactly_one_under_the_cap() -> None:
    names = set()
    for motion, implementation, days in product(
        (*MOTIONS, None), (None, "none", "guided", "project"), (None, 5, 400)
    ):
        found = choose(shipped_give_gets(), motion, "Banking", implementation, days).give_get
        names.add(found.name)
        assert found.discount <= CAP
        assert found.gives
        assert found.gets
    assert names == {offered.name for offered in shipped_give_gets().give_gets}


def test_an_industry_suits_by_its_words(tmp_path: Path) -> None:
    text = (
        "give_gets:\n  - {name: audit, gives: g, gets: h, because: b, suits: {industries: [BANK]}}\n" + LAST
    )
    found = give_gets_from(written(tmp_path, "give_gets.yaml", text))
    assert choose(found, None, "Retail Banking").give_get.name == "audit"
    assert choose(found, None, None).give_get.name == "z"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "  - {name: a, gives: g, gets: h, because: b, discount: 0.26}\n",
            "26% off is more than the cap of 25%",
        ),
        (
            "  - {name: a, gives: g, gets: h, because: b, suits: {motions: [product_led_trial]}}\n",
            "must suit always",
        ),
        (LAST.replace("z", "a") + LAST, "put it last"),
        (
            "  - {name: z, gives: g, gets: h, because: b, suits: {industries: [x]}}\n" + LAST,
            "'z' is there 2 times",
        ),
        (
            "  - {name: a, gives: g, gets: h, because: b, suits: {motions: [trial]}}\n" + LAST,
            "no motion 'trial'",
        ),
        ("  - {name: a, gives: g, get: h, because: b}\n", "did you mean 'gets'"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        give_gets_from(written(tmp_path, "give_gets.yaml", "give_gets:\n" + text))
    assert said in str(refusal.value)


def test_a_discount_at_the_cap_is_allowed_and_the_cap_is_a_setting(tmp_path: Path) -> None:
    file = written(
        tmp_path, "give_gets.yaml", "give_gets:\n" + LAST.replace("because: b", "because: b, discount: 0.25")
    )
    assert give_gets_from(file).give_gets[0].discount == 0.25
    with pytest.raises(ConfigurationError, match="cap of 20%"):
        give_gets_from(file, 0.2)


def test_success_measures_are_proposed_for_both_products() -> None:
    adoption = {"metric": "active_users", "of": "seats", "key_features": ["daily_exports", "alerts", "rules"]}
    new = Product.model_validate({"id": "n", "name": "Flow", "adoption": adoption})
    found = propose(new, new)
    assert (
        found.base
        == found.new
        == (
            "Use of Flow: active users as a share of the seats, mean of four weeks, "
            "and daily exports and alerts used every week"
        )
    )
    assert found.missing == ()
    unknown = propose(BASE, new)
    assert unknown.base is None
    assert unknown.new is not None
    assert unknown.missing == (
        "The catalog has no adoption metric of Base: agree with the customer on what to measure.",
    )
    assert propose(None, new).base is None
    assert propose(None, new).missing == ()


@pytest.mark.parametrize(
    ("gives", "discount", "said"),
    [
        ("two months free", 0.0, "“two months” takes 17% off the price; say it with `discount`"),
        ("half price", 0.1, "takes 50% off the price"),
        ("a reduced price", 0.0, "takes something off the price"),
        ("three for the price of two", 0.25, "takes 33% off the price"),
        ("no charge for the first quarter", 0.2, "takes 25% off the price"),
    ],
)
def test_words_that_hide_a_discount_are_refused_until_it_is_said(
    tmp_path: Path, gives: str, discount: float, said: str
) -> None:
    text = LAST.replace("gives: g", f"gives: {gives}, discount: {discount}")
    with pytest.raises(ConfigurationError) as refusal:
        give_gets_from(written(tmp_path, "give_gets.yaml", "give_gets:\n" + text))
    assert said in str(refusal.value)
    assert "give_gets.yaml, line 2" in str(refusal.value)


def test_words_that_say_their_discount_pass(tmp_path: Path) -> None:
    for gives, discount in (("two months free", 0.17), ("20 % off", 0.2), ("a reduced price", 0.05)):
        text = LAST.replace("gives: g", f"gives: {gives}, discount: {discount}")
        found = give_gets_from(written(tmp_path, "give_gets.yaml", "give_gets:\n" + text))
        assert found.give_gets[0].discount == discount
