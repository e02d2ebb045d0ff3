"""What happens, or becomes known, after the date changes neither the watch list nor what bundles added."""

import numpy as np

from facts.as_known import later_knowledge, later_rows
from offers.shelfware_built import offers_at
from offers.test_bundles_sold_against_a_plain_reading import FREE, bundled
from worlds import day


def test_the_future_is_silent() -> None:
    rng = np.random.default_rng(4)
    world, as_of = bundled(rng, accounts=60, deals=True), day(700)
    expected = offers_at(world, [as_of], FREE)
    assert expected["bundles_sold"]
    assert expected["shelfware"]
    for later in (later_rows(world, as_of, rng), later_knowledge(world, as_of, rng)):
        for number, row in enumerate(later.rows["subscriptions"]):
            if row["started_on"] > as_of:
                row["bundle_id"] = f"later {number}"
        assert offers_at(later, [as_of], FREE) == expected
