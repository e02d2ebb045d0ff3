"""A user's own policies: SQL files in the project's `policies/`, each one SELECT of account_id, product_id, rank.

It reads what a detector of the user's own may read, and `offers`, the cells that any policy may pick. Front matter is
welcome (`what: one sentence`) and not needed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
from pydantic import BaseModel, ConfigDict
from sqlglot import exp

from adjoin.domain.errors import ConfigurationError
from adjoin.facts.own_sql.files import Refusal, files_in, first_line, in_one_line, refuse_name, text_of
from adjoin.facts.own_sql.forbidden import refuse_forbidden
from adjoin.facts.own_sql.matter import read_matter
from adjoin.facts.own_sql.relations import (
    at_moment,
    name_of,
    open_dates,
    readable,
    refuse_dressed,
    refuse_unreadable,
    relations,
    returned,
)
from adjoin.facts.own_sql.select import OPENING, one_select, parts_of, undeclared
from adjoin.measurement.backtest.policies import Policy
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import DIALECT, Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

FOLDER = "policies"
COLUMNS = ("account_id", "product_id", "rank")
RANKED = pa.schema([("account_id", pa.string()), ("product_id", pa.string()), ("rank", pa.float64())])
OFFERS = ("as_of", "account_id", "product_id", "root_id")


class Matter(BaseModel):
    """The front matter of a policy."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str = ""
    parameters: dict[str, Value] = {}


@dataclass(frozen=True)
class OwnPolicies:
    """The project's own policies, and the files that are left out with why."""

    policies: tuple[Policy, ...] = ()
    refused: tuple[Refusal, ...] = ()


def read_own_policies(root: Path, taken: Collection[str]) -> OwnPolicies:
    """Read `root`/policies/*.sql; nothing is run. A broken file refuses itself, never the others.

    `taken`: names that ship.
    """
    found: dict[str, Policy] = {}
    refused: list[Refusal] = []
    for path in files_in(root / FOLDER, (".sql",)):
        file = f"{FOLDER}/{path.name}"
        try:
            refuse_name(path.stem, file, taken, found, "")
            found[path.stem] = own_policy(path.stem, text_of(path, file), file)
        except ConfigurationError as error:
            refused.append(Refusal(path.stem, file, in_one_line(error)))
    return OwnPolicies(tuple(found.values()), tuple(refused))


def own_policy(name: str, text: str, source: str) -> Policy:
    """The policy in the text of a SQL file. ConfigurationError says why it is none."""
    front, sql = parts_of(text, source) if OPENING in text else ("", text)
    matter = read_matter(Matter, front, source) if front else Matter()
    expression = one_select(sql, source)
    _check(expression, matter, source)

    def ranked(warehouse: Warehouse) -> pa.Table:
        (as_of,) = open_dates(warehouse)
        rows = _asked(warehouse, expression, matter, source, as_of)
        warehouse.put("own_ranked", _typed(rows, source))
        return warehouse.fetch(queries_in("adjoin.measurement.picking")["own_ranked_offers"])

    return Policy(name, name.replace("_", " "), matter.what.strip() or f"Your own: {source}.", None, ranked)


def _readable() -> Schema:
    return {**readable(), "offers": OFFERS}


def _check(expression: exp.Query, matter: Matter, source: str) -> None:
    refuse_forbidden(expression, source)
    refuse_dressed(expression, source)
    names = (name_of(table) for table in relations(expression))
    refuse_unreadable(names, _readable(), source, "a policy")
    columns = returned(expression, _readable(), source)
    wrong = undeclared(expression, matter.parameters, source)
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        wrong.append(f"{source}: return the columns {', '.join(COLUMNS)}; {', '.join(missing)} is missing.")
    if wrong:
        raise ConfigurationError(*wrong)


def _asked(warehouse: Warehouse, expression: exp.Query, matter: Matter, source: str, as_of: date) -> pa.Table:
    narrowed = at_moment(expression, _readable(), as_of)
    query = Query(
        name=source,
        source=source,
        what=matter.what,
        key=(),
        columns={},
        parameters=matter.parameters,
        sql=narrowed.sql(dialect=DIALECT),
        keep="table",
        front_matter={},
    )
    try:
        return warehouse.fetch(query)
    except ConfigurationError as error:
        raise ConfigurationError(first_line(error, source)) from error


def _typed(rows: pa.Table, source: str) -> pa.Table:
    try:
        return rows.select(COLUMNS).cast(RANKED)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ConfigurationError(
            f"{source}: account_id and product_id must be text and rank a number: {error}."
        ) from error
