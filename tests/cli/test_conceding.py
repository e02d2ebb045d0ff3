"""`adjoin play give`, `got` and `gives` as people and scripts use them."""

from pathlib import Path

import pytest

from cli.invoke import adjoin
from cli.test_playing import accepted, play
from cli.tiny import CATALOG, tiny

GIVE = ("--kind", "volume", "--gives", "a better deal on seats", "--gets", "100 seats", "--from", "their CFO")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tiny(tmp_path, catalog=CATALOG.replace("Insight}", "Insight, list_price: 1000}"))
    assert adjoin(made, "run").code == 0
    return made


def test_given_got_and_listed(folder: Path) -> None:
    account = accepted(folder)
    said = play(folder, "give", account, *GIVE, "--discount", "0.1", "--by", "ann")
    assert (said.code, "10 % of the 25 %" in said.err) == (0, True)
    number = str(play(folder, "list", "--format", "json").data[0]["play_id"])
    said = play(folder, "give", number, *GIVE, "--worth-a-year", "150", "--once", "0", "--by", "ann")
    over = play(folder, "give", number, *GIVE, "--discount", "0.01", "--by", "ann")
    if said.code == 0:  # the product with a list price was accepted
        assert (over.code, "0 % is left" in over.err) == (2, True)
    else:
        assert "say the share off the price instead" in said.err
    own = play(folder, "give", number, *GIVE, "--discount", "0.3", "--by", "ann", "--approved-by", "Ann")
    assert (own.code, "somebody else" in own.err) == (2, True)
    assert (
        play(folder, "give", number, *GIVE, "--discount", "0.3", "--by", "ann", "--approved-by", "bob").code
        == 0
    )
    assert play(folder, "got", number, "1", "agreed").code == 0
    assert play(folder, "got", account, "1", "kept", "--text", "They signed").code == 0
    wrong = play(folder, "got", number, "1", "delivered")
    assert (wrong.code, "none of agreed" in wrong.err) == (2, True)
    rows = play(folder, "gives", number, "--format", "json").data
    assert (rows[0]["state"], rows[0]["got_from"], rows[-1]["approved_by"]) == ("kept", "their CFO", "bob")
    assert rows[0]["total_share"] == pytest.approx(sum(row["counts"] for row in rows))
    table = play(folder, "gives", account)
    assert "better deal" in table.out or "Left out" in table.err


def test_more_than_the_whole_price_is_said_beside_the_cap(folder: Path) -> None:
    account = accepted(folder)
    for _ in range(2):
        said = play(
            folder, "give", account, *GIVE, "--discount", "0.7544", "--by", "ann", "--approved-by", "bob"
        )
        assert said.code == 0, said.err
    assert "151 % of the list price is given; the cap is 25 %." in said.err
    assert "151 % of the list price is given; the cap is 25 %." in play(folder, "gives", account).err


def test_what_was_planned_and_is_given_in_other_words_is_not_planned_any_more(folder: Path) -> None:
    account = accepted(folder)
    planned = play(folder, "gives", account)
    assert "Planned, not given" in planned.err
    words = ("--gives", "in our own words", "--gets", "y", "--from", "x", "--discount", "0.01")
    for kind in ("multi_year", "volume", "services", "roadmap", "pilot", "bundle", "discount"):
        assert play(folder, "give", account, "--kind", kind, *words).code == 0
    assert "Planned" not in play(folder, "gives", account).err


def test_half_a_give_says_what_is_missing(folder: Path) -> None:
    account = accepted(folder)
    for words, says in (
        ((*GIVE[:4], "--from", "x"), "nothing is given for nothing"),
        (("--kind", "volume", "--gives", "two months free", "--gets", "y", "--from", "x"), "takes 16.67 %"),
        (("--kind", "gift", "--gives", "a", "--gets", "y", "--from", "x"), "no kind of concession"),
    ):
        said = play(folder, "give", account, *words)
        assert (said.code, says in said.err) == (2, True), said.err
