"""A draft leads with the need: neither the subject nor the first sentence after the greeting is about our product."""

import re
from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.stems import stems
from adjoin.drafts.draft import DraftKind

FEWEST_WORDS = 2
_PITCH = re.compile(
    r"\b(?:our (?:new |latest |newest |award-winning |leading |powerful )?(?:product|solution|platform|tool"
    r"|offering|suite|module|software|add-on|app)s?\b"
    r"|we(?:'ve| have)? (?:just |recently |now )?(?:launched|released|introduced|unveiled|built|offer|sell"
    r"|are (?:launching|releasing|offering|excited|thrilled|proud|delighted|pleased))"
    r"|(?:i|we)(?:'d| would|'m| am| are)? (?:like|love|want(?:ed)?|delighted|excited|thrilled|pleased|happy"
    r"|keen|proud|reaching out|writing)? ?"
    r"(?:to )?(?:introduce|announce|present|pitch|sell|offer you|show you (?:our|how our|what our|the)"
    r"|tell you about (?:our|the)|share our|walk you through our|demo)\b"
    r"|let me (?:introduce|present|tell you about|show you)|introducing\b|discover (?:our|the)|say hello to"
    r"|meet (?:our|the new)"
    r"|(?:have you|did you) (?:heard|hear|tried|try|considered|consider|thought about|seen|see) (?:of "
    r"|about )?(?:our|upgrading|buying|adding)"
    r"|(?:upgrade|buy|purchase|subscribe|add) (?:to )?(?:our|now|today)|you (?:should|need to|must|have to"
    r"|ought to) (?:buy|upgrade|get|add|see|try|have)"
    r"|time to (?:buy|upgrade|add)|special offer|limited[- ]time|(?:best|leading)[- ](?:in[- ]class|selling)"
    r"|market[- ]leading|state[- ]of[- ]the[- ]art)",
    re.I,
)


def faults(read: Reading) -> Iterator[str]:
    """A hypothesis, which is for ours, may name the product in its first sentence once it has said the need."""
    own = read.known.products.own
    if (
        read.subject
        and (found := own.find(read.subject))
        and not _need_before(read, read.subject[: found.start()])
    ):
        yield f"the subject leads with “{found[0]}”: “{read.subject}”"
    elif read.subject and (pitched := _PITCH.search(read.subject)):
        yield f"the subject pitches with “{pitched[0]}”: “{read.subject}”"
    for sentence in read.opening:
        named = own.find(sentence) or own.begins(sentence)
        told = (
            read.draft.kind == DraftKind.HYPOTHESIS
            and named
            and _need_before(read, sentence[: named.start()])
        )
        if named and not told:
            yield f"names “{named[0]}” before the need: “{sentence}”"
        elif pitched := _PITCH.search(sentence):
            yield f"pitches before the need with “{pitched[0]}”: “{sentence}”"


def _need_before(read: Reading, words: str) -> bool:
    brief = read.known.brief
    need = stems(" ".join((*read.known.evidence_texts, *brief.product.solves)))
    names = stems(f"{brief.account} {brief.product.name}")
    return len(stems(words) & (need - names)) >= FEWEST_WORDS
