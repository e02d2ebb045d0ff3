"""Bundles sold read plainly, one taker after another."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from offers.shelfware_plain import spans_of
from worlds import World

Row = dict[str, Any]
Stratum = tuple[str, date, str | None, str]
HALF = timedelta(days=180)


def half_of(day: date) -> date:
    return date(day.year, 1 if day.month <= 6 else 7, 1)


class PlainBundles:
    """What is known of bundles by name, where every line has its start date, at a date."""

    def __init__(self, world: World, as_of: date) -> None:
        self.as_of = as_of
        self.ids = list(world.catalog.ids)
        self.segment = {row["account_id"]: row["segment"] or "?" for row in world.rows["accounts"]}
        self.spans = {(a, p): spans_of(world, a, p, as_of) for a in self.segment for p in self.ids}
        self.lines = [
            {**row, "ended_on": row["ended_on"] if row["ended_on"] and row["ended_on"] <= as_of else None}
            for row in world.rows["subscriptions"]
            if row["started_on"] <= as_of and not row["is_trial"]
        ]
        self.deals = [row for row in world.rows["opportunities"] if row["created_on"] <= as_of]
        self.parts = self._parts()
        self.strata = self._strata()
        self.taken = {
            a: min(row["taken_on"] for row in self.parts if row["account_id"] == a)
            for a in {row["account_id"] for row in self.parts}
        }

    def _parts(self) -> list[Row]:
        grouped: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for line in self.lines:
            if line.get("bundle_id"):
                grouped[line["bundle_id"], line["account_id"], line["product_id"]].append(line)
        several = {b for b in {key[0] for key in grouped} if len({p for c, _, p in grouped if c == b}) > 1}
        return [self._part(*key, lines) for key, lines in sorted(grouped.items()) if key[0] in several]

    def _part(self, bundle: str, account: str, product: str, lines: list[Row]) -> Row:
        taken = min(line["started_on"] for line in lines)
        first = [line for line in lines if line["started_on"] == taken]
        added = any(begins == taken for begins, _ in self.spans[account, product])
        return {
            "bundle": bundle, "account_id": account, "product_id": product, "taken_on": taken, "added": added,
            "judged": taken + HALF <= self.as_of,
            "acv": _total(line["acv"] for line in first), "list_acv": _total(line["list_acv"] for line in first),
            "given_up": None if added else self._given_up(account, product, taken),
        }  # fmt: skip

    def _given_up(self, account: str, product: str, taken: date) -> float | None:
        own = [row for row in self.lines if (row["account_id"], row["product_id"]) == (account, product)]
        eve = taken - timedelta(days=1)
        before = [(min(row["ended_on"] or eve, eve), row["acv"]) for row in own if row["started_on"] < taken]
        newest = max(day for day, _ in before)
        old = _total(acv for day, acv in before if day == newest)
        new = _total(
            row["acv"]
            for row in own
            if row["started_on"] == taken
            or (row["started_on"] < taken and (row["ended_on"] is None or row["ended_on"] > taken))
        )
        return None if old is None or new is None else max(old - new, 0.0)

    def base(self, account: str, day: date) -> str | None:
        """The product held longest on the eve; empty for a new account, None for one that had left."""
        earlier = [(s[0], p, s[1]) for p in self.ids for s in self.spans[account, p] if s[0] < day]
        live = sorted(
            (began, p) for began, p, end in earlier if end is None or end >= day - timedelta(days=1)
        )
        return live[0][1] if live else None if earlier else ""

    def _strata(self) -> dict[str, dict[Stratum, list[Row]]]:
        found: dict[str, dict[Stratum, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for part in self.parts:
            if part["added"] and part["judged"]:
                account, day = part["account_id"], part["taken_on"]
                stratum = (part["product_id"], half_of(day), self.base(account, day), self.segment[account])
                found[part["bundle"]][stratum].append(part)
        return found

    def others(self, stratum: Stratum) -> dict[str, int]:
        """For each comparable account whether it began the part."""
        product, half, base, segment = stratum
        found = {}
        for account, own in self.segment.items():
            looked = self._looked_on(account, half, base)
            if looked is None or own != segment or looked + HALF > self.as_of:
                continue
            if account in self.taken and self.taken[account] <= looked + HALF:
                continue
            spans = self.spans[account, product]
            if any(begins < looked and (ends is None or ends >= looked) for begins, ends in spans):
                continue
            found[account] = int(any(looked <= begins <= looked + HALF for begins, _ in spans))
        return found

    def asked(self, product: str, half: date) -> list[Row]:
        """Accounts first asked for the part in that half-year, without a bundle and without holding it."""
        found = []
        for account, segment in self.segment.items():
            days = [
                row["created_on"]
                for row in self.deals
                if (row["account_id"], row["product_id"]) == (account, product)
                and half_of(row["created_on"]) == half
            ]
            if not days or min(days) + HALF > self.as_of:
                continue
            on = min(days)
            spans = self.spans[account, product]
            bundled = account in self.taken and self.taken[account] <= on + HALF
            if bundled or any(begins < on and (ends is None or ends >= on) for begins, ends in spans):
                continue
            began = int(any(on <= begins <= on + HALF for begins, _ in spans))
            found.append(
                {"account_id": account, "base": self.base(account, on), "segment": segment, "began": began}
            )
        return found

    def asked_like(self, stratum: Stratum, least: int) -> tuple[str | None, int, int]:
        """By what those asked are alike, how many they are and how many of them began: the nearest that are enough."""
        product, half, base, segment = stratum
        everybody = self.asked(product, half)
        alike = [row for row in everybody if row["segment"] == segment]
        own = [row for row in alike if base is not None and row["base"] == base]
        for name, rows in (("base and segment", own), ("segment", alike), ("half-year", everybody)):
            if len(rows) >= least:
                return name, len(rows), sum(row["began"] for row in rows)
        return None, 0, 0

    def _looked_on(self, account: str, half: date, base: str | None) -> date | None:
        if base:
            return half if self.base(account, half) == base else None
        begins = [s[0] for p in self.ids for s in self.spans[account, p]]
        first = min(begins, default=None)
        return first if base == "" and first is not None and half_of(first) == half else None


def _total(prices: Any) -> float | None:
    known = list(prices)
    return None if None in known else float(sum(known))
