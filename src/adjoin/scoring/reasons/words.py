"""What each feature is called when it moved a score; `{}` stands for its value."""

import pyarrow as pa

WORDS: dict[str, tuple[str, str]] = {
    "product_id": ("how this product is taken up when it is brought up", "name"),
    "base_product_id": ("what it builds on", "name"),
    "chance_logit": ("how often it follows what they hold", "none"),
    "base_held_days": ("what it builds on is held for {} days", "whole"),
    "products_held": ("{} products held", "whole"),
    "tenure_days": ("a customer for {} days", "whole"),
    "acv_log": ("pays {} a year", "log"),
    "expected_acv_log": ("it costs about {} a year", "log"),
    "employees": ("{} people", "whole"),
    "sites": ("{} sites", "whole"),
    "segment": ("segment {}", "name"),
    "industry": ("industry {}", "name"),
    "country": ("country {}", "name"),
    "signals_open": ("{} signals for it", "whole"),
    "signal_newest_days": ("the newest signal is {} days old", "whole"),
    "signals_elsewhere": ("{} signals for other products", "whole"),
    "base_utilisation": ("what it builds on is used at {}", "share"),
    "mean_utilisation": ("what they hold is used at {}", "share"),
    "base_trend": ("use of what it builds on moved by {}", "ratio"),
    "lowest_trend": ("the weakest use moved by {}", "ratio"),
    "health_score": ("health score {}", "whole"),
    "health_colour": ("health colour", "none"),
    "satisfaction": ("satisfaction {}", "whole"),
    "sentiment": ("tone of half a year's conversations {}", "decimal"),
    "tickets_open": ("{} tickets open", "whole"),
    "tickets_90": ("{} tickets in 90 days", "whole"),
    "inbound_90": ("they wrote or called {} times in 90 days", "whole"),
    "meetings_90": ("{} contacts in 90 days", "whole"),
    "next_renewal_days": ("a renewal in {} days", "whole"),
    "anchor_next_days": ("the anchor renewal in {} days", "whole"),
    "anchor_last_days": ("the anchor renewed {} days ago", "whole"),
    "root_approach_days": ("last approached {} days ago", "whole"),
    "root_approaches_180": ("{} approaches in half a year", "whole"),
    "product_approach_days": ("approached about it {} days ago", "whole"),
    "contacts": ("{} people known", "whole"),
    "people_for_it": ("{} people whose part it is", "whole"),
    "tools": ("{} tools connected", "whole"),
    "deals_open": ("{} opportunities open", "whole"),
    "deals_won_365": ("{} opportunities won in a year", "whole"),
    "deal_lost_days": ("a deal for it was lost {} days ago", "whole"),
    "rival_days": ("a rival was looked at {} days ago", "whole"),
    "linked": ("a link in the catalog", "none"),
    "root_holders": ("{} sister accounts hold it", "whole"),
    "readiness: sign_on": ("nothing known of single sign-on with what it builds on", "none"),
    "readiness: shared_data": ("nothing known of data shared with what it builds on", "none"),
    "readiness: activation": ("nothing known of activation from what it builds on", "none"),
    "readiness: experience": ("nothing known of the same experience as in what it builds on", "none"),
}
"""Feature → its words, and how its value is written; of readiness where it is unknown, else its part has words."""


def words_table() -> pa.Table:
    """The relation `feature_words`: feature, words, written."""
    names = list(WORDS)
    return pa.table(
        {
            "feature": pa.array(names, pa.string()),
            "words": pa.array([WORDS[name][0] for name in names], pa.string()),
            "written": pa.array([WORDS[name][1] for name in names], pa.string()),
        }
    )
