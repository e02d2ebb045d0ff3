"""What stands in the way of a trial: what is held, what the gates of the run say, and hands off since."""

from collections.abc import Iterator, Mapping
from typing import Any

from adjoin.desk.desk import Desk
from adjoin.desk.hands_off import refuse_while_hands_are_off
from adjoin.desk.recommendation import product_names
from adjoin.domain.errors import ConfigurationError
from adjoin.offers.trials.starting import Hindrance

FIRM, YIELDING = "eligibility", ("escalation", "health", "hold")
"""A gate that no reason lifts, and those past which a person may say why to go on."""

ITS_OWN = "opportunity_open"
"""A trial belongs to the deal for its product; it does not stand in its way."""


def hindrances(desk: Desk, account_id: str, product_id: str) -> tuple[Hindrance, ...]:
    """All of them, the firm ones first."""
    gates = [row for row in desk.rows("gates", account_id) if _blocks(row, product_id)]
    firm = [*_held(desk, account_id, product_id), *(_said(row) for row in gates if row["gate"] == FIRM)]
    yielding = [_said(row) for row in gates if row["gate"] in YIELDING]
    if not any(row["gate"] == "hold" for row in gates):
        yielding += _hands_off(desk, account_id, product_id)
    return (*firm, *yielding, *_held_out(desk, account_id))


def _blocks(row: Mapping[str, Any], product_id: str) -> bool:
    counts = row.get("counts_as") or row["verdict"]
    return counts == "block" and row["product_id"] in (None, product_id) and row["reason_code"] != ITS_OWN


def _said(row: Mapping[str, Any]) -> Hindrance:
    return Hindrance(row["reason"], row["reopens_on"], firm=row["gate"] == FIRM)


def _held(desk: Desk, account_id: str, product_id: str) -> Iterator[Hindrance]:
    for row in desk.rows("holdings", account_id):
        if row["product_id"] == product_id:
            since = f" since {row['began_on']}" if row["began_on"] and not row["is_floor"] else ""
            name = product_names(desk).get(product_id, product_id)
            yield Hindrance(
                f"{name} is held at {account_id} already{since}: there is nothing to try", firm=True
            )


def _hands_off(desk: Desk, account_id: str, product_id: str) -> Iterator[Hindrance]:
    try:
        refuse_while_hands_are_off(desk, account_id, product_id)
    except ConfigurationError as error:
        yield Hindrance(" ".join(error.problems))


def _held_out(desk: Desk, account_id: str) -> Iterator[Hindrance]:
    """Of any account held out, whatever the run recommends there."""
    for row in desk.rows("held_out", account_id):
        yield Hindrance(
            f"The experiment '{row['experiment']}' holds {account_id} out: what it is offered would spoil the "
            "comparison",
            row["released_on"],
        )
