"""The tables a run publishes, and in which order their rows are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """One published table. `order`: the key that rows follow; `nested`: columns that hold JSON."""

    name: str
    what: str
    order: tuple[str, ...]
    nested: tuple[str, ...] = ()


_TABLES = (
    Published("affinity", "which product follows which, how soon", ("from_product", "to_product", "horizon_days")),
    Published("affinity_curves", "incidence by days since the start", ("from_product", "to_product", "day")),
    Published("affinity_by_group", "the same by segment and industry, where numbers allow",
              ("group_by", "from_product", "to_product", "group_value", "horizon_days")),
    Published("group_differences", "whether groups differ in a pair at all",
              ("group_by", "from_product", "to_product")),
    Published("triggered_chances", "which product follows which after a signal",
              ("condition", "from_product", "to_product", "horizon_days")),
    Published("next_products", "what comes next by what is held together and taken up lately",
              ("as_of", "account_id", "place"), ("because",)),
    Published("pathways", "which way on is worth most", ("rank",)),
    Published("journeys", "frequent orders of three products and more", ("rank",), ("journey",)),
    Published("journey_tests", "how many orders were tested, and how many hold by chance", ("length",)),
    Published("hero_products", "what to begin with", ("product_id",)),
    Published("workflow", "what the catalog links beside what is seen", ("from_product", "to_product")),
    Published("whitespace", "every account × product cell", ("account_id", "product_id")),
    Published("signals", "what shifted at an account", ("account_id", "product_id", "kind"), ("evidence",)),
    Published("detectors", "what each detector watches, how often it fired, and its record", ("name",)),
    Published("detector_product_records", "the record of each detector by product", ("name", "product_id")),
    Published("woken", "snoozes that something stronger woke", ("account_id", "hold_id")),
    Published("firings", "when each detector's signals first became known",
              ("fired_on", "account_id", "product_id", "name")),
    Published("tryouts", "who would fire at another threshold",
              ("name", "account_id", "product_id", "detected_on", "fires_up_to", "says")),
    Published("upsells", "full tiers: more of what is held", ("account_id", "product_id", "metric"), ("evidence",)),
    Published("gates", "when not to", ("account_id", "product_id", "base_product_id", "gate", "reason_code")),
    Published("scores", "the best open products an account", ("account_id", "product_id"), ("reasons",)),
    Published("recommendations", "one next best product an account", ("priority",)),
    Published("held_back", "what the gates hold back", ("gate", "sole")),
    Published("held_out", "who is held out of plays, by which experiment, until when", ("account_id", "experiment")),
    Published("stability", "two axes: how steady an account is, how ready", ("account_id",), ("parts",)),
    Published("diagnosis", "need, budget, timing: what is known of them, and what to ask",
              ("account_id", "product_id", "question"), ("evidence",)),
    Published("readiness", "likely accounts before any signal", ("rank",), ("reasons",)),
    Published("launches", "where a new product may be tried", ("rank",)),
    Published("assignment_quality", "how near the week's plan comes to the best there is", ("turn",)),
    Published("like_you", "customers like this one that made the move", ("account_id", "product_id")),
    Published("concentration", "whether one product wins by popularity alone", ("measure",)),
    Published("shadow", "whether the run is silent, and until when", ("says",)),
    Published("model_report", "which model is in use, and by how much it beats the prior", ("measure",)),
    Published("model_weights", "weights of signals, the experts' and learned", ("kind",)),
    Published("rejected", "rows refused, and why", ("table", "source", "row_number", "key"), ("row",)),
    Published("accounts", "the book", ("account_id",)),
    Published("products", "the catalog", ("product_id",)),
    Published("team", "ours, by id", ("rep_id",)),
    Published("holdings", "what is held", ("account_id", "product_id")),
    Published("renewals", "what renews when", ("account_id", "product_id", "subscription_id", "next_on")),
    Published("stakeholders", "people by the part they play for a product", ("account_id", "product_id", "contact_id")),
    Published("objectives", "goals that customers stated, with the products that serve them",
              ("account_id", "objective", "product_id")),
    Published("people_there", "people at the accounts of the book", ("account_id", "contact_id")),
    Published("roles", "who pays, champions, evaluates, uses or blocks, by product",
              ("account_id", "product_id", "role", "place", "contact_id")),
    Published("acquaintance", "who of ours knows whom", ("account_id", "rep_id", "contact_id")),
    Published("warm_paths", "the best way to who pays", ("account_id", "product_id")),
    Published("threads", "how many people we speak to, and whom we lost", ("account_id",)),
    Published("partner_records", "what partners did", ("partner", "product_id", "industry", "country")),
    Published("plays", "the campaign of each accepted recommendation", ("play_id",)),
    Published("tasks", "its dated steps", ("play_id", "place")),
    Published("give_gets", "what was given on plays, and what was got for it", ("play_id", "place")),
    Published("give_get_record", "what came of each kind of concession", ("kind",)),
    Published("reference_customers", "customers who made the move and may be named",
              ("account_id", "product_id", "place")),
    Published("bundles", "what to offer together: price, what it gives away, when it pays", ("rank", "bundle"),
              ("products",)),
    Published("bundle_parts", "the parts of each bundle: chance of use, terms", ("bundle", "product_id")),
    Published("bundle_accounts", "whom each bundle fits best", ("bundle", "account_id"), ("missing",)),
    Published("bundle_sensitivity", "what a bundle nets by discount and uplift", ("bundle", "discount", "uplift")),
    Published("bundles_sold", "bundles sold so far: added, given away, unused", ("bundle",)),
    Published("price_responses", "how demand answers a discount, where that can be known", ("product_id",)),
    Published("discount_reasons", "why past discounts were given", ("reason",)),
    Published("activation_rates", "how likely a product is used once bought", ("product_id", "segment", "size")),
    Published("shelfware", "what is bought and not used", ("rank", "account_id", "product_id")),
    Published("pair_readiness", "how well two products fit together", ("base_product_id", "product_id")),
    Published("integrations", "what missing integration costs", ("rank",), ("missing",)),
    Published("integration_totals", "the same in all", ("kind",)),
    Published("strategy", "which of three patterns fits, by one's own numbers", ("place",)),
    Published("penetration", "how many hold several products, and what closing the gap is worth", ("scope",)),
    Published("trials", "products on trial, and what became of them", ("trial_id",), ("criteria", "participants")),
    Published("trial_conversion", "how many trials of a product led to a paid start", ("product_id",)),
    Published("usage_series", "usage by week beside its limit", ("account_id", "product_id", "metric")),
    Published("timeline", "what happened at an account", ("account_id", "day", "lane", "product_id", "says")),
    Published("data_tables", "what was read of each table", ("place",)),
    Published("switched_off", "what is off, and what switches it on", ("what", "why")),
    Published("notes", "what the run has to say about itself", ("place",)),
)  # fmt: skip

PUBLISHED: dict[str, Published] = {table.name: table for table in _TABLES}
"""By name, in the order `adjoin show` lists them."""

RUNS = Published(
    "runs", "what each run spoke for, wrote and took", ("run_id",), ("settings", "rows", "versions")
)
"""The one table that is read from the ledger."""


def nested_columns(name: str) -> tuple[str, ...]:
    """The columns of a table that hold JSON."""
    return RUNS.nested if name == RUNS.name else PUBLISHED[name].nested if name in PUBLISHED else ()


LATER = (
    "retention", "uplift", "readouts", "scorecard",
)  # fmt: skip
"""Tables of the contract that no run publishes yet."""
