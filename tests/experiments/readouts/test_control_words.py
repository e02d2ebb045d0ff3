"""Which arm was left alone, by its name."""

import pytest

from adjoin.experiments.readouts.control_words import control_of


@pytest.mark.parametrize(
    ("arms", "control"),
    [
        (("Treatment", "Control"), "Control"),
        (("email", "CTRL"), "CTRL"),
        (("play", "hold-out"), "hold-out"),
        (("play", "Hold Out"), "Hold Out"),
        (("approached", "held"), "held"),
        (("Mens E-Mail", "Womens E-Mail", "No E-Mail"), "No E-Mail"),
        (("mail", "none"), "none"),
        (("drug", "Placebo"), "Placebo"),
        (("treated", "untreated"), "untreated"),
        (("treated", "not treated"), "not treated"),
        (("touched", "control_group"), "control_group"),
        (("new", "baseline"), "baseline"),
        (("new", "business as usual"), "business as usual"),
        (("1", "0"), "0"),
        (("1.0", "0.0"), "0.0"),
        (("true", "FALSE"), "FALSE"),
        (("a", "b"), "a"),
        (("Group A", "Group B"), "Group A"),
        (("t", "c"), "c"),
        (("control", "non-control"), "control"),
        (("holdout", "no holdout"), "holdout"),
        (("TreatmentGroup", "ControlGroup"), "ControlGroup"),
        (("NoEmail", "Email"), "NoEmail"),
        (("Testgruppe", "Kontrollgruppe"), "Kontrollgruppe"),
        (("Contact", "Do not contact"), "Do not contact"),
        (("program", "wait list"), "wait list"),
        (("00", "01"), "00"),
        # None, or more than one.
        (("a", "b", "c"), None),
        (("red", "blue"), None),
        (("control 1", "control 2", "mail"), None),
        (("controlled discount", "free month"), None),
        (("upheld", "nonesuch"), None),
        (("control",), None),
        (("no mail", "no call"), None),
    ],
)
def test_the_arm_left_alone_is_known_by_whole_words(arms: tuple[str, ...], control: str | None) -> None:
    assert control_of(arms) == control


def test_what_is_told_goes_before_every_word() -> None:
    assert control_of(("red", "blue"), ["Blue"]) == "blue"
    assert control_of(("control", "old mail"), ["old-mail"]) == "old mail"
    assert control_of(("red", "blue"), ["red", "blue"]) is None
