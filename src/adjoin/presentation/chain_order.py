"""The order in which products are laid out, so that what follows what reads down the diagonal."""

from collections.abc import Callable, Sequence

Pull = Callable[[str, str], float]
"""How strongly the second product follows the first; 0 where that is not known."""


def pull_of(probability_low: float | None, lift_low: float | None, *, enough: bool) -> float:
    """How strongly one product follows another, by lower bounds only: 0 where that is not known."""
    return (probability_low or 0.0) * (lift_low or 0.0) if enough else 0.0


def in_chains(products: Sequence[str], pull: Pull) -> list[str]:
    """Greedy: begin where most leads away and least leads to, then always go on to what follows most."""
    left = list(products)
    if not left:
        return []

    def lead(product: str) -> float:
        return sum(pull(product, other) - pull(other, product) for other in products if other != product)

    order = [max(left, key=lead)]
    left.remove(order[0])
    while left:
        following = max(left, key=lambda product: (pull(order[-1], product), lead(product)))
        order.append(following)
        left.remove(following)
    return order
