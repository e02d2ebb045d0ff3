"""The draw can be repeated by anybody, is as likely as it says, and of experiments of other names independent."""

from collections import Counter
from datetime import date
from hashlib import sha256

import pytest

from adjoin.domain.entry import Arm
from adjoin.domain.experiment import ArmName
from adjoin.experiments.drawing import draw_arm, draw_arms


def test_the_draw_can_be_repeated_and_halves_the_roots() -> None:
    drawn = [draw_arm("delay", f"R-{i}") for i in range(4000)]
    assert drawn == [draw_arm("delay", f"R-{i}") for i in range(4000)]
    assert Counter(drawn)[ArmName.HELD] == pytest.approx(2000, abs=4 * 32)
    other = [draw_arm("another", f"R-{i}") for i in range(4000)]
    assert sum(a == b for a, b in zip(drawn, other, strict=True)) == pytest.approx(2000, abs=4 * 32)


def test_the_first_bits_of_a_public_hash_decide() -> None:
    """Witness: the hexadecimal digest, whose first digit is below 4 in a quarter of all cases."""
    for i in range(200):
        digest = sha256(f"delay\x1fR-{i}".encode()).hexdigest()
        assert (draw_arm("delay", f"R-{i}", 0.25) is ArmName.HELD) == (digest[0] in "0123")


def test_no_share_holds_nobody_and_a_share_is_a_fraction() -> None:
    assert {draw_arm("none", "R", 0.0), draw_arm("all", "R", 1.0)} == {"approached", "held"}
    with pytest.raises(ValueError, match="fraction"):
        draw_arm("delay", "R", 1.5)


def test_each_root_has_one_arm() -> None:
    on = date(2026, 3, 2)
    assert draw_arms("all", ["b", "a", "b"], 1.0, on) == (
        Arm("all", "a", ArmName.HELD, on),
        Arm("all", "b", ArmName.HELD, on),
    )
