"""How a company plays: the files in `plays/` of the project, each in the place of the one that ships."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from adjoin.domain.errors import ConfigurationError
from adjoin.domain.own_file import OwnFile
from adjoin.offers.settings import Settings as OfOffers
from adjoin.plays.campaigns import Campaigns, campaigns_from, shipped_campaigns
from adjoin.plays.give_gets import GiveGets, give_gets_from, shipped_give_gets
from adjoin.plays.motions import Motions, motions_from, shipped_motions
from adjoin.project.yaml_file import read_yaml

FOLDER = "plays"
T = TypeVar("T")


@dataclass(frozen=True)
class Plays:
    """Motions, campaigns and give-gets: ours, or the project's own."""

    motions: Motions
    campaigns: Campaigns
    give_gets: GiveGets


def shipped_plays() -> Plays:
    """Those that ship with Adjoin."""
    return Plays(shipped_motions(), shipped_campaigns(), shipped_give_gets())


def read_plays(root: Path, problems: list[str], of_offers: OfOffers) -> Plays:
    """Those of `root`/plays/; what is wrong with a file is added to `problems`, and the shipped one stands in."""
    capped = partial(give_gets_from, cap=of_offers.discount_cap)
    return Plays(
        motions=_own(root, "motions.yaml", motions_from, shipped_motions, problems),
        campaigns=_own(root, "campaigns.yaml", campaigns_from, shipped_campaigns, problems),
        give_gets=_own(root, "give_gets.yaml", capped, shipped_give_gets, problems),
    )


def _own(
    root: Path, name: str, read: Callable[[OwnFile], T], shipped: Callable[[], T], problems: list[str]
) -> T:
    path = root / FOLDER / name
    if not path.is_file():
        return shipped()
    try:
        return read(read_yaml(path))
    except ConfigurationError as error:
        problems += error.problems
        return shipped()
