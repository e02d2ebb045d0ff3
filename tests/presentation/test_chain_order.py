"""Products in the order of their chain, by hand."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from adjoin.presentation.chain_order import in_chains


def test_a_chain_is_found_whatever_order_it_is_given_in() -> None:
    pulls = {("crm", "bi"): 5.0, ("bi", "ai"): 4.0, ("ai", "ops"): 3.0, ("crm", "ai"): 1.0}
    for given_order in permutations(["crm", "bi", "ai", "ops"]):
        assert in_chains(given_order, lambda a, b: pulls.get((a, b), 0.0)) == ["crm", "bi", "ai", "ops"]


def test_where_nothing_follows_the_one_that_leads_most_comes_next() -> None:
    pulls = {("a", "b"): 3.0, ("c", "d"): 1.0}
    assert in_chains(["d", "c", "b", "a"], lambda a, b: pulls.get((a, b), 0.0)) == ["a", "b", "c", "d"]


def test_nothing_pulls_nothing_moves_and_nothing_is_nothing() -> None:
    assert in_chains(["b", "a", "c"], lambda _a, _b: 0.0) == ["b", "a", "c"]
    assert in_chains([], lambda _a, _b: 1.0) == []


@given(st.lists(st.text(max_size=3), unique=True, max_size=8), st.randoms(use_true_random=False))
def test_every_product_comes_once(products: list[str], chance: object) -> None:
    order = in_chains(products, lambda _a, _b: chance.random())  # type: ignore[attr-defined]
    assert sorted(order) == sorted(products)
