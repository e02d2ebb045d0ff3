"""The way to whoever pays, as a task of a campaign says it: whom to ask for an introduction, or who met them."""

from dataclasses import dataclass

from adjoin.desk.desk import Desk
from adjoin.desk.recommendation import team_names
from adjoin.words.days import day, with_days_said


@dataclass(frozen=True, slots=True)
class WayIn:
    """`introduction`: what to ask of whom, a sentence without a full stop; `acquainted`: who of ours spoke with the
    buyer and when, as a clause. At most one of them; neither where nobody knows who the buyer is."""

    introduction: str | None = None
    acquainted: str | None = None


def way_to_the_buyer(desk: Desk, account_id: str, product_id: str) -> WayIn:
    """By the run's warm path to the economic buyer of that product."""
    paths = [row for row in desk.rows("warm_paths", account_id) if row["product_id"] == product_id]
    if not paths:
        return WayIn()
    path, as_of = paths[0], desk.publication().as_of
    if path["asks"]:
        return WayIn(introduction=with_days_said(path["asks"], as_of).strip().rstrip("."))
    met = [
        row["last_on"]
        for row in desk.rows("acquaintance", account_id)
        if (row["rep_id"], row["contact_id"]) == (path["rep_id"], path["contact_id"])
    ]
    name = team_names(desk).get(path["rep_id"], path["rep_id"])
    when = f" on {day(met[0], as_of)}" if met and met[0] else ""
    return WayIn(acquainted=f"with whom {name} last spoke{when}")
