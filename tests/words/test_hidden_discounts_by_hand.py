"""Words that hide a discount, against shares worked out by hand; and words that hide none."""

import pytest

from adjoin.plays.give_gets import shipped_give_gets
from adjoin.words.hidden_discount import hidden_discount


@pytest.mark.parametrize(
    ("gives", "share"),
    [
        ("two months free", 2 / 12),
        ("2 months for free on top", 2 / 12),
        ("the first three months on us", 3 / 12),
        ("no charge for the first quarter", 3 / 12),
        ("the first quarter is free", 3 / 12),
        ("no charge for the first two months", 2 / 12),
        ("a month free of charge", 1 / 12),
        ("one month free", 1 / 12),
        ("first year free", 1.0),
        ("half a year free", 0.5),
        ("two months free of a 24-month term", 2 / 24),
        ("20 % off", 0.2),
        ("a 20% discount on the licence", 0.2),
        ("twenty per cent off the list price", 0.2),
        ("a third off", 1 / 3),
        ("half price", 0.5),
        ("half the list price in the first year", 0.5),
        ("50 % off, that is half price", 0.5),
        ("three for the price of two", 1 / 3),
        ("ten seats for the price of eight", 0.2),
        ("two for one", 0.5),
        ("10 % off and two months free", 0.1 + 2 / 12),
        ("they pay only 80 %", 0.2),
        ("a price of €40,000 instead of €50,000", 0.2),
        ("1\u200b0% off", 0.1),
        ("10 % dis\u00adcount", 0.1),
        ("Zehn Prozent Rabatt", 0.1),
        ("15 % Preisnachlass", 0.15),
        ("drei Monate kostenlos", 3 / 12),
        ("gratuit le premier an", 1.0),
        ("trois mois offerts", 3 / 12),
        ("une remise de 10 %", 0.1),
        ("vingt pour cent de remise", 0.2),
        ("descuento del 15 %", 0.15),
        ("dos meses gratis", 2 / 12),
    ],
)
def test_the_share_that_the_words_give_away(gives: str, share: float) -> None:
    found = hidden_discount(gives)
    assert found is not None
    assert found.share == pytest.approx(share, abs=1e-3)
    assert found.fits(share)
    assert not found.fits(share - 0.01)


@pytest.mark.parametrize(
    "gives",
    [
        "a volume price over both products",
        "a discount",
        "ten licences at no cost",
        "free training for the first team",
        "two months of free training",
        "onboarding free of charge",
        "a reduced rate",
        "EUR 5,000 off",
        "$5k off",
        "service credits worth a day of consulting",
        "no charge for the implementation",
        "$20k credit",
        "20k off",
        "€ 5.000 Gutschrift",
        "10,000 in service credits",
        "a goodwill credit",
        "extra seats thrown in",
        "comp the Guard module",
        "comping two seats",
        "licences offertes",
        "price match to competitor",
        "we match their price",
        "waive the platform fee",
        "a rebate at the end of the year",
        "cashback",
        "ein Nachlass",
        "Mengenrabatt",
        "une remise",
        "un descuento",
        "die Schulung ist kostenlos",
        "formation gratuite",
    ],
)
def test_something_is_taken_off_without_saying_how_much(gives: str) -> None:
    found = hidden_discount(gives)
    assert found is not None
    assert found.share is None
    assert found.fits(0.01)
    assert not found.fits(0.0)


@pytest.mark.parametrize(
    "gives",
    [
        "a pilot with one team before any commitment",
        "a free pilot of 60 days",
        "a 30-day free trial",
        "a say in what is built next, feel free to ask",
        "the same price for the whole term",
        "no discount, but a named engineer",
        "a price lock for three years",
        "a risk-free opt-out after 90 days",
        "onboarding 20 % faster",
        "10 more seats from the first quarter",
        "help with the implementation, included",
        "credit where credit is due in the press release",
        "500 off-peak hours of their own,",
        "full credit for the idea in the case study",
        "payment by credit card",
        "an accreditation for their administrators",
        "the complete documentation in their language",
        "a company visit with the product team",
        "a comparison with their competitors",
        "compliance training for the second team",
        "a review of their comp plan report",
        "a seat on the council of 450 users below enterprise size",
        "kein Rabatt, aber ein fester Ansprechpartner",
        "eine kostenlose Testphase von 60 Tagen",
        "30 Tage kostenlos testen",
        "un essai gratuit de 60 jours",
        "sans remise, mais un pilote",
        "gratitude, and a gratuitous amount of cake",
    ],
)
def test_words_that_take_nothing_off(gives: str) -> None:
    assert hidden_discount(gives) is None


def test_free_months_are_a_part_of_the_term_that_is_got() -> None:
    found = hidden_discount("two months free", "a three-year commitment")
    assert found is not None
    assert found.share == pytest.approx(2 / 36, abs=1e-6)
    longer = hidden_discount("two months free", "a three-year commitment", months=48)
    assert longer is not None
    assert longer.share == pytest.approx(2 / 48, abs=1e-6)


def test_what_ships_hides_nothing() -> None:
    for offered in shipped_give_gets().give_gets:
        found = hidden_discount(offered.gives, offered.gets)
        assert found is None or found.fits(offered.discount)
