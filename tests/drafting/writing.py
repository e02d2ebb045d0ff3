"""What the desk would write to many accounts."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from adjoin.desk import Desk
from adjoin.desk.briefing import briefs
from adjoin.drafts.brief import Brief
from adjoin.drafts.draft import Checked
from adjoin.drafts.drafter.offered import offered
from adjoin.drafts.drafter.templates import Templates

WRITTEN_TO = ("play", "discover", "fold_into_renewal")


def to_write_to(desk: Desk) -> list[dict[str, Any]]:
    return [row for row in desk.rows("recommendations") if row["action"] in WRITTEN_TO and row["product_id"]]


def sample(rows: Iterable[dict[str, Any]], most: int) -> list[str]:
    """Some accounts of each action, far apart in the list."""
    found = []
    for _, same in groupby(sorted(rows, key=lambda row: str(row["action"])), lambda row: row["action"]):
        ids = [row["account_id"] for row in same]
        found += ids[:: max(1, len(ids) // most)][:most]
    return found


def drafts(desk: Desk, ids: Iterable[str]) -> dict[str, tuple[Brief, tuple[Checked, ...]]]:
    """Brief and checked drafts by account."""
    templates = Templates(desk.project.words)
    return {
        account: (brief, tuple(o.checked for o in offered(brief, desk.project.catalog, templates=templates)))
        for account, brief in briefs(desk, ids).items()
    }


def faults(found: dict[str, tuple[Brief, tuple[Checked, ...]]]) -> list[str]:
    return [
        f"{account} ({brief.action}), {checked.draft.kind}: {fault.code}: {fault.says}"
        for account, (brief, all_checked) in found.items()
        for checked in all_checked
        for fault in checked.faults
    ]
