"""What pages read of retention, attribution and credit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pyarrow as pa
import pytest

from adjoin.desk.attribution import attribution
from adjoin.desk.crediting import credit
from adjoin.desk.desk import Desk
from adjoin.desk.retention import retention
from adjoin.domain.experiment import CreditRule
from measurement.attribution.sold_worlds import attributed, fired, line, spoke, world
from measurement.credit.credited_worlds import credited, rule
from measurement.retention.churn_worlds import held, measured

Rows = list[dict[str, Any]]


@dataclass
class Stub:
    """A desk over rows that a test gives, without a run."""

    tables: Mapping[str, Rows] = field(default_factory=dict)
    rules: tuple[CreditRule, ...] = ()
    as_of: date = date(2026, 1, 1)

    def pinned(self) -> "Stub":
        return self

    def rows(self, name: str) -> Rows:
        return list(self.tables.get(name, []))

    def show(self, name: str) -> pa.Table:
        return pa.Table.from_pylist(self.rows(name))

    def publication(self) -> SimpleNamespace:
        return SimpleNamespace(as_of=self.as_of)

    @property
    def project(self) -> SimpleNamespace:
        return SimpleNamespace(configuration=SimpleNamespace(currency="USD"))

    @property
    def ledger(self) -> SimpleNamespace:
        return SimpleNamespace(credit_rules=lambda: self.rules)


def desk_of(tables: Mapping[str, Rows] | None = None, rules: tuple[CreditRule, ...] = ()) -> Desk:
    """A desk that shows these tables."""
    return cast(Desk, Stub(tables or {}, rules))


SOLD = world(
    [line(name, "base", 0) for name in "ab"] + [line(name, "more", 800) for name in "ab"],
    interactions=[spoke("a", 790)],
)


def test_nothing_published_says_what_to_do() -> None:
    desk = desk_of()
    assert not retention(desk).there
    assert "adjoin run" in retention(desk).says
    assert not attribution(desk).there
    assert "No experiment" in attribution(desk).says_causal
    assert "adjoin credit set" in credit(desk).says


def test_retention_has_all_curves() -> None:
    told = measured([held(f"s{i}", "p", 2000) for i in range(30)] + [held("s1", "q", 1900)])
    seen = retention(desk_of(told))
    assert seen.there
    assert [step.products for step in seen.folklore] == ["1", "2", "3", "4+"]
    assert [step.rate for step in seen.folklore] == [0.85, 0.92, 0.96, 0.99]
    assert [(step.accounts, step.retained) for step in seen.naive] == [(29, 29), (1, 1)]
    assert seen.verdict_said == "cannot tell"
    assert sum(step.accounts or 0 for step in seen.landmark) == seen.landmarks == 120


def test_parts_of_deals_add_up() -> None:
    seen = attribution(desk_of(attributed(SOLD, [fired("a", 780)])))
    assert [(part.name, part.deals["linear"]) for part in seen.attributed["trigger"]] == [("asked", 1)]
    assert [part.name for part in seen.organic["motion"]] == ["none"]
    assert [(deal.account_id, deal.state) for deal in seen.deals] == [("a", "attributed"), ("b", "organic")]
    assert [touch.kind for touch in seen.deals[0].touches] == ["signal", "approach"]
    assert "No experiment has been read out" in seen.says_causal


@pytest.mark.parametrize(
    ("low", "high", "verdict", "said"),
    [
        (0.05, 0.15, "works", "50 % (25–75 %) of such deals would have come anyway, about 0"),
        (-0.1, 0.3, "cannot_tell", "cannot tell yet"),
    ],
)
def test_what_an_experiment_says_of_them(low: float, high: float, verdict: str, said: str) -> None:
    readout: dict[str, Any] = {
        "experiment": "spring", "product_id": None, "arm": "approached", "rate": 0.2, "difference": 0.1,
        "low": low, "high": high, "verdict": verdict, "method": "fixed_date",
    }  # fmt: skip
    seen = attribution(
        desk_of({**attributed(SOLD), "readouts": [readout, {**readout, "product_id": "more"}]})
    )
    (one,) = seen.causal
    assert one.anyway == pytest.approx(0.5)
    assert said in seen.says_causal


def test_a_deal_with_its_parties() -> None:
    rules = (rule(0, 0.3, 0.5, 0.2),)
    seen = credit(
        desk_of({"credit": credited(SOLD, rules), "team": [{"rep_id": "carol", "name": "Carol C"}]}, rules)
    )
    (deal,) = seen.deals
    assert [(party.role, party.who, party.share) for party in deal.parties] == [
        ("csm", "Carol C", 0.375),
        ("ae", "alan", 0.625),
    ]
    assert [(one.role, one.money) for one in seen.parties] == [("ae", 625.0), ("csm", 375.0)]
    assert seen.says == "1 of 1 deals were opened when a rule counted"
