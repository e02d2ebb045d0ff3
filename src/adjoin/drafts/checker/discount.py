"""No more off the price than the cap allows, however it is written: 40 % off, half price, four months free, was 48k."""

from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading
from adjoin.drafts.checker.stems import stems
from adjoin.drafts.checker.words_of_text import words_of
from adjoin.words.price_words import shares_in, whole_in

ABOUT_EVIDENCE = 0.5


def faults(read: Reading) -> Iterator[str]:
    """A sentence that tells evidence about the customer's own prices and savings offers nothing."""
    brief = read.known.brief
    cap = brief.discount_cap
    worth = brief.potential or brief.product.list_price
    total, offers = 0.0, set[float]()
    for line in read.nameless:
        if (found := whole_in(line)) and not _tells_evidence(line, found, read):
            yield f"offers “{found}” in “{line.strip()}”; at most {100 * cap:g} % may be given"
            continue
        for share, said in shares_in(line, worth):
            if _tells_evidence(line, said, read):
                continue
            if share > cap + 1e-9:
                off = f"“{said}” off in “{line.strip()}”, {100 * share:.0f} %"
                yield f"offers {off}; at most {100 * cap:g} % may be given"
            elif share not in offers:
                offers.add(share)
                total += share
    if len(offers) > 1 and total > cap + 1e-9:
        yield f"offers {100 * total:.0f} % off in several parts; at most {100 * cap:g} % may be given"


def _tells_evidence(line: str, words: str, read: Reading) -> bool:
    """Whether evidence says these very words, and the sentence shares half of its own with it."""
    said = stems(line)
    return any(
        f" {' '.join(words_of(words))} " in f" {' '.join(words_of(text))} "
        and len(said & stems(text)) >= ABOUT_EVIDENCE * len(said)
        for text in read.known.evidence_texts
    )
