"""Activation and the watch list read plainly, one holding after another."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from worlds import World

Row = dict[str, Any]


def spans_of(world: World, account: str, product: str, as_of: date) -> list[tuple[date, date | None]]:
    """First and last day of each span, gaps of 90 days closed."""
    lines = [
        (row["started_on"], row["ended_on"] if row["ended_on"] and row["ended_on"] <= as_of else None)
        for row in world.rows["subscriptions"]
        if row["account_id"] == account
        and row["product_id"] == product
        and not row.get("is_trial")
        and row["started_on"] <= as_of
    ]
    spans: list[tuple[date, date | None]] = []
    for begins, ends in sorted(lines, key=lambda line: line[0]):
        if spans and (spans[-1][1] is None or (begins - spans[-1][1]).days - 1 <= 90):
            last = spans[-1][1]
            spans[-1] = (spans[-1][0], None if last is None or ends is None else max(last, ends))
        else:
            spans.append((begins, ends))
    return spans


def periods_of(world: World, as_of: date) -> dict[tuple[str, str, str, date, str], list[Row]]:
    """Usage rows by account, product, grain, last day of their period and metric, those known."""
    found: dict[tuple[str, str, str, date, str], list[Row]] = {}
    for row in world.rows["usage"]:
        grain = "month" if row["grain"] == "month" else "week"
        end = row["known_on"] if grain == "month" else row["day"] + timedelta(days=6 - row["day"].weekday())
        if end <= as_of:
            key = (row["account_id"], row["product_id"], grain, end, row["metric"])
            found.setdefault(key, []).append(row)
    return found


def first_day(grain: str, end: date) -> date:
    return end.replace(day=1) if grain == "month" else end - timedelta(days=6)


def _months(first: date, second: date) -> int:
    return 12 * (second.year - first.year) + second.month - first.month


def _quantity(rows: list[Row], kind: str) -> float:
    if kind == "level":
        return float(max(rows, key=lambda row: row["day"])["quantity"])
    return float((max if kind == "distinct" else sum)(row["quantity"] for row in rows))


class Plain:
    """What is known of use in a world of `seats` and distinct metrics, without users, at a date."""

    def __init__(self, world: World, as_of: date) -> None:
        self.world, self.as_of = world, as_of
        self.adoption = {p.id: p.adoption.metric for p in world.catalog.products if p.adoption}
        self.kinds = {name: metric.kind for name, metric in world.catalog.metrics.items()}
        self.periods = periods_of(world, as_of)
        self.feeds: dict[tuple[str, str], tuple[date, date]] = {}
        self.seen: dict[str, date] = {}
        for account, product, grain, end, metric in self.periods:
            self.seen[account] = max(end, self.seen.get(account, end))
            if self.tells(product, metric):
                low, high = self.feeds.get((product, grain), (first_day(grain, end), end))
                self.feeds[product, grain] = min(low, first_day(grain, end)), max(high, end)

    def tells(self, product: str, metric: str) -> bool:
        return self.kinds.get(metric, "flow") != "level" or self.adoption.get(product) == metric

    def starts(self) -> Iterator[tuple[str, str, date, int]]:
        """Account, product, start, and whether it was activated."""
        for account in (row["account_id"] for row in self.world.rows["accounts"]):
            for product in self.world.catalog.ids:
                for begins, ends in spans_of(self.world, account, product, self.as_of):
                    if self._followed(account, product, begins):
                        yield account, product, begins, self._activated(account, product, begins, ends)

    def _followed(self, account: str, product: str, begins: date) -> bool:
        feeds = {grain: days for (p, grain), days in self.feeds.items() if p == product}
        until = begins + timedelta(days=90)
        return (
            bool(feeds)
            and begins >= min(low for low, _ in feeds.values())
            and until <= self.as_of
            and until
            <= max(high + timedelta(days=6 if g == "week" else 27) for g, (_, high) in feeds.items())
            and account in self.seen
            and self.seen[account] >= begins
        )

    def _activated(self, account: str, product: str, begins: date, ends: date | None) -> int:
        seats = [
            row["seats"]
            for row in self.world.rows["subscriptions"]
            if (row["account_id"], row["product_id"], row["started_on"]) == (account, product, begins)
            and not row.get("is_trial")
        ]
        people, in_use = [], set()
        for (a, p, grain, end, metric), rows in self.periods.items():
            inside = begins <= first_day(grain, end) <= (ends or self.as_of) and end <= begins + timedelta(
                days=90
            )
            if (a, p) != (account, product) or not inside:
                continue
            if metric == self.adoption.get(product):
                people.append(_quantity(rows, self.kinds.get(metric, "distinct")))
            if (
                self.tells(p, metric)
                and any(row["quantity"] > 0 for row in rows)
                and (end - begins).days >= 28
            ):
                in_use.add((grain, end))
        known = [seat for seat in seats if seat is not None]
        if people and sum(known) > 0:
            return int(max(people) / sum(known) >= 0.3)
        return int(sum(4 if grain == "month" else 1 for grain, _ in in_use) >= 4)

    def watched(self, utilisation: dict[tuple[str, str], float | None]) -> dict[tuple[str, str], str]:
        """The state of each holding on the watch list; `utilisation` as the fact says it."""
        found = {}
        for account in (row["account_id"] for row in self.world.rows["accounts"]):
            for product in self.world.catalog.ids:
                for begins, ends in spans_of(self.world, account, product, self.as_of):
                    if ends is None or ends >= self.as_of:
                        state = self._state(account, product, begins, utilisation.get((account, product)))
                        if state and self._money(account, product) != 0:
                            found[account, product] = state
        return found

    def _money(self, account: str, product: str) -> float | None:
        prices = [
            row["acv"]
            for row in self.world.rows["subscriptions"]
            if (row["account_id"], row["product_id"]) == (account, product)
            and not row.get("is_trial")
            and row["started_on"] <= self.as_of
            and (row["ended_on"] is None or row["ended_on"] >= self.as_of)
            and row["acv"] is not None
        ]
        return sum(prices) if prices else None

    def _state(self, account: str, product: str, begins: date, utilisation: float | None) -> str | None:
        feeds = {grain: days for (p, grain), days in self.feeds.items() if p == product}
        if not feeds or max(high for _, high in feeds.values()) <= self.as_of - timedelta(days=45):
            return None
        if account not in self.seen or self.seen[account] < begins:
            return None
        used = [
            (grain, end)
            for (a, p, grain, end, metric), rows in self.periods.items()
            if (a, p) == (account, product) and end >= begins and self.tells(p, metric)
            and any(row["quantity"] > 0 for row in rows)
        ]  # fmt: skip
        if not used:
            watched = self.as_of - max(begins, min(low for low, _ in feeds.values()))
            return "never_used" if watched.days >= 60 else None
        ends = [end for (a, p, grain, end, m) in self.periods if (a, p, grain) == (account, product, "month")
                and self.tells(p, m)]  # fmt: skip
        last = {grain: max(end for g, end in used if g == grain) for grain, _ in used}
        late = (
            "month" in last and last["month"] == max(ends) and _months(last["month"], feeds["month"][1]) <= 1
        )
        if not late and not any(end > feeds[grain][1] - timedelta(days=28) for grain, end in used):
            return "stopped"
        low = utilisation is not None and utilisation < 0.1 and (self.as_of - begins).days >= 28
        return "barely_used" if low else None
