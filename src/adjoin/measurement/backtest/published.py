"""The relations that a backtest leaves, and their columns."""

import pyarrow as pa

DAY, TEXT, NUMBER, WHOLE = pa.date32(), pa.string(), pa.float64(), pa.int64()

BACKTEST = pa.schema(
    [("policy", TEXT), ("measure", TEXT), ("as_of", DAY), ("picks", WHOLE), ("value", NUMBER), ("low", NUMBER),
     ("high", NUMBER), ("effective_n", NUMBER), ("lead_days", NUMBER), ("grade", TEXT), ("says", TEXT)]
)  # fmt: skip
"""One row a policy and measure; `as_of` null: all dates together. Measures: `foresight` and `replay` (shares),
`foresight_over_X` and `replay_over_X` (differences of shares to the policy X), `calibration_slope` (Adjoin's, of its
picks and of all cells). `picks`: how many it is a share of. `lead_days`: of foresight, median days from pick to start;
of replay, median days from pick to opportunity. `grade`: on Adjoin's replay only."""

PICKS = pa.schema(
    [("as_of", DAY), ("policy", TEXT), ("account_id", TEXT), ("product_id", TEXT), ("rank", WHOLE),
     ("probability", NUMBER), ("approached_on", DAY), ("opened_on", DAY), ("started_on", DAY), ("weight", NUMBER)]
)  # fmt: skip
"""`probability`: Adjoin's for the cell, whoever picked it. `weight`: in replay, 0 where nobody approached."""

RELIABILITY = pa.schema(
    [("of", TEXT), ("bin", WHOLE), ("predicted", NUMBER), ("observed", NUMBER), ("low", NUMBER), ("high", NUMBER),
     ("cells", WHOLE), ("started", WHOLE)]
)  # fmt: skip
"""`of`: picks (Adjoin's) or cells (every open cell with a score); `bin`: 1 for the smallest predictions."""

POLICIES = pa.schema([("place", WHOLE), ("policy", TEXT), ("called", TEXT), ("what", TEXT), ("off", TEXT)])
"""`off`: why it did not run; null if it did."""

AS_THEY_STAND = pa.schema(
    [("table_name", TEXT), ("column_name", TEXT), ("seen_since", DAY), ("dates", WHOLE), ("says", TEXT)]
)
"""Columns that the source overwrites, of which `dates` dates had no earlier version and took today's."""

ABOUT = pa.schema(
    [("backtest_id", TEXT), ("company", TEXT), ("as_of", DAY), ("first_on", DAY), ("last_on", DAY), ("dates", WHOLE),
     ("capacity", TEXT), ("follow_days", WHOLE), ("grade", TEXT), ("verdict", TEXT)]
)  # fmt: skip
"""One row. `as_of`: the day up to which outcomes are known."""

NOTES = pa.schema([("about", TEXT), ("says", TEXT)])

SCHEMAS: dict[str, pa.Schema] = {
    "backtest": BACKTEST,
    "backtest_picks": PICKS,
    "reliability": RELIABILITY,
    "backtest_policies": POLICIES,
    "as_they_stand": AS_THEY_STAND,
    "backtest_about": ABOUT,
    "backtest_notes": NOTES,
}
"""Every relation of a backtest's file."""
