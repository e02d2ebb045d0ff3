import pytest

from adjoin.offers.settings import settings_of


def test_a_projects_own_band_and_cap_stand_and_reasons_are_words() -> None:
    found = settings_of({"offers": {"discount_cap": 0.3, "arbitrary_reasons": ["lottery", 7]}})
    assert (found.discount_cap, found.least_discount, found.arbitrary_reasons) == (
        0.3,
        0.15,
        ("lottery", "7"),
    )


@pytest.mark.parametrize("told", [{"discount_cap": 25}, {"least_discount": 0.3}, {"most_discount": 1.0}])
def test_what_cannot_be_is_refused(told: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"shares? from 0 to 1"):
        settings_of({"offers": told})
