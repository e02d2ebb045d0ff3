"""The numbers of the scorecard as people call them."""

METRICS = {
    "coverage": "Coverage",
    "opportunity_creation": "Opportunity creation",
    "win_rate": "Win rate",
    "cycle_days": "Cycle",
    "acv_uplift": "Uplift of the contract",
    "cohort_nrr": "NRR, targeted",
    "cohort_grr": "GRR, targeted",
    "untargeted_nrr": "NRR, not targeted",
    "untargeted_grr": "GRR, not targeted",
    "nrr": "NRR",
    "grr": "GRR",
    "penetration": "Penetration",
    "multi_product": "Hold another too",
    "came_from_others": "Came from another",
}
"""Code → name."""
