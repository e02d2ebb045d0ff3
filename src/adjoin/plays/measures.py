"""Joint success measures, proposed from the catalog: how both sides would see that the two products are worth it."""

from dataclasses import dataclass

from adjoin.domain.catalog import Product

SHARES = {
    "seats": "as a share of the seats",
    "limit": "as a share of the limit",
    "own_peak": "against its best so far",
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """One measure of the product they hold and one of the new one; a person edits them and agrees on them.

    None where the catalog says nothing that could be measured. `missing`: what to add to the catalog, in a sentence.
    """

    base: str | None
    new: str | None
    missing: tuple[str, ...] = ()


def propose(base: Product | None, new: Product) -> Proposed:
    """From the adoption metric and the key features of each."""
    products = [product for product in (base, new) if product is not None]
    missing = tuple(
        f"The catalog has no adoption metric of {product.name}: agree with the customer on what to measure."
        for product in products
        if product.adoption is None
    )
    return Proposed(_measure(base), _measure(new), missing)


def _measure(product: Product | None) -> str | None:
    """`Reports in regular use: weekly active users as a share of the seats, with exports and alerts among it`."""
    if product is None or product.adoption is None:
        return None
    metric = product.adoption.metric.replace("_", " ").strip()
    said = f"Use of {product.name}: {metric} {SHARES[product.adoption.of]}, mean of four weeks"
    features = [feature.replace("_", " ") for feature in product.adoption.key_features[:2]]
    return f"{said}, and {' and '.join(features)} used every week" if features else said
