"""What a backtest cannot tell, said beside its numbers."""

from __future__ import annotations

from adjoin.measurement.backtest.dates import FOLLOW_DAYS

FORESIGHT_SAYS = (
    f"Foresight is the share of picks that started the product within {FOLLOW_DAYS} days, whatever was done. It "
    "rewards predicting one's own reps: whoever names the accounts that were going to be called anyway looks good."
)
REPLAY_SAYS = (
    "Replay is the share that started the product among the picks that somebody approached about it within 30 days, "
    "each weighted by 1 / its chance of being approached, given what was recorded on the date. It holds as far as "
    "people chose on what is recorded; what they knew and never wrote down it cannot see."
)
SAME_FOR_ALL = (
    "Every policy picks from the same offers with the same capacity, one product an account; accounts with an open "
    "opportunity on the date are left out for all of them, and so is what cannot be sold to an account."
)
NOT_CAUSAL = "Neither number says how many starts a call causes. Only a holdout can: adjoin experiment start."
OVERLAP = (
    f"Dates less than {FOLLOW_DAYS} days apart share outcomes, and an account may be picked on several; intervals are "
    "drawn by root account, so they know it. The chances of approach are taken as given."
)
CAVEATS: tuple[tuple[str, str], ...] = (
    ("foresight", FORESIGHT_SAYS),
    ("replay", REPLAY_SAYS),
    ("same for all", SAME_FOR_ALL),
    ("not causal", NOT_CAUSAL),
    ("intervals", OVERLAP),
)
