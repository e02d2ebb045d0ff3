"""Deals shared out by rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from adjoin.domain.experiment import CreditRule
from adjoin.measurement.credit.crediting import put_credit
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import DuckWarehouse
from facts.as_known import ordered
from measurement.attribution.sold_worlds import AS_OF, FIRST_LOAD, attributed_in
from worlds import World, day

Row = dict[str, Any]


def rule(at: int, csm: float, ae: float, partner: float) -> CreditRule:
    """A rule that counts from that day on."""
    return CreditRule(day(at), csm, ae, partner, "vera")


def shared_out(
    warehouse: DuckWarehouse, schema: Schema, rules: Sequence[CreditRule], as_of: date = AS_OF
) -> list[Row]:
    """The rows of `credit` where attribution was built."""
    put_credit(warehouse, rules, as_of, FIRST_LOAD, schema)
    return list(warehouse.read("credit", ("deal_id", "role")).to_pylist())


def credited(told: World, rules: Sequence[CreditRule], as_of: date = AS_OF) -> list[Row]:
    """The rows of `credit`; what is open afterwards is the moment as before."""
    with duckdb.connect() as connection:
        warehouse, schema = attributed_in(connection, told, as_of=as_of)
        before = ordered(warehouse.read("moments")), ordered(warehouse.read("known.accounts"))
        rows = shared_out(warehouse, schema, rules, as_of)
        assert before == (ordered(warehouse.read("moments")), ordered(warehouse.read("known.accounts")))
        return rows
