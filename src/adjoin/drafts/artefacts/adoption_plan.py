"""The adoption plan: at most two things of the product they have, each with owners and a day.

Days by step: `first`, `second` (each gap is closed), `look` (both sides look again).
"""

from adjoin.domain.artefact import ArtefactKind
from adjoin.drafts.artefacts.artefact import Artefact, Given, Section
from adjoin.drafts.artefacts.wording import list_of, open_dates, open_for, ours, theirs, when
from adjoin.drafts.brief import Brief

MOST = 2
STEPS = ("first", "second")


def adoption_plan(brief: Brief, given: Given) -> Artefact:
    """About the base product; about the product itself where it builds on none."""
    about = brief.base_product or brief.product
    user, carries = theirs(brief, "user"), ours(brief, given, "csm")
    return Artefact(
        ArtefactKind.ADOPTION_PLAN,
        f"Adoption plan for {about.name} at {brief.account}",
        (
            Section(
                "What this is for",
                (f"{about.name} should work well for your people before anything is added to it.",),
            ),
            Section("What we make work", _gaps(brief, given, about.name, user, carries)),
            Section(
                "How we know",
                (
                    f"Done means: the people it is for use it in their ordinary week. Who they are: {open_for(user)}.",
                    f"We look at it together: {when(given, 'look')}.",
                    *open_dates(given, (*STEPS[: len(given.features)], "look"), user),
                ),
            ),
            Section(
                "What comes after",
                (f"{brief.product.name} is spoken of again when you say that the plan is on its way.",)
                if brief.base_product
                else ("Nothing else until then.",),
            ),
        ),
        (),
    )


def _gaps(brief: Brief, given: Given, name: str, user: str, carries: str) -> tuple[str, ...]:
    about = brief.base_product or brief.product
    features = given.features[:MOST]
    if not features:
        likely = about.adoption.key_features[:MOST] if about.adoption else ()
        hint = f" Places to look first: {list_of(likely)}." if likely else ""
        return (
            f"Which one or two things in {name} to make work: {open_for(user)}.{hint}",
            f"Once chosen, each gets a name of yours and a day; {carries} helps with both.",
        )
    return tuple(
        f"{_capital(feature)}: {user} and {carries}, {when(given, step)}."
        for feature, step in zip(features, STEPS, strict=False)
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
