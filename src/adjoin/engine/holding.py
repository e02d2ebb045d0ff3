"""What a run leaves for experiments: the arms of roots that came into the book since they began."""

from datetime import date

from adjoin.domain.entry import Arm
from adjoin.experiments.newly_seen.draw_newly_seen import draw_newly_seen
from adjoin.ledger import Ledger
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import Warehouse


def arms_to_draw(warehouse: Warehouse, schema: Schema, ledger: Ledger, as_of: date) -> tuple[Arm, ...]:
    """For `Ledger.commit_run(arms=…)`, once the relations of `as_of` are built; they count from the day after."""
    return draw_newly_seen(warehouse, schema, ledger.experiments(), as_of)
