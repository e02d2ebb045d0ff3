"""A tiny company with experiments made elsewhere, and one of ours as a later run would have read it."""

import atexit
import csv
import io
import shutil
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pyarrow as pa

from cli.tiny import tiny
from companies import ran_copy_of, run_company

Row = dict[str, Any]
AS_OF, ASSIGNED, STARTED = date(2024, 6, 30), date(2024, 1, 15), date(2024, 3, 1)
ACCOUNTS = 90
HOSTILE = "<script>document.title='owned'</script>"
YAML = """company: Tiny
as_of: 2024-06-30
tables:
  accounts: {from: data/accounts.csv}
  subscriptions: {from: data/subscriptions.csv}
  interactions: {from: data/interactions.csv}
  assignments: {from: data/assignments.csv}
settings: {experiments: {control_arms: [nobody]}}
"""
WHICH = {"as_of": AS_OF, "experiment": "spring", "source": "own"}
OF_LETTERS = {"as_of": AS_OF, "experiment": "letters", "arm": "letter"}


def experimented(folder: Path) -> Path:
    """A copy of the company, written and run once a process."""
    return ran_copy_of(_made(), folder)


@cache
def _made() -> Path:
    folder = Path(mkdtemp(prefix="adjoin-experiments-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _written(folder)


def _written(folder: Path) -> Path:
    """`letters` works (three of five start, none of the others), `wave` has three arms and no effect.

    a00, whose name is an attack, was left alone by `letters` and approached anyway; a01 asks for Insight.
    """
    ids = [f"a{number:02d}" for number in range(ACCOUNTS)]
    begun = (ASSIGNED + timedelta(days=20)).isoformat()
    held: list[list[Any]] = [["subscription_id", "account_id", "product_id", "started_on", "ended_on", "acv"]]
    held += [[f"c{one}", one, "crm", "2023-01-01", "", 1000] for one in ids]
    held += [[f"b{one}", one, "bi", begun, "", 500] for one in ids[2::2] if int(one[1:]) % 5 < 3]
    assigned: list[list[Any]] = [["experiment", "account_id", "arm", "assigned_on", "product_id"]]
    for place, one in enumerate(ids):
        letter = "letter" if place % 2 == 0 and place else "control"
        assigned += [["letters", one, letter, ASSIGNED, "bi"]]
        assigned += [["wave", one, ("nobody", "mail", "call")[place % 3], ASSIGNED, "api"]]
    spoken = [["interaction_id", "account_id", "occurred_on", "direction", "channel", "purpose", "products_mentioned",
               "body"],
              ["i0", "a00", "2024-02-01", "out", "email", "pitch", "bi", "will you"],
              ["i1", "a01", "2024-06-29", "in", "email", "asked", "bi", "we ask"]]  # fmt: skip
    named = [["account_id", "name"], *([one, HOSTILE if one == "a00" else f"Company {one}"] for one in ids)]
    made = tiny(
        folder,
        yaml=YAML,
        catalog="products: [{id: crm, name: Relations}, {id: bi, name: Insight}, {id: api, name: Access}]\n",
        accounts=_csv(named),
        subscriptions=_csv(held),
        interactions=_csv(spoken),
        assignments=_csv(assigned),
    )
    run_company(made)
    return made


def _csv(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def write_read(state: Path, ratio_p: float = 0.4) -> None:
    """Put what a later run would say of `spring` into the publication, and that `letters` moves some and puts others
    off. `ratio_p`: of its arms."""
    add(state, {
        "experiments": [_read(ratio_p)],
        "readouts": [_readout(arm, method, product) for arm in ("approached", "held")
                     for method in ("anytime", "fixed_date") for product in (None, "bi", "api")],
        "readout_looks": [_look(week) for week in range(8)],
        "readout_money": [_money("approached"), _money("held")],
        "guard_rails": [row for rail, state in RAILS.items() for row in _rail(rail, state)],
        "contaminated": [{**WHICH, "account_id": f"a{n:02d}", "root": f"a{n:02d}", "what": what,
                          "happened_on": AS_OF} for n, what in enumerate(("approach", "play", "opportunity") * 4)],
    })  # fmt: skip
    add(state, _uplift(), replace=True)


RAILS = {"churn": "ok", "products_ended": "worse", "tickets": "cannot_tell", "opt_outs": "off"}


def add(state: Path, tables: dict[str, list[Row]], *, replace: bool = False) -> None:
    """Put rows into tables of the newest publication, columns that they lack as null."""
    file = sorted((state / "runs").glob("*.duckdb"))[-1]
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        for name, rows in tables.items():
            if replace:
                connection.execute(f"DELETE FROM {name}")
            connection.register("_more", pa.Table.from_pylist(rows))
            connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM _more")
            connection.unregister("_more")


def _read(ratio_p: float) -> Row:
    return {**WHICH, "design": "delayed_start", "state": "running", "control_arm": "held", "arms": 2,
            "started_on": STARTED, "read_on": date(2025, 3, 1), "horizon_days": 90, "delay_days": 90, "held_share": 0.5,
            "approached": 45, "held": 45, "begun": 60, "matured": 50, "left_out": 4, "in_no_arm": 0,
            "left_out_says": "4 held the product already", "sample_ratio_p": ratio_p,
            "sample_ratio_says": "30 approached and 30 held out have begun: told by the test.", "contamination": 12,
            "smallest_lift": 0.2, "visible_says": "With what has matured, a lift under 20 points cannot be seen.",
            "says": "50 of 60 that have begun have had their 90 days."}  # fmt: skip


def _readout(arm: str, method: str, product: str | None) -> Row:
    control = arm == "held"
    told = {} if control else {"difference": 0.12, "low": -0.05, "high": 0.31, "verdict": "cannot_tell"}
    says = (
        "5 of 25 held out started (20 %); compared with."
        if control
        else "Cannot tell yet: 8 of 25 approached."
    )
    return {**WHICH, "product_id": product, "arm": arm, "is_control": control, "method": method, "roots": 25,
            "converted": 5 if control else 8, "rate": 0.2 if control else 0.32, **told, "level": 0.95,
            "contamination": 12, "not_matured": 5, "left_out": 2, "horizon_days": 90, "read_on": date(2025, 3, 1),
            "exploratory": product is not None, "says": says}  # fmt: skip


def _look(week: int) -> Row:
    wide = 1 / (1 + week)
    return {**WHICH, "arm": "approached", "looked_on": STARTED + timedelta(days=60 + 7 * week), "roots": 5 * week + 3,
            "converted": 2 * week, "roots_control": 5 * week + 3, "converted_control": week, "difference": 0.12,
            "low": max(0.12 - 2 * wide, -1), "high": min(0.12 + 2 * wide, 1.0), "fixed_low": max(0.12 - wide, -1),
            "fixed_high": min(0.12 + wide, 1.0)}  # fmt: skip


def _money(arm: str) -> Row:
    control = arm == "held"
    told = {} if control else {"difference": 120.0, "low": -40.0, "high": 280.0, "adjusted": True,
                               "verdict": "cannot_tell"}  # fmt: skip
    return {**WHICH, "arm": arm, "is_control": control, "method": "anytime", "roots": 25, "money": 9000.0,
            "mean": 360.0, **told, "starts_unpriced": 1,
            "says": "Compared with." if control else "Cannot tell yet."}  # fmt: skip


def _rail(rail: str, state: str) -> list[Row]:
    row = {**WHICH, "rail": rail, "roots": 25, "hits": 3, "rate": 0.12, "says": f"{rail} {state}."}
    told = {} if state == "off" else {"difference": 0.08, "low": -0.02, "high": 0.2}
    return [{**row, "arm": "approached", "is_control": False, **told, "state": state},
            {**row, "arm": "held", "is_control": True, "hits": 1}]  # fmt: skip


def _uplift() -> dict[str, list[Row]]:
    groups = ((1, 0.5, "moved"), (2, 0.1, "cannot_tell"), (3, -0.3, "put_off"))
    telling = '[{"feature": "segment", "level": "S", "most_moved": 0.9, "least_moved": 0.1, "all": 0.4}]'
    bounds = {"low": -0.4, "high": -0.2}
    return {
        "uplift_summary": [
            {**OF_LETTERS, "product_id": "bi", "accounts": 90, "treated": 44, "control": 46, "average_effect": 0.1,
             "low": 0.02, "high": 0.2, "harms": False, "qini": 0.04, "qini_low": 0.01, "qini_high": 0.07,
             "heterogeneity_p": 0.0001, "verdict": "differs", "do_not_disturb": 12, "says": "Accounts differ",
             "most_telling": telling},
            {**OF_LETTERS, "experiment": "wave", "arm": "mail", "accounts": 60, "treated": 30, "control": 30,
             "average_effect": 0.0, "low": -0.1, "high": 0.1, "harms": False, "heterogeneity_p": 0.6,
             "verdict": "no_difference", "do_not_disturb": 0, "most_telling": "[]",
             "says": "Approached, accounts start by 0.0 points. No difference between accounts can be seen"},
        ],
        "uplift_groups": [
            {**OF_LETTERS, "group_number": number, "accounts": 30, "predicted": effect, "observed": effect,
             "low": effect - 0.1, "high": effect + 0.1, "sure_low": effect - 0.15, "sure_high": effect + 0.15,
             "treated": 15, "control": 15, "converted": 6, "converted_control": 4, "moved": moved}
            for number, effect, moved in groups
        ],
        "uplift_curve": [
            {**OF_LETTERS, "share": share / 4, "gain": 0.1 - 0.02 * share, "random_gain": 0.025 * share, "low": -0.05,
             "high": 0.2}
            for share in range(1, 5)
        ],
        "uplift": [
            {**OF_LETTERS, "account_id": f"a{number:02d}", "product_id": "bi", "added_probability": number / 100 - 0.4,
             **bounds, "baseline_probability": 0.2, "do_not_disturb": number < 12, "moved": "put_off",
             "in_experiment": number % 2 == 0, "group_number": 3, "says": "puts them off"}
            for number in range(20)
        ],
    }  # fmt: skip
