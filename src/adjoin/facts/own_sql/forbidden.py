"""What an own query may not call: functions that know what day it is, roll dice, or look outside the tables."""

import re

from sqlglot import exp

from adjoin.domain.errors import ConfigurationError
from adjoin.warehouse.query import DIALECT

CLOCK = frozenset(
    (
        *("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp", "now", "today"),
        *("get_current_time", "get_current_timestamp", "transaction_timestamp", "statement_timestamp"),
        *("clock_timestamp", "ago", "age", "sysdate", "getdate", "systimestamp", "curdate", "curtime"),
        *("current_datetime", "utc_date", "utc_time", "utc_timestamp", "unix_timestamp"),
        *("pg_conf_load_time", "pg_postmaster_start_time"),
    )
)
"""Functions that know what day it is; `age` of one argument does."""

DICE = frozenset(
    (
        *("random", "rand", "randn", "setseed", "uuid", "uuidv4", "uuidv7", "gen_random_uuid"),
        *("generate_uuid", "reservoir_quantile", "random_normal", "randstr", "zipf"),
    )
)
"""Functions whose result is another one each time."""

OUTSIDE = frozenset(
    (
        *(
            "nextval",
            "currval",
            "setval",
            "lastval",
            "getvariable",
            "current_setting",
            "set_config",
            "getenv",
        ),
        *("current_query", "current_query_id", "current_connection_id", "current_transaction_id"),
        *("txid_current", "current_database", "current_catalog", "current_schema", "current_schemas", "user"),
        *("in_search_path", "current_user", "session_user", "current_role", "write_log", "sleep_ms", "stats"),
        *("pg_sleep", "error", "vector_type", "version", "get_block_size", "parse_duckdb_log_message"),
        *("inet_client_addr", "inet_client_port", "inet_server_addr", "inet_server_port"),
    )
)
"""Functions that read or change what is not in the tables: sequences, settings, the session."""

_CALL = re.compile(r"^\s*(\w+)")


def refuse_forbidden(expression: exp.Query, source: str) -> None:
    """ConfigurationError names every forbidden function, table function and sample of the query."""
    problems: list[str] = []
    for node in expression.find_all(exp.Func):
        name = _called(node)
        if isinstance(node.parent, exp.Table) and node.arg_key == "this":
            problems.append(
                f"{source}: {name}(…) in FROM reads what is not a table of the analysis; "
                "name known tables, facts and catalog tables."
            )
        elif name in CLOCK:
            problems.append(
                f"{source}: {name} knows what day it is, and a run speaks for its own day; "
                "use the as_of column of the table you read, or join `dates`."
            )
        elif name in DICE:
            problems.append(
                f"{source}: {name} gives something else each time; what a run says must be the same again."
            )
        elif name in OUTSIDE or name.startswith(("pg_", "has_", "duckdb_")):
            problems.append(f"{source}: {name} looks outside the tables; leave it out.")
    if expression.find(exp.TableSample):
        problems.append(f"{source}: a sample is another one each time; leave TABLESAMPLE out.")
    if problems:
        raise ConfigurationError(*dict.fromkeys(problems))


def _called(node: exp.Func) -> str:
    """The function's name as the engine will read it, lower case."""
    if isinstance(node, exp.Anonymous):
        return str(node.name).lower()
    written = _CALL.match(node.sql(dialect=DIALECT))
    return written[1].lower() if written else node.sql_name().lower()
