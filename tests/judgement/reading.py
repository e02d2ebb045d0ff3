"""What a person reads off the canonical rows of a world on a day: who holds what, who belongs to whom, what is used."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from adjoin.domain.catalog import Product
from judgement.calendar import months_after
from worlds import EPOCH, Rows, World

Row = dict[str, Any]


class Reading:
    """Plain loops over the rows; what is dated after the day is not there yet."""

    def __init__(self, world: World, as_of: date, mapped: frozenset[str], first_load: date = EPOCH) -> None:
        self.world, self.as_of, self.mapped, self.first_load = world, as_of, mapped, first_load
        self.catalog = {product.id: product for product in world.catalog.products}
        self._own: dict[str, dict[str, Rows]] = defaultdict(lambda: defaultdict(list))
        for table, rows in world.rows.items():
            for row in rows:
                if "account_id" in row:
                    self._own[row["account_id"]][table].append(row)
        self.accounts = {row["account_id"]: row for row in world.rows["accounts"] if self._exists(row)}

    def own(self, account: str, table: str, since: str) -> Rows:
        """The account's rows that are known: a missing date means since the first load."""
        return [row for row in self._own[account][table] if self.past(row.get(since) or self.first_load)]

    def past(self, at: date | None) -> bool:
        """Whether a day has come; what has no day has not."""
        return at is not None and at <= self.as_of

    def days_since(self, at: date) -> int:
        return (self.as_of - at).days

    def _exists(self, account: Row) -> bool:
        known = self.past(account.get("customer_since") or self.first_load)
        return known or bool(self.own(account["account_id"], "subscriptions", "started_on"))

    def live(self, account: str, product: str | None = None) -> Rows:
        """Paid lines that run on the day; the last day held is still held."""
        return [
            line
            for line in self.own(account, "subscriptions", "started_on")
            if not line.get("is_trial")
            and (line.get("ended_on") is None or line["ended_on"] >= self.as_of)
            and product in (None, line["product_id"])
        ]

    def holds(self, account: str, product: str) -> bool:
        return bool(self.live(account, product))

    def held(self, account: str) -> set[str]:
        return {line["product_id"] for line in self.live(account)}

    def parents(self, account: str) -> list[str]:
        """From the nearest up; empty where parents circle."""
        found, at = [account], account
        while self.accounts[at].get("parent_account_id") in self.accounts:
            at = str(self.accounts[at]["parent_account_id"])
            if at in found:
                return []
            found.append(at)
        return found[1:]

    def root(self, account: str) -> str:
        return (self.parents(account) or [account])[-1]

    def began(self, line: Row) -> date:
        """First day of the span that the line belongs to: gaps of 90 days or less are no gap."""
        own = self.own(line["account_id"], "subscriptions", "started_on")
        paid = [x for x in own if x["product_id"] == line["product_id"] and not x.get("is_trial")]
        began: date = line["started_on"]
        for _ in paid:
            for x in paid:
                end = x.get("ended_on") if self.past(x.get("ended_on")) else None
                if x["started_on"] < began and (end is None or (began - end).days - 1 <= 90):
                    began = x["started_on"]
        return began

    def renewals(self, line: Row) -> list[date]:
        """The next renewal, and the newest before the day unless it was the start of the holding."""
        plan, term = line["renews_on"], line.get("term_months")
        dates = [months_after(plan, int(k * term)) for k in range(-60, 61)] if term else [plan]
        coming = min((at for at in dates if at >= self.as_of), default=None)
        gone = max((at for at in dates if at < self.as_of), default=None)
        return [*([coming] if coming else []), *([gone] if gone and gone > self.began(line) else [])]

    def weeks(self, account: str, product: Product) -> dict[int, float]:
        """The measure by complete week, 0 for the last; empty where it is by month."""
        days: dict[int, Rows] = defaultdict(list)
        for row in self._measured(account, product):
            sunday = row["day"] + timedelta(6 - row["day"].weekday())
            if row["grain"] != "month" and self.past(sunday):
                days[(self.as_of - sunday).days // 7].append(row)
        return {ago: self._added_up(product, rows) for ago, rows in days.items()}

    def last_month(self, account: str, product: Product) -> float | None:
        first = self.as_of + timedelta(1)
        end = first.replace(day=1) - timedelta(1)
        rows = [r for r in self._measured(account, product) if r["grain"] == "month" and r["known_on"] == end]
        return self._added_up(product, rows) if rows else None

    def _measured(self, account: str, product: Product) -> Iterable[Row]:
        assert product.adoption
        metric = product.adoption.metric
        return (
            row
            for row in self.own(account, "usage", "known_on")
            if (row["product_id"], row["metric"]) == (product.id, metric)
        )

    def _added_up(self, product: Product, rows: Rows) -> float:
        """Flows sum, levels take the last, distinct counts the largest."""
        assert product.adoption
        metric = self.world.catalog.metrics.get(product.adoption.metric)
        kind = metric.kind if metric else "distinct"
        if kind == "flow":
            return float(sum(row["quantity"] for row in rows))
        if kind == "level":
            return float(max(rows, key=lambda row: row["day"])["quantity"])
        return float(max(row["quantity"] for row in rows))
