"""The motion of every open cell: SQL finds the first rule that fits, Python says why for each combination of facts."""

import pyarrow as pa

from adjoin.plays.motions.rules import Motions, When
from adjoin.plays.motions.sentence import Facts, sentence
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

TEXT, NUMBER, WHOLE = pa.string(), pa.float64(), pa.int64()
LISTS = ("complexity", "implementation", "segments", "industries", "countries")
RULES = pa.schema(
    [("place", WHOLE), *((name, TEXT) for name in LISTS), ("acv_from", NUMBER), ("acv_to", NUMBER),
     ("departments", WHOLE)]
)  # fmt: skip
"""The relation `motion_rules`: conditions in order from 1; a list is `|low|medium|`, null where none is asked."""

WORDS = pa.schema([("combination", WHOLE), ("motion", TEXT), ("motion_why", TEXT), ("cost", NUMBER)])
"""The relation `motion_words`: what is said of each combination of facts."""


def build_motions(warehouse: Warehouse, schema: Schema, motions: Motions, currency: str = "USD") -> Schema:
    """Build `motions` from `prior`, catalog, `holdings` and `known.accounts`; gives the columns of all it left.

    `currency`: of the project, for the sentences.
    """
    found = queries_in("adjoin.plays.motions")
    warehouse.put("motion_rules", rules_table(motions))
    put = {"motion_rules": tuple(RULES.names)}
    asked = {name for rule in motions.rules for name in rule.when.asks}
    wanted = {f"by_{one}": many in asked for one, many in
              (("segment", "segments"), ("industry", "industries"), ("country", "countries"))}  # fmt: skip
    first = {name: found[name] for name in ("motion_cells", "motion_fits")}
    left = put | build_all(warehouse, first, {**schema, **put}, {"motion_cells": wanted})
    warehouse.put("motion_words", _words(warehouse.read("motion_fits", ("combination",)), motions, currency))
    left |= {"motion_words": tuple(WORDS.names)}
    return left | build_all(warehouse, {"motions": found["motions"]}, {**schema, **left}, {})


def rules_table(motions: Motions) -> pa.Table:
    """The conditions as rows of RULES."""
    rows = [
        {
            "place": place,
            **{name: _listed(rule.when, name) for name in LISTS},
            "acv_from": rule.when.expected_acv.least if rule.when.expected_acv else None,
            "acv_to": rule.when.expected_acv.below if rule.when.expected_acv else None,
            "departments": rule.when.departments,
        }
        for place, rule in enumerate(motions.rules, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=RULES)


def _listed(when: When, name: str) -> str | None:
    words = when.words(name)
    return None if words is None else f"|{'|'.join(sorted(words))}|"


def _words(fits: pa.Table, motions: Motions, currency: str) -> pa.Table:
    rows = []
    for row in fits.to_pylist():
        combination, place = row.pop("combination"), row.pop("place")
        rule = motions.rules[place - 1]
        why = sentence(Facts(**row), motions, place - 1, currency)
        rows.append({"combination": combination, "motion": rule.motion, "motion_why": why, "cost": rule.cost})
    return pa.Table.from_pylist(rows, schema=WORDS)
