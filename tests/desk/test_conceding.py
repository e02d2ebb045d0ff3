"""Give and get at a person's desk: kept in the ledger once, under the cap of the settings, read again as of a day."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from adjoin.desk import Desk, open_desk
from adjoin.desk.accepting import accept
from adjoin.desk.briefing import brief
from adjoin.desk.conceding import give, got
from adjoin.desk.given import give_gets, given, list_acv_of, play_meant
from adjoin.desk.giving import kept_by, within_the_cap
from adjoin.desk.person import Person
from adjoin.desk.stepping import At
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Campaign
from adjoin.plays.give_gets import Chosen
from adjoin.plays.steps import Give
from companies import NOON, run_company, write_small

ANN = Person("Ann", NOON)
LATER = replace(ANN, at=NOON + timedelta(days=9))
AS_OF = date(2026, 9, 30)
SEATS = Give("volume", "a better deal on seats", "100 more seats", "their CFO", share=0.1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = write_small(tmp_path_factory.mktemp("company"), accounts=300)
    run_company(folder)
    with open_desk(folder) as opened:
        yield opened


@pytest.fixture
def play(desk: Desk) -> At:
    """A play that Ann has just accepted."""
    roots = {row["account_id"]: row["root_id"] for row in desk.rows("accounts")}
    taken = {roots[play.account_id] for play in desk.ledger.plays()}
    rows = (row for row in desk.rows("recommendations") if row["action"] == "play")
    account = next(row["account_id"] for row in rows if roots[row["account_id"]] not in taken)
    return At(account, accept(desk, account, ANN).entry_id)


def campaign(desk: Desk, play: At) -> Campaign:
    assert play.play_id is not None
    return desk.ledger.campaign(play.play_id)


def number(play: At) -> int:
    assert play.play_id is not None
    return play.play_id


def test_what_was_planned_comes_first_and_is_given_by_default(desk: Desk, play: At) -> None:
    kept = kept_by(desk, campaign(desk, play))
    assert kept is not None
    before = given(desk, number(play))
    assert before.planned is not None
    assert (before.planned.gives, before.planned.gets) == (kept.give_get.gives, kept.give_get.gets)
    assert (before.each, before.used, before.cap, before.left) == ((), 0.0, 0.25, 0.25)
    done = give(desk, play, Give("", None, None, "their CFO"), ANN)
    assert kept.give_get.gives in done.says
    after = given(desk, number(play))
    assert after.planned is None
    assert after.each[0].concession.gets == kept.give_get.gets
    assert after.used == kept.give_get.discount


def test_half_a_give_is_refused_although_something_is_planned(desk: Desk, play: At) -> None:
    with pytest.raises(ConfigurationError, match="nothing is given for nothing"):
        give(desk, play, replace(SEATS, gets=None), ANN)
    with pytest.raises(ConfigurationError, match="Say what is given"):
        give(desk, play, replace(SEATS, gives=None), ANN)
    with pytest.raises(ConfigurationError, match="what kind"):
        give(desk, play, replace(SEATS, kind=""), ANN)


def test_money_is_weighed_by_the_list_price_of_the_catalog(desk: Desk, play: At) -> None:
    listed = list_acv_of(desk, campaign(desk, play).play)
    assert listed is not None
    give(desk, play, replace(SEATS, share=0.0, money=listed / 10, once=listed / 4, years=5.0), ANN)
    assert given(desk, number(play)).used == pytest.approx(0.15, abs=1e-9)
    give(desk, play, replace(SEATS, share=0.1), ANN)
    with pytest.raises(ConfigurationError, match="0 % is left"):
        give(desk, play, replace(SEATS, money=1.0), ANN)
    assert "35 % of the 25 %" in give(desk, play, replace(SEATS, approved_by="Dora"), ANN).says


def test_nobody_approves_their_own_by_another_of_their_names(desk: Desk, play: At) -> None:
    ours = next(row for row in desk.rows("team") if row["name"] and row["name"] != row["rep_id"])
    with pytest.raises(ConfigurationError, match="somebody else has to approve"):
        give(desk, play, replace(SEATS, share=0.4, approved_by=ours["rep_id"]), Person(ours["name"], NOON))
    give(desk, play, replace(SEATS, share=0.4, approved_by=ours["rep_id"]), ANN)


def test_a_token_gives_once_and_many_at_once_stay_under_the_cap(desk: Desk, play: At) -> None:
    first = give(desk, play, SEATS, replace(ANN, token="t" + str(play.play_id)))
    again = give(desk, play, SEATS, replace(ANN, token="t" + str(play.play_id)))
    assert first.entry_id == again.entry_id

    def one(_: int) -> bool:
        try:
            give(desk, play, replace(SEATS, share=0.05), ANN)
        except ConfigurationError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(one, range(6))) == 3
    assert given(desk, number(play)).used == 0.25


def test_it_is_agreed_kept_and_read_as_of_a_day(desk: Desk, play: At) -> None:
    give(desk, play, SEATS, ANN)
    got(desk, number(play), 1, "agreed", LATER, on=AS_OF + timedelta(days=4))
    got(desk, number(play), 1, "kept", LATER, "signed", on=AS_OF + timedelta(days=5))
    now = give_gets(desk, [number(play)]).to_pylist()
    then = give_gets(desk, [number(play)], AS_OF + timedelta(days=4)).to_pylist()
    early = give_gets(desk, [number(play)], AS_OF - timedelta(days=1)).to_pylist()
    assert [row["state"] for row in (*now, *then, *early)] == ["kept", "agreed"]
    assert (now[0]["given_by"], now[0]["got_from"], now[0]["counts"]) == ("Ann", "their CFO", 0.1)
    with pytest.raises(ConfigurationError, match="no concession 9"):
        got(desk, number(play), 9, "agreed", ANN)


def test_a_play_is_meant_by_its_number_or_its_account(desk: Desk, play: At) -> None:
    assert play_meant(desk, str(play.play_id)) == play_meant(desk, play.account) == play.play_id
    with pytest.raises(ConfigurationError, match="no play 99999"):
        play_meant(desk, "99999")


def test_the_give_get_of_a_message_takes_no_more_than_is_left(desk: Desk, play: At) -> None:
    own = kept_by(desk, campaign(desk, play))
    assert own is not None
    assert within_the_cap(desk, campaign(desk, play), own) == own
    dear = Chosen(replace(own.give_get, name="dear", discount=0.2, gives="a fifth off"), "why")
    assert within_the_cap(desk, campaign(desk, play), dear) == dear
    give(desk, play, replace(SEATS, share=0.2, gives="a fifth off"), ANN)
    assert within_the_cap(desk, campaign(desk, play), dear) == dear  # it is the very one that was given
    give(desk, play, replace(SEATS, share=0.05), ANN)
    assert within_the_cap(desk, campaign(desk, play), dear) == dear
    other = Chosen(replace(dear.give_get, gives="a fifth less"), "why")
    assert within_the_cap(desk, campaign(desk, play), other).give_get.discount == 0
    assert brief(desk, play.account).give_get.discount in (0, own.give_get.discount)
