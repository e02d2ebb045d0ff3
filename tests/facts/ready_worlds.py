"""Random worlds whose catalogs say how pairs work together and what an account itself must have for it."""

from typing import Any

import numpy as np

from adjoin.domain.catalog import Catalog
from worlds import World, random_world

ASPECTS = ("sign_on", "shared_data", "activation", "experience")
WORDS = ("none", "partial", "full")


def ready_world(rng: np.random.Generator, accounts: int = 40, products: int = 4) -> World:
    """A random world with works_with of either side here and there, and one to three prerequisites a product."""
    world = random_world(rng, accounts=accounts, products=products)
    entries = [p.model_dump(by_alias=True, exclude_none=True) for p in world.catalog.products]
    for entry in entries:
        for other in entries:
            if other["id"] != entry["id"] and rng.random() < 0.5:
                said = {aspect: str(rng.choice(WORDS)) for aspect in ASPECTS if rng.random() < 0.7}
                entry["works_with"].setdefault(other["id"], {}).update(said)
        entry["prerequisites"] = [_prerequisite(rng, number) for number in range(int(rng.integers(0, 4)))]
    dumped = world.catalog.model_dump(by_alias=True, exclude_none=True)
    world.catalog = Catalog.model_validate(dumped | {"products": entries})
    return world


def _prerequisite(rng: np.random.Generator, number: int) -> dict[str, Any]:
    told: dict[str, Any] = {"name": f"need {number}", "aspect": str(rng.choice(ASPECTS))}
    kind = int(rng.integers(0, 4))
    if kind in (0, 2):
        metrics = rng.choice(["calls", "store", "never seen"], int(rng.integers(1, 3)), replace=False)
        told["metrics"] = [{"product": "p0", "metric": str(metric)} for metric in metrics]
    if kind in (1, 2):
        told |= {"tools": [" Toolbox "]} if rng.random() < 0.5 else {"categories": ["Boxes"]}
    return told
