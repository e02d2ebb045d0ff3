"""The witness has power: gates that are a little wrong are caught within few worlds, whichever gate it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from adjoin.gates.gate import SqlGate
from adjoin.gates.judging import gates
from judgement.drawn import Draw, drawn_world
from judgement.plain_witness import Witness
from judgement.rejudged import Change, Judgement, Settings, judged_up_to_gates

WORLDS = 400


@dataclass(frozen=True)
class Wrong:
    """A wrong setting, or a wrong piece of one gate's SQL; without both the gate is missing."""

    gate: str
    settings: tuple[tuple[str, float | int | str], ...] = ()
    right: str = ""
    wrong: str = ""

    @property
    def values(self) -> Settings:
        return {self.gate: dict(self.settings)} if self.settings else {}

    def change(self, gate: SqlGate) -> SqlGate | None:
        if gate.name != self.gate or self.settings:
            return gate
        if not self.right:
            return None
        assert self.right in gate.query.sql, f"{self.gate} no longer says: {self.right}"
        return replace(gate, query=replace(gate.query, sql=gate.query.sql.replace(self.right, self.wrong)))


WRONGS = {
    "renewal, 59 days before": Wrong("renewal", (("before_days", 59),)),
    "renewal, 59 days after": Wrong("renewal", (("after_days", 59),)),
    "adoption, 59 %": Wrong("adoption", (("floor", 0.59),)),
    "adoption unknown warns": Wrong("adoption", (("unknown", "warn"),)),
    "fatigue, 89 days": Wrong("fatigue", (("rest_days", 89),)),
    "rival, 17 months": Wrong("competitor_bought", (("months", 17),)),
    "rival, 121 days before its end": Wrong("competitor_bought", (("before_end_days", 121),)),
    "satisfaction, asked within 364 days": Wrong("satisfaction", (("asked_days", 364),)),
    "satisfaction, CSAT under 59 %": Wrong("satisfaction", (("csat_poor_share", 0.59),)),
    "urgent tickets forgotten": Wrong("escalation", (), "severity = 'urgent'", "severity = 'never'"),
    "escalated tickets forgotten": Wrong("escalation", (), "coalesce(escalated, FALSE)", "FALSE"),
    "yellow is well": Wrong("health", (), "newest.colour IN ('red', 'yellow')", "newest.colour IN ('red')"),
    "declined plays forgotten": Wrong("fatigue", (), "outcome IN ('lost', 'declined')", "outcome = 'lost'"),
    "plays of the account only, not of its root": Wrong(
        "fatigue",
        (),
        "SELECT roots.as_of, roots.root_id, plays",
        "SELECT roots.as_of, roots.account_id AS root_id, plays",
    ),
    "a hold ends a day early": Wrong(
        "hold", (), 'standing."until" > standing.as_of', 'standing."until" > standing.as_of + 1'
    ),
    "the last day of sale forgotten": Wrong("eligibility", (), "products.sold_until < cells.as_of", "FALSE"),
    "exclusions forgotten": Wrong("eligibility", (), "'requires', 'excludes'", "'requires', 'none'"),
    "parents' contracts forgotten": Wrong("eligibility", (), "holdings.covers_children", "FALSE"),
}
WRONGS |= {
    f"no {gate.name}": Wrong(gate.name) for gate in gates() if gate.name not in ("people", "relationship")
}


def some_judgements() -> Iterator[Judgement]:
    for seed in range(WORLDS):
        rng = np.random.default_rng(seed)
        draw = Draw(seed, 40, int(rng.integers(2, 6)), int(rng.integers(400, 900)), 0.05)
        with judged_up_to_gates(drawn_world(draw)) as judgement:
            yield judgement


def caught(judgement: Judgement, settings: Settings, change: Change) -> bool:
    drawn = judgement.drawn
    witness = Witness(drawn.world, drawn.as_of, drawn.mapped, judgement.affinity)
    return any(
        row["possible"] != "blocked"
        and witness.objections(
            row["account_id"], row["product_id"], row["base_product_id"], row["possible"] == "play"
        )
        for row in judgement.decide_by(settings, change)["candidates"]
    )


@pytest.mark.proof
def test_every_wrong_gate_is_caught() -> None:
    after: dict[str, int] = {}
    for number, judgement in enumerate(some_judgements(), 1):
        for name, wrong in WRONGS.items():
            if name not in after and caught(judgement, wrong.values, wrong.change):
                after[name] = number
        if len(after) == len(WRONGS):
            break
    print(after)  # noqa: T201 - what the proof saw is read where it runs
    assert not set(WRONGS) - set(after)
