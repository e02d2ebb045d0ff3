"""Each product by gradient boosting on the other products held and the attributes: what no sum can say.

Plain boosting costs a fit a product, so it is asked only where products × accounts are few enough; elsewhere the
trees over all cells (`boost`) see the attributes alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.book import Book, telling

MOST_CELLS = 250_000
"""Products × accounts up to which each product has trees of its own."""
ROUNDS = 80
FEWEST = 10
"""Holders, and accounts without, that a product's trees need."""
FURTHEST = 12.0
"""Log-odds are kept within ±12."""
# One thread: threads that wait for each other on data this small cost more than they bring.
SETTINGS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 12, "learning_rate": 0.06, "min_data_in_leaf": 20, "lambda_l2": 5,
    "feature_fraction": 0.6, "max_bin": 63, "cat_smooth": 20, "min_data_per_group": 30, "verbosity": -1,
    "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip


class Trees:
    """The trees of every product, fitted on the accounts `learn`."""

    def __init__(self, book: Book, learn: npt.NDArray[np.int64]) -> None:
        self.book = book
        products = book.held.shape[1]
        held, counted = book.held[learn], telling(book.held[learn])
        features = np.hstack([held, book.plain[learn]])
        self.of = [self._fit(features, held, counted, product) for product in range(products)]

    def _fit(
        self, features: Floats, held: Floats, counted: npt.NDArray[np.bool_], product: int
    ) -> Any:  # LightGBM ships no types
        import lightgbm  # noqa: PLC0415

        rows = counted[:, product]
        told, holds = features[rows], held[rows, product]
        if min(holds.sum(), (1 - holds).sum()) < FEWEST:
            return float(np.log((holds.sum() + 0.5) / ((1 - holds).sum() + 0.5)))
        told[:, product] = 0
        places = [self.book.held.shape[1] + place for place in self.book.categories]
        data = lightgbm.Dataset(told, holds, categorical_feature=places)
        return lightgbm.train(SETTINGS, data, ROUNDS)

    def score(self, rows: npt.NDArray[np.int64]) -> Floats:
        """Log-odds, rows × products."""
        features = np.hstack([self.book.held[rows], self.book.plain[rows]])
        found = np.zeros((len(rows), len(self.of)), np.float32)
        for product, model in enumerate(self.of):
            if isinstance(model, float):
                found[:, product] = model
                continue
            own = features[:, product].copy()
            features[:, product] = 0
            found[:, product] = model.predict(features, raw_score=True, num_threads=1)
            features[:, product] = own
        return np.clip(found, -FURTHEST, FURTHEST)
