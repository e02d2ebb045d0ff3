"""No play and no discovery breaks a blocking gate in random worlds, told again by a plain witness."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pytest

from judgement.drawn import SWITCHED, Draw, drawn_world
from judgement.plain_witness import Witness
from judgement.rejudged import judged_up_to_gates
from judgement.week import broken_rules

PROPOSED = ("play", "discover")


def drawn(seed: int) -> Draw:
    """World number `seed`; uniform, so that rare rules speak too, and the same whatever else is in the code."""
    rng = np.random.default_rng((seed, 40))  # a stream of its own: the world itself is drawn from `seed`
    return Draw(
        seed=seed,
        accounts=int(rng.integers(5, 41)),
        products=int(rng.integers(2, 6)),
        offset=int(rng.integers(400, 901)),
        trouble=float(rng.choice([0.02, 0.05, 0.1])),
        unmapped=frozenset(rng.permutation(SWITCHED)[: rng.integers(0, 5)].tolist()),
        own_affinity=bool(rng.random() < 0.5),
    )


@dataclass
class Count:
    """What the worlds held, so that a law about nothing is seen to be one."""

    worlds: int = 0
    with_plays: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    proposals: int = 0
    objections: Counter[str] = field(default_factory=Counter)


def judge_one(draw: Draw, count: Count) -> None:
    """Every candidate that is proposed is free of objections, and so is the week as a whole."""
    drawn = drawn_world(draw)
    with judged_up_to_gates(drawn) as judgement:
        found = judgement.decide_by()
        witness = Witness(drawn.world, drawn.as_of, drawn.mapped, judgement.affinity)
        signalled = {
            (row["account_id"], row["product_id"])
            for row in judgement.warehouse.read("signals").to_pylist()
            if row["state"] != "closed"
        }
    for row in found["candidates"]:
        cell = (row["account_id"], row["product_id"])
        objections = witness.objections(*cell, row["base_product_id"], row["possible"] != "discover")
        assert row["possible"] == "blocked" or not objections, f"{cell} on {draw.as_of}: {objections}"
        count.objections.update(objections)
        count.proposals += row["possible"] != "blocked"
    decided = found["recommendations"]
    for row in decided:
        if row["action"] in PROPOSED:
            cell = (row["account_id"], row["product_id"])
            objections = witness.objections(*cell, row["base_product_id"], row["action"] == "play")
            assert not objections, f"{cell} on {draw.as_of}: {objections}"
            assert row["action"] == "discover" or cell in signalled, f"{cell} cites no signal"
    assert not broken_rules(witness, decided)
    actions = Counter(row["action"] for row in decided)
    count.actions += actions
    count.worlds, count.with_plays = count.worlds + 1, count.with_plays + (actions["play"] > 0)


def judge_worlds(worlds: int) -> Count:
    """So many worlds, drawn the same way every time."""
    count = Count()
    for seed in range(worlds):
        judge_one(drawn(seed), count)
    return count


def assert_power(count: Count, worlds: int) -> None:
    """More than half of the worlds have plays, each rule spoke up in one of twenty at least."""
    assert count.worlds == worlds
    assert count.with_plays > 0.5 * count.worlds, count
    assert count.proposals > 5 * count.worlds, count
    for rule in RULES:
        assert count.objections[rule] > count.worlds / 20, f"{rule}: {count}"


RULES = (
    *("adoption", "health", "satisfaction", "escalation", "renewal", "adjacency", "eligibility", "open deal"),
    *("rival bought", "fatigue", "hold", "objectives", "no bridge"),
)


def test_no_play_breaks_a_gate_in_twenty_five_worlds() -> None:
    assert_power(judge_worlds(25), 25)


@pytest.mark.proof
def test_no_play_breaks_a_gate_in_a_thousand_worlds() -> None:
    count = judge_worlds(1000)
    print(count)  # noqa: T201 - what the proof saw is read where it runs
    assert_power(count, 1000)
