"""Gates are judged again while a play runs: before the first pitch and before closing."""

from collections.abc import Mapping
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.domain.errors import ConfigurationError
from adjoin.domain.play import Play
from adjoin.words.days import day

OWN_DOING = ("play_open", "opportunity_open")
"""Reasons that the play itself gives: it is the open play of its group, and an open deal for its product is
its own."""


def blocked_now(desk: Desk, play: Play) -> str | None:
    """Why nothing must be proposed for the play's product now, by the most severe gate of the run; None if nothing."""
    blocks = [row for row in desk.rows("gates", play.account_id) if _blocks(row, play)]
    if not blocks:
        return None
    worst = min(blocks, key=lambda row: (row["severity"], row["gate"], row["reason_code"]))
    opens = f" (it opens on {day(worst['reopens_on'])})" if worst["reopens_on"] else ""
    return f"{worst['reason']}{opens}"


def refuse_if_blocked(desk: Desk, play: Play, wanted: str) -> None:
    """Raise ConfigurationError with the gate's reason, its day and what to do, where one stands in the way."""
    why = blocked_now(desk, play)
    if why is not None:
        raise ConfigurationError(
            f"{play.account_id} is not to be {wanted} now: {why}. Pause the play until it lifts: "
            f"adjoin play pause {play.account_id} --until DATE --why TEXT"
        )


def _blocks(row: Mapping[str, Any], play: Play) -> bool:
    counts = row.get("counts_as") or row["verdict"]
    return (
        counts == "block"
        and row["product_id"] in (None, play.product_id)
        and row["base_product_id"] in (None, play.base_product_id)
        and row["reason_code"] not in OWN_DOING
    )
