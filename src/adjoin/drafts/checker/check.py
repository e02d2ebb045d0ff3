"""A draft in, the draft and its faults out. Whoever wrote it, a person too, is held to the same rules."""

from collections.abc import Callable, Iterator, Sequence

from adjoin.domain.catalog import Catalog
from adjoin.drafts.brief import Brief
from adjoin.drafts.checker import (
    another_product,
    clinical,
    discount,
    give_get,
    instruction_followed,
    no_signal,
    product_first,
    too_long,
    unfinished,
    unknown_evidence,
    unproven_name,
    unproven_number,
    wrong_moment,
    wrong_recipient,
)
from adjoin.drafts.checker.known import Known, known
from adjoin.drafts.checker.reading import Reading, reading
from adjoin.drafts.draft import Checked, Draft, DraftKind, Fault

RULES: dict[str, Callable[[Reading], Iterator[str]]] = {
    "no_signal": no_signal.faults,
    "unknown_evidence": unknown_evidence.faults,
    "product_first": product_first.faults,
    "another_product": another_product.faults,
    "give_get": give_get.faults,
    "unproven_number": unproven_number.faults,
    "unproven_name": unproven_name.faults,
    "discount": discount.faults,
    "clinical": clinical.faults,
    "wrong_recipient": wrong_recipient.faults,
    "instruction_followed": instruction_followed.faults,
    "unfinished": unfinished.faults,
    "wrong_moment": wrong_moment.faults,
    "too_long": too_long.faults,
}
"""By guard rail; each yields what is wrong and where, quoting the words."""


def check(draft: Draft, brief: Brief, catalog: Catalog) -> Checked:
    """The draft with every fault found in it, in the order of the guard rails; none is repeated."""
    return _checked(draft, known(brief, catalog))


def check_all(drafts: Sequence[Draft], brief: Brief, catalog: Catalog) -> tuple[Checked, ...]:
    """Each draft of one set; beyond the rules for each, the set carries exactly one give-get.

    A set without a message to the economic buyer has nowhere to put it, and is not blamed.
    """
    facts = known(brief, catalog)
    results: list[Checked] = []
    offered = False
    for draft in drafts:
        found = _checked(draft, facts)
        if offered and draft.give_get is not None and draft.kind == DraftKind.BUYER_MESSAGE:
            again = Fault(
                "give_get", f"offers “{draft.give_get}” although another draft of the set offers one already"
            )
            found = Checked(draft, (*found.faults, again))
        offered = offered or draft.give_get is not None
        results.append(found)
    return tuple(results)


def _checked(draft: Draft, facts: Known) -> Checked:
    read = reading(draft, facts)
    faults = (Fault(code, says) for code, rule in RULES.items() for says in rule(read))
    return Checked(draft, tuple(dict.fromkeys(faults)))
