"""The migration plan: from the tool they use or look at, named only where evidence names it.

Days by step: `look` (what there is), `trial` (a copy comes over), `beside` (both run), `switch`.
"""

import re

from adjoin.domain.artefact import ArtefactKind
from adjoin.drafts.artefacts.artefact import Artefact, Given, Section
from adjoin.drafts.artefacts.wording import (
    cited,
    list_of,
    open_dates,
    open_for,
    ours,
    reason_lines,
    set_up,
    theirs,
    when,
)
from adjoin.drafts.brief import Brief

NOT_IN_USE = ("competitive_evaluation", "outside_event", "strategic_shift", "reference")
STEPS = ("look", "trial", "beside", "switch")


def rival_named(brief: Brief) -> tuple[str, str] | None:
    """A tool in use that the product replaces, by the catalog's spelling, and the id of the evidence that names it.

    A rival that they only look at, or that the outside speaks of, is not what they would move from.
    """
    for found in (each for each in brief.evidence if each.kind not in NOT_IN_USE):
        text = f"{found.says} {found.quote or ''}"
        for tool in brief.product.replaces.tools:
            if re.search(rf"(?<!\w){re.escape(tool)}(?!\w)", text, re.I):
                return tool, found.id
    return None


def migration_plan(brief: Brief, given: Given) -> Artefact:
    """Promises no date and no effort that nobody has given."""
    named = rival_named(brief)
    tool = named[0] if named else "the tool you use today"
    product, reviewer = brief.product.name, given.reviewer or theirs(brief, "evaluator")
    technical = ours(brief, given, "solutions")
    title = f"Moving from {tool} to {product}" if named else f"Moving to {product}"
    data = (
        (f"{product} takes in {list_of(brief.product.takes)}.",)
        if brief.product.takes
        else (f"What {product} takes in: {open_for(technical)}.",)
    )
    return Artefact(
        ArtefactKind.MIGRATION_PLAN,
        f"{title} at {brief.account}",
        (
            Section("Why", reason_lines(brief)),
            Section(
                "What comes over",
                (
                    *data,
                    f"What of that lies in {tool}, how much, and in which form it comes out: {open_for(reviewer)}.",
                    f"What stays behind: {open_for(reviewer)}.",
                ),
            ),
            Section(
                "Four steps",
                (
                    f"First, look at what there is: {reviewer} and {technical}, {when(given, 'look')}.",
                    f"Second, bring a copy over and compare it: {technical}, {when(given, 'trial')}.",
                    f"Third, both side by side with one team: {theirs(brief, 'user')}, {when(given, 'beside')}.",
                    f"Last, the switch: {when(given, 'switch')}, and only when you say so.",
                    *open_dates(given, STEPS, reviewer),
                ),
            ),
            Section(
                "What keeps the risk small",
                (
                    f"We suggest that {tool} stays as it is until after the switch, so that you can go back.",
                    set_up(brief, given),
                    f"How long a way back is kept after that: {open_for(technical)}.",
                ),
            ),
        ),
        tuple(dict.fromkeys((*cited(brief), *((named[1],) if named else ())))),
    )
