"""What the engine's own experiments left, and what people thought of what they were shown."""

from adjoin.domain.canonical.columns import PRODUCT, PRODUCT_ID, date, flag, identifier, number, text, whole
from adjoin.domain.contract import Start, Table

EXPERIMENTS = Table(
    "experiments",
    "an experiment of ours that a person started",
    key=("experiment",),
    known_from="started_on",
    start=Start.REQUIRED,
    columns=(
        identifier("experiment"),
        text("design", values=("delayed_start", "holdout")),
        number("held_share", low=0, high=1),
        whole("delay_days"),
        whole("horizon_days"),
        date("started_on", required=True),
        date("read_on"),
        date("stopped_on", counts_from="stopped_on"),
    ),
)

ARMS = Table(
    "arms",
    "the arm drawn for a root account, as first seen, in an experiment of ours",
    key=("experiment", "root_id"),
    known_from="counts_on",
    start=Start.REQUIRED,
    columns=(
        identifier("experiment"),
        identifier("root_id"),
        text("arm", values=("held", "approached")),
        date("drawn_on", required=True),
        date("counts_on", required=True),
    ),
)
"""`counts_on`: the day after the draw, for what the engine recorded counts only for a later date."""

PROPOSALS = Table(
    "proposals",
    "a product for which an account first had a slot of the week: a play shown, or the ghost of one",
    key=("account_id", "product_id", "ghost", "filler", "shown_on"),
    known_from="counts_on",
    start=Start.REQUIRED,
    columns=(
        identifier("account_id"),
        PRODUCT_ID,
        text("root_id"),
        date("shown_on", required=True),
        date("counts_on", required=True),
        flag("ghost"),
        flag("filler"),
        number("probability", low=0, high=1),
        text("signal_kind"),
    ),
)
"""`shown_on`: the first day of the slot, and again the first after each start of an experiment, when what goes on
counts anew in either arm. `ghost`: nobody saw it, for the account was held out. `filler`: it had the slot of a ghost,
and is not analysed."""

FEEDBACK = Table(
    "feedback",
    "what a person thought of a recommendation",
    key=("feedback_id",),
    known_from="given_on",
    start=Start.REQUIRED,
    columns=(
        identifier("feedback_id"),
        identifier("account_id"),
        PRODUCT,
        text("kind", values=("helpful", "not_helpful", "too_early")),
        date("given_on", required=True),
        text("person"),
    ),
)
