"""The same files give the same bundles on PostgreSQL."""

import numpy as np

from offers.bundles.relations import built, built_on_postgres, drawn


def test_postgresql_proposes_the_same(postgres_url: str) -> None:
    for seed in (3, 4):
        told = drawn(np.random.default_rng(seed), 40, 7)
        assert built_on_postgres(postgres_url, told) == built(told)
