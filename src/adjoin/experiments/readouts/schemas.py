"""The columns of what is published about experiments."""

from __future__ import annotations

import pyarrow as pa

_WHICH = [("as_of", pa.date32()), ("experiment", pa.string()), ("source", pa.string())]
_INTERVAL = [("difference", pa.float64()), ("low", pa.float64()), ("high", pa.float64())]

EXPERIMENTS = pa.schema(
    [
        *_WHICH,
        *(
            ("design", pa.string()),
            ("state", pa.string()),
            ("control_arm", pa.string()),
            ("arms", pa.int64()),
        ),
        *(("started_on", pa.date32()), ("read_on", pa.date32()), ("stopped_on", pa.date32())),
        *(("horizon_days", pa.int64()), ("delay_days", pa.int64()), ("held_share", pa.float64())),
        *(("approached", pa.int64()), ("held", pa.int64()), ("begun", pa.int64()), ("matured", pa.int64())),
        *(("left_out", pa.int64()), ("in_no_arm", pa.int64()), ("left_out_says", pa.string())),
        *(("sample_ratio_p", pa.float64()), ("sample_ratio_says", pa.string())),
        *(("contamination", pa.int64()), ("smallest_lift", pa.float64()), ("visible_says", pa.string())),
        ("says", pa.string()),
    ]
)
"""Key as_of, experiment, source. `state`: running, stopped, over (its read-out day has come) or elsewhere.
`approached`, `held`: units that drew an arm, or were assigned to one; null where nobody said which arm is the control.
`begun`: units analysed, matured or not. `smallest_lift`: that would be seen four times of five, fixed date; null where
none would."""

READOUTS = pa.schema(
    [
        *_WHICH,
        *(
            ("product_id", pa.string()),
            ("arm", pa.string()),
            ("is_control", pa.bool_()),
            ("method", pa.string()),
        ),
        *(("roots", pa.int64()), ("converted", pa.int64()), ("rate", pa.float64())),
        *_INTERVAL,
        *(("level", pa.float64()), ("verdict", pa.string()), ("contamination", pa.int64())),
        *(("not_matured", pa.int64()), ("left_out", pa.int64())),
        *(("horizon_days", pa.int64()), ("read_on", pa.date32()), ("exploratory", pa.bool_())),
        ("says", pa.string()),
    ]
)
"""Key as_of, experiment, source, product_id, arm, method. `product_id`: null for all together. `roots`: matured units
that are analysed; of the fixed date those matured by `read_on`. `contamination`: of the control, in every row."""

READOUT_LOOKS = pa.schema(
    [
        *_WHICH,
        *(("arm", pa.string()), ("looked_on", pa.date32())),
        *(("roots", pa.int64()), ("converted", pa.int64())),
        *(("roots_control", pa.int64()), ("converted_control", pa.int64())),
        *_INTERVAL,
        *(("fixed_low", pa.float64()), ("fixed_high", pa.float64())),
    ]
)
"""Key as_of, experiment, source, arm, looked_on. Counts are of all looks until this one; `low`, `high`: valid at any
time, all looks together; `fixed_low`, `fixed_high`: if this were the only look. Weeks in which no unit matured change
nothing and have no row."""

READOUT_MONEY = pa.schema(
    [
        *_WHICH,
        *(("arm", pa.string()), ("is_control", pa.bool_()), ("method", pa.string())),
        *(("roots", pa.int64()), ("money", pa.float64()), ("mean", pa.float64())),
        *_INTERVAL,
        *(("adjusted", pa.bool_()), ("verdict", pa.string()), ("starts_unpriced", pa.int64())),
        ("says", pa.string()),
    ]
)
"""Key as_of, experiment, source, arm, method. `adjusted`: by the money held before (CUPED), where it predicts."""

GUARD_RAILS = pa.schema(
    [
        *_WHICH,
        *(("rail", pa.string()), ("arm", pa.string()), ("is_control", pa.bool_())),
        *(("roots", pa.int64()), ("hits", pa.int64()), ("rate", pa.float64())),
        *_INTERVAL,
        *(("state", pa.string()), ("says", pa.string())),
    ]
)
"""Key as_of, experiment, source, rail, arm. `state`: ok, worse, cannot_tell or off; null for the control."""

PUBLISHED = {
    "experiments": EXPERIMENTS,
    "readouts": READOUTS,
    "readout_looks": READOUT_LOOKS,
    "readout_money": READOUT_MONEY,
    "guard_rails": GUARD_RAILS,
}
