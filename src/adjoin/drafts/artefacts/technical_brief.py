"""The technical brief: what the catalog knows, and the questions that security asks, open ones marked as open.

It claims no certificate, no place and no safeguard: the catalog knows none, so a person answers. Days by step:
`review` (half an hour with somebody technical).
"""

from adjoin.domain.artefact import ArtefactKind
from adjoin.domain.catalog import PairReadiness
from adjoin.drafts.artefacts.artefact import Artefact, Given, Section
from adjoin.drafts.artefacts.wording import list_of, open_dates, open_for, ours, set_up, theirs, when
from adjoin.drafts.brief import Brief

ASPECTS = {
    "sign_on": ("Sign-on", "one sign-on for both", "one sign-on in part", "a sign-on of its own"),
    "shared_data": ("Data", "shared between both", "shared in part", "not shared"),
    "activation": (
        "Switching on",
        "from within what you have",
        "partly from within what you have",
        "separately from what you have",
    ),
    "experience": ("Working with it", "as one product", "partly as one product", "as a product of its own"),
}
"""Of each aspect of readiness its name, and what full, partial and none mean for the reader."""

QUESTIONS = (
    "Where is the data kept, and with whom?",
    "Who of ours can see it, and how is that recorded?",
    "How is it encrypted, on the way and at rest?",
    "Which certificates and audit reports are there, and from when?",
    "How long is data kept, and how is it deleted at the end?",
    "Who else processes it for us?",
    "How are people added and removed, and can your directory do it?",
    "How soon, and how, are you told if something happens?",
)
HEALTH = "Is a business associate agreement needed, and who signs it?"
FINANCE = "What do your auditors and your supervisor need to see, and by when?"


def technical_brief(brief: Brief, given: Given) -> Artefact:
    """For the evaluator: on the product, beside the base product."""
    product, technical = brief.product.name, ours(brief, given, "solutions")
    reviewer = given.reviewer or theirs(brief, "evaluator")
    return Artefact(
        ArtefactKind.TECHNICAL_BRIEF,
        f"Technical brief: {product} for {brief.account}",
        (
            Section("In one sentence", (_sentence(brief, technical),)),
            *_beside(brief, technical),
            Section("Data and set-up", (*_data(brief, technical), set_up(brief, given))),
            Section(
                "Questions that security asks",
                (f"All of these are open, {open_for(technical)}:", *_questions(brief)),
            ),
            Section(
                "Review",
                (
                    f"Half an hour with {technical}: {when(given, 'review')}.",
                    *open_dates(given, ("review",), reviewer),
                    f"What else the review needs, and how long it takes: {open_for(reviewer)}.",
                ),
            ),
        ),
        (),
    )


def _sentence(brief: Brief, technical: str) -> str:
    return brief.product.value.technical or f"What it does, technically: {open_for(technical)}."


def _beside(brief: Brief, technical: str) -> tuple[Section, ...]:
    base = brief.base_product
    if base is None:
        return ()
    ready = brief.product.works_with.get(base.id) or base.works_with.get(brief.product.id) or PairReadiness()
    levels = {"full": 1, "partial": 2, "none": 3}
    lines = []
    for aspect, words in ASPECTS.items():
        level = levels.get(getattr(ready, aspect) or "")
        lines.append(f"{words[0]}: {words[level] if level else open_for(technical)}.")
    return (Section(f"Beside {base.name}, which you have", tuple(lines)),)


def _data(brief: Brief, technical: str) -> tuple[str, ...]:
    takes, gives = brief.product.takes, brief.product.gives
    if not takes and not gives:
        return (f"What goes in and what comes out: {open_for(technical)}.",)
    into = (f"Goes in: {list_of(takes)}.",) if takes else ()
    return (*into, *((f"Comes out: {list_of(gives)}.",) if gives else ()))


def _questions(brief: Brief) -> tuple[str, ...]:
    """With the question of the trade, where the industry is known."""
    industry = (brief.industry or "").casefold()
    of_trade = (
        *((HEALTH,) if any(word in industry for word in ("health", "hospital", "clinic", "medic")) else ()),
        *((FINANCE,) if any(word in industry for word in ("financ", "bank", "insur")) else ()),
    )
    return (*QUESTIONS, *of_trade)
