"""Exactly one give-get, in the message to the economic buyer: what we give, what we get, and nothing beside it."""

from collections.abc import Iterator

from adjoin.drafts.checker.concessions import concessions_in
from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.stems import stems
from adjoin.drafts.draft import DraftKind

TOLD = 0.5
ABOUT_EVIDENCE = 0.5


def faults(read: Reading) -> Iterator[str]:
    """Half of the words of either side must be said; a sentence that tells evidence concedes nothing."""
    if read.draft.kind == DraftKind.BUYER_MESSAGE:
        yield from _the_one(read)
    elif read.draft.give_get is not None:
        yield f"offers “{read.draft.give_get}”; only the message to the economic buyer offers one"
    elif line := _said_elsewhere(read):
        yield f"offers “{read.known.brief.give_get.name}” where none belongs, in “{line.strip()}”"
    may = _allowed(read)
    seen: set[str] = set()
    for line in read.nameless:
        for kind, words in concessions_in(line).items():
            if kind not in may and kind not in seen and not _tells_evidence(line, words, read):
                seen.add(kind)
                beside = (
                    "beside its give-get"
                    if read.draft.kind == DraftKind.BUYER_MESSAGE
                    else "where none belongs"
                )
                yield f"concedes “{words}” ({kind}) {beside}, in “{line.strip()}”"


def _the_one(read: Reading) -> Iterator[str]:
    offer = read.known.brief.give_get
    if read.draft.give_get is None:
        yield f"offers no give-get; it must offer “{offer.name}”"
        return
    if read.draft.give_get != offer.name:
        yield f"offers “{read.draft.give_get}”; the one of the brief is “{offer.name}”"
        return
    said = stems(read.body)
    for side, words in (("gives", offer.gives), ("gets", offer.gets)):
        wanted = stems(words)
        if wanted and len(wanted & said) < TOLD * len(wanted):
            yield f"names the give-get “{offer.name}” but does not say what it {side}: “{words}”"


def _said_elsewhere(read: Reading) -> str | None:
    """A sentence that says what the one give-get gives, or both of its sides, beyond the words of the evidence."""
    offer = read.known.brief.give_get
    evidence = stems(
        " ".join((*read.known.evidence_texts, read.known.brief.account, read.known.brief.product.name))
    )
    gives, gets = stems(offer.gives) - evidence, stems(offer.gets) - evidence
    for line in read.lines:
        given, got = (len(stems(line) & side) for side in (gives, gets))
        whole = given >= max(2, 0.6 * len(gives))
        if whole or (given and got and given + got >= max(3, TOLD * (len(gives) + len(gets)))):
            return line
    return None


def _allowed(read: Reading) -> set[str]:
    """The kinds that the one give-get is made of, and a trial where the motion is one."""
    brief = read.known.brief
    kinds = set(concessions_in(brief.motion or "")) & {"trial"}
    if read.draft.kind == DraftKind.BUYER_MESSAGE:
        offer = brief.give_get
        kinds |= set(concessions_in(f"{offer.name}. {offer.gives}. {offer.gets}"))
        kinds |= {"discount"} if offer.discount else set()
    return kinds


def _tells_evidence(line: str, words: str, read: Reading) -> bool:
    """Evidence may speak of discounts or trials of the customer's own: the sentence then shares most of its words."""
    said = stems(line)
    return bool(said) and any(
        stems(words) <= stems(text) and len(said & stems(text)) >= ABOUT_EVIDENCE * len(said)
        for text in (*read.known.evidence_texts, *read.known.brief.product.solves)
    )
