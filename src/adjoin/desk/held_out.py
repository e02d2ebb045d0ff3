"""Accounts that an experiment holds out: a play there is refused out loud, unless somebody says why it begins."""

from adjoin.desk.desk import Desk
from adjoin.domain.errors import ConfigurationError
from adjoin.words.days import day


class HeldOutError(ConfigurationError):
    """An experiment holds the account out; a person may say why they go on."""


def refuse_while_held_out(desk: Desk, account_id: str, anyway: str | None) -> str | None:
    """HeldOutError with the experiment and the day it lifts, unless `anyway` says why.

    Gives the experiment whose comparison the play contaminates; None where the account is not held out.
    """
    held = next(iter(desk.rows("held_out", account_id)), None)
    if held is None:
        return None
    if anyway is not None and anyway.strip():
        return str(held["experiment"])
    running = {one.experiment: one for one in desk.ledger.experiments()}
    delay = running[held["experiment"]].delay_days if held["experiment"] in running else None
    lifts = "until the experiment is stopped"
    if delay is not None:
        lifts = f"until {delay} days after the day on which it would have had its first play"
    if held["released_on"] is not None:
        lifts = f"until {day(held['released_on'])}"
    raise HeldOutError(
        f"The experiment '{held['experiment']}' holds {account_id} out {lifts}: a play there would spoil the "
        "comparison. Whoever has to goes on with --anyway WHY; the account is then counted as contaminated."
    )
