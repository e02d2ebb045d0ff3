"""What came before deals and what was learned, as a run leaves it, written into a finished publication."""

from datetime import date
from pathlib import Path

import duckdb

AS_OF_DEAL, OPENED, BEGAN = date(2026, 1, 9), date(2026, 2, 1), date(2026, 3, 1)
SEEN = '{"on":"2026-01-09","kind":"signal","name":"asked","ref":null}'
SPOKE = '{"on":"2026-02-01","kind":"approach","name":"approach: pitch","ref":"I1"}'
DEALS = ((f"[{SEEN}, {SPOKE}]", "asked"), (f"[{SPOKE}]", None))
"""Touches and trigger of two deals."""
RECORD = (12, 6, 4, 1, 0.545454545455, 0.2338, 0.8325, 0.5)
"""Plays, won, lost, declined, share won with its interval and drawn."""


def write_lessons(state: Path, says: str) -> list[str]:
    """Put the rows into the newest publication under `state`; gives its accounts. `says`: of each row in words."""
    file = sorted((state / "runs").glob("*.duckdb"))[-1]
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        ids = connection.execute("SELECT account_id FROM accounts ORDER BY account_id LIMIT 2").fetchall()
        accounts = [account for (account,) in ids]
        as_of = connection.execute("SELECT max(as_of) FROM recommendations").fetchall()[0][0]
        (product,) = connection.execute("SELECT min(product_id) FROM products").fetchall()[0]
        for table in ("attribution", "attributed_deals", "attribution_summary", "learning_changes", "play_records",
                      "objection_records", "objection_first", "feedback_records", "readouts"):  # fmt: skip
            connection.execute(f"DELETE FROM {table}")
        _attribution(connection, as_of, accounts, product, says)
        _learned(connection, as_of, product, says)
    return accounts


def _attribution(
    connection: duckdb.DuckDBPyConnection, as_of: date, accounts: list[str], product: str, says: str
) -> None:
    for account, (touches, trigger) in zip(accounts, DEALS, strict=True):
        seen_on = AS_OF_DEAL if trigger else None
        connection.execute(
            "INSERT INTO attributed_deals BY NAME SELECT ? AS as_of, ? AS account_id, ? AS root_id, ? AS product_id,"
            " ? AS started_on, 1000.0 AS money, 'attributed' AS state, FALSE AS organic, ? AS trigger,"
            " ? AS trigger_on, 1 AS motions, ? AS touches, ? AS opened_on, ? AS why",
            [as_of, account, account, product, BEGAN, trigger, seen_on, touches, OPENED, says],
        )
    parts = {
        "trigger": (("asked", 1, 1000.0), ("none", 1, 1000.0)),
        "motion": (("approach: pitch", 2, 2000.0),),
    }
    for dimension, of_dimension in parts.items():
        for model in ("first", "last", "linear"):
            for name, deals, money in of_dimension:
                row = [as_of, dimension, model, False, name, float(deals), money, deals, deals / 2]
                connection.execute(f"INSERT INTO attribution VALUES ({', '.join('?' * len(row))})", row)
    connection.execute(
        "INSERT INTO attribution_summary BY NAME SELECT ? AS as_of, 2 AS attributed, 0 AS organic, 0 AS below_floor,"
        " 0 AS unpriced, 2000.0 AS attributed_money, 0.0 AS organic_money, 1 AS triggered, 365 AS window_days,"
        " 180 AS look_back_days, '2 further products began' AS says, ? AS caution",
        [as_of, f"Touched is not caused. Triggers are known from {AS_OF_DEAL} on"],
    )


def _learned(connection: duckdb.DuckDBPyConnection, as_of: date, product: str, says: str) -> None:
    changes = (
        ("detector weight", "asked", 3.0, 0.37, None, None, "log-odds"),
        ("feedback tilt", "asked", 0.0, -0.21, None, None, "log-odds"),
        ("model", "outcomes", 0.0, 1250.0, None, None, "approaches"),
        ("objection answer", "too_expensive", None, None, "plain", "three_numbers", "answer"),
    )
    for what, name, before, after, was, now, unit in changes:
        connection.execute(
            "INSERT INTO learning_changes BY NAME SELECT ? AS as_of, ? AS what, ? AS name, ? AS before, ? AS after,"
            " ? AS before_says, ? AS after_says, ? AS unit, ? AS because, ? AS since",
            [as_of, what, name, before, after, was, now, unit, says, BEGAN],
        )
    scopes = (("all", None, None, None, None), ("motion", "product_led_trial", None, None, None),
              ("pair", None, product, product, None), ("signal", None, None, None, "asked"))  # fmt: skip
    for scope, *parts in scopes:
        row = [as_of, scope, scope, *parts, *RECORD, 14.5, True, says]
        connection.execute(f"INSERT INTO play_records VALUES ({', '.join('?' * len(row))})", row)
    plain = (12, 6, 4, 1, 0.545454545455, 0.2338, 0.8325, True, says)
    connection.execute(
        f"INSERT INTO objection_records VALUES ({', '.join('?' * 12)})",
        [as_of, "too_expensive", "three_numbers", *plain],
    )
    connection.execute(
        "INSERT INTO objection_first VALUES (?, 'too_expensive', 'three_numbers', ?)", [as_of, says]
    )
    connection.execute(
        "INSERT INTO feedback_records VALUES (?, 'none', 5, 1, 2, 3, 3.0, 1.0, 4, -0.21)", [as_of]
    )
