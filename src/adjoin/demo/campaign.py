"""A mailing about one product, sent to half of the accounts by lot, and whom it moved.

It is laid over a history that had already happened: every account that could start the product on the day was
drawn, and in one kind of account the mail made some start that had not and never did. What they started is added to
the history and to the world; nothing that was there changes. The product pulls to no other and nothing requires it.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa

from adjoin.demo import noise
from adjoin.demo.arrays import NO_DAY, Bools, Ints, add_months, any_along
from adjoin.demo.book import SEGMENTS, Book
from adjoin.demo.files import table
from adjoin.demo.hazards import STEPS
from adjoin.demo.log import History
from adjoin.demo.products import INDEX, PRODUCTS
from adjoin.demo.truth import chances
from adjoin.demo.world import FAR, World, can_start

PRODUCT: Final = "guard"
_PLACE: Final = INDEX[PRODUCT]
_WITHIN: Final = 90


@dataclass(frozen=True, slots=True)
class Campaign:
    """One entry an account that was drawn; `day`: a Monday, the same for all."""

    day: int
    account: Ints
    mailed: Bools
    anyway: Bools  # starts within 90 days without a mail
    moved: Bools  # starts within 90 days if mailed, and only then
    starts: Ints  # on this day, if moved and mailed; NO_DAY for the others

    @property
    def name(self) -> str:
        """As the marketing tool calls it."""
        return f"{PRODUCT}-mailing-{np.datetime64(self.day, 'D').astype('datetime64[M]')}"

    @property
    def began(self) -> Bools:
        """Who started because of the mail that was sent."""
        return self.moved & self.mailed


def draw_campaign(rng: np.random.Generator, book: Book, history: History) -> Campaign:
    """Draw the arms, and who is moved: drawn for everybody, mailed or not, so that the true effect is known."""
    week = history.weeks - noise.CAMPAIGN_WEEKS_AGO
    day = history.first_day + 7 * week
    before = history.held[:, :, week - 1]
    account = np.flatnonzero(can_start(book, before, day)[:, _PLACE])
    size = len(account)
    mailed = rng.permutation(size) < size // 2
    chance = np.array(noise.CAMPAIGN_MOVES)[book.segment[account]]
    moved = (rng.random(size) < chance) & _would_stay(book, history, week)[account]
    starts = day + 7 * rng.integers(1, 12, size) + rng.integers(0, 5, size)
    return Campaign(
        day=day,
        account=account,
        mailed=mailed,
        anyway=np.isin(account, _started(history, day)),
        moved=moved,
        starts=np.where(moved & mailed, starts, NO_DAY),
    )


def _started(history: History, day: int) -> Ints:
    """Accounts that start the product within 90 days of `day`."""
    spells = history.spells
    soon = (spells["day"] >= day) & (spells["day"] <= day + _WITHIN)
    return np.asarray(spells["account"][soon & (spells["product"] == _PLACE)])


def _would_stay(book: Book, history: History, week: int) -> Bools:
    """Accounts in whose later history a start changes nothing else.

    They stay customers, never have the product, neither need it nor hear of it from then on, and cover no child.
    """
    about = np.zeros(book.size, dtype=np.bool_)
    for happened, late in (
        (history.spells, history.spells["day"] >= 0),
        (history.needs, history.needs["until"] >= week),
        (history.approaches, history.approaches["day"] >= history.first_day + 7 * (week - STEPS)),
    ):
        about[happened["account"][late & (happened["product"] == _PLACE)]] = True
    stays = ~any_along(~any_along(history.held[:, :, week:], 1), 1)
    return np.asarray(stays & ~about & ~book.covers[:, _PLACE])


def with_campaign(
    rng: np.random.Generator, book: Book, history: History, world: World, campaign: Campaign
) -> History:
    """The history with what the mail started; `world` is brought to the same end, and its chances told anew."""
    account, starts = campaign.account[campaign.began], campaign.starts[campaign.began]
    product = np.full(len(account), _PLACE, dtype=np.int64)
    last, renews, renewals = _kept(rng, book, history, account, starts)
    week = np.arange(history.weeks)
    until = np.where(last == NO_DAY, history.weeks, _week(history, last + 1))
    held = history.held.copy()
    held[account, _PLACE] |= (week >= _week(history, starts)[:, None]) & (week < until[:, None])
    gone = last != NO_DAY
    world.cells.held[account, _PLACE] = ~gone
    world.cells.renews[account, _PLACE] = renews
    np.maximum.at(world.cells.renewed[:, _PLACE], renewals["account"], renewals["day"])
    world.cells.renewed[account[gone], _PLACE] = NO_DAY
    world.cells.need_until[account, _PLACE] = world.cells.alarm_until[account, _PLACE] = -1
    alone, approached = chances(world)
    needy, alarmed = world.visible()
    nought = np.zeros_like(account)
    begun = {"legacy": nought, "approached": nought, "effect": nought + 1000}
    begun |= {"account": account, "product": product, "day": starts}
    return replace(
        history,
        held=held,
        spells=_joined(history.spells, begun),
        ends=_joined(history.ends, {"account": account[gone], "product": product[gone], "day": last[gone]}),
        renewals=_joined(history.renewals, renewals),
        renews=world.cells.renews,
        open=world.open_cells(),
        chance_alone=alone,
        chance_approached=approached,
        in_need=world.in_need(world.week),
        shown_need=needy,
        false_alarm=alarmed,
        renewal_window=world.renewal_window(),
    )


def _week(history: History, day: Ints) -> Ints:
    return (day - history.first_day) // 7


def _kept(
    rng: np.random.Generator, book: Book, history: History, account: Ints, starts: Ints
) -> tuple[Ints, Ints, dict[str, Ints]]:
    """(last day held or NO_DAY, next renewal or far ahead, renewals so far) of the holdings begun on `starts`."""
    term = book.term[account, _PLACE]
    leave = np.where(term == 1, noise.CHURN_MONTHLY, noise.CHURN_AT_RENEWAL)
    today = history.first_day + 7 * history.weeks
    last, renews = np.full(len(account), NO_DAY, dtype=np.int64), add_months(starts, term)
    found: list[tuple[Ints, Ints]] = [(account[:0], starts[:0])]
    while (due := np.flatnonzero(renews < today)).size:
        stays = rng.random(len(due)) >= leave[due]
        last[due[~stays]] = renews[due[~stays]] - 1
        found.append((account[due[stays]], renews[due[stays]]))
        renews[due] = np.where(stays, add_months(renews[due], term[due]), FAR)
    accounts, days = (np.concatenate(part) for part in zip(*found, strict=True))
    return last, renews, {"account": accounts, "product": np.full_like(accounts, _PLACE), "day": days}


def _joined(old: dict[str, Ints], new: dict[str, Ints]) -> dict[str, Ints]:
    return {name: np.concatenate([old[name], new[name]]) for name in old}


def campaign_truth(book: Book, campaign: Campaign) -> pa.Table:
    """`truth/campaign.csv`."""
    return table(
        {
            "campaign": np.repeat(campaign.name, len(campaign.account)),
            "account_id": book.account_id[campaign.account],
            "product_id": np.repeat(PRODUCTS[_PLACE], len(campaign.account)),
            "segment": SEGMENTS[book.segment[campaign.account]],
            "mailed": campaign.mailed,
            "starts_if_mailed": campaign.anyway | campaign.moved,
            "starts_if_not": campaign.anyway,
        }
    )
