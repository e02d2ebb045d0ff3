"""Random worlds with what the gates about people read: moods, goals, rivals bought, and contacts we speak with."""

from datetime import timedelta

import numpy as np

from worlds import World, day, random_world

DAYS = 900


def peopled(rng: np.random.Generator, accounts: int = 60) -> World:
    """A random world, and beside it NPS and CSAT, sentiments, objectives, purchases of rivals and clerks who leave."""
    world = random_world(rng, accounts=accounts)
    ids = [row["account_id"] for row in world.rows["accounts"]]
    at = [int(offset) for offset in rng.integers(0, DAYS, 4 * accounts)]
    for number, offset in enumerate(at):
        account = str(rng.choice(ids))
        world.rows["interactions"].append(
            {
                "interaction_id": f"s{number}",
                "account_id": account,
                "occurred_on": day(offset),
                "contact_id": f"k{number % accounts}",
                "channel": str(rng.choice(["call", "email"])),
                "sentiment": round(float(rng.uniform(-1, 1)), 2),
            }
        )
    world.rows["interactions"] += [
        {
            "interaction_id": f"f{account}-{offset}",
            "account_id": account,
            "occurred_on": day(offset),
            "channel": "email",
            "sentiment": 0.6 if offset < 560 else float(rng.uniform(-0.4, 0.0)),
        }
        for account in ids[:9]
        for offset in range(470, 700, 15)
    ]
    known: set[tuple[object, ...]] = {
        (row["account_id"], row["measure"], row["day"]) for row in world.rows["health"]
    }
    for offset in at[: 2 * accounts]:
        row = {
            "account_id": str(rng.choice(ids)),
            "measure": str(rng.choice(["nps", "csat"])),
            "day": day(offset),
        }
        if tuple(row.values()) not in known:
            known.add(tuple(row.values()))
            world.rows["health"].append(row | {"score": float(rng.integers(1, 6))})
    world.rows["objectives"] = [
        {"account_id": a, "objective": "grow", "stated_on": day(o)}
        for a, o in zip(ids, at, strict=False)
        if o % 2
    ]
    world.rows["events"] += [
        {
            "event_id": f"b{number}",
            "account_id": str(rng.choice(ids)),
            "occurred_on": day(offset),
            "kind": "competitor_purchase",
            "vendor": "Toolbox",
            "due_on": day(offset + 400) if number % 2 else None,
        }
        for number, offset in enumerate(at[:accounts])
    ]
    for number, a in enumerate(ids):
        gone = day(at[number]) + timedelta(days=int(rng.integers(30, 400)))
        world.rows["contacts"].append(
            {"contact_id": f"k{number}", "account_id": a, "title": "Clerk", "first_seen_on": day(at[number]),
             "left_on": gone if number % 2 else None}
        )  # fmt: skip
    return world
