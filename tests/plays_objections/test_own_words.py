"""Only what the writer wrote is read: not our mail below it, not the signature."""

import pytest

from adjoin.plays.objections.own_words import LONGEST, own_words

OURS = "We have no budget until next quarter. Our IT must approve it."


@pytest.mark.parametrize(
    "below",
    [
        f"> {OURS}\n> Jo",
        f"On Mon, 2 Nov 2026 at 10:14, Jo Park <jo@ours.example> wrote:\n\n{OURS}",
        f"On Mon, 2 Nov 2026 at 10:14, Jo Park\n<jo@ours.example> wrote:\n{OURS}",
        f"Am 02.11.2026 um 10:14 schrieb Jo Park:\n{OURS}",
        f"Le lun. 2 nov. 2026 à 10:14, Jo Park a écrit :\n{OURS}",
        f"El lun, 2 nov 2026, Jo Park escribió:\n{OURS}",
        f"-----Original Message-----\nFrom: Jo Park\n{OURS}",
        f"From: Jo Park <jo@ours.example>\nSent: Monday\nTo: Ada\n\n{OURS}",
        f"Von: Jo Park\nGesendet: Montag\n\n{OURS}",
        f"-- \nAda Brandt\n{OURS}",
    ],
)
def test_what_is_quoted_or_signed_is_not_read(below: str) -> None:
    assert own_words(f"Thanks, see you Tuesday.\n\n{below}") == "Thanks, see you Tuesday."


def test_words_that_only_look_like_a_header_stay() -> None:
    said = "On the whole we like it.\nOn budget: nothing until May, as Tom wrote."
    assert own_words(said) == said


def test_a_very_long_reply_is_cut() -> None:
    assert len(own_words("word " * 10_000)) == LONGEST
