"""Made-up accounts on which a project's own template is tried before anybody relies on it."""

from datetime import date

from adjoin.domain.catalog import PairReadiness, Product, Role, Value
from adjoin.domain.play import GiveGet
from adjoin.drafts.brief import Brief, Evidence, Introduction, Person, Sender

_BASE = Product(id="base", name="Base")
_FULL = Brief(
    account_id="A1",
    account="Example Ltd",
    as_of=date(2026, 1, 15),
    currency="EUR",
    product=Product(
        id="next",
        name="Next",
        takes=("orders",),
        gives=("reports",),
        buyers=Role(titles=("Head of Operations",)),
        value=Value(
            executive="One view.", manager="One list.", practitioner="One step.", technical="One API."
        ),
        works_with={"base": PairReadiness(sign_on="full", shared_data="partial", bridge="Orders are there.")},
    ),
    base_product=_BASE,
    industry=None,
    segment=None,
    country=None,
    action="play",
    motion=None,
    need="observed",
    evidence=(
        Evidence(
            "signal:usage_ceiling", "usage_ceiling", "Base orders at 90 % of the limit", date(2026, 1, 4)
        ),
        Evidence("signal:own", "own", "Orders doubled", date(2026, 1, 2)),
        Evidence("objective:1", "objective", "A goal", date(2026, 1, 1), quote="Ship every order in a day"),
    ),
    people=tuple(
        Person(role, f"Kim {role[:4].capitalize()}", "Manager", role)
        for role in ("economic_buyer", "champion", "evaluator", "user", "blocker")
    ),
    sender=Sender("R1", "Sam Example", "csm", calendar_url="https://calendar.example/sam"),
    introduction=Introduction("Sam knows Kim", "ask Kim for an introduction", "Kim"),
    give_get=GiveGet("pilot", "a pilot", "a reference"),
    probability=0.4,
    probability_low=0.3,
    probability_high=0.5,
    horizon_days=90,
    potential=48000.0,
    implementation="guided",
    lead_days=41,
    renews_on=date(2026, 6, 1),
    reopens_on=date(2026, 2, 1),
    like_customers=3,
    like_median_days=64.0,
    outcomes=("Orders ship in a day",),
)
_BARE = Brief(
    account_id="A2",
    account="Sample Inc",
    as_of=date(2026, 1, 15),
    currency="EUR",
    product=Product(id="next", name="Next"),
    base_product=None,
    industry=None,
    segment=None,
    country=None,
    action="discover",
    motion=None,
    need="projected",
    evidence=(),
    people=(),
    sender=None,
    introduction=None,
    give_get=GiveGet("pilot", "a pilot", "a reference", 0.9),
)

TRIALS = {"where everything is known": _FULL, "where nothing is known": _BARE}
"""By when it is that one breaks."""
