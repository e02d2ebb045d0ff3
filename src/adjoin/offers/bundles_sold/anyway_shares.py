"""The share of each bundle's parts that would have begun anyway."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from adjoin.statistics.would_have_anyway import Anyway, would_have_anyway

_SHARES = ("share", "low", "high")
_DIGITS = 12
"""The last digits depend on the order of sums."""

BUNDLE_ANYWAY = pa.schema(
    [("as_of", pa.date32()), ("bundle", pa.string()), ("compared", pa.int64()),
     *((prefix + name, pa.float64()) for prefix in ("", "money_") for name in _SHARES)]
)  # fmt: skip
"""The relations `bundle_anyway` and `bundle_asked`: how many parts have comparable accounts, and the share of the parts
(`share`) and of their money at list (`money_share`) with limits; null where nothing compares."""


def anyway_shares(counts: pa.Table, together: pa.Table) -> pa.Table:
    """One row of BUNDLE_ANYWAY a moment and bundle of `counts`, the relation `anyway_counts` or `asked_counts`.

    `together`: `anyway_together` or `asked_together`; a bundle without a row has no two parts that could be compared.
    """
    order = [(name, "ascending") for name in ("as_of", "bundle")]
    keys = counts.group_by(["as_of", "bundle"]).aggregate([]).sort_by(order)
    numbered = keys.append_column("group", pa.array(np.arange(keys.num_rows)))
    used = counts.select(["as_of", "bundle", "parts", "money", "comparable", "began"])
    strata = used.join(numbered, ["as_of", "bundle"])
    pairs = numbered.join(together, ["as_of", "bundle"]).sort_by("group")
    spread = [pairs[name].fill_null(0.0).to_numpy() for name in ("of_parts", "of_money")]
    group = strata["group"].to_numpy()
    parts, money, others, did = (
        strata[name].to_numpy().astype(np.float64) for name in ("parts", "money", "comparable", "began")
    )
    of_parts = would_have_anyway(group, parts, others, did, spread[0])
    of_money = would_have_anyway(group, money, others, did, spread[1])
    columns = {
        **{name: keys[name] for name in keys.column_names},
        "compared": of_parts.compared.astype(np.int64),
        **_limits(of_parts, ""),
        **_limits(of_money, "money_"),
    }
    return pa.table([columns[name] for name in BUNDLE_ANYWAY.names], schema=BUNDLE_ANYWAY)


def _limits(anyway: Anyway, prefix: str) -> dict[str, pa.Array]:
    return {
        prefix + name: pa.array(np.round(getattr(anyway, name), _DIGITS), from_pandas=True)
        for name in _SHARES
    }
