"""Drafts to be shown: what a drafter wrote and the checker passed, else the offline template's, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from adjoin.domain.catalog import Catalog
from adjoin.domain.errors import AdjoinError
from adjoin.drafts.brief import Brief
from adjoin.drafts.checker.check import check_all
from adjoin.drafts.draft import Checked, Draft, DraftKind
from adjoin.drafts.drafter.port import KINDS, Drafter
from adjoin.drafts.drafter.templates import Templates


@dataclass(frozen=True, slots=True)
class Offered:
    """A checked draft, who wrote it, and why it is not the one that was asked for; None where it is."""

    checked: Checked
    written_by: str
    note: str | None = None


def offered(
    brief: Brief,
    catalog: Catalog,
    drafter: Drafter | None = None,
    kinds: Sequence[DraftKind] = KINDS,
    templates: Templates | None = None,
) -> tuple[Offered, ...]:
    """One draft of each kind. Another drafter's is replaced where it failed, is missing or is not ready.

    A drafter that is not set up or cannot be reached costs nothing but its note: the offline templates always write.
    """
    ours = templates or Templates()
    if drafter is None:
        return tuple(
            Offered(found, ours.name) for found in check_all(ours.draft(brief, kinds), brief, catalog)
        )
    written, notes = _written(brief, catalog, drafter, kinds)
    instead = {draft.kind: draft for draft in ours.draft(brief, kinds)}
    chosen = [written.get(kind) or instead[kind] for kind in dict.fromkeys(kinds) if kind in instead]
    return tuple(
        Offered(
            found, drafter.name if found.draft.kind in written else ours.name, notes.get(found.draft.kind)
        )
        for found in check_all(chosen, brief, catalog)
    )


def _written(
    brief: Brief, catalog: Catalog, drafter: Drafter, kinds: Sequence[DraftKind]
) -> tuple[dict[DraftKind, Draft], dict[DraftKind, str]]:
    """The drafter's ready drafts, and for each other kind why there is none."""
    try:
        found = check_all(drafter.draft(brief, kinds), brief, catalog)
    except AdjoinError as error:
        return {}, dict.fromkeys(kinds, f"{error}; the offline template is shown instead")
    notes = dict.fromkeys(kinds, f"{drafter.name} wrote none; the offline template is shown instead")
    for checked in found:
        why = "; ".join(fault.says for fault in checked.faults)
        notes[checked.draft.kind] = f"{drafter.name}'s draft was not ready: {why}"
    ready = {checked.draft.kind: checked.draft for checked in found if checked.ready}
    return ready, {kind: note for kind, note in notes.items() if kind not in ready}
