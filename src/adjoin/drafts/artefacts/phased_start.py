"""The phased start: a first step now, the rest from the day on which the new budget opens.

Days by step: `begin` (the first step), `look` (both sides judge it), `budget_opens` (the rest).
"""

from adjoin.domain.artefact import ArtefactKind
from adjoin.drafts.artefacts.artefact import Artefact, Given, Section
from adjoin.drafts.artefacts.wording import (
    cited,
    open_dates,
    open_for,
    ours,
    reason_lines,
    set_up,
    theirs,
    when,
)
from adjoin.drafts.brief import Brief
from adjoin.words.days import day


def phased_start(brief: Brief, given: Given) -> Artefact:
    """Says no price: what each step costs is for people to say."""
    product, buyer, user = brief.product.name, theirs(brief, "economic_buyer"), theirs(brief, "user")
    seller = ours(brief, given, "ae")
    opens = given.days.get("budget_opens")
    from_then = f"from {day(opens)}" if opens else "from the day your new budget opens"
    asked = () if opens else (f"That day: {open_for(buyer)}.",)
    return Artefact(
        ArtefactKind.PHASED_START,
        f"Starting with {product} in two steps at {brief.account}",
        (
            Section("Why", reason_lines(brief)),
            Section(
                "Step one: one team",
                (
                    f"One team begins with {product}. Which one: {open_for(user)}.",
                    set_up(brief, given),
                    f"Begins: {when(given, 'begin')}.",
                    f"What step one costs, and whether it fits the present budget: {open_for(seller)}.",
                ),
            ),
            Section(
                "Between the steps",
                (
                    f"Both sides say beforehand what step one has to show. A first suggestion: {open_for(user)}.",
                    f"We judge it together: {when(given, 'look')}.",
                    "If it does not show that, there is no step two.",
                    *open_dates(given, ("begin", "look"), buyer),
                ),
            ),
            Section(
                "Step two: everybody else",
                (
                    f"The other teams follow {from_then}.",
                    *asked,
                    f"What step two costs, and who signs it: {open_for(buyer)}.",
                ),
            ),
        ),
        cited(brief),
    )
