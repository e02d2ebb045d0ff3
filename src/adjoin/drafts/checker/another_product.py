"""A draft is about the one product of its brief; beside it, it may name what the account holds."""

from collections.abc import Iterator

from adjoin.drafts.checker.reading import Reading


def faults(read: Reading) -> Iterator[str]:
    """A product that is not held may not be named, by its whole name or by the words that are its own."""
    brief = read.known.brief
    if read.draft.product_id != brief.product.id:
        yield f"is about “{read.draft.product_id}”; the brief is about {brief.product.name} ({brief.product.id})"
    for other in read.known.products.others:
        for line in read.lines:
            if found := other.find(line):
                yield f"names “{found[0]}” ({other.product.name}) in “{line.strip()}”"
                break
