"""The scorecard's sums by plain loops over canonical rows: slow, and written from the definitions alone."""

from datetime import date, timedelta
from typing import Any

from worlds import World

Row = dict[str, Any]
Sums = dict[str, tuple[float, float]]
FAR = date(9999, 12, 31)


def plain_sums(world: World, as_of: date, eligible: set[str]) -> Sums:
    """metric → (numerator, denominator); of cycle_days (deals within 41 days, deals). No plays, no experiments."""
    accounts = {row["account_id"] for row in world.rows["accounts"]}
    lines = [row for row in _lines(world, as_of) if row["account_id"] in accounts]
    spans = _spans(lines)
    deals = [row for row in _deals(world, as_of, spans) if row["account_id"] in accounts]
    touched = _touched(world, as_of, deals)
    sums = _of_deals(deals, as_of) | _of_money(lines, spans, touched, as_of)
    since = as_of - timedelta(days=89)
    spoken = {account for account, at in touched if since <= at <= as_of}
    opened = {d["account_id"] for d in deals if since <= d["created_on"] <= as_of}
    held: dict[str, set[str]] = {}
    for (account, product), parts in spans.items():
        if any(first <= as_of <= last for first, last in parts):
            held.setdefault(account, set()).add(product)
    return sums | {
        "coverage": (len(spoken & eligible), len(eligible)),
        "opportunity_creation": (len(opened & eligible), len(eligible)),
        "penetration": (sum(len(products) > 1 for products in held.values()), len(held)),
    }


def _lines(world: World, as_of: date) -> list[Row]:
    known = []
    for row in world.rows["subscriptions"]:
        if row.get("is_trial") or row["started_on"] > as_of:
            continue
        end = row["ended_on"]
        known.append({**row, "last": end if end is not None and end <= as_of else FAR})
    known.sort(key=lambda row: (row["started_on"], row["last"]))
    return known


def _spans(lines: list[Row]) -> dict[tuple[str, str], list[tuple[date, date]]]:
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in lines:
        parts = spans.setdefault((row["account_id"], row["product_id"]), [])
        if parts and (row["started_on"] - parts[-1][1]).days - 1 <= 90:
            parts[-1] = (parts[-1][0], max(parts[-1][1], row["last"]))
        else:
            parts.append((row["started_on"], row["last"]))
    return spans


def _deals(world: World, as_of: date, spans: dict[tuple[str, str], list[tuple[date, date]]]) -> list[Row]:
    found = []
    for row in world.rows["opportunities"]:
        created, closed = row["created_on"], row["closed_on"]
        if created > as_of:
            continue
        mine = [
            (p, first, last)
            for (a, p), parts in spans.items()
            if a == row["account_id"]
            for first, last in parts
        ]
        holds = any(p == row["product_id"] and first < created <= last for p, first, last in mine)
        beside = any(p != row["product_id"] and first <= created <= last for p, first, last in mine)
        over = row["outcome"] != "open" and closed is not None and closed <= as_of
        if beside and not holds:
            found.append({**row, "outcome": row["outcome"] if over else "open"})
    return found


def _touched(world: World, as_of: date, deals: list[Row]) -> set[tuple[str, date]]:
    spoken = {
        (row["account_id"], row["occurred_on"])
        for row in world.rows["interactions"]
        if row["direction"] == "out"
        and row["purpose"] in ("discovery", "demo", "pitch")
        and row["occurred_on"] <= as_of
    }
    return spoken | {(d["account_id"], d["created_on"]) for d in deals}


def _of_deals(deals: list[Row], as_of: date) -> Sums:
    since = as_of - timedelta(days=364)
    over = [d for d in deals if d["outcome"] != "open" and since <= d["closed_on"] <= as_of]
    won = [d for d in over if d["outcome"] == "won"]
    quick = [d for d in won if (d["closed_on"] - d["created_on"]).days <= 41]
    return {"win_rate": (len(won), len(over)), "cycle_days": (len(quick), len(won))}


def _paid(rows: list[Row], spans: list[tuple[date, date]], at: date) -> float | None:
    """Money of the lines of one product on a day, gaps of a span bridged by what ended last; None without a price."""
    live = [row for row in rows if row["started_on"] <= at <= row["last"]]
    if not live and any(first <= at <= last for first, last in spans):
        ended = [row for row in rows if row["last"] < at]
        live = [row for row in ended if row["last"] == max(one["last"] for one in ended)]
    return None if any(row["acv"] is None for row in live) else sum(row["acv"] for row in live)


def _of_money(lines: list[Row], spans: dict[tuple[str, str], list[tuple[date, date]]],
              touched: set[tuple[str, date]], as_of: date) -> Sums:  # fmt: skip
    by_pair: dict[tuple[str, str], list[Row]] = {}
    for row in lines:
        by_pair.setdefault((row["account_id"], row["product_id"]), []).append(row)
    first = as_of - timedelta(days=365)
    pairs: dict[str, list[tuple[float, float]]] = {}
    for pair, rows in by_pair.items():
        before, after = _paid(rows, spans[pair], first), _paid(rows, spans[pair], as_of)
        if before is not None and after is not None:
            pairs.setdefault(pair[0], []).append((before, after))
    paying = {a: found for a, found in pairs.items() if sum(before for before, _ in found) > 0}
    aimed = {a for a, at in touched if first - timedelta(days=89) <= at <= first}
    sums: Sums = {}
    for name, chosen in (
        ("", set(paying)),
        ("cohort_", set(paying) & aimed),
        ("untargeted_", set(paying) - aimed),
    ):
        base = sum(before for a in chosen for before, _ in paying[a])
        sums[f"{name}nrr"] = (sum(after for a in chosen for _, after in paying[a]), base)
        sums[f"{name}grr"] = (sum(min(pair) for a in chosen for pair in paying[a]), base)
    return sums | {"acv_uplift": _uplift(by_pair, spans, as_of)}


def _uplift(by_pair: dict[tuple[str, str], list[Row]], spans: dict[tuple[str, str], list[tuple[date, date]]],
            as_of: date) -> tuple[float, float]:  # fmt: skip
    starts: dict[str, list[tuple[date, str, float, float]]] = {}
    for (account, product), parts in spans.items():
        began = parts[0][0]
        if not as_of - timedelta(days=364) <= began <= as_of:
            continue
        eve = began - timedelta(days=1)
        others = [
            _paid(rows, spans[a, p], eve)
            for (a, p), rows in by_pair.items()
            if a == account and p != product and any(first <= eve <= last for first, last in spans[a, p])
        ]
        added = _paid(by_pair[account, product], parts, began)
        if others and None not in others and added is not None and sum(o for o in others if o) > 0:
            starts.setdefault(account, []).append((began, product, added, sum(o for o in others if o)))
    return (
        sum(added for found in starts.values() for _, _, added, _ in found),
        sum(min(found)[3] for found in starts.values()),
    )  # fmt: skip
