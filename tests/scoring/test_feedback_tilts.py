"""What feedback moves, by hand: log-odds of helpful against not, one voice a quarter, capped, fading with outcomes."""

from datetime import date
from math import log
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse

AS_OF, SHOWN, SAID = date(2026, 6, 30), date(2026, 4, 1), date(2026, 4, 10)
DAY, TEXT = pa.date32(), pa.string()
FEEDBACK = pa.schema(
    [("as_of", DAY), ("feedback_id", TEXT), ("account_id", TEXT), ("product_id", TEXT), ("kind", TEXT),
     ("given_on", DAY), ("person", TEXT)]
)  # fmt: skip
PROPOSALS = pa.schema(
    [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("shown_on", DAY), ("ghost", pa.bool_()),
     ("filler", pa.bool_()), ("signal_kind", TEXT)]
)  # fmt: skip
PLAYS = pa.schema(
    [("as_of", DAY), ("play_id", TEXT), ("account_id", TEXT), ("product_id", TEXT), ("accepted_on", DAY),
     ("closed_on", DAY), ("outcome", TEXT)]
)  # fmt: skip
HELD = pa.schema([("as_of", DAY), ("account_id", TEXT), ("from_on", DAY), ("until_on", DAY)])
WEIGHTS = pa.schema([("as_of", DAY), ("kind", TEXT), ("weight", pa.float64())])
Row = dict[str, Any]


def said(
    number: int, kind: str = "helpful", person: str | None = None, on: date = SAID, product: str = "p"
) -> Row:
    return {
        "feedback_id": f"f{number}", "account_id": f"a{number}", "product_id": product, "kind": kind,
        "given_on": on, "person": person or f"rep{number}",
    }  # fmt: skip


def play(number: int, outcome: str | None) -> Row:
    return {
        "play_id": f"play{number}", "account_id": f"a{number}", "product_id": "p", "accepted_on": SAID,
        "closed_on": AS_OF if outcome else None, "outcome": outcome,
    }  # fmt: skip


def moved(feedback: list[Row], plays: list[Row] = [], held: list[Row] = [], ghost: bool = False) -> Row:  # noqa: B006
    shown = [
        {"account_id": f"a{n}", "product_id": "p", "shown_on": SHOWN, "ghost": ghost, "filler": False,
         "signal_kind": "asked"}
        for n in range(200)
    ]  # fmt: skip
    found = queries_in("adjoin.scoring")
    with duckdb.connect() as connection:
        warehouse = DuckWarehouse(connection)
        connection.execute("CREATE SCHEMA known")
        for name, rows, schema in (
            ("known.feedback", feedback, FEEDBACK), ("known.proposals", shown, PROPOSALS),
            ("known.plays", plays, PLAYS), ("held_spans", held, HELD),
            ("detector_weights", [{"kind": "asked", "weight": 0.4}, {"kind": "quiet", "weight": 1.2}], WEIGHTS),
        ):  # fmt: skip
            warehouse.put(
                name, pa.Table.from_pylist([{"as_of": AS_OF, **row} for row in rows], schema=schema)
            )
        warehouse.build(queries_in("adjoin.facts")["cited_kinds"])
        for name in ("feedback_voices", "feedback_tilts", "signal_weights"):
            warehouse.build(found[name])
        weights: dict[str, Row] = {row["kind"]: row for row in warehouse.read("signal_weights").to_pylist()}
    assert (weights["quiet"]["weight"], weights["quiet"]["tilt"]) == (1.2, 0)
    return weights["asked"]


def test_without_feedback_the_weight_is_the_experts() -> None:
    assert moved([]) == {"as_of": AS_OF, "kind": "asked", "weight": 0.4, "expert_weight": 0.4, "tilt": 0}


@pytest.mark.parametrize(("helpful", "not_helpful"), [(4, 0), (0, 3), (3, 3), (2, 1)])
def test_the_log_odds_of_voices_with_ten_added_to_each(helpful: int, not_helpful: int) -> None:
    rows = [said(n) for n in range(helpful)]
    rows += [said(100 + n, "not_helpful") for n in range(not_helpful)]
    found = moved([*rows, said(199, "too_early")])
    tilt = log((helpful + 10) / (not_helpful + 10))
    assert found["tilt"] == pytest.approx(tilt, abs=1e-9)
    assert found["weight"] == pytest.approx(0.4 + tilt, abs=1e-9)


def test_it_is_capped_and_never_turns_a_weight_round() -> None:
    assert moved([said(n) for n in range(150)])["tilt"] == 0.5
    found = moved([said(n, "not_helpful") for n in range(150)])
    assert (found["tilt"], found["weight"]) == (-0.5, 0)


def test_one_loud_person_has_one_voice_a_quarter() -> None:
    loud = [said(n, "not_helpful", "loud") for n in range(40)]
    assert moved(loud)["tilt"] == pytest.approx(log(10 / 11), abs=1e-9)
    mixed = [*loud[:3], said(3, "helpful", "loud")]
    assert moved(mixed)["tilt"] == pytest.approx(log(10.25 / 10.75), abs=1e-9)
    next_quarter = said(41, "not_helpful", "loud", date(2026, 7, 1))
    assert moved([*loud, next_quarter])["tilt"] == pytest.approx(log(10 / 12), abs=1e-9)


def test_outcomes_overrule_opinion() -> None:
    rows = [said(n) for n in range(5)]
    plays = [play(100 + n, "won" if n % 2 else "lost") for n in range(50)]
    others = [play(160, "declined"), play(161, None)]
    assert moved(rows, [*plays, *others])["tilt"] == pytest.approx(log(1.5) / 2, abs=1e-9)


def test_ghosts_held_out_accounts_and_what_was_not_shown_say_nothing() -> None:
    rows = [said(n) for n in range(5)]
    out = [{"account_id": f"a{n}", "from_on": SHOWN, "until_on": None} for n in range(5)]
    assert moved(rows, ghost=True)["tilt"] == 0
    assert moved(rows, held=out)["tilt"] == 0
    assert moved([said(0, on=date(2026, 3, 31)), said(1, product="other")])["tilt"] == 0
