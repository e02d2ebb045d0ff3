"""When not to, told in plain Python from the canonical tables alone, by what the method says of each gate.

Nothing here reads a gate, a verdict or a fact of the engine. Where the method leaves a reading open, the witness
objects only if every reading does.
"""

from datetime import date, timedelta
from statistics import mean, median, pstdev

from adjoin.domain.catalog import Product
from judgement.calendar import months_after
from judgement.reading import Reading, Row
from worlds import EPOCH, Rows, World

POOR_ANSWER, TOPS = 7.0, (1.0, 5.0, 7.0, 10.0)


class Witness(Reading):
    """Objections against proposing a product to an account on a day."""

    def __init__(
        self, world: World, as_of: date, mapped: frozenset[str], affinity: Rows, first_load: date = EPOCH
    ) -> None:
        super().__init__(world, as_of, mapped, first_load)
        self.affinity = {(row["from_product"], row["to_product"]): row for row in affinity}
        self._usual = self._usual_change()

    def objections(self, account: str, product: str, base: str, play: bool) -> list[str]:
        """Every rule that speaks against it; `play`: a pitch, else a question to ask."""
        own = self.accounts[account]
        rules = {
            "held": self.holds(account, product),
            "base": not self.holds(account, base),
            "adoption": self.under_used(account, self.catalog[base]),
            "health": self.unwell(account) or any(self.falling(account, p) for p in self.held(account)),
            "satisfaction": self.dissatisfied(account),
            "escalation": any(self._hot(ticket) for ticket in self.own(account, "tickets", "opened_on")),
            "renewal": self.near_renewal(account),
            "adjacency": self._unrelated(account, product),
            "eligibility": self._not_sold(own, self.catalog[product]) or self._covered(account, product),
            "open deal": any(self._open(deal) or self._won(deal) for deal in self._deals(account, product)),
            "play won": any(self._just_won(play, product) for play in self.own(account, "plays", "accepted_on")),
            "rival bought": any(self._rival(event, product) for event in self.own(account, "events", "occurred_on")),
            "fatigue": self._asked_too_often(account) or any(self._lost(d) for d in self._deals(account, product)),
            "hold": self._hands_off(account, product),
            "objectives": play and "objectives" in self.mapped and not self.own(account, "objectives", "stated_on"),
            "no bridge": play and not self._bridged(account, product),
        }  # fmt: skip
        return [name for name, broken in rules.items() if broken]

    def under_used(self, account: str, base: Product) -> bool:
        """Used at less than 60 % by the catalog's measure, or nobody can tell though it is measured."""
        seats_known = "subscriptions.seats" in self.mapped
        if base.adoption is None:
            if "users" not in self.mapped or not seats_known:
                return False
            users = self.own(account, "users", "first_used_on")
            active = {
                row["user_id"]
                for row in users
                if row["product_id"] == base.id and 0 <= self.days_since(row["last_used_on"]) < 28
            }
            return self._below(float(len(active)), self._seats(account, base.id)) if active else True
        of = base.adoption.of
        if (
            "usage" not in self.mapped
            or (of == "seats" and not seats_known)
            or (of == "limit" and "limits" not in self.mapped)
        ):
            return False
        used, whole = self._used(account, base), self._whole(account, base)
        return used is None or whole is None or self._below(used, whole)

    def _below(self, used: float, whole: float | None) -> bool:
        return not whole or used / whole < 0.6

    def _used(self, account: str, base: Product) -> float | None:
        weeks = [quantity for ago, quantity in self.weeks(account, base).items() if ago <= 3]
        return mean(weeks) if weeks else self.last_month(account, base)

    def _whole(self, account: str, base: Product) -> float | None:
        """What full use would be: seats, the limit in force, or the most it ever was within half a year."""
        assert base.adoption
        if base.adoption.of == "seats":
            return self._seats(account, base.id)
        if base.adoption.of == "own_peak":
            weeks = self.weeks(account, base).values()
            return max(weeks) if weeks else self.last_month(account, base)
        limits = [
            row for row in self.own(account, "limits", "effective_on")
            if (row["product_id"], row["metric"]) == (base.id, base.adoption.metric)
        ]  # fmt: skip
        newest = max(limits, key=lambda row: row["effective_on"] or date.min, default=None)
        return float(newest["limit_quantity"]) if newest else None

    def _seats(self, account: str, product: str) -> float | None:
        said = [line["seats"] for line in self.live(account, product) if line.get("seats") is not None]
        return sum(said) if said else None

    def unwell(self, account: str) -> bool:
        scores = [row for row in self.own(account, "health", "day") if row["measure"] == "overall"]
        return bool(scores) and max(scores, key=lambda row: row["day"])["colour"] in ("red", "yellow")

    def _change(self, account: str, product: Product) -> tuple[float, list[float]] | None:
        """The last four weeks over the eight before, and those eight; None unless all eight are there."""
        if product.adoption is None:
            return None
        weeks = self.weeks(account, product)
        before = [weeks[ago] for ago in range(4, 12) if ago in weeks]
        if len(before) < 8 or not mean(before):
            return None
        lately = [weeks[ago] for ago in range(4) if ago in weeks]
        return (mean(lately) if lately else 0.0) / mean(before), before

    def _usual_change(self) -> float:
        changes = [
            change[0]
            for account in self.accounts
            for product in sorted(self.held(account))
            if (change := self._change(account, self.catalog[product]))
        ]
        return median(changes) if changes else 1.0

    def falling(self, account: str, product: str) -> bool:
        """Fallen by 30 % beyond the book's median where use was steady and large: any z is beyond -2."""
        change = self._change(account, self.catalog[product])
        if change is None or "usage" not in self.mapped or self._usual <= 0:
            return False
        ratio, before = change
        steady = pstdev(before) < 0.05 * mean(before) and mean(before) >= 100
        return steady and ratio / self._usual < 0.7 and (self._usual - ratio) * mean(before) ** 0.5 > 2

    def dissatisfied(self, account: str) -> bool:
        """The newest NPS or CSAT of the last year is poor: red, a detractor, or under 60 % of the scale."""
        for measure in ("nps", "csat"):
            answers = [row for row in self.own(account, "health", "day") if row["measure"] == measure]
            newest = max(answers, key=lambda row: row["day"], default=None)
            if newest and self.days_since(newest["day"]) <= 365 and self._poor(newest):
                return True
        return False

    def _poor(self, answer: Row) -> bool:
        if answer["colour"] is not None:
            return bool(answer["colour"] == "red")
        every = [
            row["score"] for account in self.accounts for row in self.own(account, "health", "day")
            if row["measure"] == answer["measure"]
        ]  # fmt: skip
        if answer["measure"] == "nps":
            of_ten = min(every) >= 0 and max(every) <= 10
            return bool(answer["score"] < (POOR_ANSWER if of_ten else 0))
        top = next((top for top in TOPS if max(every) <= top), 100.0)
        return bool(answer["score"] < 0.6 * top)

    def _hot(self, ticket: Row) -> bool:
        escalated = bool(ticket["escalated"]) and self.past(ticket["escalated_on"] or self.first_load)
        return not self.past(ticket["closed_on"]) and (escalated or ticket["severity"] == "urgent")

    def near_renewal(self, account: str) -> bool:
        """Within 60 days of the largest contract's renewal, both included; on a tie only if all of them are near."""
        if "subscriptions.renews_on" not in self.mapped:
            return False
        lines = [
            line for line in self.live(account) if line.get("renews_on") and (line["term_months"] or 6) >= 6
        ]
        top = max((line["acv"] or 0.0 for line in lines), default=0.0)
        anchors = [line for line in lines if (line["acv"] or 0.0) == top]
        return bool(anchors) and all(
            any(abs(self.days_since(at)) <= 60 for at in self.renewals(line)) for line in anchors
        )

    def _unrelated(self, account: str, product: str) -> bool:
        """Of everything held it follows less often than by chance, and nothing links them."""
        return all(self._repels(self.catalog[base], self.catalog[product]) for base in self.held(account))

    def _repels(self, base: Product, product: Product) -> bool:
        pair = self.affinity.get((base.id, product.id))
        linked = set(base.gives) & set(product.takes) or self._bridge(base, product)
        return (
            bool(pair and pair["enough"] and pair["lift_high"] is not None and pair["lift_high"] < 1)
            and not linked
        )

    def _bridge(self, base: Product, product: Product) -> bool:
        there, back = product.works_with.get(base.id), base.works_with.get(product.id)
        return bool((there and there.bridge) or (back and back.bridge))

    def _bridged(self, account: str, product: str) -> bool:
        """One sentence leads there from something held; catalogs without any such sentence do not ask for it."""
        every = self.catalog.values()
        if not any(pair.bridge for entry in every for pair in entry.works_with.values()):
            return True
        return any(self._bridge(self.catalog[base], self.catalog[product]) for base in self.held(account))

    def _not_sold(self, account: Row, product: Product) -> bool:
        sold = product.sold
        for allowed, actual in ((sold.countries, account["country"]), (sold.segments, account["segment"])):
            if allowed and actual is not None and actual.lower() not in {word.lower() for word in allowed}:
                return True
        held = self.held(account["account_id"])
        missing = bool(set(sold.requires) - held) or bool(set(sold.excludes) & held)
        not_yet, no_more = sold.since and sold.since > self.as_of, sold.until and sold.until < self.as_of
        return missing or bool(not_yet) or bool(no_more)

    def _covered(self, account: str, product: str) -> bool:
        return any(
            line.get("covers_children")
            for parent in self.parents(account)
            for line in self.live(parent, product)
        )

    def _deals(self, account: str, product: str) -> Rows:
        return [
            deal for deal in self.own(account, "opportunities", "created_on") if deal["product_id"] == product
        ]

    def _closed(self, deal: Row) -> bool:
        return deal["outcome"] != "open" and self.past(deal["closed_on"])

    def _open(self, deal: Row) -> bool:
        return not self._closed(deal)

    def _won(self, deal: Row) -> bool:
        return self._closed(deal) and deal["outcome"] == "won" and self.days_since(deal["closed_on"]) <= 90

    def _just_won(self, play: Row, product: str) -> bool:
        won = play["product_id"] == product and play["outcome"] == "won" and self.past(play["closed_on"])
        return won and self.days_since(play["closed_on"]) <= 90

    def _lost(self, deal: Row) -> bool:
        return self._closed(deal) and deal["outcome"] == "lost" and self.days_since(deal["closed_on"]) <= 90

    def _rival(self, event: Row, product: str) -> bool:
        """Bought less than 18 months ago, and its contract does not end within 120 days."""
        replaces = self.catalog[product].replaces
        tools, categories = (
            {word.lower() for word in words} for words in (replaces.tools, replaces.categories)
        )
        vendor, category = (event.get("vendor") or "").lower(), (event.get("category") or "").lower()
        meant = event.get("product_id") == product or (
            event.get("product_id") is None and (vendor in tools or category in categories)
        )
        due = event.get("due_on")
        ends_soon = due is not None and due - timedelta(120) <= self.as_of
        young = months_after(event["occurred_on"], 18) > self.as_of
        return meant and event["kind"].lower() == "competitor_purchase" and young and not ends_soon

    def _asked_too_often(self, account: str) -> bool:
        """A play open anywhere in the root, or one lost or declined there within 90 days."""
        root = self.root(account)
        kin = [other for other in self.accounts if self.root(other) == root]
        return any(self._tires(play) for other in kin for play in self.own(other, "plays", "accepted_on"))

    def _tires(self, play: Row) -> bool:
        if not self.past(play["closed_on"]):
            return True
        return play["outcome"] in ("lost", "declined") and self.days_since(play["closed_on"]) <= 90

    def _hands_off(self, account: str, product: str) -> bool:
        """The newest word of each kind counts; a snooze for sure only on its first day, before anything can wake it."""
        newest: dict[tuple[str | None, str], Row] = {}
        for hold in sorted(
            self.own(account, "holds", "entered_on"), key=lambda row: (row["entered_on"], row["hold_id"])
        ):
            newest[hold["product_id"], hold["kind"]] = hold
        return any(
            hold["until"] > self.as_of
            and hold["product_id"] in (None, product)
            and (hold["kind"] != "snooze" or hold["entered_on"] == self.as_of)
            for hold in newest.values()
        )
